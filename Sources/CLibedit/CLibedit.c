// For wcwidth, which glibc shows only when asked.
#define _XOPEN_SOURCE 700
#define _DEFAULT_SOURCE 1
#define _DARWIN_C_SOURCE 1

#include "CLibedit.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include <wctype.h>

// MARK: the editor

void hv_repair_cursor(EditLine *el) {
  // What it gives is its own state, which `const` only hides.
  LineInfoW *line = (LineInfoW *)el_wline(el);
  if (!line) return;
  if (line->lastchar < line->buffer) line->lastchar = line->buffer;
  if (line->cursor < line->buffer) line->cursor = line->buffer;
  if (line->cursor > line->lastchar) line->cursor = line->lastchar;
}

EditLine *hv_editor(const char *program, int input, int output) {
  FILE *in = fdopen(dup(input), "r");
  FILE *out = fdopen(dup(output), "w");
  if (!in || !out) return NULL;
  // Written byte by byte the line would flicker.
  setvbuf(out, NULL, _IOFBF, 1 << 16);
  return el_init_fd(program, in, out, out, input, output, output);
}

static FILE *output_of(EditLine *el) {
  FILE *out = NULL;
  el_get(el, EL_GETFP, 1, &out);
  return out;
}

void hv_editor_end(EditLine *el) {
  FILE *in = NULL, *out = output_of(el);
  el_get(el, EL_GETFP, 0, &in);
  el_end(el);
  if (out) fclose(out);
  if (in) fclose(in);
}

void hv_flush(EditLine *el) {
  FILE *out = output_of(el);
  if (out) fflush(out);
}

void hv_write(EditLine *el, const char *bytes, size_t count) {
  FILE *out = output_of(el);
  if (out) fwrite(bytes, 1, count, out);
}

void hv_set_client(EditLine *el, void *client) { el_wset(el, EL_CLIENTDATA, client); }

void *hv_client(EditLine *el) {
  void *client = NULL;
  el_wget(el, EL_CLIENTDATA, &client);
  return client;
}

void hv_set_prompt(EditLine *el, hv_prompt_function prompt, wchar_t escape) {
  el_wset(el, EL_PROMPT_ESC, prompt, escape);
}

void hv_set_getc(EditLine *el, el_rfunc_t read) { el_wset(el, EL_GETCFN, read); }

void hv_add_function(EditLine *el, const wchar_t *name, const wchar_t *help, hv_key_function function) {
  el_wset(el, EL_ADDFN, name, help, function);
}

void hv_bind(EditLine *el, const wchar_t *key, const wchar_t *function, int alternative) {
  if (alternative) el_wset(el, EL_BIND, L"-a", key, function, NULL);
  else el_wset(el, EL_BIND, key, function, NULL);
}

void hv_set_editor(EditLine *el, const wchar_t *mode) { el_wset(el, EL_EDITOR, mode); }

int hv_is_vi(EditLine *el) {
  const wchar_t *mode = NULL;
  el_wget(el, EL_EDITOR, &mode);
  return mode && wcscmp(mode, L"vi") == 0;
}

void hv_prepare_terminal(EditLine *el, int on) { el_wset(el, EL_PREP_TERM, on); }

void hv_keep_signals_out(EditLine *el) {
  el_wset(el, EL_SIGNAL, 0);
  // Ctrl-C and Ctrl-Z are keys while a line is edited; -d is the mode of editing. And what Windows writes at the end of
  // a line shall not come as two breaks.
  el_wset(el, EL_SETTY, L"-d", L"-isig", L"-icrnl", L"-inlcr", NULL);
}

void hv_refresh(EditLine *el) { el_wset(el, EL_REFRESH); }

// `bind -v` and `bind -e` set all keys anew, so they have to come before hv's own.
static void source(EditLine *el, const char *path, int wants_mode) {
  FILE *file = path ? fopen(path, "r") : NULL;
  if (!file) return;
  char *line = NULL;
  size_t size = 0;
  ssize_t length;
  Tokenizer *tokens = tok_init(NULL);
  while (tokens && (length = getline(&line, &size, file)) >= 0) {
    if (length > 0 && line[length - 1] == '\n') line[length - 1] = '\0';
    int count = 0;
    const char **words = NULL;
    tok_reset(tokens);
    if (line[0] == '#' || tok_str(tokens, line, &count, &words) != 0 || count == 0) continue;
    const char *command = strchr(words[0], ':');
    command = command ? command + 1 : words[0];
    int is_mode = strcmp(command, "bind") == 0 && count == 2
      && (strcmp(words[1], "-v") == 0 || strcmp(words[1], "-e") == 0);
    if (is_mode == wants_mode) el_parse(el, count, words);
  }
  if (tokens) tok_end(tokens);
  free(line);
  fclose(file);
}

void hv_source_mode(EditLine *el, const char *path) { source(el, path, 1); }
void hv_source_rest(EditLine *el, const char *path) { source(el, path, 0); }

// MARK: history

HistoryW *hv_history(EditLine *el, int size) {
  HistoryW *history = history_winit();
  if (!history) return NULL;
  HistEventW event;
  history_w(history, &event, H_SETSIZE, size);
  el_wset(el, EL_HIST, history_w, history);
  return history;
}

void hv_history_add(HistoryW *history, const wchar_t *entry) {
  HistEventW event;
  history_w(history, &event, H_ENTER, entry);
}

void hv_history_clear(HistoryW *history) {
  HistEventW event;
  history_w(history, &event, H_CLEAR);
}

void hv_history_end(HistoryW *history) { history_wend(history); }

int hv_cells(wchar_t character) {
  if (character < 0x100 && iswcntrl((wint_t)character)) return 2;
  if (iswprint((wint_t)character)) {
    int width = wcwidth(character);
    // libedit gives what has no width of its own a cell all the same.
    return width > 0 ? width : 1;
  }
  return character > 0xFFFF ? 8 : 7;
}

int hv_shown_cells(wchar_t character) {
  if (character >= 0x100 && iswprint((wint_t)character) && wcwidth(character) == 0) return 0;
  return hv_cells(character);
}

// MARK: signals

static volatile sig_atomic_t woken = -1, resized = 0, continued = 0;

static void on_change(int number) {
  if (number == SIGWINCH) resized = 1;
  else continued = 1;
  if (woken >= 0 && write(woken, "", 1) < 0) {}
}

void hv_watch_terminal(int descriptor) {
  woken = descriptor;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_change;
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART;
  sigaction(SIGWINCH, &action, NULL);
  sigaction(SIGCONT, &action, NULL);
}

int hv_was_resized(void) {
  int was = resized;
  resized = 0;
  return was;
}

int hv_was_continued(void) {
  int was = continued;
  continued = 0;
  return was;
}

void hv_stop(void) {
  continued = 0;
  kill(0, SIGTSTP);
  // Another thread may be the one that stops, a moment later. A second is enough where nothing stops at all.
  for (int i = 0; i < 1000 && !continued; i++) usleep(1000);
}

// MARK: the terminal's settings

static struct termios saved;
static volatile sig_atomic_t saved_descriptor = -1, is_editing = 0;
static const int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGABRT, SIGTRAP, SIGFPE};
#define FAULTS ((int)(sizeof faults / sizeof *faults))
static struct sigaction previous[FAULTS];

void hv_restore_terminal(void) {
  if (saved_descriptor < 0) return;
  // Pastes are announced no longer, colours are off, the cursor is seen.
  static const char reset[] = "\033[?2004l\033[0m\033[?25h", below[] = "\r\n\033[J";
  if (write(saved_descriptor, reset, sizeof reset - 1) < 0) {}
  // What comes next begins on a row of its own.
  if (is_editing && write(saved_descriptor, below, sizeof below - 1) < 0) {}
  tcsetattr(saved_descriptor, TCSANOW, &saved);
}

static void on_fault(int number, siginfo_t *info, void *context) {
  hv_restore_terminal();
  // The handler before this one writes where it happened. Without one, the signal comes again and ends the program.
  for (int i = 0; i < FAULTS; i++) {
    if (faults[i] != number) continue;
    sigaction(number, &previous[i], NULL);
    if ((previous[i].sa_flags & SA_SIGINFO) && previous[i].sa_sigaction) previous[i].sa_sigaction(number, info, context);
    else raise(number);
  }
}

void hv_set_editing(int on) { is_editing = on; }

void hv_guard_terminal(int descriptor) {
  if (tcgetattr(descriptor, &saved) != 0) return;
  int is_first = saved_descriptor < 0;
  saved_descriptor = descriptor;
  if (!is_first) return;
  for (int i = 0; i < FAULTS; i++) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = on_fault;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    sigaction(faults[i], &action, &previous[i]);
  }
}
