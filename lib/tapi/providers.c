// SPDX-License-Identifier: LGPL-2.1-or-later
#include "broker.h"
#include "provider.h"
#include "provider_files.h"
#include "providers.h"
#include "visible.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/**
 * struct added_provider - one that the program has added
 * @link: in the list, in the order in which they were added
 * @path: the shared object, without symbolic links
 * @functions: what it has
 */
struct added_provider {
	TAILQ_ENTRY(added_provider) link;
	char *path;
	struct tphone_tspi functions;
};

/* Protected by tapi.life. */
static TAILQ_HEAD(, added_provider) added_providers =
	TAILQ_HEAD_INITIALIZER(added_providers);
static bool only_added;

static bool is_added(const char *path)
{
	struct added_provider *added;

	TAILQ_FOREACH(added, &added_providers, link) {
		if (!strcmp(added->path, path))
			return true;
	}
	return false;
}

/* Takes over @path. */
static int add(char *path)
{
	struct added_provider *added = calloc(1, sizeof(*added));
	int ret = -ENOMEM;

	if (added)
		ret = tphone_tspi_load(path, &added->functions);
	if (ret) {
		free(added);
		free(path);
		return ret;
	}
	added->path = path;
	TAILQ_INSERT_TAIL(&added_providers, added, link);
	return 0;
}

static int add_path(const char *path)
{
	char *real = realpath(path, NULL);

	/* Loading it gives the reason. */
	if (!real)
		real = strdup(path);
	if (!real)
		return -ENOMEM;
	if (is_added(real)) {
		free(real);
		return -EEXIST;
	}
	return add(real);
}

TPHONE_API int tphone_tapi_add_provider(const char *path)
{
	int ret = 0;

	pthread_mutex_lock(&tapi.life);
	if (tapi.users)
		ret = -EBUSY;
	else if (path)
		ret = add_path(path);
	else
		only_added = true;
	pthread_mutex_unlock(&tapi.life);
	return ret;
}

static void start_configured(const char *path)
{
	struct tphone_tspi functions;

	char *real;

	if (tphone_tspi_load(path, &functions))
		return;
	/* By one name in all processes, see claim.c. */
	real = realpath(path, NULL);
	tapi_provider_start(&functions, real ? real : path);
	free(real);
}

static LONG start_not_added(void)
{
	struct tapi_provider_files files;
	size_t i;
	int ret = tapi_provider_files_read(&files);

	if (ret)
		return PHONEERR_NOMEM;
	tapi_provider_start(tphone_tspi_builtin(), "built-in provider");
	for (i = 0; i < files.count; i++)
		start_configured(files.paths[i]);
	tapi_provider_files_free(&files);
	return 0;
}

LONG tapi_providers_start(void)
{
	struct added_provider *added;
	LONG ret = only_added ? 0 : start_not_added();

	if (ret)
		return ret;
	TAILQ_FOREACH(added, &added_providers, link)
		tapi_provider_start(&added->functions, added->path);
	return 0;
}
