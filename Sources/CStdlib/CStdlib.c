#include "CStdlib.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char budget[] = {
#embed "../../stdlib/budget.hv"
};

static const unsigned char cleanup[] = {
#embed "../../stdlib/cleanup.hv"
};

static const unsigned char export[] = {
#embed "../../stdlib/export.hv"
};

static const unsigned char invoicing[] = {
#embed "../../stdlib/invoicing.hv"
};

static const unsigned char money[] = {
#embed "../../stdlib/money.hv"
};

static const unsigned char team[] = {
#embed "../../stdlib/team.hv"
};

static const unsigned char timesheet[] = {
#embed "../../stdlib/timesheet.hv"
};

static const struct hv_module modules[] = {
    {"budget", budget, sizeof budget},
    {"cleanup", cleanup, sizeof cleanup},
    {"export", export, sizeof export},
    {"invoicing", invoicing, sizeof invoicing},
    {"money", money, sizeof money},
    {"team", team, sizeof team},
    {"timesheet", timesheet, sizeof timesheet},
};

const struct hv_module *hv_modules(size_t *count) {
  *count = sizeof modules / sizeof modules[0];
  return modules;
}
