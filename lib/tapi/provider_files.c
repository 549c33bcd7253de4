// SPDX-License-Identifier: LGPL-2.1-or-later
#include "../common/log.h"
#include "provider.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char key[] = "provider";

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static size_t skip_blanks(const char *line, size_t size, size_t index)
{
	while (index < size && is_blank(line[index]))
		index++;
	return index;
}

static size_t without_blanks(const char *line, size_t size)
{
	while (size && is_blank(line[size - 1]))
		size--;
	return size;
}

/* The index behind "provider ="; @size, if the line does not have that. */
static size_t skip_key(const char *line, size_t size, size_t index)
{
	if (size - index < strlen(key) ||
	    memcmp(line + index, key, strlen(key)))
		return size;
	index = skip_blanks(line, size, index + strlen(key));
	if (index == size || line[index] != '=')
		return size;
	return skip_blanks(line, size, index + 1);
}

bool tapi_provider_config_line(const char *line, size_t size, const char **path,
			       size_t *length)
{
	size_t index;

	*length = 0;
	if (memchr(line, '\0', size))
		return false;
	size = without_blanks(line, size);
	index = skip_blanks(line, size, 0);
	if (index == size || line[index] == '#')
		return true;
	index = skip_key(line, size, index);
	/* A relative path would depend on the working directory of the program. */
	if (index == size || line[index] != '/')
		return false;
	*path = line + index;
	*length = size - index;
	return true;
}

#define FOLDER_OF_ADMINISTRATOR	"/etc/tphone/providers.d"
#define FOLDER_OF_PACKAGES	"/usr/lib/tphone/providers.d"
#define ENVIRONMENT		"TPHONE_PROVIDERS_DIR"
#define SUFFIX			".conf"

static int add_path(struct tapi_provider_files *files, const char *path,
		    size_t length)
{
	char **paths;

	paths = reallocarray(files->paths, files->count + 1, sizeof(*paths));
	if (!paths)
		return -ENOMEM;
	files->paths = paths;
	paths[files->count] = strndup(path, length);
	if (!paths[files->count])
		return -ENOMEM;
	files->count++;
	return 0;
}

/**
 * struct config - a file that is being read
 * @path: path of the file
 * @stream: the open file
 * @number: number of the line, from 1
 */
struct config {
	const char *path;
	FILE *stream;
	unsigned int number;
};

/* A line that cannot be parsed does not affect the others. */
static int read_line(struct tapi_provider_files *files,
		     const struct config *config, const char *line, size_t size)
{
	const char *path;
	size_t length;

	if (size && line[size - 1] == '\n')
		size--;
	if (!tapi_provider_config_line(line, size, &path, &length)) {
		log_printf(TPHONE_LOG_ERROR,
			   "%s:%u: neither \"provider = /path/to/provider.so\" nor a comment; left out",
			   config->path, config->number);
		return 0;
	}
	return length ? add_path(files, path, length) : 0;
}

/* Lack of memory concerns all files, any other error only this one. */
static int cannot_be_read(const char *path, int error)
{
	if (error == ENOMEM)
		return -ENOMEM;
	log_printf(TPHONE_LOG_ERROR, "%s: cannot be read: %s; left out", path,
		   strerror(error));
	return 0;
}

static int read_lines(struct tapi_provider_files *files, struct config *config)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t size;
	int ret = 0;

	errno = 0;
	while (!ret && (size = getline(&line, &room, config->stream)) >= 0) {
		config->number++;
		ret = read_line(files, config, line, (size_t)size);
		errno = 0;
	}
	if (!ret && !feof(config->stream))
		ret = cannot_be_read(config->path, errno ? errno : EIO);
	free(line);
	return ret;
}

static int read_path(struct tapi_provider_files *files, const char *path)
{
	struct config config = { .path = path, .stream = fopen(path, "re") };
	int ret;

	if (!config.stream)
		return cannot_be_read(path, errno);
	ret = read_lines(files, &config);
	fclose(config.stream);
	return ret;
}

static int read_file(struct tapi_provider_files *files, const char *folder,
		     const char *name)
{
	char *path;
	int ret;

	if (asprintf(&path, "%s/%s", folder, name) < 0)
		return -ENOMEM;
	ret = read_path(files, path);
	free(path);
	return ret;
}

static int is_config(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name), suffix = strlen(SUFFIX);

	return length > suffix &&
	       !strcmp(entry->d_name + length - suffix, SUFFIX);
}

/* Not in the order of the locale: the order of device IDs depends on this one. */
static int compare(const struct dirent **one, const struct dirent **other)
{
	return strcmp((*one)->d_name, (*other)->d_name);
}

/**
 * struct folder - a folder of configuration files
 * @path: path of the folder
 * @entries: names of the files, sorted
 * @count: number of @entries
 * @next: index of the next file to read
 */
struct folder {
	const char *path;
	struct dirent **entries;
	int count;
	int next;
};

/* A default folder need not exist; one that the environment names has to. */
static int folder_open(struct folder *folder, const char *path, bool asked_for)
{
	*folder = (struct folder){ .path = path };
	folder->count = scandir(path, &folder->entries, is_config, compare);
	if (folder->count >= 0)
		return 0;
	folder->count = 0;
	if (errno == ENOENT && !asked_for)
		return 0;
	return cannot_be_read(path, errno);
}

static void folder_close(struct folder *folder)
{
	int i;

	for (i = 0; i < folder->count; i++)
		free(folder->entries[i]);
	free(folder->entries);
}

static const char *name_of(const struct folder *folder)
{
	if (folder->next == folder->count)
		return NULL;
	return folder->entries[folder->next]->d_name;
}

static int read_next(struct tapi_provider_files *files, struct folder *folder)
{
	return read_file(files, folder->path,
			 folder->entries[folder->next++]->d_name);
}

/* Merges two sorted folders. Of two files with the same name, the first is read. */
static int read_both(struct tapi_provider_files *files, struct folder *first,
		     struct folder *second)
{
	const char *one, *other;
	int ret = 0, order;

	while (!ret) {
		one = name_of(first);
		other = name_of(second);
		if (!one && !other)
			break;
		order = !one ? 1 : !other ? -1 : strcmp(one, other);
		ret = read_next(files, order <= 0 ? first : second);
		if (!order)
			second->next++;
	}
	return ret;
}

static int read_folders(struct tapi_provider_files *files, const char *first,
			const char *second)
{
	struct folder one, other = { 0 };
	int ret;

	ret = folder_open(&one, first, !second);
	if (!ret && second)
		ret = folder_open(&other, second, false);
	if (!ret)
		ret = read_both(files, &one, &other);
	folder_close(&one);
	folder_close(&other);
	return ret;
}

int tapi_provider_files_read(struct tapi_provider_files *files)
{
	const char *folder = secure_getenv(ENVIRONMENT);
	int ret;

	*files = (struct tapi_provider_files){ 0 };
	if (folder)
		ret = read_folders(files, folder, NULL);
	else
		ret = read_folders(files, FOLDER_OF_ADMINISTRATOR,
				   FOLDER_OF_PACKAGES);
	if (ret)
		tapi_provider_files_free(files);
	return ret;
}

void tapi_provider_files_free(struct tapi_provider_files *files)
{
	size_t i;

	for (i = 0; i < files->count; i++)
		free(files->paths[i]);
	free(files->paths);
	*files = (struct tapi_provider_files){ 0 };
}
