/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The existing phone under test. */
#ifndef COMPLIANCE_GIVEN_H
#define COMPLIANCE_GIVEN_H

#include "phone_kind.h"

/* The kind of phones that fits the subject. */
const struct phone_kind *given_kind(void);

#endif
