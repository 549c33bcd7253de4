/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Attributes of sysfs and configfs: files that hold one line. */
#ifndef FUZZ_ATTRIBUTE_H
#define FUZZ_ATTRIBUTE_H

/* Each returns 0 or a negative errno. */
int attribute_write(const char *path, const char *text);
int attribute_read(const char *path, char *text, unsigned int size);

/* Write an attribute that is written often, and keep it open. */
int attribute_write_kept(const char *path, const char *text);
void attribute_close_kept(void);

#endif /* FUZZ_ATTRIBUTE_H */
