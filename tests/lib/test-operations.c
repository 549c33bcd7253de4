// SPDX-License-Identifier: LGPL-2.1-or-later
/* Submitting, waiting, cancelling, fetching, batches. */
#include "cmocka-first.h"

#include "alloc.h"
#include "fake.h"

#include <errno.h>
#include <string.h>

#define OFFSET(member)	offsetof(struct tphone_request, member)

static struct tphone *phone;

static int setup(void **state)
{
	fake_setup(state);
	return tphone_open(FAKE_PATH, TPHONE_ROLE_OWNER, &phone);
}

static int teardown(void **state)
{
	alloc_fail_at(0);
	tphone_close(phone);
	return fake_teardown(state);
}

static struct tphone_request lamp_request(unsigned int lamp)
{
	struct tphone_request request;

	tphone_request_set_lamp(&request, lamp, TPHONE_LAMPMODE_STEADY);
	return request;
}

/* The completions that callbacks got, in order. */
static struct {
	unsigned int count;
	uint64_t ids[256];
	void *data[256];
	int status[256];
} reported;

static void notify(struct tphone *from, const struct tphone_record *completion,
		   void *data)
{
	assert_ptr_equal(from, phone);
	assert_int_equal(completion->type, TPHONE_RECORD_COMPLETION);
	reported.ids[reported.count % 256] = completion->id;
	reported.data[reported.count % 256] = data;
	reported.status[reported.count % 256] = completion->status;
	reported.count++;
}

static uint64_t submit(unsigned int lamp, tphone_completion_fn callback,
		       void *data)
{
	struct tphone_request request = lamp_request(lamp);
	uint64_t id = 0;

	assert_int_equal(tphone_submit(phone, &request, callback, data, &id),
			 0);
	assert_int_not_equal(id, 0);
	return id;
}

static void a_callback_gets_its_completion(void **state)
{
	uint64_t id;

	(void)state;
	reported.count = 0;
	id = submit(FAKE_LAMP_INLINE, notify, &reported);
	assert_int_equal(reported.count, 0);
	assert_int_equal(tphone_dispatch(phone), 1);
	assert_int_equal(reported.count, 1);
	assert_int_equal(reported.ids[0], id);
	assert_ptr_equal(reported.data[0], &reported);
	assert_int_equal(tphone_dispatch(phone), 0);
}

static void it_cannot_be_taken_away_from_the_callback(void **state)
{
	uint64_t id;

	(void)state;
	reported.count = 0;
	id = submit(FAKE_LAMP_HELD, notify, NULL);
	assert_int_equal(tphone_wait_for(phone, id, 0, NULL), -ENOENT);
	fake_complete(id, 0);
	assert_int_equal(tphone_wait_for(phone, id, 0, NULL), -ENOENT);
	assert_int_equal(tphone_dispatch(phone), 1);
	assert_int_equal(tphone_wait_for(phone, id, 0, NULL), -ENOENT);
	assert_int_equal(reported.count, 1);
}

static void completions_out_of_order_reach_the_right_callback(void **state)
{
	static const unsigned int order[] = { 3, 0, 4, 1, 2 };
	uint64_t ids[5];
	int data[5];
	unsigned int i;

	(void)state;
	reported.count = 0;
	for (i = 0; i < 5; i++)
		ids[i] = submit(FAKE_LAMP_HELD, notify, &data[i]);
	for (i = 0; i < 5; i++)
		fake_complete(ids[order[i]], -(int)order[i]);
	assert_int_equal(tphone_dispatch(phone), 5);
	for (i = 0; i < 5; i++) {
		assert_int_equal(reported.ids[i], ids[order[i]]);
		assert_ptr_equal(reported.data[i], &data[order[i]]);
		assert_int_equal(reported.status[i], -(int)order[i]);
	}
}

static void user_data_belongs_to_the_caller(void **state)
{
	struct tphone_request request = lamp_request(FAKE_LAMP_HELD);
	struct tphone_record completion;
	uint64_t id;

	(void)state;
	request.user_data = 0x1234567890abcdefULL;
	assert_int_equal(tphone_submit(phone, &request, NULL, NULL, &id), 0);
	assert_int_equal(tphone_cancel_user_data(phone, 1), -ENOENT);
	assert_int_equal(tphone_cancel_user_data(phone, request.user_data), 1);
	assert_int_equal(tphone_wait_for(phone, id, -1, &completion), 0);
	assert_int_equal(completion.user_data, request.user_data);
	assert_int_equal(completion.status, -ECANCELED);
}

static void kept_completions_are_taken_once_in_any_order(void **state)
{
	uint64_t first = submit(FAKE_LAMP_INLINE, NULL, NULL);
	uint64_t second = submit(FAKE_LAMP_FAILS, NULL, NULL);
	struct tphone_record completion;

	(void)state;
	assert_int_equal(tphone_dispatch(phone), 0);
	assert_int_equal(tphone_wait_for(phone, second, 0, &completion), 0);
	assert_int_equal(completion.id, second);
	assert_int_equal(completion.status, -EIO);
	assert_int_equal(tphone_wait_for(phone, first, 0, &completion), 0);
	assert_int_equal(completion.id, first);
	assert_int_equal(completion.status, 0);
	assert_int_equal(tphone_wait_for(phone, first, 0, &completion),
			 -ENOENT);
	assert_int_equal(completion.id, 0);
	assert_int_equal(tphone_wait_for(phone, 77, -1, NULL), -ENOENT);
}

static void a_wait_that_timed_out_can_be_repeated(void **state)
{
	uint64_t id = submit(FAKE_LAMP_HELD, NULL, NULL);
	struct tphone_record completion;

	(void)state;
	assert_int_equal(tphone_wait_for(phone, id, 0, &completion),
			 -ETIMEDOUT);
	assert_int_equal(tphone_wait_for(phone, id, 15, &completion),
			 -ETIMEDOUT);
	fake_complete(id, 0);
	assert_int_equal(tphone_wait_for(phone, id, 0, &completion), 0);
}

static void dropped_completions_leave_no_trace(void **state)
{
	struct tphone_request request = lamp_request(FAKE_LAMP_INLINE);

	(void)state;
	assert_int_equal(tphone_submit(phone, &request, NULL, NULL, NULL), 0);
	assert_int_equal(fake_unread(), 1);
	assert_int_equal(tphone_dispatch(phone), 0);
	assert_int_equal(fake_unread(), 0);
}

static void refusals_name_the_member(void **state)
{
	struct tphone_request request = lamp_request(99);
	uint64_t id;

	(void)state;
	reported.count = 0;
	assert_int_equal(tphone_submit(phone, &request, notify, NULL, &id),
			 -ECHRNG);
	assert_int_equal(tphone_error_offset(phone), OFFSET(target));
	submit(FAKE_LAMP_INLINE, NULL, NULL);
	assert_int_equal(tphone_error_offset(phone), 0);
	tphone_dispatch(phone);
	assert_int_equal(reported.count, 0);
}

static void only_the_owner_submits(void **state)
{
	struct tphone_request request = lamp_request(0);

	(void)state;
	tphone_set_role(phone, TPHONE_ROLE_MONITOR);
	assert_int_equal(tphone_submit(phone, &request, NULL, NULL, NULL),
			 -EPERM);
	assert_int_equal(tphone_set_lamp(phone, 0, 0, -1), -EPERM);
}

static void submitting_survives_lack_of_memory(void **state)
{
	struct tphone_request request = lamp_request(FAKE_LAMP_INLINE);
	unsigned int before = fake.submits;

	(void)state;
	alloc_fail_all();
	assert_int_equal(tphone_submit(phone, &request, notify, NULL, NULL),
			 -ENOMEM);
	assert_int_equal(fake.submits, before);
	alloc_fail_at(0);
	/* An accepted operation needs no memory any more. */
	reported.count = 0;
	submit(FAKE_LAMP_INLINE, notify, NULL);
	alloc_fail_all();
	assert_int_equal(tphone_dispatch(phone), 1);
	assert_int_equal(reported.count, 1);
}

/* Without dispatching, unread completions fill the handle. */
static void submitting_reads_to_make_room(void **state)
{
	unsigned int i;

	(void)state;
	reported.count = 0;
	for (i = 0; i < 3 * FAKE_MAX_OPERATIONS; i++)
		submit(FAKE_LAMP_INLINE, notify, NULL);
	assert_int_equal(reported.count, 0);
	while (tphone_dispatch(phone) > 0)
		;
	assert_int_equal(reported.count, 3 * FAKE_MAX_OPERATIONS);
}

static void without_room_it_says_eagain(void **state)
{
	struct tphone_request request = lamp_request(FAKE_LAMP_HELD);
	unsigned int i;

	(void)state;
	for (i = 0; i < FAKE_MAX_OPERATIONS; i++)
		submit(FAKE_LAMP_HELD, NULL, NULL);
	assert_int_equal(tphone_submit(phone, &request, NULL, NULL, NULL),
			 -EAGAIN);
	assert_int_equal(tphone_error_offset(phone), 0);
	assert_int_equal(tphone_cancel(phone, fake_id(3)), 1);
	submit(FAKE_LAMP_HELD, NULL, NULL);
	assert_int_equal(tphone_cancel_all(phone), FAKE_MAX_OPERATIONS);
	assert_int_equal(tphone_cancel_all(phone), 0);
	assert_int_equal(tphone_cancel(phone, fake_id(3)), -ENOENT);
}

static void executing_returns_the_status(void **state)
{
	struct tphone_request request = lamp_request(FAKE_LAMP_FAILS);
	struct tphone_record completion;

	(void)state;
	assert_int_equal(tphone_execute(phone, &request, -1, &completion),
			 -EIO);
	assert_int_equal(completion.status, -EIO);
	assert_int_equal(completion.code, TPHONE_OP_SET_LAMP);
	request = lamp_request(99);
	assert_int_equal(tphone_execute(phone, &request, -1, &completion),
			 -ECHRNG);
	assert_int_equal(completion.type, 0);
	request = lamp_request(FAKE_LAMP_THREAD);
	assert_int_equal(tphone_execute(phone, &request, -1, NULL), 0);
}

static void the_deadline_is_the_kernels(void **state)
{
	struct tphone_request request = lamp_request(FAKE_LAMP_INLINE);

	(void)state;
	request.timeout_ms = 77;
	assert_int_equal(tphone_execute(phone, &request, -1, NULL), 0);
	assert_int_equal(fake.last.timeout_ms, 77);
	assert_int_equal(tphone_execute(phone, &request, 500, NULL), 0);
	assert_int_equal(fake.last.timeout_ms, 500);
	assert_int_equal(tphone_execute(phone, &request, 0, NULL), 0);
	assert_int_equal(fake.last.timeout_ms, 1);
	assert_int_equal(request.timeout_ms, 77);
}

static void signals_do_not_end_a_wait(void **state)
{
	uint64_t id = submit(FAKE_LAMP_THREAD, NULL, NULL);

	(void)state;
	fake.eintr = 3;
	assert_int_equal(tphone_wait_for(phone, id, -1, NULL), 0);
}

static void what_is_not_its_own_waits_for_the_dispatcher(void **state)
{
	uint64_t first, second;
	unsigned int i;

	(void)state;
	reported.count = 0;
	fake.read_max = 1;
	first = submit(FAKE_LAMP_INLINE, notify, NULL);
	for (i = 0; i < 5; i++)
		submit(FAKE_LAMP_INLINE, NULL, NULL);
	second = submit(FAKE_LAMP_INLINE, notify, NULL);
	assert_int_equal(tphone_set_lamp(phone, FAKE_LAMP_INLINE, 0, -1), 0);
	assert_int_equal(reported.count, 0);
	assert_int_equal(fake_unread(), 0);
	assert_int_equal(tphone_wait(phone, -1), 2);
	assert_int_equal(reported.ids[0], first);
	assert_int_equal(reported.ids[1], second);
	assert_int_equal(tphone_wait(phone, 0), 0);
}

static void every_operation_has_a_short_form(void **state)
{
	(void)state;
	assert_int_equal(tphone_set_lamp(phone, 4, 8, -1), 0);
	assert_int_equal(fake.last.opcode, TPHONE_OP_SET_LAMP);
	assert_int_equal(fake.last.target, 4);
	assert_int_equal(tphone_set_ring(phone, 1, 2, -1), 0);
	assert_int_equal(fake.last.opcode, TPHONE_OP_SET_RING);
	assert_int_equal(fake.last.arg1, 2);
	assert_int_equal(tphone_set_hook(phone, 1, 2, -1), 0);
	assert_int_equal(fake.last.opcode, TPHONE_OP_SET_HOOK);
	assert_int_equal(tphone_set_volume(phone, 1, 3, -1), 0);
	assert_int_equal(fake.last.opcode, TPHONE_OP_SET_VOLUME);
	assert_int_equal(tphone_set_gain(phone, 1, 3, -1), 0);
	assert_int_equal(fake.last.opcode, TPHONE_OP_SET_GAIN);
	assert_int_equal(tphone_set_display(phone, 1, 3, "Hi", -1), 0);
	assert_int_equal(fake.last.opcode, TPHONE_OP_SET_DISPLAY);
	assert_int_equal(fake.last.data_len, 2);
	assert_int_equal(tphone_set_button(phone, 1, 2, 3, "Hi", -1), 0);
	assert_int_equal(fake.last.opcode, TPHONE_OP_SET_BUTTON);
	assert_int_equal(fake.last.arg1, 3);
}

static void data_goes_in_pieces(void **state)
{
	char data[2 * FAKE_MAX_PAYLOAD + 3];
	unsigned int i;

	(void)state;
	for (i = 0; i < sizeof(data); i++)
		data[i] = (char)(i + 1);
	assert_int_equal(tphone_set_data(phone, 0, 10, data, sizeof(data), -1),
			 0);
	assert_int_equal(fake.pieces, 3);
	assert_memory_equal(&fake.area[10], data, sizeof(data));
	assert_int_equal(fake.area[9], 0);
	assert_int_equal(fake.area[10 + sizeof(data)], 0);
	/* Exactly one piece, exactly two, none. */
	assert_int_equal(tphone_set_data(phone, 0, 0, data, FAKE_MAX_PAYLOAD,
					 1000), 0);
	assert_int_equal(fake.pieces, 4);
	assert_int_equal(tphone_set_data(phone, 0, 0, data,
					 2 * FAKE_MAX_PAYLOAD, 1000), 0);
	assert_int_equal(fake.pieces, 6);
	assert_in_range(fake.last.timeout_ms, 1, 1000);
	assert_int_equal(tphone_set_data(phone, 0, 0, data, 0, -1), 0);
	assert_int_equal(fake.pieces, 7);
}

static void data_that_does_not_fit_is_refused_as_a_whole(void **state)
{
	char data[FAKE_AREA_SIZE + 1] = { 1 };

	(void)state;
	assert_int_equal(tphone_set_data(phone, 0, 0, data, sizeof(data), -1),
			 -EMSGSIZE);
	assert_int_equal(tphone_set_data(phone, 0, 84, data,
					 FAKE_MAX_PAYLOAD + 1, -1), -EMSGSIZE);
	assert_int_equal(tphone_set_data(phone, 0, UINT32_MAX, data,
					 sizeof(data), -1), -ERANGE);
	assert_int_equal(tphone_set_data(phone, 1, 0, data, sizeof(data), -1),
			 -EBADSLT);
	assert_int_equal(tphone_set_data(phone, 0, 0, NULL, 1, -1), -EINVAL);
	assert_int_equal(fake.pieces, 0);
	fake.submit_status = EIO;
	assert_int_equal(tphone_set_data(phone, 0, 0, data, 40, -1), -EIO);
	fake.submit_status = 0;
}

static void device_specific_output_is_fetched(void **state)
{
	unsigned char out[8] = { 0 };
	size_t len = 99;

	(void)state;
	fake.output = 5;
	assert_int_equal(tphone_devspecific(phone, "in", 2, out, sizeof(out),
					    &len, -1), 0);
	assert_int_equal(len, 5);
	assert_int_equal(out[4], 0x5a);
	assert_int_equal(out[5], 0);
	assert_int_equal(fake.last.arg0, sizeof(out));
	assert_int_equal(tphone_devspecific(phone, NULL, 0, out, 3, NULL, -1),
			 0);
	assert_int_equal(tphone_devspecific(phone, NULL, 0, NULL, 0, &len, -1),
			 0);
	assert_int_equal(len, 0);
	assert_int_equal(tphone_devspecific(phone, NULL, 1, NULL, 0, &len, -1),
			 -EINVAL);
	fake.submit_status = EIO;
	assert_int_equal(tphone_devspecific(phone, "in", 2, out, sizeof(out),
					    &len, -1), -EIO);
	assert_int_equal(len, 0);
}

static void fetching_tells_what_is_needed(void **state)
{
	struct tphone_request request;
	uint64_t id;
	char out[8];
	size_t len;

	(void)state;
	fake.output = 6;
	tphone_request_devspecific(&request, NULL, 0, 100);
	assert_int_equal(tphone_submit(phone, &request, NULL, NULL, &id), 0);
	assert_int_equal(tphone_fetch(phone, id, out, 2, &len), -EMSGSIZE);
	assert_int_equal(len, 6);
	assert_int_equal(tphone_fetch(phone, id, out, 8, &len), 0);
	assert_int_equal(len, 6);
	assert_int_equal(tphone_fetch(phone, id, out, 8, &len), -ENODATA);
	assert_int_equal(len, 0);
	assert_int_equal(tphone_submit(phone, &request, NULL, NULL, &id), 0);
	assert_int_equal(tphone_fetch(phone, id, NULL, 0, NULL), 0);
	assert_int_equal(fake.discarded, 1);
	id = submit(FAKE_LAMP_HELD, NULL, NULL);
	assert_int_equal(tphone_fetch(phone, id, out, 8, &len), -EINPROGRESS);
}

static void fill(struct tphone_batch *batch, const unsigned int *lamps,
		 size_t count)
{
	struct tphone_request request;
	size_t i;

	for (i = 0; i < count; i++) {
		request = lamp_request(lamps[i]);
		assert_int_equal(tphone_batch_add(batch, &request, notify,
						  &reported.data[i]), 0);
	}
	assert_int_equal(tphone_batch_count(batch), count);
}

static void long_batches_take_several_calls(void **state)
{
	static const unsigned int lamps[2 * FAKE_MAX_BATCH + 1];
	uint64_t ids[2 * FAKE_MAX_BATCH + 1];
	unsigned int before = fake.submits, i;
	struct tphone_batch *batch;
	size_t accepted;

	(void)state;
	reported.count = 0;
	assert_int_equal(tphone_batch_new(&batch), 0);
	fill(batch, lamps, 2 * FAKE_MAX_BATCH + 1);
	assert_int_equal(tphone_batch_submit(phone, batch, 0, &accepted, ids),
			 0);
	assert_int_equal(accepted, 2 * FAKE_MAX_BATCH + 1);
	assert_int_equal(tphone_batch_error(batch, NULL, NULL), 0);
	assert_int_equal(fake.submits - before, 3);
	assert_int_equal(tphone_dispatch(phone), accepted);
	for (i = 0; i < accepted; i++) {
		assert_int_equal(reported.ids[i], ids[i]);
		assert_ptr_equal(reported.data[i], &reported.data[i]);
	}
	/* The batch can be submitted again, and emptied. */
	assert_int_equal(tphone_batch_submit(phone, batch, 0, NULL, NULL), 0);
	assert_int_equal(tphone_dispatch(phone), accepted);
	tphone_batch_clear(batch);
	assert_int_equal(tphone_batch_count(batch), 0);
	assert_int_equal(tphone_batch_submit(phone, batch, 0, &accepted, NULL),
			 -EINVAL);
	assert_int_equal(accepted, 0);
	tphone_batch_free(batch);
}

static void a_bad_request_ends_a_batch(void **state)
{
	static const unsigned int lamps[] = { 0, 0, 0, 0, 0, 99, 0 };
	struct tphone_batch *batch;
	unsigned int offset = 0;
	size_t accepted, index;

	(void)state;
	reported.count = 0;
	assert_int_equal(tphone_batch_new(&batch), 0);
	fill(batch, lamps, 7);
	assert_int_equal(tphone_batch_submit(phone, batch, 0, &accepted, NULL),
			 -ECHRNG);
	assert_int_equal(accepted, 5);
	assert_int_equal(tphone_batch_error(batch, &index, &offset), -ECHRNG);
	assert_int_equal(index, 5);
	assert_int_equal(offset, OFFSET(target));
	assert_int_equal(tphone_error_offset(phone), OFFSET(target));
	assert_int_equal(tphone_dispatch(phone), 5);
	tphone_batch_free(batch);
}

static void all_or_none_is_kept(void **state)
{
	static const unsigned int bad[] = { 0, 0, 99 }, good[] = { 0, 0 };
	static const unsigned int many[FAKE_MAX_BATCH + 1];
	struct tphone_batch *batch;
	size_t accepted, index;

	(void)state;
	assert_int_equal(tphone_batch_new(&batch), 0);
	fill(batch, bad, 3);
	assert_int_equal(tphone_batch_submit(phone, batch,
					     TPHONE_SUBMIT_ALL_OR_NONE,
					     &accepted, NULL), -ECHRNG);
	assert_int_equal(accepted, 0);
	tphone_batch_clear(batch);
	assert_int_equal(tphone_batch_error(batch, &index, NULL), 0);
	fill(batch, good, 2);
	assert_int_equal(tphone_batch_submit(phone, batch,
					     TPHONE_SUBMIT_ALL_OR_NONE,
					     &accepted, NULL), 0);
	assert_int_equal(accepted, 2);
	tphone_batch_clear(batch);
	fill(batch, many, FAKE_MAX_BATCH + 1);
	assert_int_equal(tphone_batch_submit(phone, batch,
					     TPHONE_SUBMIT_ALL_OR_NONE,
					     &accepted, NULL), -E2BIG);
	assert_int_equal(accepted, 0);
	tphone_batch_free(batch);
}

static void batches_keep_completions_for_who_wants_ids(void **state)
{
	struct tphone_request request = lamp_request(FAKE_LAMP_INLINE);
	struct tphone_batch *batch;
	uint64_t ids[2];

	(void)state;
	assert_int_equal(tphone_batch_new(&batch), 0);
	tphone_batch_add(batch, &request, NULL, NULL);
	tphone_batch_add(batch, &request, NULL, NULL);
	assert_int_equal(tphone_batch_submit(phone, batch, 0, NULL, ids), 0);
	assert_int_equal(tphone_wait_for(phone, ids[1], -1, NULL), 0);
	assert_int_equal(tphone_wait_for(phone, ids[0], -1, NULL), 0);
	assert_int_equal(tphone_batch_submit(phone, batch, 0, NULL, NULL), 0);
	assert_int_equal(tphone_drain(phone, -1), 0);
	tphone_batch_free(batch);
}

static void batches_wider_than_the_handle_make_room(void **state)
{
	struct tphone_request request = lamp_request(FAKE_LAMP_INLINE);
	struct tphone_batch *batch;
	unsigned int i;
	size_t accepted;

	(void)state;
	reported.count = 0;
	assert_int_equal(tphone_batch_new(&batch), 0);
	for (i = 0; i < 2 * FAKE_MAX_OPERATIONS; i++)
		tphone_batch_add(batch, &request, notify, NULL);
	assert_int_equal(tphone_batch_submit(phone, batch, 0, &accepted, NULL),
			 0);
	assert_int_equal(accepted, 2 * FAKE_MAX_OPERATIONS);
	tphone_batch_free(batch);
	assert_int_equal(tphone_drain(phone, -1), 0);
	assert_int_equal(reported.count, 2 * FAKE_MAX_OPERATIONS);
}

static void batches_survive_lack_of_memory(void **state)
{
	static const unsigned int lamps[3];
	struct tphone_request request = lamp_request(FAKE_LAMP_INLINE);
	struct tphone_batch *batch;
	unsigned int n = 0, i;
	size_t accepted;
	int error;

	(void)state;
	alloc_fail_all();
	assert_int_equal(tphone_batch_new(&batch), -ENOMEM);
	alloc_fail_at(0);
	assert_int_equal(tphone_batch_new(&batch), 0);
	for (n = 1; n <= 2; n++) {
		alloc_fail_at(n);
		assert_int_equal(tphone_batch_add(batch, &request, NULL, NULL),
				 -ENOMEM);
	}
	alloc_fail_at(0);
	assert_int_equal(tphone_batch_count(batch), 0);
	fill(batch, lamps, 3);
	n = 0;
	do {
		alloc_fail_at(++n);
		error = tphone_batch_submit(phone, batch, 0, &accepted, NULL);
		alloc_fail_at(0);
		if (error) {
			assert_int_equal(error, -ENOMEM);
			assert_int_equal(accepted, 0);
		}
	} while (error);
	assert_int_equal(n, 6);	/* items, ids, three of them */
	for (i = 0; i < 100; i++)
		tphone_batch_add(batch, &request, NULL, NULL);
	assert_int_equal(tphone_batch_count(batch), 103);
	tphone_batch_free(batch);
	tphone_batch_free(NULL);
	tphone_batch_clear(NULL);
	assert_int_equal(tphone_batch_count(NULL), 0);
	assert_int_equal(tphone_batch_new(NULL), -EINVAL);
	assert_int_equal(tphone_batch_add(NULL, &request, NULL, NULL), -EINVAL);
	assert_int_equal(tphone_batch_submit(phone, NULL, 0, NULL, NULL),
			 -EINVAL);
	assert_int_equal(tphone_batch_error(NULL, NULL, NULL), -EINVAL);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(a_callback_gets_its_completion),
		TEST(it_cannot_be_taken_away_from_the_callback),
		TEST(completions_out_of_order_reach_the_right_callback),
		TEST(user_data_belongs_to_the_caller),
		TEST(kept_completions_are_taken_once_in_any_order),
		TEST(a_wait_that_timed_out_can_be_repeated),
		TEST(dropped_completions_leave_no_trace),
		TEST(refusals_name_the_member),
		TEST(only_the_owner_submits),
		TEST(submitting_survives_lack_of_memory),
		TEST(submitting_reads_to_make_room),
		TEST(without_room_it_says_eagain),
		TEST(executing_returns_the_status),
		TEST(the_deadline_is_the_kernels),
		TEST(signals_do_not_end_a_wait),
		TEST(what_is_not_its_own_waits_for_the_dispatcher),
		TEST(every_operation_has_a_short_form),
		TEST(data_goes_in_pieces),
		TEST(data_that_does_not_fit_is_refused_as_a_whole),
		TEST(device_specific_output_is_fetched),
		TEST(fetching_tells_what_is_needed),
		TEST(long_batches_take_several_calls),
		TEST(a_bad_request_ends_a_batch),
		TEST(all_or_none_is_kept),
		TEST(batches_keep_completions_for_who_wants_ids),
		TEST(batches_wider_than_the_handle_make_room),
		TEST(batches_survive_lack_of_memory),
	};

	return cmocka_run_group_tests_name("operations", tests, NULL, NULL);
}
