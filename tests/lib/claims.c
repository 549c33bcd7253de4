// SPDX-License-Identifier: LGPL-2.1-or-later
/*
 * Claims (lib/tapi/claim.c): two processes cannot both have a phone of a provider open.
 */
#include "cmocka-first.h"

#include "mock-session.h"

#include <signal.h>
#include <sys/wait.h>

/**
 * struct peer_process - another process with a session of the same provider
 * @pid: the process
 * @to: orders
 * @from: answers
 */
struct peer_process {
	pid_t pid;
	int to;
	int from;
};

static struct mock *begin_with_phones(DWORD phones, DWORD permanent_id)
{
	struct mock *one = mock_of("one");

	one->phones = phones;
	one->permanent_id = permanent_id;
	begin_with("one", NULL);
	return one;
}

/* Forks a child that lives as long as this process; it runs when this returns. */
static void make_child(void)
{
	static int never[2];
	int runs[2];
	char byte = 0;

	CHECK(!pipe(never) && !pipe(runs));
	if (!fork()) {
		close(never[1]);
		CHECK(write(runs[1], &byte, 1) == 1);
		_exit(read(never[0], &byte, 1));
	}
	CHECK(read(runs[0], &byte, 1) == 1);
}

/* Two phones. A digit: open that one; 'c': close it; 'f': fork a child. */
static void obey(char word, HPHONE *phone)
{
	if (word == 'c')
		CHECK(!phoneClose(*phone));
	else if (word == 'f')
		make_child();
	else
		*phone = open_phone((DWORD)(word - '0'));
}

static void serve(int from, int to, DWORD permanent_id)
{
	HPHONE phone = 0;
	char word;

	begin_with_phones(2, permanent_id);
	while (read(from, &word, 1) == 1) {
		obey(word, &phone);
		CHECK(write(to, &word, 1) == 1);
	}
}

static struct peer_process peer_start(DWORD permanent_id)
{
	struct peer_process peer;
	int to[2], from[2];

	CHECK(!pipe(to) && !pipe(from));
	peer.pid = fork();
	CHECK(peer.pid >= 0);
	if (!peer.pid) {
		close(to[1]);
		serve(to[0], from[1], permanent_id);
		_exit(0);
	}
	close(to[0]);
	close(from[1]);
	peer.to = to[1];
	peer.from = from[0];
	return peer;
}

static void peer_do(const struct peer_process *peer, char word)
{
	char answer = 0;

	CHECK(write(peer->to, &word, 1) == 1);
	CHECK(read(peer->from, &answer, 1) == 1 && answer == word);
}

static void peer_kill(const struct peer_process *peer)
{
	CHECK(!kill(peer->pid, SIGKILL));
	CHECK(waitpid(peer->pid, NULL, 0) == peer->pid);
}

static void check_allocated(DWORD device)
{
	HPHONE phone;

	CHECK(try_open(device, PHONEPRIVILEGE_OWNER, &phone) ==
	      PHONEERR_ALLOCATED);
	CHECK(try_open(device, PHONEPRIVILEGE_MONITOR, &phone) ==
	      PHONEERR_ALLOCATED);
}

static void is_open_elsewhere(void)
{
	struct peer_process peer = peer_start(0);
	HPHONE phone;

	begin_with_phones(2, 0);
	peer_do(&peer, '0');
	check_allocated(0);
	CHECK(!mock_of("one")->opens);
	check_works(open_phone(1));
	peer_do(&peer, 'c');
	phone = open_phone(0);
	CHECK(!phoneClose(phone));
	peer_do(&peer, '0');
	check_allocated(0);
	peer_kill(&peer);
	check_works(open_phone(0));
}

/* Handles of one process share the claim, and the last one releases it. */
static void is_open_here(void)
{
	struct peer_process peer = peer_start(0);
	HPHONE owner, monitor;

	begin_with_phones(2, 0);
	owner = open_phone(0);
	CHECK(!try_open(0, PHONEPRIVILEGE_MONITOR, &monitor));
	CHECK(try_open(0, PHONEPRIVILEGE_OWNER, &owner) == PHONEERR_INUSE);
	CHECK(!phoneClose(owner));
	CHECK(!phoneClose(monitor));
	peer_do(&peer, '0');
	check_allocated(0);
	end();
	peer_kill(&peer);
}

static void is_lost_in_a_failure(void)
{
	struct peer_process peer = peer_start(0);
	struct mock *one = begin_with_phones(2, 0);
	HPHONE phone;

	one->open_error = PHONEERR_OPERATIONFAILED;
	CHECK(try_open(0, PHONEPRIVILEGE_OWNER, &phone) ==
	      PHONEERR_OPERATIONFAILED);
	peer_do(&peer, '0');
	peer_do(&peer, 'c');
	one->open_error = 0;
	open_phone(0);
	one->event(one->tapi_phone, PHONE_CLOSE, 0, 0, 0);
	CHECK(next_message().dwMessageID == PHONE_CLOSE);
	peer_do(&peer, '0');
	peer_kill(&peer);
}

static void has_a_child(void)
{
	struct peer_process peer = peer_start(0);

	begin_with_phones(2, 0);
	peer_do(&peer, '0');
	peer_do(&peer, 'f');
	check_allocated(0);
	peer_do(&peer, 'c');
	open_phone(0);
	peer_kill(&peer);
}

/* The peer process has a phone before this one, so that it has another index. */
static void is_known_by_its_number(void)
{
	struct peer_process peer = peer_start(5);
	struct mock *one = begin_with_phones(1, 6);
	HPHONE phone;

	peer_do(&peer, '0');
	phone = open_phone(0);
	CHECK(!phoneClose(phone));
	peer_do(&peer, 'c');
	peer_do(&peer, '1');
	check_allocated(0);
	peer_kill(&peer);

	end();
	one->phones = 2;
	one->same_id = true;
	begin();
	check_works(open_phone(0));
	check_works(open_phone(1));
}

/* In this process the phone of another provider precedes it. */
static void is_known_by_its_place(void)
{
	struct peer_process peer = peer_start(0);

	begin_with("two", "one");
	peer_do(&peer, '1');
	CHECK(!phoneClose(open_phone(1)));
	peer_do(&peer, 'c');
	peer_do(&peer, '0');
	check_allocated(1);
	peer_kill(&peer);
}

static void has_another_name(void)
{
	struct peer_process peer = peer_start(0);
	struct folder folder;
	char path[64];

	folder_begin(&folder);
	snprintf(path, sizeof(path), "%s/link.so", folder.path);
	CHECK(!symlink(object_path("one"), path));
	snprintf(path, sizeof(path), "provider = %s/link.so\n", folder.path);
	folder_add(&folder, "1.conf", path);
	begin();
	peer_do(&peer, '0');
	check_allocated(nr_phones - 1);
	peer_kill(&peer);
	folder_end(&folder);
}

static void belongs_to_another_user(void)
{
	struct peer_process peer;

	if (geteuid())
		return;
	peer = peer_start(0);
	begin_with_phones(2, 0);
	peer_do(&peer, '0');
	CHECK(!setuid(65534));
	check_allocated(0);
	check_works(open_phone(1));
	/*
	 * End the peer process, which would still own a phone in the next test.
	 */
	close(peer.to);
	CHECK(waitpid(peer.pid, NULL, 0) == peer.pid);
}

static void another_process_does_not_get_the_phone(void **state)
{
	(void)state;
	run(is_open_elsewhere);
}

static void handles_of_a_process_share_the_phone(void **state)
{
	(void)state;
	run(is_open_here);
}

static void what_fails_or_is_closed_by_force_is_given_back(void **state)
{
	(void)state;
	run(is_lost_in_a_failure);
}

static void a_child_does_not_keep_the_phone(void **state)
{
	(void)state;
	run(has_a_child);
}

static void a_phone_is_known_by_its_permanent_number(void **state)
{
	(void)state;
	run(is_known_by_its_number);
}

static void a_phone_is_known_by_its_place_among_those_of_its_provider(void **state)
{
	(void)state;
	run(is_known_by_its_place);
}

static void another_user_does_not_get_the_phone_either(void **state)
{
	(void)state;
	run(belongs_to_another_user);
}

static void a_provider_is_known_by_its_real_path(void **state)
{
	(void)state;
	run(has_another_name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(another_process_does_not_get_the_phone),
		cmocka_unit_test(handles_of_a_process_share_the_phone),
		cmocka_unit_test(what_fails_or_is_closed_by_force_is_given_back),
		cmocka_unit_test(a_child_does_not_keep_the_phone),
		cmocka_unit_test(a_phone_is_known_by_its_permanent_number),
		cmocka_unit_test(a_phone_is_known_by_its_place_among_those_of_its_provider),
		cmocka_unit_test(another_user_does_not_get_the_phone_either),
		cmocka_unit_test(a_provider_is_known_by_its_real_path),
	};

	return cmocka_run_group_tests_name("claims", tests, NULL, NULL);
}
