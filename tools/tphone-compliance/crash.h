/* SPDX-License-Identifier: GPL-2.0-or-later */
/* In which function a provider crashes. */
#ifndef COMPLIANCE_CRASH_H
#define COMPLIANCE_CRASH_H

/* In the process of a case, before it calls the provider. */
void crash_prepare(void);

#endif
