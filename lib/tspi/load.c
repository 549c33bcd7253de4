// SPDX-License-Identifier: LGPL-2.1-or-later
/* Tables of providers: of shared objects, and of the one in the library. */
#include "../common/log.h"
#include "../common/macros.h"

#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <tphone/tspi.h>
#include <unistd.h>

/**
 * struct function - a function that a provider may export
 * @name: its name
 * @offset: offset of its member in struct tphone_tspi
 */
struct function {
	const char *name;
	size_t offset;
};

#define FUNCTION(name) \
	{ "TSPI_" #name, offsetof(struct tphone_tspi, name) },

static const struct function functions[] = { TSPI_FUNCTIONS(FUNCTION) };

/*
 * Skips symbols of objects that the provider links to, other providers for
 * one, as these may define the same names.
 */
static void *own_symbol(void *object, const char *name)
{
	void *address = dlsym(object, name);
	struct link_map *of_object, *of_address;
	Dl_info info;

	if (!address || dlinfo(object, RTLD_DI_LINKMAP, &of_object))
		return NULL;
	if (!dladdr1(address, &info, (void **)&of_address, RTLD_DL_LINKMAP))
		return NULL;
	return of_address == of_object ? address : NULL;
}

static void fill(void *object, struct tphone_tspi *table)
{
	void *address;
	size_t i;

	memset(table, 0, sizeof(*table));
	for (i = 0; i < ARRAY_SIZE(functions); i++) {
		address = own_symbol(object, functions[i].name);
		memcpy((char *)table + functions[i].offset, &address,
		       sizeof(address));
	}
}

#define NEEDED(name)	{ #name, offsetof(struct tphone_tspi, name) }

/*
 * Returns the first function that is missing of those that TAPI needs; NULL:
 * none is.
 */
static const char *first_missing(const struct tphone_tspi *table)
{
	static const struct function needed[] = {
		NEEDED(lineNegotiateTSPIVersion),
		NEEDED(providerEnumDevices),
		NEEDED(providerInit),
		NEEDED(providerShutdown),
		NEEDED(phoneNegotiateTSPIVersion),
		NEEDED(phoneGetDevCaps),
		NEEDED(phoneOpen),
		NEEDED(phoneClose),
	};
	void *address;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(needed); i++) {
		memcpy(&address, (const char *)table + needed[i].offset,
		       sizeof(address));
		if (!address)
			return needed[i].name;
	}
	return NULL;
}

/* Joining, leaving and counting handles only work together. */
static bool counts_all_or_nothing(const struct tphone_tspi *table)
{
	return !table->phoneJoin == !table->phoneLeave &&
	       !table->phoneJoin == !table->phoneGetHandles;
}

static int check(const char *path, const struct tphone_tspi *table)
{
	const char *missing = first_missing(table);

	if (missing) {
		log_printf(TPHONE_LOG_ERROR,
			   "%s: not a provider: does not export TSPI_%s", path,
			   missing);
		return -ELIBBAD;
	}
	if (!counts_all_or_nothing(table)) {
		log_printf(TPHONE_LOG_ERROR,
			   "%s: not a provider: exports some of TSPI_phoneJoin, TSPI_phoneLeave and TSPI_phoneGetHandles, but not all",
			   path);
		return -ELIBBAD;
	}
	return 0;
}

static int log_not_found(const char *path, int error)
{
	log_printf(TPHONE_LOG_ERROR, "%s: the provider cannot be loaded: %s", path,
		   strerror(error));
	return error == ENOMEM || error == EACCES ? -error : -ENOENT;
}

/* dlerror() gives the reason as text, without an errno. */
static int log_not_loaded(const char *path)
{
	const char *reason = dlerror();

	log_printf(TPHONE_LOG_ERROR, "%s: the provider cannot be loaded: %s", path,
		   reason ? reason : "no reason given");
	return access(path, R_OK) && errno == EACCES ? -EACCES : -ELIBBAD;
}

/*
 * The path is made absolute, as dlopen() searches other folders for a name
 * without a slash. The object is never unloaded: a thread of it may still run
 * when TSPI_providerShutdown() has returned.
 */
static int open_object(const char *path, void **object)
{
	char *absolute = realpath(path, NULL);
	int ret;

	if (!absolute)
		return log_not_found(path, errno);
	*object = dlopen(absolute, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	ret = *object ? 0 : log_not_loaded(absolute);
	free(absolute);
	return ret;
}

TPHONE_API int tphone_tspi_load(const char *path, struct tphone_tspi *table)
{
	void *object;
	int error;

	if (!path || !table)
		return -EINVAL;
	error = open_object(path, &object);
	if (error)
		return error;
	fill(object, table);
	/* The object stays mapped; this only frees the handle of the loader. */
	dlclose(object);
	return check(path, table);
}

#define INIT(name)	.name = TSPI_##name,

static const struct tphone_tspi builtin = {
	TSPI_FUNCTIONS(INIT)
};

TPHONE_API const struct tphone_tspi *tphone_tspi_builtin(void)
{
	return &builtin;
}
