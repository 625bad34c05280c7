// What Swift needs of libedit. Its own functions take any number of arguments, which Swift cannot call; these take those
// that hv passes. See histedit.h for what each does.
//
// The file that implements this also keeps the terminal's settings for the case that the program dies.

#ifndef HV_CLIBEDIT_H
#define HV_CLIBEDIT_H

#include <histedit.h>
#include <stdio.h>
#include <wchar.h>

typedef unsigned char (*hv_key_function)(EditLine *, wint_t);
typedef wchar_t *(*hv_prompt_function)(EditLine *);

/// What an edit function of hv tells libedit to do next.
enum hv_outcome {
  HV_NORMAL = CC_NORM,
  HV_NEWLINE = CC_NEWLINE,
  HV_EOF = CC_EOF,
  HV_REFRESH = CC_REFRESH,
  HV_REFRESH_BEEP = CC_REFRESH_BEEP,
  HV_CURSOR = CC_CURSOR,
  HV_ERROR = CC_ERROR,
  HV_REDISPLAY = CC_REDISPLAY
};

/// An editor on these descriptors; its output is collected until `hv_flush`. NULL where there is no terminal to edit on.
EditLine *hv_editor(const char *program, int input, int output);
void hv_editor_end(EditLine *el);
/// Sends what was drawn.
void hv_flush(EditLine *el);
/// Draws bytes behind libedit's back.
void hv_write(EditLine *el, const char *bytes, size_t count);

void hv_set_client(EditLine *el, void *client);
void *hv_client(EditLine *el);
/// `escape` begins and ends what takes no room in the prompt.
void hv_set_prompt(EditLine *el, hv_prompt_function prompt, wchar_t escape);
void hv_set_getc(EditLine *el, el_rfunc_t read);
void hv_add_function(EditLine *el, const wchar_t *name, const wchar_t *help, hv_key_function function);
/// Binds a key sequence; `alternative` for the command mode of vi.
void hv_bind(EditLine *el, const wchar_t *key, const wchar_t *function, int alternative);
void hv_set_editor(EditLine *el, const wchar_t *mode);
/// Whether it edits as vi does.
int hv_is_vi(EditLine *el);
/// 1 takes the terminal over, 0 gives it back.
void hv_prepare_terminal(EditLine *el, int on);
void hv_keep_signals_out(EditLine *el);
void hv_refresh(EditLine *el);
/// Some commands of libedit's vi leave the cursor outside of the text: it is put back to the nearer end.
void hv_repair_cursor(EditLine *el);
/// What the user's `.editrc` says of the mode, then, after hv's own keys, all else that it says.
void hv_source_mode(EditLine *el, const char *path);
void hv_source_rest(EditLine *el, const char *path);

/// A history that the editor goes through by its own keys.
HistoryW *hv_history(EditLine *el, int size);
void hv_history_add(HistoryW *history, const wchar_t *entry);
void hv_history_clear(HistoryW *history);
void hv_history_end(HistoryW *history);

/// The cells in which libedit shows a character: what cannot be printed is written out.
int hv_cells(wchar_t character);
/// The cells in which a terminal then shows it: none for what combines with the character before.
int hv_shown_cells(wchar_t character);

/// Writes a byte to a descriptor whenever the terminal changes its size or the program goes on after a stop.
void hv_watch_terminal(int descriptor);
/// Whether that happened since the last question.
int hv_was_resized(void);
int hv_was_continued(void);
/// Stops the program as Ctrl-Z does; returns when it goes on.
void hv_stop(void);

/// Remembers the settings of a terminal, and gives them back when the program dies of a fault.
void hv_guard_terminal(int descriptor);
/// Whether a line is edited there just now.
void hv_set_editing(int on);
/// Gives a terminal back its remembered settings at once. Safe in a signal handler.
void hv_restore_terminal(void);

#endif
