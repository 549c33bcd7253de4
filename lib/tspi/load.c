// SPDX-License-Identifier: LGPL-2.1-or-later
/* Providers that are shared objects. */
#include "../array_size.h"
#include "../visible.h"

#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <tphone/tspi.h>

/**
 * struct function - one that a provider may export
 * @name: its name
 * @offset: of the member in struct tphone_tspi
 */
struct function {
	const char *name;
	size_t offset;
};

#define FUNCTION(name) \
	{ "TSPI_" #name, offsetof(struct tphone_tspi, name) },

static const struct function functions[] = { TSPI_FUNCTIONS(FUNCTION) };

/*
 * What the object links to may define the same names, another provider for one; it
 * must not be taken for the provider.
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

/* A phone cannot be used without these. */
static bool is_provider(const struct tphone_tspi *table)
{
	return table->lineNegotiateTSPIVersion &&
	       table->providerEnumDevices && table->providerInit &&
	       table->providerShutdown && table->phoneNegotiateTSPIVersion &&
	       table->phoneGetDevCaps && table->phoneOpen && table->phoneClose;
}

/* Who counts handles must do it altogether. */
static bool counts_all_or_nothing(const struct tphone_tspi *table)
{
	return !table->phoneJoin == !table->phoneLeave &&
	       !table->phoneJoin == !table->phoneGetHandles;
}

/*
 * A name without a slash would be looked for elsewhere. The object is never
 * unloaded: a thread of it that nobody waits for may run at any time, also when
 * TSPI_providerShutdown() has returned.
 */
static int open_object(const char *path, void **object)
{
	char *absolute = realpath(path, NULL);

	if (!absolute)
		return errno == ENOMEM ? -ENOMEM : -ENOENT;
	*object = dlopen(absolute, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	free(absolute);
	return *object ? 0 : -ELIBBAD;
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
	/* It stays mapped; this only lets the loader forget the handle. */
	dlclose(object);
	return is_provider(table) && counts_all_or_nothing(table) ? 0 :
								    -ELIBBAD;
}
