import ArgumentParser

/// `hv completions bash`: what makes a shell complete the command lines of hv.
///
/// The scripts only ask `hv complete` and hand on what it says, so that they never get old.
struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "Write the completion script of a shell: bash, zsh or fish.",
    discussion: """
      bash   hv completions bash > ~/.local/share/bash-completion/completions/hv
      zsh    hv completions zsh > DIR/_hv        with DIR in $fpath
      fish   hv completions fish > ~/.config/fish/completions/hv.fish
      """)

  @Argument var shell: ShellName

  func run() { Process.say(shell.script) }
}

enum ShellName: String, ExpressibleByArgument, CaseIterable {
  case bash, zsh, fish

  fileprivate var script: String {
    switch self {
    case .bash:
      // A candidate is the whole word; bash puts it in place of what stands behind the last of its word breaks.
      """
      _hv() {
        local line="${COMP_LINE:0:COMP_POINT}" candidate
        COMPREPLY=()
        while IFS= read -r candidate; do
          COMPREPLY+=("$candidate")
        done < <("${COMP_WORDS[0]}" complete --shell bash --line="$line" ${2:+--word="$2"} 2>/dev/null)
        [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[/:\\ ] ]] && compopt -o nospace
        [[ $line == *[\\'\\"]* ]] && compopt -o nospace
        return 0
      }
      complete -F _hv hv

      """
    case .zsh:
      """
      #compdef hv
      _hv() {
        local -a texts shown
        local text about
        while IFS=$'\\t' read -r text about; do
          texts+=("$text")
          shown+=("$about")
        done < <("${words[1]}" complete --shell zsh --line="${(j: :)words[1,CURRENT-1]} " \\
          ${PREFIX:+--word="${(Q)PREFIX}"} 2>/dev/null)
        (( ${#texts} )) || return 1
        compadd -l -S '' -d shown -- "${texts[@]}"
      }
      if [ "$funcstack[1]" = "_hv" ]; then _hv "$@"; else compdef _hv hv; fi

      """
    case .fish:
      """
      complete -c hv -f -a '(hv complete --shell fish --line=(commandline -cp) 2>/dev/null)'

      """
    }
  }
}
