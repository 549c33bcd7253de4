// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * Providers and programs as they are outside of this tree: shared objects, and the
 * shared library. Each test is a process of its own, as a provider stays loaded.
 */
#include "cmocka-first.h"

#include "mock-session.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void calls_itself(void)
{
	begin_with("one", "two");
	CHECK(nr_phones == 2);
	open_phone(0);
	open_phone(1);
	CHECK(mock_of("one")->own_lamp == 'o');
	CHECK(mock_of("two")->own_lamp == 't');
}

static bool is_loaded(const char *name)
{
	void *object = dlopen(object_path(name), RTLD_NOW | RTLD_NOLOAD);

	if (object)
		dlclose(object);
	return object;
}

/* The thread of the provider ends 0.3 s after it began. */
static void session_ends_before_thread(void)
{
	struct folder folder;

	folder_begin(&folder);
	folder_add_provider(&folder, "one.conf", "one");
	CHECK(!setenv("MOCK_THREAD", "1", 1));
	begin();
	CHECK(is_loaded("one"));
	end();
	folder_end(&folder);
	usleep(600000);
	CHECK(is_loaded("one"));
}

static void session_begins_again(void)
{
	struct folder folder;
	DWORD first;

	folder_begin(&folder);
	folder_add_provider(&folder, "one.conf", "one");
	begin();
	first = nr_phones;
	open_phone(nr_phones - 1);
	end();
	begin();
	CHECK(nr_phones == first);
	open_phone(nr_phones - 1);
	CHECK(mock_of("one")->inits == 2 && mock_of("one")->shutdowns == 1);
	CHECK(mock_of("one")->opens == 2 && mock_of("one")->closes == 1);
	end();
	CHECK(mock_of("one")->shutdowns == 2);
	folder_end(&folder);
}

static void completes_what_is_of_another(void)
{
	struct mock *one, *two;
	PHONEMESSAGE message;
	HPHONE phone;
	LONG request;

	begin_with("one", "two");
	one = mock_of("one");
	two = mock_of("two");
	phone = open_phone(0);
	open_phone(1);
	one->hold = true;
	request = phoneSetLamp(phone, 0, PHONELAMPMODE_STEADY);
	CHECK(request > 0 && one->request == (DWORD)request);
	two->complete((DWORD)request, 0);
	two->complete((DWORD)request, PHONEERR_NOMEM);
	no_message();
	one->complete((DWORD)request, PHONEERR_RESOURCEUNAVAIL);
	message = next_message();
	CHECK(message.dwParam1 == (DWORD_PTR)request);
	CHECK((LONG)message.dwParam2 == PHONEERR_RESOURCEUNAVAIL);
	end();
}

static void reports_what_is_of_another(void)
{
	struct mock *one, *two;
	HPHONE phone;

	begin_with("one", "two");
	one = mock_of("one");
	two = mock_of("two");
	phone = open_phone(0);
	open_phone(1);
	CHECK(!phoneSetStatusMessages(phone, 0xffffff, 0x3f, 3));
	two->event(one->tapi_phone, PHONE_CLOSE, 0, 0, 0);
	two->create(one->tapi_phone, PHONE_CLOSE, 0, 0, 0);
	two->event(one->tapi_phone, PHONE_STATE, PHONESTATE_LAMP, 0, 0);
	two->event(one->tapi_phone, PHONE_STATE, PHONESTATE_REINIT, 0, 0);
	two->event(one->tapi_phone, PHONE_BUTTON, 0, PHONEBUTTONMODE_KEYPAD,
		   PHONEBUTTONSTATE_DOWN);
	two->event(one->tapi_phone, PHONE_DEVSPECIFIC, 1, 2, 3);
	no_message();
	check_works(phone);
	one->event(one->tapi_phone, PHONE_STATE, PHONESTATE_LAMP, 0, 0);
	CHECK(next_message().dwMessageID == PHONE_STATE);
	one->event(one->tapi_phone, PHONE_CLOSE, 0, 0, 0);
	CHECK(next_message().dwMessageID == PHONE_CLOSE);
	end();
}

static void removes_and_makes_what_is_of_another(void)
{
	struct mock *one, *two;
	HPHONE phone;

	begin_with("one", "two");
	one = mock_of("one");
	two = mock_of("two");
	phone = open_phone(0);
	open_phone(1);
	two->create(NULL, PHONE_REMOVE, 0, 0, 0);
	two->event(NULL, PHONE_REMOVE, 0, 0, 0);
	two->create(NULL, PHONE_CREATE, (DWORD_PTR)one->provider, 5, 0);
	no_message();
	CHECK(!one->created && !two->created);
	check_works(phone);
	two->create(NULL, PHONE_CREATE, (DWORD_PTR)two->provider, 5, 0);
	CHECK(next_message().dwMessageID == PHONE_CREATE);
	CHECK(two->created == 2);
	one->create(NULL, PHONE_REMOVE, 0, 0, 0);
	CHECK(next_message().dwMessageID == PHONE_CLOSE);
	CHECK(next_message().dwMessageID == PHONE_REMOVE);
	end();
}

/* In the second session the other provider has the first number, and the phone. */
static void reports_after_the_session(void)
{
	ASYNC_COMPLETION complete;
	struct folder folder;
	struct mock *one;
	HTAPIPHONE stale;
	PHONEEVENT event;
	HPHONE phone;

	folder_begin(&folder);
	folder_add_provider(&folder, "one.conf", "one");
	begin();
	one = mock_of("one");
	open_phone(nr_phones - 1);
	complete = one->complete;
	event = one->event;
	stale = one->tapi_phone;
	end();
	complete(1, 0);
	event(stale, PHONE_CLOSE, 0, 0, 0);
	event(NULL, PHONE_STATE, PHONESTATE_REINIT, 0, 0);

	folder_end(&folder);
	folder_begin(&folder);
	folder_add_provider(&folder, "two.conf", "two");
	begin();
	phone = open_phone(nr_phones - 1);
	CHECK(mock_of("two")->provider == one->provider);
	event(mock_of("two")->tapi_phone, PHONE_CLOSE, 0, 0, 0);
	event(NULL, PHONE_REMOVE, nr_phones - 1, 0, 0);
	event(NULL, PHONE_CREATE, (DWORD_PTR)one->provider, 5, 0);
	event(NULL, PHONE_STATE, PHONESTATE_REINIT, 0, 0);
	no_message();
	check_works(phone);
	end();
	folder_end(&folder);
}

#define MAX_SAID	16

static char said[MAX_SAID][512];
static unsigned int nr_said;

static void remember(void *data, int level, const char *text)
{
	CHECK(data == said && nr_said < MAX_SAID);
	snprintf(said[nr_said++], sizeof(said[0]), "%d %s", level, text);
}

static void listen_to(int level)
{
	CHECK(!tphone_tapi_set_log(level, remember, said));
}

/* @start: the level, and what precedes @part, the path of a provider for one */
static unsigned int times_said(const char *start, const char *part)
{
	unsigned int i, count = 0;

	for (i = 0; i < nr_said; i++) {
		if (!strncmp(said[i], start, strlen(start)) &&
		    strstr(said[i], part))
			count++;
	}
	return count;
}

static void check_said_of(const char *name, const char *part)
{
	char start[PATH_MAX + 32];

	snprintf(start, sizeof(start), "%d %s: ", TPHONE_LOG_ERROR,
		 object_path(name));
	CHECK(times_said(start, part) == 1);
}

/*
 * One provider is left out with a message, and the phone of the other one
 * works.
 */
static void check_left_out(const char *part)
{
	nr_said = 0;
	begin();
	CHECK(nr_phones == 1);
	check_works(open_phone(0));
	check_said_of("one", part);
	CHECK(nr_said == 1);
	end();
}

static void fails_to_start(void)
{
	struct mock *one;

	CHECK(!tphone_tapi_add_provider(NULL));
	add("one");
	add("two");
	one = mock_of("one");
	listen_to(TPHONE_LOG_ERROR);
	one->negotiate_error = LINEERR_INCOMPATIBLEAPIVERSION;
	check_left_out("TSPI_lineNegotiateTSPIVersion() fails with LINEERR_INCOMPATIBLEAPIVERSION");
	one->negotiate_error = 0;
	one->version = 0x00010004;
	check_left_out("version 0x10004");
	one->version = 0;
	one->enum_error = LINEERR_NOMEM;
	check_left_out("TSPI_providerEnumDevices() fails with LINEERR_NOMEM");
	one->enum_error = 0;
	one->phones = 0xffffffff;
	check_left_out("4294967295 phones");
	one->phones = 1;
	one->init_error = 1;
	check_left_out("TSPI_providerInit() fails with an unknown error (0x1)");
	one->init_error = 0;
	nr_said = 0;
	begin();
	CHECK(nr_phones == 2 && !nr_said);
	end();
}

/* Two valid providers, one of them named twice. */
static void is_configured_badly(void)
{
	struct folder folder;

	folder_begin(&folder);
	folder_add(&folder, "1.conf", "provider = /nonexistent.so\n");
	folder_add(&folder, "2.conf", "provider = /dev/null\n");
	folder_add(&folder, "3.conf", "provider: /dev/null\n");
	folder_add_provider(&folder, "4.conf", "one");
	folder_add_provider(&folder, "5.conf", "one");
	folder_add_provider(&folder, "6.conf", "two");
	listen_to(TPHONE_LOG_INFO);
	begin();
	CHECK(mock_of("one")->inits == 1 && mock_of("two")->inits == 1);
	check_works(open_phone(nr_phones - 1));
	CHECK(times_said("1 /nonexistent.so: the provider cannot be loaded: ",
			 "No such file or directory") == 1);
	CHECK(times_said("1 /dev/null: the provider cannot be loaded: ",
			 "/dev/null: ") == 1);
	CHECK(times_said("1 /tmp/", "/3.conf:1: neither ") == 1);
	CHECK(times_said("3 ", "mock-one.so: named twice") == 1);
	CHECK(times_said("3 ", "mock-one.so: started") == 1);
	CHECK(times_said("3 ", "mock-two.so: started with version 0x20002") == 1);
	end();
	folder_end(&folder);
}

static void cannot_be_added(void)
{
	listen_to(TPHONE_LOG_ERROR);
	CHECK(tphone_tapi_add_provider("/nonexistent.so") == -ENOENT);
	CHECK(times_said("1 /nonexistent.so: ", "No such file") == 1);
	CHECK(tphone_tapi_add_provider("/dev/null") == -ELIBBAD);
	CHECK(times_said("1 /dev/null: ", "cannot be loaded") == 1);
}

/* The object is linked to a provider, and is none itself. */
static void is_linked_to_another(void)
{
	listen_to(TPHONE_LOG_ERROR);
	CHECK(tphone_tapi_add_provider(object_path("none")) == -ELIBBAD);
	CHECK(times_said("1 ", "mock-none.so: not a provider: does not export ") == 1);
	CHECK(is_loaded("one"));
}

static void is_said_on_standard_error(void)
{
	char text[PATH_MAX] = "";
	int ends[2];

	CHECK(!pipe2(ends, O_NONBLOCK));
	CHECK(dup2(ends[1], STDERR_FILENO) == STDERR_FILENO);
	CHECK(!setenv("TPHONE_DEBUG", "1", 1));
	CHECK(tphone_tapi_add_provider("/dev/null") == -ELIBBAD);
	CHECK(read(ends[0], text, sizeof(text) - 1) > 0);
	CHECK(strstr(text, "libtphone: error: /dev/null: the provider cannot be loaded"));
}

static void breaks_rules(void)
{
	struct mock *one, *two;
	unsigned int i;

	begin_with("one", "two");
	one = mock_of("one");
	two = mock_of("two");
	open_phone(0);
	open_phone(1);
	listen_to(TPHONE_LOG_WARNING);
	for (i = 0; i < 3; i++) {
		two->event(one->tapi_phone, PHONE_CLOSE, 0, 0, 0);
		two->create(NULL, PHONE_REMOVE, 0, 0, 0);
		two->create(NULL, PHONE_CREATE, 1, 0, 0);
	}
	CHECK(nr_said == 3);
	CHECK(times_said("2 ", "mock-two.so: ") == 3);
	one->create(NULL, PHONE_REMOVE, 1, 0, 0);
	CHECK(nr_said == 4);
	end();
}

static void get_caps(DWORD device)
{
	PHONECAPS caps = { .dwTotalSize = sizeof(caps) };

	CHECK(!phoneGetDevCaps(app, device, VERSION, 0, &caps));
}

static void has_wchar(void)
{
	VARSTRING answer = { .dwTotalSize = sizeof(answer) };
	unsigned int i;
	HPHONE phone;

	begin_with("one", "two");
	phone = open_phone(0);
	open_phone(1);
	listen_to(TPHONE_LOG_WARNING);
	get_caps(0);
	get_caps(1);
	CHECK(!nr_said);
	mock_of("two")->wchar_name = true;
	for (i = 0; i < 3; i++) {
		get_caps(0);
		get_caps(1);
	}
	CHECK(nr_said == 1);
	CHECK(times_said("2 ", "mock-two.so: a text of the provider is one of wchar_t") == 1);
	mock_of("one")->wchar_name = true;
	get_caps(0);
	CHECK(nr_said == 2);
	CHECK(times_said("2 ", "mock-one.so: a text of the provider is one of wchar_t") == 1);

	/*
	 * A mistake of the program is reported once, with the function that it
	 * called.
	 */
	for (i = 0; i < 3; i++)
		phoneSetDisplay(phone, 0, 0, (LPCSTR)u"Hello", 12);
	CHECK(nr_said == 3 && times_said("2 ", "phoneSetDisplay(): the text is UTF-16") == 1);
	phoneSetDisplay(phone, 0, 0, "Hello", 6);
	phoneGetIDW(phone, &answer, (LPCWSTR)L"tapi/phone");
	CHECK(nr_said == 4 && times_said("2 ", "the device class has one character") == 1);
	end();
}

/* A function of the program that changes the status and ends it. */
static void change_of_mind(void *data, int level, const char *text)
{
	(void)data;
	(void)level;
	(void)text;
	nr_said++;
	tphone_tapi_set_log(TPHONE_LOG_INFO, NULL, NULL);
}

static void is_changed_from_within(void)
{
	CHECK(!tphone_tapi_set_log(TPHONE_LOG_INFO, change_of_mind, NULL));
	CHECK(tphone_tapi_add_provider("/dev/null") == -ELIBBAD);
	CHECK(tphone_tapi_add_provider("/dev/null") == -ELIBBAD);
	CHECK(nr_said == 1);
}

static void a_call_by_name_reaches_the_own_function(void **state)
{
	(void)state;
	run(calls_itself);
}

static void a_thread_of_a_provider_may_outlive_the_session(void **state)
{
	(void)state;
	run(session_ends_before_thread);
}

static void a_provider_is_started_again_with_the_next_session(void **state)
{
	(void)state;
	run(session_begins_again);
}

static void a_provider_completes_its_own_requests_only(void **state)
{
	(void)state;
	run(completes_what_is_of_another);
}

static void a_provider_reports_of_its_own_phones_only(void **state)
{
	(void)state;
	run(reports_what_is_of_another);
}

static void a_provider_makes_and_removes_its_own_phones_only(void **state)
{
	(void)state;
	run(removes_and_makes_what_is_of_another);
}

static void a_provider_that_does_not_run_reports_nothing(void **state)
{
	(void)state;
	run(reports_after_the_session);
}

static void a_provider_that_does_not_start_is_named(void **state)
{
	(void)state;
	run(fails_to_start);
}

static void a_bad_configuration_takes_no_provider_away(void **state)
{
	(void)state;
	run(is_configured_badly);
}

static void a_provider_that_cannot_be_added_is_named(void **state)
{
	(void)state;
	run(cannot_be_added);
}

static void functions_of_another_do_not_make_a_provider(void **state)
{
	(void)state;
	run(is_linked_to_another);
}

static void the_environment_asks_for_messages(void **state)
{
	(void)state;
	run(is_said_on_standard_error);
}

static void a_provider_that_breaks_rules_is_named_once(void **state)
{
	(void)state;
	run(breaks_rules);
}

static void texts_of_wchar_are_noticed(void **state)
{
	(void)state;
	run(has_wchar);
}

static void a_log_function_may_change_the_log_function(void **state)
{
	(void)state;
	run(is_changed_from_within);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_call_by_name_reaches_the_own_function),
		cmocka_unit_test(a_thread_of_a_provider_may_outlive_the_session),
		cmocka_unit_test(a_provider_is_started_again_with_the_next_session),
		cmocka_unit_test(a_provider_completes_its_own_requests_only),
		cmocka_unit_test(a_provider_reports_of_its_own_phones_only),
		cmocka_unit_test(a_provider_makes_and_removes_its_own_phones_only),
		cmocka_unit_test(a_provider_that_does_not_run_reports_nothing),
		cmocka_unit_test(a_provider_that_does_not_start_is_named),
		cmocka_unit_test(a_bad_configuration_takes_no_provider_away),
		cmocka_unit_test(a_provider_that_cannot_be_added_is_named),
		cmocka_unit_test(functions_of_another_do_not_make_a_provider),
		cmocka_unit_test(the_environment_asks_for_messages),
		cmocka_unit_test(a_provider_that_breaks_rules_is_named_once),
		cmocka_unit_test(texts_of_wchar_are_noticed),
		cmocka_unit_test(a_log_function_may_change_the_log_function),
	};

	return cmocka_run_group_tests_name("providers", tests, NULL, NULL);
}
