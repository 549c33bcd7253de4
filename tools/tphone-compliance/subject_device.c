// SPDX-License-Identifier: GPL-2.0-or-later
/* A phone of the kernel as the subject of the tests. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <tphone.h>

#include "absent.h"
#include "access.h"
#include "complain.h"
#include "sim.h"
#include "subject.h"

static bool complain_not_found(const char *wanted, int error)
{
	if (error == -ENOTUNIQ && wanted)
		complain(EXIT_USAGE, "several phones are called '%s'; 'tphone list' shows them",
			 wanted);
	else if (error == -ENOTUNIQ)
		complain(EXIT_USAGE,
			 "there are several phones; say which: 'tphone list' shows them");
	else if (error == -ENODEV && wanted)
		complain(EXIT_NO_PHONE,
			 "no phone is called '%s'; 'tphone list' shows those that there are",
			 wanted);
	else if (error == -ENODEV)
		absent_complain();
	else
		complain(EXIT_FAILED, "cannot find the phone: %s",
			 tphone_strerror(error));
	return false;
}

static bool complain_not_open(int error)
{
	switch (error) {
	case -EACCES:
	case -EPERM:
		access_complain(subject.path, true);
		break;
	case -EBUSY:
		complain(EXIT_BUSY,
			 "%s: another program owns the phone; 'fuser %s' tells which programs have it open",
			 subject.path, subject.path);
		break;
	case -ENOENT:
	case -ENODEV:
	case -ENXIO:
		absent_complain_node(subject.path);
		break;
	case -ENOTTY:
		complain(EXIT_NO_PHONE, "%s: this is not a phone",
			 subject.path);
		break;
	default:
		complain(EXIT_FAILED, "%s: %s", subject.path,
			 tphone_strerror(error));
	}
	return false;
}

static void take_if_this(const char *name, void *device)
{
	char value[SIM_VALUE_SIZE];

	if (!sim_read(name, "device", value) && !strcmp(value, device))
		snprintf(subject.sim, sizeof(subject.sim), "%s", name);
}

static void describe(struct tphone *phone)
{
	struct tphone_info info;
	char device[16];

	if (tphone_get_info(phone, &info, sizeof(info)))
		return;
	snprintf(subject.id, sizeof(subject.id), "%s", info.id);
	snprintf(subject.provider_info, SUBJECT_TEXT_SIZE,
		 "built into libtphone, driver %s", info.driver);
	snprintf(subject.phone_info, SUBJECT_TEXT_SIZE, "%s %s, id %s",
		 info.manufacturer, info.model, info.id);
	snprintf(device, sizeof(device), "tphone%u", info.index);
	sim_each_phone(take_if_this, device);
}

bool subject_find_device(const struct options *options)
{
	struct tphone *phone;
	int error;

	error = tphone_find(options->phone, subject.path, sizeof(subject.path));
	if (error < 0)
		return complain_not_found(options->phone, error);
	error = tphone_open(subject.path, TPHONE_ROLE_OWNER, &phone);
	if (error < 0)
		return complain_not_open(error);
	describe(phone);
	tphone_close(phone);
	return true;
}
