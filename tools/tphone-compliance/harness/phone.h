/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The phone that a case uses: one of tphone-sim behind the provider of the
 * kernel, or one of the mock provider. Both understand the attributes and
 * actions of Documentation/ABI/testing/configfs-tphone-sim:
 *
 *	struct phone *phone = phone_new("keys=2;display=0x0");
 *
 *	phone_user(phone, "press 5");
 *	phone_set(phone, "hold", "1");
 *	...
 *	CHECK_EQ(phone_number(phone, "held"), 3);
 *	phone_set(phone, "release", "all");
 *
 * On a real phone (tphone-compliance /dev/tphone0) phone_new(NULL) gives that
 * one, and everything but reading skips the case. A function that cannot do
 * what it should fails the case. The runner removes the phones of a case when
 * its process has ended.
 */
#ifndef CONFORMANCE_PHONE_H
#define CONFORMANCE_PHONE_H

#include <stdbool.h>
#include <tphone/tapi.h>

struct phone;

/*
 * A phone with this shape: attributes that differ from a new phone, separated
 * by semicolons; NULL or "": none. It is live, and its id is unique. (A keypad,
 * 8 keys with lamps at 12 to 19, a lamp alone at 20, a display of 4x20, 4 ring
 * modes, all hook switch devices, downloads "256 1024", uploads "256 1024 64".)
 */
struct phone *phone_new(const char *shape);

/* The same, but not live yet. */
struct phone *phone_new_dead(const char *shape);

/* Plug in, or unplug for good. */
void phone_live(struct phone *phone, bool live);

/* Its id, and the path of its device node, "" with the mock provider. */
const char *phone_id(const struct phone *phone);
const char *phone_path(const struct phone *phone);

void phone_set(struct phone *phone, const char *attribute,
	       const char *format, ...) __attribute__((format(printf, 3, 4)));
long long phone_number(struct phone *phone, const char *attribute);

/* Let the virtual user act. */
void phone_user(struct phone *phone, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Waits until the phone holds so many operations. */
void phone_wait_held(struct phone *phone, long long number);

/* True with the mock provider. */
bool phone_is_mock(void);

/* True if there is one phone, and cases cannot make others. */
bool phone_is_given(void);

/* True for phones that react to phone_user() and phone_set(). */
bool phone_is_simulated(void);

#endif /* CONFORMANCE_PHONE_H */
