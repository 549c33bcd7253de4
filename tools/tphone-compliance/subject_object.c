// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A phone of a provider in a shared object as the subject of the tests. A child
 * loads the object and reports what it has found.
 */
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "complain.h"
#include "provider.h"
#include "subject.h"
#include "utf8.h"

/* Longer than any provider needs to find its phones. */
#define PROBE_SECONDS	60

/**
 * struct probe - result of the child
 * @error: of loading, a negative errno
 * @reason: of it, in words
 * @step: its current step, for the message if it dies
 * @result: of the step that failed
 * @mock: it is the mock provider
 * @version: of TSPI, that was agreed on
 * @phones: how many it has
 * @provider_info: its name
 * @phone_info: of the phone that is meant
 *
 * The child writes; the parent reads when that has ended.
 */
struct probe {
	int error;
	char reason[SUBJECT_TEXT_SIZE];
	const char *step;
	LONG result;
	bool mock;
	DWORD version;
	DWORD phones;
	char provider_info[SUBJECT_TEXT_SIZE];
	char phone_info[SUBJECT_TEXT_SIZE];
};

static struct probe *probe;
static struct tphone_tspi table;

static void no_completion(DRV_REQUESTID request, LONG result)
{
	(void)request;
	(void)result;
}

static void no_event(HTAPIPHONE phone, DWORD message, DWORD_PTR first,
		     DWORD_PTR second, DWORD_PTR third)
{
	(void)phone;
	(void)message;
	(void)first;
	(void)second;
	(void)third;
}

static bool step(const char *name, LONG result)
{
	probe->step = name;
	probe->result = result;
	return !result;
}

static bool begin(void)
{
	DWORD lines = 0, options = 0;

	probe->step = "TSPI_lineNegotiateTSPIVersion";
	if (!step(probe->step,
		  table.lineNegotiateTSPIVersion(INITIALIZE_NEGOTIATION,
						 TSPI_OLDEST, TSPI_NEWEST,
						 &probe->version)))
		return false;
	probe->step = "TSPI_providerEnumDevices";
	if (!step(probe->step,
		  table.providerEnumDevices(1, &lines, &probe->phones, NULL,
					    NULL, no_event)))
		return false;
	probe->step = "TSPI_providerInit";
	return step(probe->step,
		    table.providerInit(probe->version, 1, 0, 0, lines, probe->phones,
				       no_completion, &options));
}

static void copy_text(char *text, const PHONECAPS *caps, DWORD offset,
		      DWORD size)
{
	if (offset + size <= caps->dwTotalSize)
		utf8_from_utf16((const char *)caps + offset, size, text,
				SUBJECT_TEXT_SIZE);
}

static void describe(unsigned int number)
{
	const DWORD size = 65536;
	PHONECAPS *caps = calloc(1, size);
	DWORD version = 0;

	if (!caps)
		return;
	caps->dwTotalSize = size;
	caps->dwNeededSize = PHONECAPS_SIZE_2_0;
	caps->dwUsedSize = PHONECAPS_SIZE_2_0;
	probe->step = "TSPI_phoneNegotiateTSPIVersion";
	if (!step(probe->step,
		  table.phoneNegotiateTSPIVersion(number, TSPI_OLDEST,
						  probe->version, &version))) {
		free(caps);
		return;
	}
	probe->step = "TSPI_phoneGetDevCaps";
	if (step(probe->step,
		 table.phoneGetDevCaps(number, version, 0, caps))) {
		copy_text(probe->provider_info, caps,
			  caps->dwProviderInfoOffset, caps->dwProviderInfoSize);
		copy_text(probe->phone_info, caps, caps->dwPhoneInfoOffset,
			  caps->dwPhoneInfoSize);
	}
	free(caps);
}

/* Skip the name of the file, with which the message begins as well. */
static void keep_reason(void *file, int level, const char *text)
{
	size_t length = strlen(file);

	(void)level;
	if (!strncmp(text, file, length) && !strncmp(text + length, ": ", 2))
		text += length + 2;
	snprintf(probe->reason, sizeof(probe->reason), "%s", text);
}

static void look_at(const char *file, unsigned int number)
{
	void *object;

	signal(SIGALRM, SIG_DFL);
	alarm(PROBE_SECONDS);
	probe->step = "loading it";
	tphone_tapi_set_log(TPHONE_LOG_ERROR, keep_reason, (void *)file);
	probe->error = tphone_tspi_load(file, &table);
	if (probe->error)
		return;
	object = dlopen(file, RTLD_NOW | RTLD_LOCAL);
	probe->mock = object && dlsym(object, "mock_control");
	if (!begin())
		return;
	if (number < probe->phones)
		describe(number);
	table.providerShutdown(probe->version, 1);
}

/* Returns false if the child died. */
static bool look_at_in_child(const char *file, unsigned int number)
{
	int status;
	pid_t pid;

	probe = mmap(NULL, sizeof(*probe), PROT_READ | PROT_WRITE,
		     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (probe == MAP_FAILED)
		return false;
	pid = fork();
	if (pid < 0)
		return false;
	if (!pid) {
		look_at(file, number);
		_exit(0);
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) && !WEXITSTATUS(status);
}

static bool complain_not_loaded(const char *file)
{
	enum exit_code code = EXIT_FAILED;

	if (probe->error == -ENOENT)
		code = EXIT_NO_PHONE;
	if (probe->error == -EACCES)
		code = EXIT_PERMISSION;
	complain(code, "%s: %s", file, probe->reason[0] ?
		 probe->reason : strerror(-probe->error));
	return false;
}

static bool check_probe(const char *file, unsigned int number)
{
	if (probe->error)
		return complain_not_loaded(file);
	if (probe->result) {
		complain(EXIT_FAILED, "%s: the provider does not start: %s returns %#x",
			 file, probe->step, (unsigned int)probe->result);
		return false;
	}
	if (!probe->mock && !probe->phones) {
		complain(EXIT_NO_PHONE, "%s: the provider has no phone", file);
		return false;
	}
	if (!probe->mock && number >= probe->phones) {
		complain(EXIT_NO_PHONE, "%s: the provider has %u phones, and no number %u",
			 file, (unsigned int)probe->phones, number);
		return false;
	}
	return true;
}

static bool parse_number(const char *text, unsigned int *number)
{
	char *end;

	*number = 0;
	if (!text)
		return true;
	*number = strtoul(text, &end, 10);
	if (*text && !*end)
		return true;
	complain(EXIT_USAGE, "'%s': phones of a provider are numbered from 0",
		 text);
	return false;
}

/* Use the whole path, as dlopen() searches other folders for a mere name. */
static bool find_file(const char *file)
{
	if (realpath(file, subject.provider))
		return true;
	complain(EXIT_NO_PHONE, "%s: %s", file, strerror(errno));
	return false;
}

bool subject_find_object(const struct options *options)
{
	if (!parse_number(options->phone, &subject.number) ||
	    !find_file(options->provider))
		return false;
	if (!look_at_in_child(subject.provider, subject.number)) {
		complain(EXIT_FAILED, "%s: the provider crashes, or does not come back: %s",
			 options->provider, probe->step);
		return false;
	}
	if (!check_probe(options->provider, subject.number))
		return false;
	subject.mock = probe->mock;
	strcpy(subject.provider_info, probe->provider_info);
	strcpy(subject.phone_info, probe->phone_info);
	return true;
}
