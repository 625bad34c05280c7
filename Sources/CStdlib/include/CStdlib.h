// The standard library as bytes: the files of `stdlib/`, put into the binary when it is built.
//
// A new module is a file there and two lines in CStdlib.c.

#ifndef HV_CSTDLIB_H
#define HV_CSTDLIB_H

#include <stddef.h>

/// A module: the word by which it is called, and its text, which is UTF-8 without a NUL at its end.
struct hv_module {
  const char *name;
  const unsigned char *text;
  size_t length;
};

/// The modules in the order of their names, and how many they are.
const struct hv_module *hv_modules(size_t *count);

#endif
