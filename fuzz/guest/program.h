/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A program of the fuzzer: system calls on simulated phones, one after the other.
 *
 * It is an array of records of one size, so that mutating, splicing and shrinking
 * are operations on bytes, and any bytes are a program.
 */
#ifndef FUZZ_PROGRAM_H
#define FUZZ_PROGRAM_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define PROGRAM_MAX_CALLS	32

enum call_kind {
	CALL_OPEN,	/* slot: which handle; x: flags and role */
	CALL_CLOSE,
	CALL_DUP,	/* slot into slot x */
	CALL_ROLE,
	CALL_MASK,
	CALL_NOTIFY,	/* x: kinds; y: eventfd, phone or nothing */
	CALL_SUBMIT,	/* x: how many, how, their details; y: operations */
	CALL_CANCEL,
	CALL_FETCH,
	CALL_INFO,
	CALL_STATE,
	CALL_LAMP,
	CALL_BUTTON,
	CALL_DISPLAY,
	CALL_DATA,
	CALL_DETACH,
	CALL_RAW,	/* x: any ioctl, with a buffer */
	CALL_READ,	/* x: bytes, y: how, and into which memory */
	CALL_POLL,	/* x: events, y: how long to wait */
	CALL_FILE,	/* x: a system call for any file */
	CALL_SET_SIM,	/* x: which attribute, y: value */
	CALL_USER,	/* x: action of the virtual user, y: its argument */
	CALL_RELEASE,	/* let held operations complete */
	CALL_LIVE,	/* unplug and plug in, x: how */
	CALL_SHAPE,	/* plug in another phone; x: attribute, y: value */
	CALL_SYSFS,	/* x: which attribute, y: value */
	CALL_PASS,	/* the descriptor over a socket, to oneself */
	CALL_CHILD,	/* a child inherits it, and dies */
	CALL_LOOK,	/* sysfs, configfs, fdinfo, debugfs */
	NR_CALL_KINDS,
	/* Between the programs of a session, see session.h. */
	CALL_END = 255
};

/**
 * struct call - one system call, or some that belong together
 * @kind: enum call_kind, modulo NR_CALL_KINDS
 * @slot: index of the handle
 * @patch_at: offset in the argument where @patch is written
 * @patch_size: bytes of it, 0: none; and the kind of memory, see below
 * @x: see the kinds
 * @y: see the kinds
 * @patch: bytes that replace a part of the argument
 */
struct call {
	uint8_t kind;
	uint8_t slot;
	uint8_t patch_at;
	uint8_t patch_size;
	uint32_t x;
	uint64_t y;
	uint64_t patch;
};

/* @patch_size holds the number of bytes and the kind of memory. */
#define CALL_PATCH(bytes, memory)	((bytes) | (memory) << 4)
#define CALL_PATCH_BYTES(call)		(((call)->patch_size & 0xf) % 9)
#define CALL_MEMORY(call)		((call)->patch_size >> 4 & 3)

/**
 * struct program - calls in order
 * @nr: elements of @calls in use
 * @calls: the calls
 */
struct program {
	unsigned int nr;
	struct call calls[PROGRAM_MAX_CALLS];
};

/* Each returns 0 or a negative errno. An incomplete last record is ignored. */
int program_load(struct program *program, const char *path);
int program_save(const struct program *program, const char *path);

/* Print a program in readable form. */
void program_print(const struct program *program, FILE *file);

#endif /* FUZZ_PROGRAM_H */
