/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The nine asynchronous functions of a provider, as far as a phone has them, and
 * phones that hold up what they were told to do.
 */
#ifndef CONFORMANCE_OPERATIONS_H
#define CONFORMANCE_OPERATIONS_H

#include "provider.h"

/* PHONECAPS of a phone in full; free() it. */
PHONECAPS *operations_caps(const struct phone *phone);

/*
 * The phone has this one of the nine. A simulated phone that was made without a
 * shape has all of them.
 */
bool operation_exists(const struct phone *phone, unsigned int which);

/*
 * Skips the case unless the phone has what a phone without a shape has, as far
 * as cases name it: the keypad, button 12, lamp 20, a handset.
 */
void operations_need_usual(const struct phone *phone);

/* One that it has; skips the case if there is none. */
unsigned int operation_some(const struct phone *phone);

/* Calls the function with good arguments; it must be accepted. */
DRV_REQUESTID operation_issue(unsigned int which, HDRVPHONE handle);

/* One of each that the phone has; how many. */
unsigned int operations_issue_all(const struct phone *phone, HDRVPHONE handle,
				  DRV_REQUESTID *requests);

/*
 * From now on the phone finishes nothing until operations_release(); and waiting
 * until it has so much to do. A phone that is not simulated does what it does.
 */
void operations_hold(struct phone *phone);
void operations_wait_held(struct phone *phone, unsigned int number);
void operations_release(struct phone *phone);

/* Waits for the completion, and it must be this. */
void operation_ends(DRV_REQUESTID request, LONG result);

/*
 * How many callbacks there were, not counting those that tell of phones that come
 * and go: others of the same provider may do that at any time.
 */
unsigned int operations_callbacks(void);

/* Nothing is called back for a while; from: operations_callbacks() before. */
void operations_silent_since(unsigned int from);

/*
 * The provider closes the phone by force: PHONE_CLOSE. The phone is gone for
 * good if it is one of the kernel.
 */
void operations_force_close(struct phone *phone);

#endif /* CONFORMANCE_OPERATIONS_H */
