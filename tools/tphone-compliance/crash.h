/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Find the function in which a provider crashes. */
#ifndef COMPLIANCE_CRASH_H
#define COMPLIANCE_CRASH_H

/* Call this in the process of a case, before the provider is called. */
void crash_prepare(void);

#endif
