#include "CStdlib.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char timesheet[] = {
#embed "../../stdlib/timesheet.hv"
};

static const struct hv_module modules[] = {
    {"timesheet", timesheet, sizeof timesheet},
};

const struct hv_module *hv_modules(size_t *count) {
  *count = sizeof modules / sizeof modules[0];
  return modules;
}
