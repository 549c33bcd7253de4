// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * How a provider fills variable structures.
 */
#include <stdlib.h>
#include <string.h>

#include "operations.h"
#include "structure.h"

#define MAX_PARTS	12

/**
 * struct shape - a variable structure
 * @fixed: bytes of its fixed part; 0: as the version says
 * @parts: offsets of the Size members of its variable parts, 0 after the last;
 *	the Offset member follows each
 * @get: asks the provider for it
 * @function: by this function
 *
 * Constant.
 */
struct shape {
	DWORD fixed;
	DWORD parts[MAX_PARTS];
	int32_t (*get)(void *handle, void *structure);
	const char *function;
};

struct part {
	DWORD size;
	DWORD offset;
};

static DWORD device;

/* A device class that the provider itself answers; empty: none. */
static WCHAR device_class[64];

static LONG get_caps(void *handle, void *caps)
{
	(void)handle;
	return tspi->phoneGetDevCaps(device, tspi_version, 0, caps);
}

static LONG get_caps_and_extensions(void *handle, void *caps)
{
	DWORD version;

	if (tspi->phoneNegotiateExtVersion(device, tspi_version, 1, 0xffffffff,
					   &version))
		return get_caps(handle, caps);
	return tspi->phoneGetDevCaps(device, tspi_version, version, caps);
}

static LONG get_status(void *handle, void *status)
{
	return tspi->phoneGetStatus(handle, status);
}

static LONG get_key(void *handle, void *info)
{
	return tspi->phoneGetButtonInfo(handle, 0, info);
}

static LONG get_button(void *handle, void *info)
{
	return tspi->phoneGetButtonInfo(handle, 12, info);
}

static LONG get_display(void *handle, void *string)
{
	return tspi->phoneGetDisplay(handle, string);
}

static LONG get_id(void *handle, void *string)
{
	return tspi->phoneGetID(handle, string, device_class, NULL);
}

#define CAPS_PARTS							\
{									\
	offsetof(PHONECAPS, dwProviderInfoSize),			\
	offsetof(PHONECAPS, dwPhoneInfoSize),				\
	offsetof(PHONECAPS, dwPhoneNameSize),				\
	offsetof(PHONECAPS, dwButtonModesSize),				\
	offsetof(PHONECAPS, dwButtonFunctionsSize),			\
	offsetof(PHONECAPS, dwLampModesSize),				\
	offsetof(PHONECAPS, dwSetDataSize),				\
	offsetof(PHONECAPS, dwGetDataSize),				\
	offsetof(PHONECAPS, dwDevSpecificSize),				\
	offsetof(PHONECAPS, dwDeviceClassesSize),			\
}

#define BUTTON_PARTS							\
{									\
	offsetof(PHONEBUTTONINFO, dwButtonTextSize),			\
	offsetof(PHONEBUTTONINFO, dwDevSpecificSize),			\
}

#define STRING_PARTS	{ offsetof(VARSTRING, dwStringSize) }

/* Leave out the name of the owner, which the provider does not fill in. */
#define STATUS_PARTS							\
{									\
	offsetof(PHONESTATUS, dwDisplaySize),				\
	offsetof(PHONESTATUS, dwLampModesSize),				\
	offsetof(PHONESTATUS, dwDevSpecificSize),			\
}

static const struct shape shapes[] = {
	{ 0, CAPS_PARTS, get_caps, "phoneGetDevCaps" },
	{ 0, CAPS_PARTS, get_caps_and_extensions, "phoneGetDevCaps" },
	{ sizeof(PHONESTATUS), STATUS_PARTS, get_status, "phoneGetStatus" },
	{ sizeof(PHONEBUTTONINFO), BUTTON_PARTS, get_key,
	  "phoneGetButtonInfo" },
	{ sizeof(PHONEBUTTONINFO), BUTTON_PARTS, get_button,
	  "phoneGetButtonInfo" },
	{ sizeof(VARSTRING), STRING_PARTS, get_display, "phoneGetDisplay" },
	{ sizeof(VARSTRING), STRING_PARTS, get_id, "phoneGetID" },
};

#define NR_SHAPES	(sizeof(shapes) / sizeof(*shapes))

/* The part that begins here, or size 0. */
static struct part part_at(const struct shape *shape,
			   const unsigned char *structure, DWORD offset)
{
	struct part part;
	unsigned int i;

	for (i = 0; shape->parts[i]; i++) {
		memcpy(&part, structure + shape->parts[i], sizeof(part));
		if (part.size && part.offset == offset)
			return part;
	}
	return (struct part){ };
}

static DWORD fixed_size(const struct shape *shape)
{
	return shape->fixed ? shape->fixed : provider_caps_size();
}

/* From the fixed part to dwUsedSize, part after part; bytes in all of them. */
static DWORD check_contiguous(const struct shape *shape, const void *structure)
{
	const PHONESTATUS *sizes = structure;
	const DWORD fixed = fixed_size(shape);
	DWORD in_parts = 0;
	DWORD end = fixed;
	struct part part;
	unsigned int i;

	while ((part = part_at(shape, structure, end)).size)
		end += part.size;
	RULE(end == sizes->dwUsedSize,
	     "variable parts follow the fixed part without a gap, up to dwUsedSize: in that of TSPI_%s() they end at %u and not at %u",
	     shape->function, end, sizes->dwUsedSize);
	for (i = 0; shape->parts[i]; i++) {
		memcpy(&part, (const char *)structure + shape->parts[i],
		       sizeof(part));
		RULE(part.size || !part.offset,
		     "a part that is absent has neither size nor offset: one in that of TSPI_%s() has the offset %u",
		     shape->function, part.offset);
		in_parts += part.size;
	}
	RULE(fixed + in_parts == sizes->dwUsedSize,
	     "dwUsedSize is that of the fixed part and of all others: of that of TSPI_%s() it is %u and not %u",
	     shape->function, sizes->dwUsedSize, fixed + in_parts);
	return in_parts;
}

/* The parts that fit are contiguous. */
static DWORD check_shape(const struct shape *shape, void *handle)
{
	const DWORD fixed = fixed_size(shape);
	DWORD needed, total, in_parts = 0;
	PHONESTATUS *structure;

	structure = structure_new(fixed, fixed);
	CHECK_OK(shape->get(handle, structure));
	needed = structure->dwNeededSize;
	free(structure);
	for (total = fixed; total <= needed + 8; total++) {
		structure = structure_new(fixed, total);
		CHECK_OK(shape->get(handle, structure));
		structure_check(structure, fixed, total);
		in_parts = check_contiguous(shape, structure);
		free(structure);
	}
	return in_parts;
}

static bool asks_for_what_is_missing(const struct shape *shape,
				     const PHONECAPS *caps)
{
	if (!provider_has(shape->function))
		return true;
	if (shape->get == get_key)
		return !caps->dwNumButtonLamps;
	if (shape->get == get_button)
		return caps->dwNumButtonLamps <= 12;
	if (shape->get == get_display)
		return !caps->dwDisplayNumRows;
	return shape->get == get_id && !device_class[0];
}

/* The list consists of strings, and ends with an empty one. */
static void find_device_class(HDRVPHONE handle, const PHONECAPS *caps)
{
	VARSTRING string = { .dwTotalSize = sizeof(string) };
	const char *next = (const char *)caps + caps->dwDeviceClassesOffset;
	const char *end = next + caps->dwDeviceClassesSize;
	unsigned int length;

	while (next < end) {
		for (length = 0; next < end; next += sizeof(WCHAR)) {
			memcpy(&device_class[length], next, sizeof(WCHAR));
			if (!device_class[length++])
				break;
			CHECK(length < 64);
		}
		next += sizeof(WCHAR);
		if (length > 1 && !get_id(handle, &string))
			return;
	}
	device_class[0] = 0;
}

CASE(T283, READS, "variable parts follow the fixed part without a gap")
{
	struct phone *phone = phone_new(NULL);
	HDRVPHONE handle;
	PHONECAPS *caps;
	unsigned int i;
	DWORD in_parts;

	provider_begin(0);
	device = provider_device(phone);
	handle = provider_open(phone);
	caps = operations_caps(phone);
	find_device_class(handle, caps);
	for (i = 0; i < NR_SHAPES; i++) {
		if (asks_for_what_is_missing(&shapes[i], caps))
			continue;
		in_parts = check_shape(&shapes[i], handle);
		case_note("structure %u: %u bytes in variable parts", i,
			  in_parts);
		/*
		 * Names of keys vary, so check them only for phones that the
		 * case has made.
		 */
		if (!phone_is_given() && shapes[i].get != get_key)
			CHECK(in_parts);
	}
	free(caps);
	CHECK_OK(tspi->phoneClose(handle));
	provider_end();
}
