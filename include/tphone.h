/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * libtphone: telephones under Linux, /dev/tphoneN, for C programs.
 *
 * The structures and constants are those of <linux/tphone.h>, which this file
 * includes; Documentation/userspace-api/tphone.rst says what they mean. The
 * library adds what the kernel leaves to programs: finding phones, matching
 * completions to callbacks, waiting, names for the numbers.
 *
 * For every function:
 *
 * - Unless its comment says otherwise, the result is 0 or a positive number on
 *   success and a negative errno on failure; tphone_strerror() explains it.
 *   errno itself means nothing. A NULL pointer where one is needed is -EINVAL.
 * - Besides the errors that a comment names, it can fail with those of the
 *   kernel for the same call; -ENODEV, the phone is gone, is always possible.
 * - It prints nothing, never ends the program, and installs no signal handler.
 * - It may be called from several threads at once for the same phone, except
 *   tphone_close(). Lists, batches, watches and requests have no lock: one
 *   thread at a time.
 * - It may be called from a callback, for the same phone too.
 * - After fork() a phone is for one of the two processes only.
 *
 * struct tphone_request and struct tphone_record have 64 bytes for ever. All
 * other structures may grow, so functions that fill one want its size.
 */
#ifndef _TPHONE_H
#define _TPHONE_H

#include <stddef.h>
#include <stdint.h>
#include <linux/tphone.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Errors
 */

/**
 * tphone_strerror() - say what an error means, in terms of telephones
 * @error: what a function returned, or the status of a completion; the sign
 *	does not matter
 *
 * Return: one line without a full stop, never NULL, constant and in English.
 */
const char *tphone_strerror(int error);

/*
 * Names of numbers
 *
 * tphone_x_name() gives the name of a number, NULL when it has none; the string
 * is constant. tphone_x_from_name() goes the other way and gives -EINVAL when
 * there is no such name. Names are those of the constants in lower case with
 * dashes: TPHONE_OP_SET_LAMP is "set-lamp", TPHONE_HOOKMODE_ONHOOK "onhook",
 * TPHONE_EVENT_RING_MODE "ring-mode". Where the vocabulary is a mask, a name is
 * that of exactly one bit.
 */

/** tphone_opcode_name() - "set-lamp" for TPHONE_OP_SET_LAMP */
const char *tphone_opcode_name(unsigned int opcode);
/** tphone_event_name() - "ring-mode" for TPHONE_EVENT_RING_MODE */
const char *tphone_event_name(unsigned int code);
/** tphone_record_name() - "event" for TPHONE_RECORD_EVENT */
const char *tphone_record_name(unsigned int type);
/** tphone_cause_name() - "user" for TPHONE_CAUSE_USER */
const char *tphone_cause_name(unsigned int cause);
/** tphone_role_name() - "monitor" for TPHONE_ROLE_MONITOR */
const char *tphone_role_name(unsigned int role);
/** tphone_hook_device_name() - "handset" for TPHONE_HOOK_HANDSET */
const char *tphone_hook_device_name(unsigned int device);
/** tphone_hook_mode_name() - "micspeaker" for TPHONE_HOOKMODE_MICSPEAKER */
const char *tphone_hook_mode_name(unsigned int mode);
/** tphone_lamp_mode_name() - "steady" for TPHONE_LAMPMODE_STEADY */
const char *tphone_lamp_mode_name(unsigned int mode);
/** tphone_button_mode_name() - "keypad" for TPHONE_BUTTONMODE_KEYPAD */
const char *tphone_button_mode_name(unsigned int mode);
/** tphone_button_state_name() - "down" for TPHONE_BUTTONSTATE_DOWN */
const char *tphone_button_state_name(unsigned int state);
/** tphone_feature_name() - "revoke" for TPHONE_FEATURE_REVOKE; one bit */
const char *tphone_feature_name(uint64_t feature);

/**
 * tphone_function_name() - "hold" for TPHONE_FUNCTION_HOLD
 * @function: TPHONE_FUNCTION_*; a number of the maker's own has no name
 */
const char *tphone_function_name(unsigned int function);

/** tphone_opcode_from_name() - TPHONE_OP_SET_LAMP for "set-lamp" */
int tphone_opcode_from_name(const char *name);
/** tphone_event_from_name() - TPHONE_EVENT_RING_MODE for "ring-mode" */
int tphone_event_from_name(const char *name);
/** tphone_role_from_name() - TPHONE_ROLE_MONITOR for "monitor" */
int tphone_role_from_name(const char *name);
/** tphone_hook_device_from_name() - TPHONE_HOOK_HANDSET for "handset" */
int tphone_hook_device_from_name(const char *name);
/** tphone_hook_mode_from_name() - TPHONE_HOOKMODE_ONHOOK for "onhook" */
int tphone_hook_mode_from_name(const char *name);
/** tphone_lamp_mode_from_name() - TPHONE_LAMPMODE_STEADY for "steady" */
int tphone_lamp_mode_from_name(const char *name);
/** tphone_button_mode_from_name() - TPHONE_BUTTONMODE_CALL for "call" */
int tphone_button_mode_from_name(const char *name);
/** tphone_function_from_name() - TPHONE_FUNCTION_HOLD for "hold" */
int tphone_function_from_name(const char *name);

/*
 * Finding phones
 */

/* One phone of a list or a watch. */
struct tphone_device;

/* The phones that there were when the list was made, by index. */
struct tphone_list;

/**
 * tphone_list_new() - make a list of the phones that are there now
 * @list: receives the list; free it with tphone_list_free()
 *
 * Needs no permission on the phones. A phone that /sys does not show, for
 * instance in a container that has the device node only, is opened without a
 * role and asked; without permission to read it, only its name, path and index
 * are known. Without phones the list is empty.
 *
 * Return: 0; -ENOMEM, -EINVAL; if there is no phone in /dev, the error of reading
 * /sys.
 */
int tphone_list_new(struct tphone_list **list);

/**
 * tphone_list_free() - free a list and the devices in it
 * @list: the list, or NULL
 */
void tphone_list_free(struct tphone_list *list);

/**
 * tphone_list_count() - how many phones a list has
 * @list: the list; NULL has none
 */
size_t tphone_list_count(const struct tphone_list *list);

/**
 * tphone_list_get() - one phone of a list
 * @list: the list
 * @i: 0 to tphone_list_count() - 1; the list is sorted by index
 *
 * Return: the phone, which belongs to the list; NULL if there are not so many.
 */
const struct tphone_device *tphone_list_get(const struct tphone_list *list,
					    size_t i);

/**
 * tphone_device_index() - N of /dev/tphoneN
 * @device: the phone
 *
 * Return: the number; -EINVAL if @device is NULL.
 */
int tphone_device_index(const struct tphone_device *device);

/*
 * The strings below live as long as the device. They are never NULL, but can be
 * empty, and are empty for a NULL device. After a phone was removed, only name,
 * path and index are sure to be known.
 */

/** tphone_device_name() - name in the kernel, "tphone0" */
const char *tphone_device_name(const struct tphone_device *device);
/** tphone_device_path() - device node, "/dev/tphone0"; for tphone_open() */
const char *tphone_device_path(const struct tphone_device *device);
/** tphone_device_manufacturer() - name of the manufacturer, UTF-8 */
const char *tphone_device_manufacturer(const struct tphone_device *device);
/** tphone_device_model() - name that the manufacturer gives it, UTF-8 */
const char *tphone_device_model(const struct tphone_device *device);
/** tphone_device_serial() - serial number, empty when it has none */
const char *tphone_device_serial(const struct tphone_device *device);
/** tphone_device_id() - the same whenever the same phone is plugged in */
const char *tphone_device_id(const struct tphone_device *device);
/** tphone_device_driver() - name of the driver */
const char *tphone_device_driver(const struct tphone_device *device);

/**
 * tphone_find() - find a phone by what a user has typed
 * @name: an index, name, id or path; NULL or empty: the only phone there is
 * @path: receives the path of the device node, for tphone_open()
 * @size: bytes at @path
 *
 * A @name with a slash is taken as a path, unchecked. Otherwise the first of
 * these that exists is meant: an index ("0"), a name ("tphone0"), an id, a name
 * in /dev/tphone/by-id, a serial number. A number of up to three digits is only
 * looked up as an index, and "tphone" with a number only as a name. A phone
 * with such an id is found by its path in /dev/tphone/by-id.
 *
 * Return: 0; -ENODEV: no phone is called that; -ENOTUNIQ: several are; -ERANGE:
 * @path is too small.
 */
int tphone_find(const char *name, char *path, size_t size);

/* Reports phones that are plugged in and removed. */
struct tphone_watch;

/* The actions that tphone_watch_next() reports. */
#define TPHONE_DEVICE_ADDED	1
#define TPHONE_DEVICE_REMOVED	2

/**
 * tphone_watch_new() - begin to watch for phones
 * @watch: receives the watch; free it with tphone_watch_free()
 *
 * To miss none, make the watch first and the list of those present second; a
 * phone that comes in between is then in both.
 *
 * Where messages of udevd arrive, a phone is reported when its permissions are
 * set. They do not arrive in another network or user namespace, in a container
 * for example. There the sources are the messages of the kernel, where these
 * arrive, and inotify on /dev; a phone is reported when its device node can be
 * opened for reading. If there is no source, this fails.
 *
 * If messages of the kernel do not arrive either, the watch does not notice
 * that a device node that was mounted or made by hand stands for another phone
 * later.
 *
 * Return: 0; -ENOMEM, -EINVAL, or why /dev cannot be watched: -EMFILE, too many
 * watches of this user; -ENOENT, there is no /dev.
 */
int tphone_watch_new(struct tphone_watch **watch);

/**
 * tphone_watch_free() - end watching
 * @watch: the watch, or NULL
 */
void tphone_watch_free(struct tphone_watch *watch);

/**
 * tphone_watch_fd() - descriptor to poll for POLLIN
 * @watch: the watch
 *
 * Return: a descriptor that belongs to the watch; -EINVAL.
 */
int tphone_watch_fd(const struct tphone_watch *watch);

/**
 * tphone_watch_next() - report the next change
 * @watch: the watch
 * @action: receives TPHONE_DEVICE_ADDED or TPHONE_DEVICE_REMOVED
 * @device: receives the phone, valid until the next call or the end of the
 *	watch
 *
 * Never blocks. A program that does not call it for long may miss that a phone
 * has gone and come back, or see one reported twice; in the end it knows the
 * phones that are there.
 *
 * Return: 1: something happened; 0: nothing more at present; -ENOMEM, -EINVAL.
 */
int tphone_watch_next(struct tphone_watch *watch, unsigned int *action,
		      const struct tphone_device **device);

/*
 * Opening and closing
 */

/* An open phone: one handle of the kernel. */
struct tphone;

/**
 * tphone_open() - open a phone
 * @path: device node, from tphone_find() or tphone_device_path()
 * @role: TPHONE_ROLE_NONE to look only, TPHONE_ROLE_MONITOR to watch too, and
 *	for device-specific operations if there is permission to write,
 *	TPHONE_ROLE_OWNER to operate the phone
 * @phone: receives the phone; close it with tphone_close()
 *
 * Return: 0; -ENOENT, -ENODEV: no such phone; -EACCES: no permission; -EBUSY:
 * another program owns it; -EUSERS: too many programs have it open; -ENOTTY: it
 * is not a phone; -EINVAL: not a role.
 */
int tphone_open(const char *path, unsigned int role, struct tphone **phone);

/**
 * tphone_open_fd() - use a phone that another process has opened
 * @fd: descriptor of a phone, received over a socket, say
 * @phone: receives the phone; close it with tphone_close()
 *
 * On success the descriptor belongs to @phone. The role is what it was. The
 * descriptor becomes close-on-exec, and the handle non-blocking, in every process
 * that has it. No other process may read from it.
 *
 * Return: 0; -EBADF: not a descriptor; -ENOTTY: not a phone; -ENOMEM.
 */
int tphone_open_fd(int fd, struct tphone **phone);

/**
 * tphone_close() - close a phone and free it
 * @phone: the phone, or NULL
 *
 * If another handle of the phone is left, operations go on, else the kernel
 * cancels them. No callback is called after tphone_close() returns, and
 * completions kept for tphone_wait_for() are gone. A program that wants them all
 * calls tphone_detach_keep() and tphone_drain() first.
 *
 * No other thread may be in a function for this phone. Closing in a callback of
 * the phone works: the tphone_dispatch() or tphone_wait() that called it then
 * returns -ESHUTDOWN without touching the phone again.
 */
void tphone_close(struct tphone *phone);

/**
 * tphone_raw_fd() - the descriptor of the device, for ioctls of your own
 * @phone: the phone
 *
 * Do not read from it or poll it; poll tphone_fd() instead.
 *
 * Return: a descriptor that belongs to @phone; -EINVAL.
 */
int tphone_raw_fd(const struct tphone *phone);

/**
 * tphone_set_role() - become monitor or owner
 * @phone: the phone
 * @role: TPHONE_ROLE_MONITOR or TPHONE_ROLE_OWNER
 *
 * tphone_take_role() with the name by which the program was called, without its
 * folders, as tphone_open() does it.
 *
 * Return: 0; -EBUSY: another program owns the phone; -EBADF: it was opened
 * without a role, or without permission to write; -EINVAL: not a role to take;
 * -ESHUTDOWN: detached.
 */
int tphone_set_role(struct tphone *phone, unsigned int role);

/**
 * tphone_take_role() - become monitor or owner under a name
 * @phone: the phone
 * @role: TPHONE_ROLE_MONITOR or TPHONE_ROLE_OWNER
 * @name: UTF-8; other programs read it as owner_name in the state of the phone.
 *	NULL: none. A name that is too long is cut off between two code points
 *
 * Return: as tphone_set_role(); -EILSEQ: @name is not UTF-8, or has control
 * characters.
 */
int tphone_take_role(struct tphone *phone, unsigned int role, const char *name);

/**
 * tphone_get_role() - the role of this handle
 * @phone: the phone
 *
 * Return: TPHONE_ROLE_*; -ESHUTDOWN: detached.
 */
int tphone_get_role(struct tphone *phone);

/**
 * tphone_detach() - give up the role, and learn whether it was the last
 * @phone: the phone
 * @grace_ms: longest wait for a driver that does not answer, 0: the default of
 *	the phone
 * @result: receives was_last, nr_outstanding and nr_left_behind; may be NULL
 * @size: size of @result
 *
 * If this was the last handle with a role, all operations of the phone are
 * cancelled, and each completion is still delivered as before. If not, they go
 * on, and their completions are dropped: their callbacks are not called,
 * waiting for them fails with -ESHUTDOWN. In both cases the phone can then only
 * be drained, fetched from and closed.
 *
 * Return: 0; -EPERM: without a role; -ESHUTDOWN: detached already.
 */
int tphone_detach(struct tphone *phone, unsigned int grace_ms,
		  struct tphone_detach *result, size_t size);

/**
 * tphone_detach_keep() - give up the role, and go on receiving completions
 * @phone: the phone
 * @grace_ms: as for tphone_detach()
 * @result: as for tphone_detach()
 * @size: size of @result
 *
 * Like tphone_detach(), but operations that go on because other handles are
 * left still deliver their completions: to their callbacks, and to threads that
 * wait for them. They are not cancelled until the last handle leaves the phone.
 *
 * Return: as tphone_detach().
 */
int tphone_detach_keep(struct tphone *phone, unsigned int grace_ms,
		       struct tphone_detach *result, size_t size);

/**
 * tphone_revoke() - make the handle useless for ever, in all processes
 * @phone: the phone
 *
 * A program that passed the descriptor to another one takes it back in this
 * way. For the phone it is as if the handle were closed; for the handle as if
 * the phone were unplugged, without a TPHONE_RECORD_GONE: threads that wait for
 * an operation get -ENODEV, callbacks of operations are not called any more,
 * and tphone_dispatch() and all other functions give -ENODEV. The handle can
 * still be closed.
 *
 * Root can revoke the handles of others, when another person sits down at the
 * computer say. A program that gets -ENODEV from tphone_dispatch() without a
 * TPHONE_RECORD_GONE before may open the phone again as soon as it is allowed to.
 *
 * Return: 0; -ENOTTY: the kernel is too old.
 */
int tphone_revoke(struct tphone *phone);

/**
 * tphone_drain() - dispatch until no operation is left to complete
 * @phone: the phone
 * @timeout_ms: longest wait in milliseconds, negative: no limit
 *
 * With a detached handle, dispatches until no record can follow. Otherwise
 * until every operation submitted with this library has completed and its
 * callback, if it has one, was called. Callbacks for events are called
 * meanwhile.
 *
 * Return: 0, also if the phone has gone; -ETIMEDOUT: operations are left;
 * -EINTR: a signal came.
 */
int tphone_drain(struct tphone *phone, int timeout_ms);

/*
 * Queries. None of them waits for the phone.
 *
 * @size is the size of the structure that is filled, for programs that were
 * compiled when it was shorter: pass sizeof(). Members that the kernel does not
 * know yet become zero. A size smaller than that of the first version is
 * -EINVAL.
 */

/**
 * tphone_get_info() - what the phone is and can do
 * @phone: the phone
 * @info: receives the answer
 * @size: size of @info
 *
 * Return: 0; -ENODEV.
 */
int tphone_get_info(struct tphone *phone, struct tphone_info *info,
		    size_t size);

/**
 * tphone_get_state() - the state of the phone at one instant
 * @phone: the phone
 * @state: receives the answer
 * @size: size of @state
 * @lamps: receives a lamp mode for each button/lamp pair, or NULL
 * @nr_lamps: elements at @lamps
 *
 * Return: 0; -ESHUTDOWN.
 */
int tphone_get_state(struct tphone *phone, struct tphone_state *state,
		     size_t size, uint32_t *lamps, size_t nr_lamps);

/**
 * tphone_get_lamp() - one lamp
 * @phone: the phone
 * @lamp: number of the button/lamp pair, from 0
 * @answer: receives the answer
 * @size: size of @answer
 *
 * Return: 0; -ECHRNG: no such pair.
 */
int tphone_get_lamp(struct tphone *phone, unsigned int lamp,
		    struct tphone_lamp *answer, size_t size);

/**
 * tphone_get_button() - one button
 * @phone: the phone
 * @button: number of the button/lamp pair, from 0
 * @answer: receives the answer
 * @size: size of @answer
 *
 * Return: 0; -ECHRNG: no such pair.
 */
int tphone_get_button(struct tphone *phone, unsigned int button,
		      struct tphone_button *answer, size_t size);

/**
 * tphone_get_display() - what the display shows
 * @phone: the phone
 * @text: receives UTF-8, row after row without anything between, terminated;
 *	free() it. tphone_display_row() finds the rows
 * @answer: receives len, rows, columns and seq; may be NULL
 * @size: size of @answer
 *
 * Return: 0; -EOPNOTSUPP: no display; -ENOMEM.
 */
int tphone_get_display(struct tphone *phone, char **text,
		       struct tphone_display *answer, size_t size);

/**
 * tphone_display_row() - find a row in the text of a display
 * @text: from tphone_get_display()
 * @columns: columns of the display
 * @row: row wanted, from 0
 * @length: receives the bytes of the row
 *
 * Makes no system call.
 *
 * Return: where the row begins in @text; NULL if it has not so many rows.
 */
const char *tphone_display_row(const char *text, unsigned int columns,
			       unsigned int row, size_t *length);

/**
 * tphone_get_data() - read an upload area
 * @phone: the phone
 * @area: number of the area, from 0
 * @offset: first byte to read
 * @buf: receives the bytes; may be NULL if @len is 0
 * @len: bytes wanted
 * @answer: receives len (bytes copied), area_size, area_used and seq
 * @size: size of @answer
 *
 * Return: 0; -EBADSLT: no such area; -ERANGE: @offset is beyond the area.
 */
int tphone_get_data(struct tphone *phone, unsigned int area, uint32_t offset,
		    void *buf, size_t len, struct tphone_data *answer,
		    size_t size);

/**
 * tphone_get_download_size() - bytes that a download area can hold
 * @phone: the phone
 * @area: number of the area, from 0
 * @bytes: receives the number
 *
 * Return: 0; -EBADSLT: no such area.
 */
int tphone_get_download_size(struct tphone *phone, unsigned int area,
			     uint32_t *bytes);

/*
 * Building requests
 *
 * These fill a request. They make no system call and check nothing: the kernel
 * knows the phone, and answers when the request is submitted. user_data and
 * timeout_ms become 0; set them afterwards if wanted. A payload stays where it
 * is and must be there until the request is submitted.
 */

/**
 * tphone_request_set_lamp() - switch a lamp
 * @request: filled
 * @lamp: number of the button/lamp pair, from 0
 * @mode: one TPHONE_LAMPMODE_* out of those that tphone_get_lamp() gives
 */
void tphone_request_set_lamp(struct tphone_request *request, unsigned int lamp,
			     unsigned int mode);

/**
 * tphone_request_set_ring() - ring, or stop ringing
 * @request: filled
 * @mode: ring mode, 1 to nr_ring_modes; 0: silence
 * @volume: 0 to TPHONE_VOLUME_MAX
 */
void tphone_request_set_ring(struct tphone_request *request, unsigned int mode,
			     unsigned int volume);

/**
 * tphone_request_set_hook() - take hook switch devices off hook, or put them on
 * @request: filled
 * @devices: mask of TPHONE_HOOK_*
 * @mode: one TPHONE_HOOKMODE_*
 */
void tphone_request_set_hook(struct tphone_request *request,
			     unsigned int devices, unsigned int mode);

/**
 * tphone_request_set_volume() - set the volume of a speaker
 * @request: filled
 * @device: one TPHONE_HOOK_*
 * @volume: 0 to TPHONE_VOLUME_MAX. The phone may round; value[0] of the
 *	completion says to what
 */
void tphone_request_set_volume(struct tphone_request *request,
			       unsigned int device, unsigned int volume);

/**
 * tphone_request_set_gain() - set the gain of a microphone
 * @request: filled
 * @device: one TPHONE_HOOK_*
 * @gain: 0 to TPHONE_VOLUME_MAX; rounded as the volume is
 */
void tphone_request_set_gain(struct tphone_request *request,
			     unsigned int device, unsigned int gain);

/**
 * tphone_request_set_display() - write on the display
 * @request: filled
 * @row: row to begin in, from 0
 * @column: column to begin at, from 0
 * @text: UTF-8, terminated; NULL is an empty text
 */
void tphone_request_set_display(struct tphone_request *request,
				unsigned int row, unsigned int column,
				const char *text);

/**
 * tphone_request_set_button() - say what a button is for
 * @request: filled
 * @button: number of the button/lamp pair, from 0
 * @mode: one TPHONE_BUTTONMODE_* but DUMMY
 * @function: TPHONE_FUNCTION_*, or a number of the maker's own
 * @text: label, UTF-8 of less than TPHONE_TEXT_SIZE bytes; NULL is an empty one
 */
void tphone_request_set_button(struct tphone_request *request,
			       unsigned int button, unsigned int mode,
			       unsigned int function, const char *text);

/**
 * tphone_request_set_data() - write to a download area
 * @request: filled
 * @area: number of the area, from 0
 * @offset: where in the area to begin
 * @data: bytes to write
 * @len: how many; at most max_payload of the phone
 */
void tphone_request_set_data(struct tphone_request *request, unsigned int area,
			     uint32_t offset, const void *data, size_t len);

/**
 * tphone_request_devspecific() - do what only this phone understands
 * @request: filled
 * @in: input
 * @in_len: bytes of it; at most max_payload of the phone
 * @out_size: most bytes of output wanted; get them with tphone_fetch()
 */
void tphone_request_devspecific(struct tphone_request *request, const void *in,
				size_t in_len, size_t out_size);

/**
 * tphone_request_field_name() - name of the member of a request at an offset
 * @offset: error_offset of struct tphone_submit, from tphone_error_offset() or
 *	tphone_batch_error()
 *
 * Return: "target", say; NULL: no member begins there, or it is 0, which stands
 * for none. The string is constant.
 */
const char *tphone_request_field_name(unsigned int offset);

/*
 * Operations, asynchronously
 */

/**
 * typedef tphone_completion_fn - called when an operation has ended
 * @phone: the phone
 * @completion: its record, valid during the call; status is 0 or a negative
 *	errno
 * @data: as given to tphone_submit()
 *
 * Called by the thread that dispatches, without a lock.
 */
typedef void (*tphone_completion_fn)(struct tphone *phone,
				     const struct tphone_record *completion,
				     void *data);

/**
 * tphone_submit() - queue one operation
 * @phone: the phone, as owner; for a device-specific operation also as monitor
 *	with permission to write
 * @request: what to do; not needed any more when the call returns. user_data is
 *	the caller's: it returns in the completion, and
 *	tphone_cancel_user_data() goes by it
 * @callback: called from tphone_dispatch() when the operation ended, exactly
 *	once if this returns 0 (but see tphone_close() and tphone_detach());
 *	or NULL
 * @data: passed to @callback
 * @id: receives the id of the operation; or NULL. Written before @callback can
 *	be called
 *
 * Without a callback, the completion is kept until tphone_wait_for() takes it
 * if there is an @id, and dropped if there is none.
 *
 * Return: 0: accepted; -EAGAIN: too many operations are outstanding;
 * -EOPNOTSUPP, -ECHRNG, -ENXIO, -EBADSLT, -EDOM, -ERANGE, -EMSGSIZE, -EILSEQ,
 * -EINVAL: the phone cannot do that, tphone_error_offset() says which member
 * of the request is wrong; -ENOTCONN, -EHOSTDOWN: not now; -EPERM: not in this
 * role; -ESHUTDOWN: detached; -ENOMEM.
 */
int tphone_submit(struct tphone *phone, const struct tphone_request *request,
		  tphone_completion_fn callback, void *data, uint64_t *id);

/**
 * tphone_error_offset() - which member of the last refused request is wrong
 * @phone: the phone
 *
 * Describes the last submission to @phone by any function and thread, batches
 * included.
 *
 * Return: offset in struct tphone_request, for tphone_request_field_name(); 0:
 * none, it was accepted or refused for another reason.
 */
unsigned int tphone_error_offset(struct tphone *phone);

/**
 * tphone_wait_for() - wait for one operation that has no callback
 * @phone: the phone
 * @id: from tphone_submit() without a callback
 * @timeout_ms: longest wait in milliseconds, 0: none, negative: no limit
 * @completion: receives the record; may be NULL
 *
 * Calls no callbacks: tphone_dispatch() calls those of other records later.
 * Signals do not end it. Of several threads that wait for the same operation
 * one gets the completion.
 *
 * Return: 0: @completion says how the operation ended; -ETIMEDOUT: it has not
 * yet, and goes on, and can be waited for again; -ENOENT: no such operation, or
 * its completion was taken; -ESHUTDOWN: it will never be known, see
 * tphone_detach().
 */
int tphone_wait_for(struct tphone *phone, uint64_t id, int timeout_ms,
		    struct tphone_record *completion);

/**
 * tphone_cancel() - cancel one operation
 * @phone: the phone
 * @id: from tphone_submit()
 *
 * Its completion follows in any case, mostly with -ECANCELED.
 *
 * Return: number of operations that the driver was asked to end; -ENOENT: none
 * is outstanding with that id.
 */
int tphone_cancel(struct tphone *phone, uint64_t id);

/**
 * tphone_cancel_user_data() - cancel all operations with this user_data
 * @phone: the phone
 * @user_data: as in the requests
 *
 * Return: as tphone_cancel().
 */
int tphone_cancel_user_data(struct tphone *phone, uint64_t user_data);

/**
 * tphone_cancel_all() - cancel all operations of this handle
 * @phone: the phone
 *
 * Return: number of operations that the driver was asked to end, 0 if there was
 * none.
 */
int tphone_cancel_all(struct tphone *phone);

/**
 * tphone_fetch() - get the output of an operation that ended
 * @phone: the phone
 * @id: id in its completion
 * @buf: receives the output, which the kernel then forgets; NULL: just forget
 * @size: bytes at @buf
 * @len: receives the bytes of output, also with -EMSGSIZE; may be NULL
 *
 * The len of the completion says whether there is some. The kernel may drop it
 * when it needs the room for further operations, so get it early.
 *
 * Return: 0; -EMSGSIZE: @buf is too small, nothing is forgotten; -ENODATA:
 * there is none, or not any more; -EINPROGRESS: the operation has not ended;
 * -ENOENT: no such operation.
 */
int tphone_fetch(struct tphone *phone, uint64_t id, void *buf, size_t size,
		 size_t *len);

/*
 * Several operations at once
 */

/* Requests that are submitted together. */
struct tphone_batch;

/**
 * tphone_batch_new() - make an empty batch
 * @batch: receives the batch; free it with tphone_batch_free()
 *
 * Return: 0; -ENOMEM, -EINVAL.
 */
int tphone_batch_new(struct tphone_batch **batch);

/**
 * tphone_batch_free() - free a batch; what was submitted goes on
 * @batch: the batch, or NULL
 */
void tphone_batch_free(struct tphone_batch *batch);

/**
 * tphone_batch_clear() - make a batch empty, to be filled again
 * @batch: the batch, or NULL
 */
void tphone_batch_clear(struct tphone_batch *batch);

/**
 * tphone_batch_count() - how many requests are in a batch
 * @batch: the batch; NULL has none
 */
size_t tphone_batch_count(const struct tphone_batch *batch);

/**
 * tphone_batch_add() - append a request to a batch
 * @batch: the batch
 * @request: copied; its payload stays where it is until the batch is submitted
 * @callback: as for tphone_submit()
 * @data: as for tphone_submit()
 *
 * Return: 0; -ENOMEM, -EINVAL.
 */
int tphone_batch_add(struct tphone_batch *batch,
		     const struct tphone_request *request,
		     tphone_completion_fn callback, void *data);

/**
 * tphone_batch_submit() - queue the operations of a batch, in order
 * @phone: the phone, as owner
 * @batch: the batch; it stays as it is and may be submitted again
 * @flags: 0, or TPHONE_SUBMIT_ALL_OR_NONE
 * @accepted: receives how many were accepted, from the first on; may be NULL
 * @ids: receives the id of each that was accepted; or NULL. As for
 *	tphone_submit(), it decides what becomes of completions without a
 *	callback
 *
 * A batch longer than max_batch of the phone takes several calls of the kernel.
 *
 * Return: 0: all were accepted; else the error of the first that was not, while
 * those before it were: tphone_batch_error() says more. -E2BIG:
 * TPHONE_SUBMIT_ALL_OR_NONE and longer than max_batch; -EINVAL: empty.
 */
int tphone_batch_submit(struct tphone *phone, struct tphone_batch *batch,
			unsigned int flags, size_t *accepted, uint64_t *ids);

/**
 * tphone_batch_error() - what was wrong when a batch was submitted last
 * @batch: the batch
 * @index: receives which request was refused first, from 0; may be NULL
 * @offset: receives the offset of the wrong member in struct tphone_request,
 *	for tphone_request_field_name(), 0 if none; may be NULL
 *
 * Return: the error of that request; 0 if all were accepted, then nothing is
 * written.
 */
int tphone_batch_error(const struct tphone_batch *batch, size_t *index,
		       unsigned int *offset);

/*
 * Operations, synchronously
 *
 * These submit and wait. timeout_ms is the deadline that the kernel enforces,
 * in milliseconds; negative: none, 0: counts as 1. When it has passed, the
 * result is -ETIMEDOUT, and the operation is over. These functions call no
 * callbacks: tphone_dispatch() calls those of other records later. Signals do
 * not end the wait.
 *
 * The result is the status of the operation: 0, the error with which
 * tphone_submit() refused it, or the one with which it ended: -ETIMEDOUT;
 * -ECANCELED: by tphone_cancel() in any thread; -ENODEV; -EIO, or another that
 * the driver gives. -ESHUTDOWN: the handle was detached meanwhile.
 */

/**
 * tphone_execute() - do one operation and wait until it ended
 * @phone: the phone, as owner
 * @request: what to do
 * @timeout_ms: deadline; negative: the timeout_ms of @request stands
 * @completion: receives the record, with the volume that the phone has rounded
 *	to, say; may be NULL. Zero if the operation was refused
 *
 * Return: the status of the operation, see above.
 */
int tphone_execute(struct tphone *phone, const struct tphone_request *request,
		   int timeout_ms, struct tphone_record *completion);

/** tphone_set_lamp() - tphone_execute() of tphone_request_set_lamp() */
int tphone_set_lamp(struct tphone *phone, unsigned int lamp, unsigned int mode,
		    int timeout_ms);
/** tphone_set_ring() - tphone_execute() of tphone_request_set_ring() */
int tphone_set_ring(struct tphone *phone, unsigned int mode,
		    unsigned int volume, int timeout_ms);
/** tphone_set_hook() - tphone_execute() of tphone_request_set_hook() */
int tphone_set_hook(struct tphone *phone, unsigned int devices,
		    unsigned int mode, int timeout_ms);
/** tphone_set_volume() - tphone_execute() of tphone_request_set_volume() */
int tphone_set_volume(struct tphone *phone, unsigned int device,
		      unsigned int volume, int timeout_ms);
/** tphone_set_gain() - tphone_execute() of tphone_request_set_gain() */
int tphone_set_gain(struct tphone *phone, unsigned int device,
		    unsigned int gain, int timeout_ms);
/** tphone_set_display() - tphone_execute() of tphone_request_set_display() */
int tphone_set_display(struct tphone *phone, unsigned int row,
		       unsigned int column, const char *text, int timeout_ms);
/** tphone_set_button() - tphone_execute() of tphone_request_set_button() */
int tphone_set_button(struct tphone *phone, unsigned int button,
		      unsigned int mode, unsigned int function,
		      const char *text, int timeout_ms);

/**
 * tphone_set_data() - write to a download area, however much
 * @phone: the phone, as owner
 * @area: number of the area, from 0
 * @offset: where in the area to begin
 * @data: bytes to write
 * @len: how many; in pieces of max_payload, one after the other
 * @timeout_ms: deadline for the whole
 *
 * Return: the status of the last piece, see above. When it fails, the pieces
 * before it have been written.
 */
int tphone_set_data(struct tphone *phone, unsigned int area, uint32_t offset,
		    const void *data, size_t len, int timeout_ms);

/**
 * tphone_devspecific() - do what only this phone understands
 * @phone: the phone, as owner, or as monitor with permission to write
 * @in: input
 * @in_len: bytes of it
 * @out: receives the output; may be NULL if @out_size is 0
 * @out_size: bytes at @out, and most output that the phone is asked for
 * @out_len: receives the bytes of output; may be NULL
 * @timeout_ms: deadline
 *
 * Return: the status of the operation, see above.
 */
int tphone_devspecific(struct tphone *phone, const void *in, size_t in_len,
		       void *out, size_t out_size, size_t *out_len,
		       int timeout_ms);

/*
 * Events
 */

/**
 * typedef tphone_event_fn - called for each event of the phone
 * @phone: the phone
 * @record: of type TPHONE_RECORD_EVENT; TPHONE_RECORD_LOST: value[0] events
 *	were lost here, ask for the state; TPHONE_RECORD_GONE: the phone is
 *	gone, the last record. A handle from tphone_open_fd() also receives
 *	TPHONE_RECORD_COMPLETION of operations that another process submitted.
 *	Valid during the call. An event with an unknown code is to be ignored,
 *	one with an unknown cause was not caused by the program. With
 *	TPHONE_CAUSE_HOST, id is that of the operation, as tphone_submit() has
 *	returned it
 * @data: as given to tphone_set_event_callback()
 *
 * Called by the thread that dispatches, without a lock.
 */
typedef void (*tphone_event_fn)(struct tphone *phone,
				const struct tphone_record *record, void *data);

/**
 * tphone_set_event_callback() - set the callback for events
 * @phone: the phone
 * @callback: called from tphone_dispatch(); NULL: none
 * @data: passed to @callback
 *
 * Set it before anything waits: events that arrive while there is no callback
 * are dropped. One that arrived before the change goes to the new callback. A
 * call of the old one by another thread may still be under way.
 *
 * Return: 0; -EINVAL.
 */
int tphone_set_event_callback(struct tphone *phone, tphone_event_fn callback,
			      void *data);

/**
 * tphone_set_event_mask() - say which events to receive
 * @phone: the phone, with or without a role
 * @events: bits TPHONE_EVENT_BIT(); after opening, TPHONE_EVENTS_DEFAULT. Events
 *	that the kernel does not have, or not for this phone, are left out;
 *	tphone_get_info() says which it has
 *
 * To receive no event that was not asked for, open without a role, by
 * tphone_open() with TPHONE_ROLE_NONE or by tphone_open_fd(), set the mask,
 * and then call tphone_set_role(). Events that the library holds already are
 * still delivered.
 *
 * Return: 0; -EINVAL; -ESHUTDOWN.
 */
int tphone_set_event_mask(struct tphone *phone, uint64_t events);

/*
 * Dispatching
 *
 * All callbacks of a phone are called here, in the order of the records, by one
 * thread at a time.
 */

/**
 * tphone_fd() - descriptor to poll
 * @phone: the phone
 *
 * It is readable (POLLIN) when tphone_dispatch() has something to do, and stays
 * so after tphone_dispatch() has returned an error: stop polling it then. It is
 * not the descriptor of the device, see tphone_raw_fd(). Without a role it is
 * never readable.
 *
 * Return: a descriptor that belongs to @phone; -EINVAL.
 */
int tphone_fd(const struct tphone *phone);

/**
 * tphone_dispatch() - call the callbacks for what has arrived
 * @phone: the phone
 *
 * Never blocks, and handles a limited number of records: while there are more,
 * tphone_fd() stays readable. If another thread is just dispatching, it does
 * nothing. In a callback it works, and calls further callbacks.
 *
 * At most 1024 events are held for a program that waits but does not dispatch;
 * those beyond that are replaced by a record of type TPHONE_RECORD_LOST.
 * Completions are never lost.
 *
 * Return: number of records handled, may be 0; -ENODEV: the phone is gone and
 * everything was delivered; -ESHUTDOWN: the same of a detached handle, or a
 * callback has closed the phone; -EPERM: without a role there is nothing to
 * dispatch.
 */
int tphone_dispatch(struct tphone *phone);

/**
 * tphone_wait() - wait until something arrives, then dispatch
 * @phone: the phone
 * @timeout_ms: longest wait in milliseconds, 0: none, negative: no limit
 *
 * Return: as tphone_dispatch(), so -EPERM at once without a role; 0: nothing
 * arrived in time, or it was not for a callback; -EINTR: a signal came.
 */
int tphone_wait(struct tphone *phone, int timeout_ms);

#ifdef __cplusplus
}
#endif

#endif /* _TPHONE_H */
