// SQLite, with what Swift cannot see of it: a destructor that is a number.
#pragma once
#include <fcntl.h>
#include <sqlite3.h>
#include <stdint.h>

static inline int hv_bind_text(sqlite3_stmt *statement, int place, const char *bytes, int count) {
  return sqlite3_bind_text(statement, place, bytes, count, SQLITE_TRANSIENT);
}

static inline int hv_bind_blob(sqlite3_stmt *statement, int place, const void *bytes, int count) {
  return sqlite3_bind_blob(statement, place, bytes, count, SQLITE_TRANSIENT);
}

#ifndef F_OFD_SETLK
#if defined(__linux__)
#define F_OFD_SETLK 37
#else
#define F_OFD_SETLK 90
#endif
#endif

// Takes (or gives back) one byte of a file for this process, without waiting. The system gives it back when the process
// ends, however it ends. Zero when it was taken.
static inline int hv_lock_byte(int file, int64_t byte, int takes) {
  struct flock lock = {0};
  lock.l_type = takes ? F_WRLCK : F_UNLCK;
  lock.l_whence = SEEK_SET;
  lock.l_start = byte;
  lock.l_len = 1;
  return fcntl(file, F_OFD_SETLK, &lock);
}
