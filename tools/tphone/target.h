/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The phone on which a command operates. */
#ifndef TPHONE_TARGET_H
#define TPHONE_TARGET_H

#include <stdbool.h>
#include <tphone.h>

#include "command.h"
#include "json.h"
#include "macros.h"

#define TARGET_PATH_SIZE	4096

struct target {
	struct tphone *phone;
	char path[TARGET_PATH_SIZE];
	char name[32];		/* "tphone0" */
	const char *command;	/* "lamp", for messages */
	struct tphone_info info;
	int timeout_ms;		/* negative: none */
	bool json;
};

/* All of these complain, and return an enum exit_code. */

/*
 * Find and open the phone that the options name. Close it with target_close(),
 * also after an error.
 */
int target_open(struct target *target, const struct call *call, unsigned int role);

void target_close(struct target *target);

/* Find only the device of the phone that the options name. */
int target_find(const struct call *call, char path[TARGET_PATH_SIZE]);

/* The value of --timeout in milliseconds, or @without if it was not given. */
int target_timeout(const struct call *call, int without, int *timeout_ms);

/* Complain of an operation or a query that failed, in general terms. */
int target_complain(const struct target *target, int error);

/* Complain of a value: @format follows "lamp" and begins with " 99: " or ": ". */
int target_refuse(const struct target *target, const char *format, ...)
	__attribute__((printf_like(2, 3)));

/* Query the state. */
int target_state(const struct target *target, struct tphone_state *state);

/* { "phone": "tphone0" } */
json_t *target_json(const struct target *target);

#endif
