// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every failure point of the files beside the device: attributes, debugfs,
 * fdinfo and the simulator's configfs; see failure_points.h.
 */
#include "failure_points.h"

/* Reading files */
#define MOST_FILES	96

static char files[MOST_FILES][PATH_MAX];
static unsigned int nr_files, file;

static void look_at(const char *path)
{
	struct stat status;

	if (nr_files < MOST_FILES && !stat(path, &status) &&
	    S_ISREG(status.st_mode) && status.st_mode & 0400)
		snprintf(files[nr_files++], PATH_MAX, "%s", path);
}

/* Find all readable files, so that a new one is tested too. */
static void look_into(struct __test_metadata *_metadata, const char *folder)
{
	char path[PATH_MAX];
	struct dirent *entry;
	DIR *dir = opendir(folder);

	ASSERT_NE(NULL, dir);
	while ((entry = readdir(dir))) {
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		look_at(path);
	}
	closedir(dir);
}

static int call_look(FIXTURE_DATA(fail_nth) *self)
{
	char buf[4096];

	return file_read(files[file], buf, sizeof(buf));
}

/*
 * Sweep one file at a time: a try of all files would read each of them again.
 */
static void sweep_files(struct __test_metadata *_metadata,
			FIXTURE_DATA(fail_nth) *self)
{
	unsigned int before;

	ASSERT_GT(MOST_FILES, nr_files);
	for (file = 0; file < nr_files; file++) {
		before = self->points;
		sweep(_metadata, self, &(struct scenario){ .call = call_look });
		EXPECT_LT(before + 1, self->points);
	}
}

TEST_F_TIMEOUT(fail_nth, looking_in, 600)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "/sys/class/tphone/%s",
		 phone_name(&self->sim));
	look_into(_metadata, path);
	ASSERT_LT(14, nr_files);
	sweep_files(_metadata, self);
}

TEST_F_TIMEOUT(fail_nth, looking_at_simulator, 600)
{
	look_into(_metadata, self->sim.path);
	ASSERT_LT(30, nr_files);
	sweep_files(_metadata, self);
}

/* Read the files that show operations and handles while there are some. */
static void worth_a_look(struct __test_metadata *_metadata,
			 FIXTURE_DATA(fail_nth) *self)
{
	char path[PATH_MAX];

	holding(_metadata, self);
	nr_files = 0;
	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", self->phone);
	look_at(path);
	snprintf(path, sizeof(path), DEBUGFS "tphone/%s",
		 phone_name(&self->sim));
	look_into(_metadata, path);
	ASSERT_EQ(2, nr_files);
}

TEST_F_TIMEOUT(fail_nth, looking_for_faults, 300)
{
	for (file = 0; file < 2; file++) {
		sweep(_metadata, self, &(struct scenario){
			.prepare = worth_a_look, .call = call_look,
			.undo = detached,
		});
	}
	EXPECT_LT(5, self->points);
}

/* Writing files */

/**
 * struct setting - an attribute and its values
 * @path: of the file
 * @old: the value before
 * @new: the value to write
 */
static struct setting {
	char path[PATH_MAX];
	char old[64];
	const char *new;
} setting;

static int call_set(FIXTURE_DATA(fail_nth) *self)
{
	return file_write(setting.path, setting.new);
}

static void has_value(struct __test_metadata *_metadata, const char *value)
{
	char text[64];

	ASSERT_EQ(0, file_read(setting.path, text, sizeof(text)));
	ASSERT_STREQ(value, text) {
		TH_LOG("%s", setting.path);
	}
}

static void has_old(struct __test_metadata *_metadata,
		    FIXTURE_DATA(fail_nth) *self)
{
	has_value(_metadata, setting.old);
}

static void has_new(struct __test_metadata *_metadata,
		    FIXTURE_DATA(fail_nth) *self)
{
	has_value(_metadata, setting.new);
	ASSERT_EQ(0, file_write(setting.path, setting.old));
}

static void sweep_setting(struct __test_metadata *_metadata,
			  FIXTURE_DATA(fail_nth) *self, const char *folder,
			  const char *attribute, const char *value)
{
	unsigned int before = self->points;

	snprintf(setting.path, sizeof(setting.path), "%s/%s", folder,
		 attribute);
	setting.new = value;
	ASSERT_EQ(0, file_read(setting.path, setting.old,
			       sizeof(setting.old)));
	ASSERT_STRNE(setting.new, setting.old);
	sweep(_metadata, self, &(struct scenario){
		.call = call_set, .still = has_old, .undo = has_new,
	});
	EXPECT_LT(before + 1, self->points);
}

TEST_F_TIMEOUT(fail_nth, set_in_sysfs, 300)
{
	char folder[128];

	snprintf(folder, sizeof(folder), "/sys/class/tphone/%s",
		 phone_name(&self->sim));
	sweep_setting(_metadata, self, folder, "grace_ms", "1234");
	sweep_setting(_metadata, self, folder, "reset_on_last_close", "all");
}

TEST_F_TIMEOUT(fail_nth, set_in_simulator, 300)
{
	static const char *const attributes[][2] = {
		{ "latency_us", "5" }, { "jitter_us", "7" }, { "seed", "11" },
		{ "complete_in", "thread" }, { "fail_nth", "99" },
		{ "drop_nth", "99" }, { "hold_nth", "99" },
		{ "refuse_nth", "99" }, { "hold", "1" },
		{ "ignore_cancel", "1" }, { "volume_step", "4" },
	};
	unsigned int i;

	for (i = 0; i < sizeof(attributes) / sizeof(*attributes); i++)
		sweep_setting(_metadata, self, self->sim.path, attributes[i][0],
			      attributes[i][1]);
}

/* A phone that is plugged in keeps its shape. */
TEST_F_TIMEOUT(fail_nth, set_shape, 300)
{
	static const char *const attributes[][2] = {
		{ "model", "Another phone" }, { "keys", "3" },
		{ "display", "2x16" }, { "hook_devices", "handset" },
		{ "lamp_modes", "off steady" }, { "downloads", "16 32" },
		{ "opcodes", "0x80" }, { "reset_on_last_close", "all" },
	};
	struct sim sim;
	unsigned int i;

	ASSERT_EQ(0, sim_create(&sim));
	for (i = 0; i < sizeof(attributes) / sizeof(*attributes); i++)
		sweep_setting(_metadata, self, sim.path, attributes[i][0],
			      attributes[i][1]);
	sim_destroy(&sim);
}

static int call_release(FIXTURE_DATA(fail_nth) *self)
{
	return sim_release(&self->sim, SIM_ALL);
}

TEST_F(fail_nth, release)
{
	sweep(_metadata, self, &(struct scenario){
		.prepare = holding, .call = call_release, .undo = finish,
	});
	EXPECT_LT(1, self->points);
}

/* Actions of the virtual user, and the actions that undo them. */
static const char *const deeds[][2] = {
	{ "lift handset", "replace handset" },
	{ "press 1", "release 1" },
	{ "volume handset 1000", "volume handset 2000" },
	{ "upload 0 text", "upload 0 other" },
	{ "devspecific 1 2 3", NULL },
	{ "unplug", "plug" },
	{ "suspend", "resume" },
};

static unsigned int deed;

static int call_user(FIXTURE_DATA(fail_nth) *self)
{
	return sim_user(&self->sim, "%s", deeds[deed][0]);
}

/* The handle that stays got the event once. */
static void was_done(struct __test_metadata *_metadata,
		     FIXTURE_DATA(fail_nth) *self)
{
	ASSERT_EQ(1, phone_drain(self->other));
	if (deeds[deed][1])
		ASSERT_EQ(0, sim_user(&self->sim, "%s", deeds[deed][1]));
}

TEST_F_TIMEOUT(fail_nth, user, 300)
{
	unsigned int before;

	for (deed = 0; deed < sizeof(deeds) / sizeof(*deeds); deed++) {
		before = self->points;
		sweep(_metadata, self, &(struct scenario){
			.call = call_user, .undo = was_done,
		});
		EXPECT_LT(before + 1, self->points);
	}
}

TEST_HARNESS_MAIN
