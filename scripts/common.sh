# shellcheck shell=bash
# What scripts/hv and scripts/test share: is the release binary current, are the system libraries there, and a build
# that shows progress but no noise. Sourced, after `root` was set to the project's folder. Works with bash 3.2 (macOS).
#
# Everything said here goes to standard error, so that the output of hv stays clean.

root=${root:?}

say() { printf 'hv: %s\n' "$*" >&2; }

# The release binary, and a file whose time is the start of the last good build of it. The binary's own time would not
# do: SwiftPM leaves it alone when a change turns out not to matter.
release_binary=$root/.build/release/hv
release_stamp=$root/.build/hv-release.stamp

release_is_current() {
  [[ -x $release_binary && -f $release_stamp ]] || return 1
  local inputs=("$root/Package.swift" "$root/Sources")
  [[ ! -d $root/stdlib ]] || inputs+=("$root/stdlib")
  [[ -z $(find "${inputs[@]}" -newer "$release_stamp" -print -quit) ]]
}

# Builds .build/release/hv. The linker strips it: running `strip` afterwards would change the file that SwiftPM made
# and so force it to link again at every build.
build_release() {
  # A third of every start was the work of the dynamic linker. A fixed address needs no relocations, names that no
  # library looks up need no table, and relocations packed by lld are read in half the time. Libraries are looked for
  # where the system has them, not beside hv, where somebody may have put others.
  local link_flags=(
    -Xswiftc -use-ld=lld -Xlinker -s -Xlinker --no-pie -Xlinker --no-export-dynamic
    -Xlinker -z -Xlinker pack-relative-relocs
  )
  [[ $(uname) != Darwin ]] || link_flags=(-Xlinker -S -Xlinker -x)
  require_toolchain
  mkdir -p "$root/.build"
  take_build_lock
  # Whoever held the lock before may have built just what we need.
  if ! release_is_current; then
    require_system_libraries
    touch "$release_stamp.new"
    run_quietly "building hv" "$root/.build/hv-release.log" \
      swift build --package-path "$root" -c release --static-swift-stdlib --disable-local-rpath --product hv \
      "${link_flags[@]}" \
      || build_failed "$root/.build/hv-release.log"
    mv "$release_stamp.new" "$release_stamp"
  fi
  exec 9>&-
}

# One build at a time. Where there is no flock (macOS), SwiftPM's own lock on .build does: the second build waits for
# the first and then finds nothing to do.
take_build_lock() {
  exec 9>"$root/.build/hv-build.lock"
  if command -v flock >/dev/null && ! flock -n 9; then
    say "another build is running here; waiting for it"
    flock 9
  fi
}

require_toolchain() {
  command -v swift >/dev/null && return
  say "the Swift toolchain (6.2 or later) is missing. Install it as https://www.swift.org/install says,"
  say "then run this again."
  exit 2
}

# Installs what is missing from scripts/system-libraries, or says what to type and leaves with status 2.
require_system_libraries() {
  local name debian brew header missing=() debian_packages=() brew_formulas=()
  while read -r name debian brew header; do
    [[ -n $name && $name != '#'* ]] || continue
    ! has_library "$brew" "$header" || continue
    missing+=("$name")
    debian_packages+=("$debian")
    brew_formulas+=("$brew")
  done <"$root/scripts/system-libraries"
  ((${#missing[@]})) || return 0

  local install log=$root/.build/hv-libraries.log
  if [[ $(uname) == Darwin ]]; then
    install="brew install ${brew_formulas[*]}"
    if ! command -v brew >/dev/null; then
      say "these system libraries are missing: ${missing[*]}. Install Homebrew as https://brew.sh says,"
      say "then run this again."
      exit 2
    fi
    run_quietly "installing ${brew_formulas[*]}" "$log" brew install "${brew_formulas[@]}" && return
  elif command -v apt-get >/dev/null; then
    local sudo=()
    install="apt-get install -y ${debian_packages[*]}"
    if ((EUID != 0)); then
      install="sudo $install"
      sudo=(sudo -n)
      if ! sudo -n true 2>/dev/null; then
        say "these system libraries are missing: ${missing[*]}. Type"
        printf '\n    %s\n\n' "$install" >&2
        say "and run this again."
        exit 2
      fi
    fi
    run_quietly "installing ${debian_packages[*]}" "$log" \
      apt_install ${sudo[@]+"${sudo[@]}"} -- "${debian_packages[@]}" && return
  else
    say "these system libraries are missing: ${missing[*]}. Install them with their development files,"
    say "then run this again."
    exit 2
  fi

  tail -n 15 "$log" >&2
  say "could not install ${missing[*]}. Type"
  printf '\n    %s\n\n' "$install" >&2
  say "and run this again."
  exit 2
}

# apt_install [sudo…] -- package…
# Tries with the package lists at hand first: a fresh container has none, and elsewhere fetching them costs seconds.
apt_install() {
  local sudo=()
  while [[ $1 != -- ]]; do
    sudo+=("$1")
    shift
  done
  shift
  local apt=(${sudo[@]+"${sudo[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120)
  "${apt[@]}" install -y --no-install-recommends "$@" && return
  "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends "$@"
}

has_library() {
  local formula=$1 header=$2 folder
  if [[ $(uname) == Darwin && $formula == - ]]; then return; fi
  for folder in /usr/include /usr/include/*-linux-gnu* /usr/local/include /opt/homebrew/include \
    "/opt/homebrew/opt/$formula/include" "/usr/local/opt/$formula/include"; do
    [[ ! -e $folder/$header ]] || return 0
  done
  return 1
}

# run_quietly TITLE LOG COMMAND…
# Runs the command with its whole output in LOG and gives back its status. Meanwhile shows where it is: one line that
# changes on a terminal, else a line every 20 seconds, so that a CI log shows life. The command stays in the foreground,
# so that Ctrl-C reaches it as ever.
run_quietly() {
  local title=$1 log=$2 status=0 watcher began=$SECONDS
  shift 2
  : >"$log"
  watch_log "$title" "$log" </dev/null >/dev/null 9>&- &
  watcher=$!
  # shellcheck disable=SC2064  # now, not later: the variable is local
  trap "kill $watcher 2>/dev/null || true" EXIT
  "$@" </dev/null >"$log" 2>&1 9>&- || status=$?
  trap - EXIT
  kill "$watcher" 2>/dev/null || true
  wait "$watcher" 2>/dev/null || true
  if stderr_is_live; then
    printf '\r\033[K' >&2
  elif ((status == 0)); then
    say "$title: done in $((SECONDS - began)) s"
  fi
  return "$status"
}

stderr_is_live() { [[ -t 2 && ${TERM:-dumb} != dumb ]]; }

# Runs beside the command of run_quietly; ends when it is killed, or by itself when the script is gone.
watch_log() {
  local title=$1 log=$2 began=$SECONDS line columns=80 next=20
  if stderr_is_live; then
    read -r _ columns < <(stty size <&2 2>/dev/null) || true
    ((columns > 20)) || columns=80
    while kill -0 $$ 2>/dev/null; do
      line="$title, $((SECONDS - began)) s  $(last_step "$log")"
      printf '\r\033[K%s' "${line:0:columns-1}" >&2
      sleep 0.2 2>/dev/null
    done
  else
    say "$title"
    while kill -0 $$ 2>/dev/null; do
      # The sleep outlives its killed parent by up to a second: it must not hold the caller's standard error open.
      sleep 1 2>/dev/null
      ((SECONDS - began >= next)) || continue
      next=$((next + 20))
      say "$title: $((SECONDS - began)) s  $(last_step "$log")"
    done
  fi
}

# The last line of a log that tells a person where the work is: of `swift build`, git, apt-get, `swift test`, libFuzzer.
last_step() {
  local build='\[[0-9]+/[0-9]+\]|Fetch|Comput|Creating|Working|Updating|Another instance'
  local others='#[0-9]+|Get:|Unpacking|Setting up|[^ ]+ (Test|Suite) '
  tail -n 400 "$1" | grep -aE "^($build|$others)" \
    | tail -n 1 || true
}

# build_failed LOG
# Shows what the compiler and the linker said, each error once and without warnings and steps, and leaves with status 2.
build_failed() {
  local shown
  shown=$(awk '
    /^\[[0-9]+\/[0-9]+\]/ { shows = 1; next }
    /^(Building for|Fetch|Comput|Creating working|Working copy|Updat)/ { next }
    /^[^ ].*:[0-9]+:[0-9]+: (error|warning|note|remark): / {
      if (!/: note: /) shows = /: error: / && !seen[$0]++
      if (shows) print
      next
    }
    /^warning: / { shows = 0; next }
    /^error: / { shows = 1 }
    shows || NR == 1 { print }
  ' "$1")
  [[ -n $shown ]] || shown=$(tail -n 30 "$1")
  head -n 200 <<<"$shown" >&2
  say "the build failed (all it said: $1)"
  exit 2
}
