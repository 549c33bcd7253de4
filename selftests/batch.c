// SPDX-License-Identifier: GPL-2.0-only
/*
 * Several operations in one system call: which are accepted, and that bad
 * memory leaves no batch half accepted.
 */
#include "kselftest_harness.h"

#include "fixture.h"

#define MAX_BATCH	128
#define NR		(2 * MAX_BATCH)
#define PAGE		4096
#define BAD_POINTER	8

FIXTURE(batch)
{
	struct sim sim;
	struct tphone_request requests[NR];
	__u64 ids[NR];
	struct tphone_submit submit;
	struct phone_snapshot before;
	int fd;
};

FIXTURE_SETUP(batch)
{
	int i;

	SETUP_OWNER(&self->sim, "inline", &self->fd);
	ASSERT_EQ(0, phone_mask(self->fd, 0));
	for (i = 0; i < NR; i++) {
		self->requests[i] = request_volume(TPHONE_HOOK_HANDSET, i + 1);
		self->requests[i].user_data = i;
	}
	self->submit.requests_ptr = phone_pointer(self->requests);
	self->submit.ids_ptr = phone_pointer(self->ids);
	ASSERT_EQ(0, phone_snapshot(self->fd, &self->before));
}

TEARDOWN_HANDLE(batch, fd)

/* Make a request invalid by a volume that is too high. */
static void spoil(struct tphone_request *request)
{
	request->arg0 = TPHONE_VOLUME_MAX + 1;
}

static void expect_nothing_done(struct __test_metadata *_metadata,
				FIXTURE_DATA(batch) *self)
{
	EXPECT_EQ(0, sim_number(&self->sim, "submitted"));
	EXPECT_TRUE(phone_unchanged(self->fd, &self->before));
	EXPECT_TRUE(phone_is_quiet(self->fd));
}

/*
 * The phone got the first @nr operations in the order of the array, and no
 * more.
 */
static void expect_done(struct __test_metadata *_metadata,
			FIXTURE_DATA(batch) *self, int nr)
{
	struct tphone_record record;
	int i;

	EXPECT_EQ(nr, self->submit.nr_accepted);
	EXPECT_EQ(nr, sim_number(&self->sim, "submitted"));
	for (i = 0; i < nr; i++) {
		ASSERT_EQ(0, phone_next(self->fd, &record));
		EXPECT_EQ(i, record.user_data);
		EXPECT_EQ(self->ids[i], record.id);
		EXPECT_EQ(0, record.status);
	}
	EXPECT_TRUE(phone_is_quiet(self->fd));
}

TEST_F(batch, in_the_order_of_the_array)
{
	self->submit.nr_requests = 10;
	ASSERT_EQ(0, phone_submit(self->fd, &self->submit));
	EXPECT_EQ(0, self->submit.error);
	EXPECT_EQ(0, self->submit.error_offset);
	expect_done(_metadata, self, 10);
}

TEST_F(batch, ids_are_not_needed)
{
	struct tphone_record record;

	self->submit.ids_ptr = 0;
	self->submit.nr_requests = 2;
	ASSERT_EQ(0, phone_submit(self->fd, &self->submit));
	EXPECT_EQ(2, self->submit.nr_accepted);
	ASSERT_EQ(0, phone_next(self->fd, &record));
	EXPECT_EQ(0, record.user_data);
	EXPECT_NE(0, record.id);
}

static int compare_ids(const void *a, const void *b)
{
	const __u64 *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

TEST_F(batch, ids_are_never_used_again)
{
	__u64 ids[16 * MAX_BATCH];
	int i;

	for (i = 0; i < 16; i++) {
		ASSERT_EQ(MAX_BATCH, phone_submit_many(self->fd, self->requests,
						       MAX_BATCH,
						       ids + i * MAX_BATCH));
		ASSERT_EQ(MAX_BATCH, phone_drain(self->fd));
	}
	qsort(ids, ARRAY_SIZE(ids), sizeof(ids[0]), compare_ids);
	for (i = 1; i < ARRAY_SIZE(ids); i++)
		ASSERT_LT(ids[i - 1], ids[i]);
}

TEST_F(batch, ends_at_the_first_bad_one)
{
	self->submit.nr_requests = 10;
	spoil(&self->requests[6]);
	self->requests[8].opcode = 0;
	self->ids[6] = 77;
	ASSERT_EQ(0, phone_submit(self->fd, &self->submit));
	EXPECT_EQ(-ERANGE, self->submit.error);
	EXPECT_EQ(offsetof(struct tphone_request, arg0),
		  self->submit.error_offset);
	EXPECT_EQ(77, self->ids[6]);
	expect_done(_metadata, self, 6);
}

TEST_F(batch, first_one_bad)
{
	self->submit.nr_requests = 10;
	spoil(&self->requests[0]);
	EXPECT_EQ(-ERANGE, phone_submit(self->fd, &self->submit));
	EXPECT_EQ(0, self->submit.nr_accepted);
	EXPECT_EQ(-ERANGE, self->submit.error);
	EXPECT_EQ(offsetof(struct tphone_request, arg0),
		  self->submit.error_offset);
	expect_nothing_done(_metadata, self);
}

TEST_F(batch, all_or_none_with_a_bad_one)
{
	self->submit.flags = TPHONE_SUBMIT_ALL_OR_NONE;
	self->submit.nr_requests = 10;
	spoil(&self->requests[9]);
	EXPECT_EQ(-ERANGE, phone_submit(self->fd, &self->submit));
	EXPECT_EQ(0, self->submit.nr_accepted);
	EXPECT_EQ(-ERANGE, self->submit.error);
	EXPECT_EQ(offsetof(struct tphone_request, arg0),
		  self->submit.error_offset);
	expect_nothing_done(_metadata, self);
}

TEST_F(batch, all_or_none_without_a_bad_one)
{
	self->submit.flags = TPHONE_SUBMIT_ALL_OR_NONE;
	self->submit.nr_requests = 10;
	ASSERT_EQ(0, phone_submit(self->fd, &self->submit));
	EXPECT_EQ(0, self->submit.error);
	expect_done(_metadata, self, 10);
}

TEST_F(batch, of_nothing)
{
	self->submit.nr_requests = 0;
	EXPECT_EQ(-EINVAL, phone_submit(self->fd, &self->submit));
	expect_nothing_done(_metadata, self);
}

/* The end of a page that an unmapped page follows. */
static void *before_a_gap(struct __test_metadata *_metadata, size_t size)
{
	size_t pages = (size + PAGE - 1) / PAGE;
	void *map;

	map = mmap(NULL, (pages + 1) * PAGE, PROT_READ | PROT_WRITE,
		   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	ASSERT_NE(MAP_FAILED, map);
	ASSERT_EQ(0, munmap(map + pages * PAGE, PAGE));
	return map + pages * PAGE - size;
}

/* The kernel does not read requests beyond its limit. */
TEST_F(batch, larger_than_the_largest)
{
	static const __u32 numbers[] = {
		MAX_BATCH, MAX_BATCH + 1, 0x80000000, 0xffffffff,
	};
	size_t size = MAX_BATCH * sizeof(struct tphone_request);
	void *array = before_a_gap(_metadata, size);
	struct tphone_info info;
	int i;

	ASSERT_EQ(0, phone_info(self->fd, &info));
	ASSERT_EQ(MAX_BATCH, info.max_batch);
	memcpy(array, self->requests, size);
	self->submit.requests_ptr = phone_pointer(array);
	for (i = 0; i < ARRAY_SIZE(numbers); i++) {
		self->submit.nr_requests = numbers[i];
		EXPECT_EQ(0, phone_submit(self->fd, &self->submit));
		EXPECT_EQ(MAX_BATCH, self->submit.nr_accepted);
		EXPECT_EQ(0, self->submit.error);
		EXPECT_EQ(MAX_BATCH, phone_drain(self->fd));
	}
}

/* A batch above the limit could only be accepted in part, so it is refused. */
TEST_F(batch, all_or_none_larger_than_the_largest)
{
	self->submit.flags = TPHONE_SUBMIT_ALL_OR_NONE;
	self->submit.nr_requests = MAX_BATCH + 1;
	EXPECT_EQ(-EINVAL, phone_submit(self->fd, &self->submit));
	self->submit.nr_requests = 0xffffffff;
	EXPECT_EQ(-EINVAL, phone_submit(self->fd, &self->submit));
	expect_nothing_done(_metadata, self);
	self->submit.nr_requests = MAX_BATCH;
	EXPECT_EQ(0, phone_submit(self->fd, &self->submit));
	expect_done(_metadata, self, MAX_BATCH);
}

TEST_F(batch, array_runs_into_unmapped_memory)
{
	size_t size = 5 * sizeof(struct tphone_request);
	void *array = before_a_gap(_metadata, size);

	memcpy(array, self->requests, size);
	self->submit.requests_ptr = phone_pointer(array);
	self->submit.nr_requests = 6;
	EXPECT_EQ(-EFAULT, phone_submit(self->fd, &self->submit));
	/* The last request lacks its last bytes. */
	memmove(array + 8, array, size - 8);
	self->submit.requests_ptr = phone_pointer(array + 8);
	self->submit.nr_requests = 5;
	EXPECT_EQ(-EFAULT, phone_submit(self->fd, &self->submit));
	self->submit.flags = TPHONE_SUBMIT_ALL_OR_NONE;
	EXPECT_EQ(-EFAULT, phone_submit(self->fd, &self->submit));
	self->submit.requests_ptr = BAD_POINTER;
	EXPECT_EQ(-EFAULT, phone_submit(self->fd, &self->submit));
	self->submit.requests_ptr = ~0ULL;
	EXPECT_EQ(-EFAULT, phone_submit(self->fd, &self->submit));
	expect_nothing_done(_metadata, self);
}

/* The kernel copies nothing beyond the first bad request. */
TEST_F(batch, unmapped_memory_after_a_bad_one)
{
	size_t size = 5 * sizeof(struct tphone_request);
	struct tphone_request *array = before_a_gap(_metadata, size);

	memcpy(array, self->requests, size);
	spoil(&array[4]);
	self->submit.requests_ptr = phone_pointer(array);
	self->submit.nr_requests = 6;
	ASSERT_EQ(0, phone_submit(self->fd, &self->submit));
	EXPECT_EQ(-ERANGE, self->submit.error);
	expect_done(_metadata, self, 4);
}

TEST_F(batch, payload_at_a_bad_address)
{
	self->requests[5] = request_display(0, 0, "");
	self->requests[5].data_ptr = BAD_POINTER;
	self->requests[5].data_len = 1;
	self->submit.nr_requests = 10;
	EXPECT_EQ(-EFAULT, phone_submit(self->fd, &self->submit));
	expect_nothing_done(_metadata, self);
}

TEST_F(batch, ids_at_a_bad_address)
{
	self->submit.nr_requests = 10;
	self->submit.ids_ptr = BAD_POINTER;
	EXPECT_EQ(-EFAULT, phone_submit(self->fd, &self->submit));
	expect_nothing_done(_metadata, self);
	self->submit.ids_ptr = ~0ULL - 7;
	EXPECT_EQ(-EFAULT, phone_submit(self->fd, &self->submit));
	expect_nothing_done(_metadata, self);
}

TEST_F(batch, ids_run_into_unmapped_memory)
{
	__u64 *ids = before_a_gap(_metadata, 9 * sizeof(*ids));

	self->submit.nr_requests = 10;
	self->submit.ids_ptr = phone_pointer(ids);
	EXPECT_EQ(-EFAULT, phone_submit(self->fd, &self->submit));
	expect_nothing_done(_metadata, self);

	/* Room for the ids of the accepted operations is enough. */
	spoil(&self->requests[9]);
	ASSERT_EQ(0, phone_submit(self->fd, &self->submit));
	memcpy(self->ids, ids, 9 * sizeof(*ids));
	expect_done(_metadata, self, 9);
}

TEST_F(batch, answer_at_a_read_only_address)
{
	struct tphone_submit *submit;

	submit = before_a_gap(_metadata, sizeof(*submit));
	*submit = self->submit;
	submit->size = sizeof(*submit);
	submit->nr_requests = 10;
	submit->request_size = sizeof(struct tphone_request);
	ASSERT_EQ(0, mprotect((void *)submit + sizeof(*submit) - PAGE, PAGE,
			      PROT_READ));
	EXPECT_EQ(-EFAULT, phone_ioctl(self->fd, TPHONE_IOC_SUBMIT, submit));
	expect_nothing_done(_metadata, self);
}

/* A newer program passes larger requests. */
static int submit_elements(FIXTURE_DATA(batch) *self, __u32 size)
{
	self->submit.size = sizeof(self->submit);
	self->submit.request_size = size;
	return phone_ioctl(self->fd, TPHONE_IOC_SUBMIT, &self->submit);
}

TEST_F(batch, elements_too_small)
{
	static const __u32 sizes[] = { 0, 1, 8, 56, 63 };
	int i;

	self->submit.nr_requests = 2;
	for (i = 0; i < ARRAY_SIZE(sizes); i++)
		EXPECT_EQ(-EINVAL, submit_elements(self, sizes[i]));
	expect_nothing_done(_metadata, self);
}

TEST_F(batch, larger_elements)
{
	static const __u32 sizes[] = { 64, 65, 72, 128, 1000, PAGE };
	char *array = before_a_gap(_metadata, 3 * PAGE);
	int i, nr;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		memset(array, 0, 3 * PAGE);
		for (nr = 0; nr < 3; nr++)
			memcpy(array + nr * sizes[i], &self->requests[nr],
			       sizeof(self->requests[nr]));
		self->submit.requests_ptr = phone_pointer(array);
		self->submit.nr_requests = 3;
		EXPECT_EQ(0, submit_elements(self, sizes[i]));
		EXPECT_EQ(3, self->submit.nr_accepted);
		EXPECT_EQ(3, phone_drain(self->fd));
	}
}

TEST_F(batch, tail_that_is_not_zero)
{
	struct tphone_request *array = self->requests;

	/* Every second element is the tail of the one before it. */
	memset(&array[1], 0, sizeof(*array));
	memset(&array[3], 0, sizeof(*array));
	array[3].reserved[1] = 1ULL << 56;
	array[2].user_data = 1;
	self->submit.nr_requests = 2;
	ASSERT_EQ(0, submit_elements(self, 2 * sizeof(*array)));
	EXPECT_EQ(-E2BIG, self->submit.error);
	expect_done(_metadata, self, 1);

	self->submit.flags = TPHONE_SUBMIT_ALL_OR_NONE;
	EXPECT_EQ(-E2BIG, submit_elements(self, 2 * sizeof(*array)));
	EXPECT_EQ(1, sim_number(&self->sim, "submitted"));
}

TEST_F(batch, absurdly_large_elements)
{
	self->submit.nr_requests = 1;
	EXPECT_EQ(-E2BIG, submit_elements(self, 0x10000));
	EXPECT_EQ(-E2BIG, submit_elements(self, 0x80000000));
	EXPECT_EQ(-E2BIG, submit_elements(self, 0xffffffff));
	self->submit.nr_requests = 0xffffffff;
	EXPECT_EQ(-E2BIG, submit_elements(self, 0xffffffff));
	expect_nothing_done(_metadata, self);
}

/*
 * The room ends within a batch.
 */
static void leave_room_for(struct __test_metadata *_metadata,
			   FIXTURE_DATA(batch) *self, int nr)
{
	int left;

	for (left = 1024 - nr; left > 0; left -= MAX_BATCH)
		ASSERT_LT(0, phone_submit_many(self->fd, self->requests,
					       left < MAX_BATCH ? left :
					       MAX_BATCH, NULL));
}

TEST_F(batch, room_for_a_part_of_it)
{
	leave_room_for(_metadata, self, 7);
	self->submit.nr_requests = 10;
	ASSERT_EQ(0, phone_submit(self->fd, &self->submit));
	EXPECT_EQ(7, self->submit.nr_accepted);
	EXPECT_EQ(-EAGAIN, self->submit.error);
	EXPECT_EQ(0, self->submit.error_offset);
	EXPECT_EQ(1024, phone_drain(self->fd));
	ASSERT_EQ(0, phone_submit(self->fd, &self->submit));
	EXPECT_EQ(10, self->submit.nr_accepted);
}

TEST_F(batch, all_or_none_with_room_for_a_part_of_it)
{
	leave_room_for(_metadata, self, 7);
	self->submit.flags = TPHONE_SUBMIT_ALL_OR_NONE;
	self->submit.nr_requests = 10;
	EXPECT_EQ(-EAGAIN, phone_submit(self->fd, &self->submit));
	EXPECT_EQ(1024 - 7, sim_number(&self->sim, "submitted"));
	self->submit.nr_requests = 7;
	EXPECT_EQ(0, phone_submit(self->fd, &self->submit));
}

/* A refused batch returns the room that it took. */
TEST_F(batch, refused_a_thousand_times)
{
	int i;

	spoil(&self->requests[MAX_BATCH - 1]);
	self->submit.flags = TPHONE_SUBMIT_ALL_OR_NONE;
	self->submit.nr_requests = MAX_BATCH;
	for (i = 0; i < 1000; i++)
		ASSERT_EQ(-ERANGE, phone_submit(self->fd, &self->submit));
	expect_nothing_done(_metadata, self);
	self->submit.nr_requests = MAX_BATCH - 1;
	EXPECT_EQ(0, phone_submit(self->fd, &self->submit));
	expect_done(_metadata, self, MAX_BATCH - 1);
}

TEST_F(batch, ids_refused_a_thousand_times)
{
	__u64 ids = self->submit.ids_ptr;
	int i;

	self->submit.nr_requests = MAX_BATCH;
	for (i = 0; i < 1000; i++) {
		self->submit.ids_ptr = BAD_POINTER;
		ASSERT_EQ(-EFAULT, phone_submit(self->fd, &self->submit));
	}
	expect_nothing_done(_metadata, self);
	self->submit.ids_ptr = ids;
	EXPECT_EQ(0, phone_submit(self->fd, &self->submit));
	expect_done(_metadata, self, MAX_BATCH);
}

/* The kernel has its copy when the call returns. */
TEST_F(batch, memory_can_be_used_again_at_once)
{
	char text[] = "original";
	char shown[512];

	ASSERT_EQ(0, sim_set(&self->sim, "hold", "1"));
	self->requests[0] = request_display(0, 0, text);
	self->submit.nr_requests = 1;
	ASSERT_EQ(0, phone_submit(self->fd, &self->submit));
	memset(text, '#', sizeof(text));
	memset(self->requests, 0xff, sizeof(self->requests));
	ASSERT_EQ(0, sim_release(&self->sim, 1));
	ASSERT_LE(0, phone_display(self->fd, shown, sizeof(shown), NULL));
	EXPECT_EQ(0, memcmp("original ", shown, 9));
}

TEST_HARNESS_MAIN
