// SPDX-License-Identifier: LGPL-2.1-or-later
/* Copying a structure of a provider, valid or not, to the program. */
#include "cmocka-first.h"

#include "alloc.h"
#include "common/macros.h"
#include "tapi/api_version.h"
#include "tapi/errors.h"
#include "tapi/repack.h"
#include "tapi/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define FIXED	sizeof(PHONESTATUS)
#define GUARD	0xa5

static const struct tapi_part parts[] = {
	{ offsetof(PHONESTATUS, dwLampModesSize), TAPI_CONTENT_NUMBERS },
	{ offsetof(PHONESTATUS, dwDisplaySize), TAPI_CONTENT_BYTES },
	{ offsetof(PHONESTATUS, dwDevSpecificSize), TAPI_CONTENT_TEXTS },
	{ offsetof(PHONESTATUS, dwOwnerNameSize), TAPI_CONTENT_TEXT },
};

static const struct tapi_layout layout = {
	FIXED, FIXED, parts, ARRAY_SIZE(parts),
};

static unsigned char room[1024];
static struct tapi_answer answer;

/* The structure of a provider: two lamps, three bytes, and texts. */
static LONG fill(void *data, void *structure)
{
	static const DWORD lamps[] = { 2, 4 };
	static const WCHAR name[] = u"J\u00fcrg";
	static const WCHAR classes[] = u"one\0two\0";
	PHONESTATUS status;
	DWORD end = FIXED;

	(void)data;
	memcpy(&status, structure, FIXED);
	assert_int_equal(status.dwNeededSize, FIXED);
	assert_int_equal(status.dwUsedSize, FIXED);
	assert_int_equal(status.dwDisplaySize | status.dwDisplayOffset, 0);
	status.dwRingMode = 7;
#define PART(member, from)						\
	do {								\
		status.member##Size = sizeof(from);			\
		status.member##Offset = end;				\
		memcpy((char *)structure + end, from, sizeof(from));	\
		end += sizeof(from);					\
	} while (0)
	PART(dwDisplay, "ab");
	PART(dwOwnerName, name);
	PART(dwLampModes, lamps);
	PART(dwDevSpecific, classes);
	status.dwNeededSize = end;
	status.dwUsedSize = end;
	memcpy(structure, &status, FIXED);
	return 0;
}

static int setup(void **state)
{
	(void)state;
	alloc_fail_at(0);
	memset(room, GUARD, sizeof(room));
	return tapi_answer_get(&answer, FIXED, fill, NULL);
}

static int teardown(void **state)
{
	(void)state;
	tapi_answer_free(&answer);
	return 0;
}

static LPPHONESTATUS provider(void)
{
	return (LPPHONESTATUS)answer.bytes;
}

static PHONESTATUS repack(DWORD total, bool wide)
{
	PHONESTATUS status;

	/* The structure is not aligned, on purpose. */
	memcpy(room + 1, &total, sizeof(total));
	tapi_repack(room + 1, &answer, &layout, wide);
	memcpy(&status, room + 1, FIXED);
	assert_int_equal(status.dwTotalSize, total);
	assert_in_range(status.dwUsedSize, FIXED, total);
	assert_int_equal(room[0], GUARD);
	assert_int_equal(room[1 + total], GUARD);
	return status;
}

static const void *at(DWORD offset)
{
	return room + 1 + offset;
}

static void display_forms(void **state)
{
	(void)state;
	assert_int_equal(tapi_display_format(STRINGFORMAT_UNICODE, false),
			 STRINGFORMAT_ASCII);
	assert_int_equal(tapi_display_format(STRINGFORMAT_ASCII, true),
			 STRINGFORMAT_UNICODE);
	assert_int_equal(tapi_display_format(0, false), STRINGFORMAT_ASCII);
	assert_int_equal(tapi_display_format(0, true), STRINGFORMAT_UNICODE);
	assert_int_equal(tapi_display_format(STRINGFORMAT_DBCS, true),
			 STRINGFORMAT_DBCS);
	assert_int_equal(tapi_display_format(STRINGFORMAT_BINARY, false),
			 STRINGFORMAT_BINARY);
	assert_int_equal(tapi_display_content(STRINGFORMAT_UNICODE, true),
			 TAPI_CONTENT_BYTES);
	assert_int_equal(tapi_display_content(STRINGFORMAT_UNICODE, false),
			 TAPI_CONTENT_NARROWED);
	assert_int_equal(tapi_display_content(STRINGFORMAT_ASCII, false),
			 TAPI_CONTENT_BYTES);
	assert_int_equal(tapi_display_content(STRINGFORMAT_ASCII, true),
			 TAPI_CONTENT_WIDENED);
	assert_int_equal(tapi_display_content(STRINGFORMAT_DBCS, true),
			 TAPI_CONTENT_BYTES);
}

static void check_conversion(const void *text, DWORD size, DWORD format,
			     bool wide, const void *expected,
			     DWORD expected_size)
{
	struct tapi_display_text converted;

	assert_int_equal(tapi_display_convert(&converted, text, size, format,
					      wide), 0);
	assert_int_equal(converted.size, expected_size);
	if (expected_size)
		assert_memory_equal(converted.bytes, expected, expected_size);
	assert_int_equal((uintptr_t)converted.bytes % sizeof(WCHAR), 0);
	free(converted.copy);
}

/* Terminators are passed on as the program wrote them; none is added. */
static void displays_are_converted(void **state)
{
	(void)state;
	check_conversion("J\303\274rg", 6, STRINGFORMAT_UNICODE, false,
			 u"J\xfcrg", 10);
	check_conversion("Jo!", 2, 0, false, u"Jo", 4);
	check_conversion("Jo\0xy", 5, 0, false, u"Jo", 6);
	check_conversion(u"J\xfcrg", 10, STRINGFORMAT_ASCII, true,
			 "J\303\274rg", 6);
	check_conversion(u"Jo!", 4, STRINGFORMAT_ASCII, true, "Jo", 2);
	check_conversion(u"Jo", 5, STRINGFORMAT_ASCII, true, "Jo", 2);
	check_conversion("x", 1, STRINGFORMAT_ASCII, true, "", 0);
	check_conversion("ab", 2, STRINGFORMAT_DBCS, true, "ab", 2);
	check_conversion(&"xabc"[1], 3, STRINGFORMAT_ASCII, false, "abc", 3);
	check_conversion(NULL, 0, STRINGFORMAT_UNICODE, false, NULL, 0);
}

static void display_without_memory(void **state)
{
	struct tapi_display_text converted;

	(void)state;
	alloc_fail_at(1);
	assert_int_equal(tapi_display_convert(&converted, "x", 1, 0, false),
			 PHONEERR_NOMEM);
	alloc_fail_at(1);
	assert_int_equal(tapi_display_convert(&converted, u"x", 2,
					      STRINGFORMAT_ASCII, true),
			 PHONEERR_NOMEM);
	alloc_fail_at(0);
}

/* A display is not cut at a terminator, as it has a fixed number of cells. */
static void displays_are_repacked(void **state)
{
	static const struct tapi_part part = {
		offsetof(PHONESTATUS, dwDisplaySize), TAPI_CONTENT_WIDENED,
	};
	static const struct tapi_layout one = { FIXED, FIXED, &part, 1 };
	LPPHONESTATUS status = (LPPHONESTATUS)room;

	(void)state;
	status->dwTotalSize = 500;
	tapi_repack(room, &answer, &one, false);
	assert_int_equal(status->dwDisplaySize, 6);
	assert_memory_equal(room + status->dwDisplayOffset, u"ab", 6);
}

/* Members that the version lacks are not written: the variable part is there. */
static void older_structures(void **state)
{
	static const struct tapi_layout old = {
		offsetof(PHONESTATUS, dwOwnerNameSize), FIXED, parts,
		ARRAY_SIZE(parts),
	};
	LPPHONESTATUS status = (LPPHONESTATUS)room;

	(void)state;
	status->dwTotalSize = old.fixed + 8;
	tapi_repack(room, &answer, &old, true);
	assert_int_equal(status->dwRingMode, 7);
	assert_int_equal(status->dwLampModesOffset, old.fixed);
	assert_int_equal(status->dwLampModesSize, 8);
	assert_int_equal(status->dwDisplaySize, 0);
	assert_int_equal(room[old.fixed + 8], GUARD);
}

static void versions_exist(void **state)
{
	(void)state;
	assert_true(tapi_version_exists(0x00010003));
	assert_true(tapi_version_exists(0x00020002));
	assert_false(tapi_version_exists(0x00010002));
	assert_false(tapi_version_exists(0x00010005));
	assert_false(tapi_version_exists(0x00020003));
	assert_int_equal(tapi_version_highest(0x00010000, 0x0001ffff),
			 0x00010004);
	assert_int_equal(tapi_version_highest(0x00010003, 0x00010003),
			 0x00010003);
	assert_int_equal(tapi_version_highest(0, 0xffffffff), 0x00020002);
	assert_int_equal(tapi_version_highest(0x00020002, 0x00020000), 0);
	assert_int_equal(tapi_version_highest(0x00010005, 0x0001ffff), 0);
	assert_int_equal(tapi_caps_fixed(0x00010003), 144);
	assert_int_equal(tapi_caps_fixed(0x00020001), 180);
	assert_int_equal(tapi_caps_fixed(0x00020002), 196);
	assert_int_equal(tapi_status_fixed(0x00010004), 100);
	assert_int_equal(tapi_status_fixed(0x00020000), 104);
	assert_int_equal(tapi_button_info_fixed(0x00010003), 36);
	assert_int_equal(tapi_button_info_fixed(0x00010004), 40);
}

static void all_parts_arrive(void **state)
{
	PHONESTATUS status = repack(500, true);

	(void)state;
	assert_int_equal(status.dwRingMode, 7);
	assert_int_equal(status.dwLampModesSize, 8);
	assert_int_equal(status.dwLampModesOffset, FIXED);
	assert_int_equal(status.dwDisplaySize, 3);
	assert_memory_equal(at(status.dwDisplayOffset), "ab", 3);
	assert_int_equal(status.dwOwnerNameSize, 10);
	assert_memory_equal(at(status.dwOwnerNameOffset), u"J\u00fcrg", 10);
	assert_int_equal(status.dwDevSpecificSize, 18);
	assert_memory_equal(at(status.dwDevSpecificOffset), u"one\0two\0", 18);
	assert_int_equal(status.dwNeededSize, FIXED + 8 + 3 + 10 + 18);
	assert_int_equal(status.dwUsedSize, status.dwNeededSize);
}

static void texts_become_utf8(void **state)
{
	PHONESTATUS status = repack(500, false);

	(void)state;
	assert_int_equal(status.dwOwnerNameSize, 6);
	assert_memory_equal(at(status.dwOwnerNameOffset), "J\xc3\xbcrg", 6);
	assert_int_equal(status.dwDevSpecificSize, 9);
	assert_memory_equal(at(status.dwDevSpecificOffset), "one\0two\0", 9);
	assert_int_equal(status.dwNeededSize, FIXED + 8 + 3 + 6 + 9);
}

static void check_part(DWORD size, DWORD offset, DWORD whole, DWORD used)
{
	if (!size) {
		assert_int_equal(offset, 0);
		return;
	}
	assert_int_equal(size, whole);
	assert_in_range(offset, FIXED, used - size);
}

static void every_part_is_whole_or_absent(void **state)
{
	PHONESTATUS status;
	DWORD total;

	(void)state;
	for (total = FIXED; total < FIXED + 50; total++) {
		memset(room, GUARD, sizeof(room));
		status = repack(total, true);
		check_part(status.dwLampModesSize, status.dwLampModesOffset, 8,
			   status.dwUsedSize);
		check_part(status.dwDisplaySize, status.dwDisplayOffset, 3,
			   status.dwUsedSize);
		check_part(status.dwOwnerNameSize, status.dwOwnerNameOffset, 10,
			   status.dwUsedSize);
		assert_int_equal(status.dwNeededSize, FIXED + 39);
	}
}

static void bad_offsets_are_absent_parts(void **state)
{
	const DWORD bad[][2] = {
		{ 8, 0 }, { 8, FIXED - 1 }, { 8, answer.total - 7 },
		{ 8, answer.total }, { 8, 0xffffffff }, { 0xffffffff, FIXED },
		{ 0xfffffff8, FIXED + 8 }, { 0, FIXED },
	};
	PHONESTATUS status;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		provider()->dwLampModesSize = bad[i][0];
		provider()->dwLampModesOffset = bad[i][1];
		status = repack(500, true);
		assert_int_equal(status.dwLampModesSize, 0);
		assert_int_equal(status.dwLampModesOffset, 0);
		assert_int_equal(status.dwNeededSize, FIXED + 3 + 10 + 18);
	}
}

static void texts_get_their_terminators(void **state)
{
	PHONESTATUS status;

	(void)state;
	/* Cut off in the middle of a unit. */
	provider()->dwOwnerNameSize = 5;
	provider()->dwDevSpecificSize = 6;
	status = repack(500, true);
	assert_int_equal(status.dwOwnerNameSize, 6);
	assert_memory_equal(at(status.dwOwnerNameOffset), u"J\u00fc", 6);
	assert_int_equal(status.dwDevSpecificSize, 10);
	assert_memory_equal(at(status.dwDevSpecificOffset), u"one\0", 10);
}

static void empty_texts_are_absent(void **state)
{
	PHONESTATUS status;

	(void)state;
	memset(answer.bytes + provider()->dwOwnerNameOffset, 0, 10);
	provider()->dwDevSpecificSize = 1;
	status = repack(500, false);
	assert_int_equal(status.dwOwnerNameSize, 0);
	assert_int_equal(status.dwOwnerNameOffset, 0);
	assert_int_equal(status.dwDevSpecificSize, 0);
}

static void parts_of_ours_take_the_place_of_theirs(void **state)
{
	PHONESTATUS status;

	(void)state;
	assert_true(tapi_answer_set_part(&answer, parts[3].pair, u"x", 4));
	assert_true(tapi_answer_set_part(&answer, parts[1].pair, NULL, 0));
	status = repack(500, true);
	assert_int_equal(status.dwOwnerNameSize, 4);
	assert_memory_equal(at(status.dwOwnerNameOffset), u"x", 4);
	assert_int_equal(status.dwDisplaySize, 0);
}

/* A provider whose needed size grows with each call. */
static LONG never_content(void *data, void *structure)
{
	unsigned int *calls = data;
	VARSTRING string;

	memcpy(&string, structure, sizeof(string));
	assert_int_equal(string.dwUsedSize, sizeof(string));
	string.dwNeededSize = string.dwTotalSize + 1;
	memcpy(structure, &string, sizeof(string));
	++*calls;
	return 0;
}

static LONG wants_it_all(void *data, void *structure)
{
	unsigned int *calls = data;

	memset((char *)structure + 4, 0xff, 4);
	++*calls;
	return 0;
}

static LONG fails(void *data, void *structure)
{
	(void)data;
	(void)structure;
	return PHONEERR_INVALPHONESTATE;
}

static void providers_that_want_too_much_are_left_alone(void **state)
{
	struct tapi_answer got;
	unsigned int calls = 0;

	(void)state;
	assert_int_equal(tapi_answer_get(&got, sizeof(VARSTRING), never_content,
					 &calls), 0);
	assert_in_range(calls, 2, 20);
	tapi_answer_free(&got);
	calls = 0;
	assert_int_equal(tapi_answer_get(&got, sizeof(VARSTRING), wants_it_all,
					 &calls), 0);
	assert_int_equal(calls, 1);
	tapi_answer_free(&got);
	assert_int_equal(tapi_answer_get(&got, sizeof(VARSTRING), fails, NULL),
			 PHONEERR_INVALPHONESTATE);
	alloc_fail_all();
	assert_int_equal(tapi_answer_get(&got, sizeof(VARSTRING), fails, NULL),
			 PHONEERR_NOMEM);
	alloc_fail_at(0);
}

static void structures_are_checked(void **state)
{
	DWORD total = 23;

	(void)state;
	assert_int_equal(tapi_check_structure(NULL, 24),
			 PHONEERR_INVALPOINTER);
	memcpy(room + 1, &total, sizeof(total));
	assert_int_equal(tapi_check_structure(room + 1, 24),
			 PHONEERR_STRUCTURETOOSMALL);
	assert_int_equal(tapi_check_structure(room + 1, 23), 0);
}

static void classes_are_compared_without_case(void **state)
{
	uint16_t *name = tapi_device_class_from_utf8("TAPI/Phone");
	uint16_t *wide = tapi_device_class_from_utf16(u"tapi/phones");

	(void)state;
	assert_true(tapi_device_class_is(name, "tapi/phone"));
	assert_false(tapi_device_class_is(name, "tapi/phon"));
	assert_false(tapi_device_class_is(name, "tapi/phones"));
	assert_true(tapi_device_class_is(wide, "tapi/phones"));
	free(name);
	free(wide);
}

static void names_of_programs_are_valid_text(void **state)
{
	static const WCHAR half[] = { 'a', 0xd800, 'b', 0 };
	uint16_t *name, *own;

	(void)state;
	assert_int_equal(tapi_app_name_from_utf8("J\xc3\xbcrg", &name), 0);
	assert_memory_equal(name, u"J\u00fcrg", 10);
	free(name);
	assert_int_equal(tapi_app_name_from_utf16(u"\xd83d\xdcde", &name), 0);
	assert_memory_equal(name, u"\xd83d\xdcde", 6);
	free(name);
	assert_int_equal(tapi_app_name_from_utf8("a\xff", &name),
			 PHONEERR_INVALAPPNAME);
	assert_int_equal(tapi_app_name_from_utf16(half, &name),
			 PHONEERR_INVALAPPNAME);
	assert_int_equal(tapi_app_name_from_utf8(NULL, &name), 0);
	assert_int_equal(tapi_app_name_from_utf8(program_invocation_short_name,
						 &own), 0);
	assert_memory_equal(name, own,
			    strlen(program_invocation_short_name) * 2 + 2);
	free(name);
	free(own);
}

static void errors_off_the_list_become_failures(void **state)
{
	(void)state;
	assert_int_equal(tapi_listed(TAPI_LIST_phoneSetLamp, 0), 0);
	assert_int_equal(tapi_listed(TAPI_LIST_phoneSetLamp,
				     PHONEERR_INVALLAMPMODE),
			 PHONEERR_INVALLAMPMODE);
	assert_int_equal(tapi_listed(TAPI_LIST_phoneSetLamp,
				     PHONEERR_INVALRINGMODE),
			 PHONEERR_OPERATIONFAILED);
	assert_int_equal(tapi_listed(TAPI_LIST_phoneSetLamp, 5),
			 PHONEERR_OPERATIONFAILED);
	assert_int_equal(tapi_listed(TAPI_LIST_phoneSetLamp, -1),
			 PHONEERR_OPERATIONFAILED);
	assert_int_equal(tapi_listed(TAPI_LIST_phoneSetLamp,
				     (LONG)0x90000041),
			 PHONEERR_OPERATIONFAILED);
	assert_int_equal(tapi_listed(TAPI_LIST_phoneDevSpecific,
				     (LONG)0xc0000000), (LONG)0xc0000000);
	assert_int_equal(tapi_listed(TAPI_LIST_phoneDevSpecific,
				     (LONG)0xbfffffff),
			 PHONEERR_OPERATIONFAILED);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(display_forms),
		TEST(displays_are_converted),
		TEST(display_without_memory),
		TEST(displays_are_repacked),
		TEST(older_structures),
		TEST(versions_exist),
		TEST(all_parts_arrive),
		TEST(texts_become_utf8),
		TEST(every_part_is_whole_or_absent),
		TEST(bad_offsets_are_absent_parts),
		TEST(texts_get_their_terminators),
		TEST(empty_texts_are_absent),
		TEST(parts_of_ours_take_the_place_of_theirs),
		TEST(providers_that_want_too_much_are_left_alone),
		TEST(structures_are_checked),
		TEST(classes_are_compared_without_case),
		TEST(names_of_programs_are_valid_text),
		TEST(errors_off_the_list_become_failures),
	};

	return cmocka_run_group_tests_name("tapi-structures", tests, NULL,
					   NULL);
}
