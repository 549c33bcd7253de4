/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Trace events. All fields are numbers, as the macros for string fields differ
 * between kernels.
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM tphone

#if !defined(TPHONE_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define TPHONE_TRACE_H

#include <linux/tracepoint.h>
#include <uapi/linux/tphone.h>

DECLARE_EVENT_CLASS(tphone_handle,
	TP_PROTO(int phone, unsigned int handle),
	TP_ARGS(phone, handle),
	TP_STRUCT__entry(
		__field(int, phone)
		__field(unsigned int, handle)
	),
	TP_fast_assign(
		__entry->phone = phone;
		__entry->handle = handle;
	),
	TP_printk("phone=%d handle=%u", __entry->phone, __entry->handle)
);

DEFINE_EVENT(tphone_handle, tphone_open,
	TP_PROTO(int phone, unsigned int handle),
	TP_ARGS(phone, handle)
);

DEFINE_EVENT(tphone_handle, tphone_close,
	TP_PROTO(int phone, unsigned int handle),
	TP_ARGS(phone, handle)
);

DEFINE_EVENT(tphone_handle, tphone_revoke,
	TP_PROTO(int phone, unsigned int handle),
	TP_ARGS(phone, handle)
);

TRACE_EVENT(tphone_role,
	TP_PROTO(int phone, unsigned int handle, u32 role),
	TP_ARGS(phone, handle, role),
	TP_STRUCT__entry(
		__field(int, phone)
		__field(unsigned int, handle)
		__field(u32, role)
	),
	TP_fast_assign(
		__entry->phone = phone;
		__entry->handle = handle;
		__entry->role = role;
	),
	TP_printk("phone=%d handle=%u role=%u", __entry->phone,
		  __entry->handle, __entry->role)
);

TRACE_EVENT(tphone_submit,
	TP_PROTO(int phone, unsigned int handle, u64 id,
		 const struct tphone_request *request),
	TP_ARGS(phone, handle, id, request),
	TP_STRUCT__entry(
		__field(int, phone)
		__field(unsigned int, handle)
		__field(u16, opcode)
		__field(u64, id)
		__field(u64, user_data)
		__field(u32, target)
		__field(u32, arg0)
		__field(u64, arg1)
		__field(u32, data_len)
		__field(u32, timeout_ms)
	),
	TP_fast_assign(
		__entry->phone = phone;
		__entry->handle = handle;
		__entry->opcode = request->opcode;
		__entry->id = id;
		__entry->user_data = request->user_data;
		__entry->target = request->target;
		__entry->arg0 = request->arg0;
		__entry->arg1 = request->arg1;
		__entry->data_len = request->data_len;
		__entry->timeout_ms = request->timeout_ms;
	),
	TP_printk("phone=%d handle=%u id=%#llx opcode=%u user_data=%#llx target=%u arg0=%u arg1=%llu data_len=%u timeout_ms=%u",
		  __entry->phone, __entry->handle, __entry->id,
		  __entry->opcode, __entry->user_data, __entry->target,
		  __entry->arg0, __entry->arg1, __entry->data_len,
		  __entry->timeout_ms)
);

DECLARE_EVENT_CLASS(tphone_operation,
	TP_PROTO(int phone, unsigned int handle, u64 id),
	TP_ARGS(phone, handle, id),
	TP_STRUCT__entry(
		__field(int, phone)
		__field(unsigned int, handle)
		__field(u64, id)
	),
	TP_fast_assign(
		__entry->phone = phone;
		__entry->handle = handle;
		__entry->id = id;
	),
	TP_printk("phone=%d handle=%u id=%#llx", __entry->phone,
		  __entry->handle, __entry->id)
);

DEFINE_EVENT(tphone_operation, tphone_issue,
	TP_PROTO(int phone, unsigned int handle, u64 id),
	TP_ARGS(phone, handle, id)
);

DEFINE_EVENT(tphone_operation, tphone_cancel,
	TP_PROTO(int phone, unsigned int handle, u64 id),
	TP_ARGS(phone, handle, id)
);

DECLARE_EVENT_CLASS(tphone_record,
	TP_PROTO(int phone, const struct tphone_record *record),
	TP_ARGS(phone, record),
	TP_STRUCT__entry(
		__field(int, phone)
		__field(u16, code)
		__field(u16, cause)
		__field(u64, seq)
		__field(u64, id)
		__field(u64, first)
		__field(u64, second)
	),
	TP_fast_assign(
		__entry->phone = phone;
		__entry->code = record->code;
		__entry->cause = record->cause;
		__entry->seq = record->seq;
		__entry->id = record->id;
		__entry->first = record->value[0];
		__entry->second = record->value[1];
	),
	TP_printk("phone=%d seq=%llu id=%#llx code=%u cause=%u value=%llu,%llu",
		  __entry->phone, __entry->seq, __entry->id, __entry->code,
		  __entry->cause, __entry->first, __entry->second)
);

DEFINE_EVENT(tphone_record, tphone_event,
	TP_PROTO(int phone, const struct tphone_record *record),
	TP_ARGS(phone, record)
);

TRACE_EVENT(tphone_complete,
	TP_PROTO(int phone, unsigned int handle, u64 id,
		 const struct tphone_record *record),
	TP_ARGS(phone, handle, id, record),
	TP_STRUCT__entry(
		__field(int, phone)
		__field(unsigned int, handle)
		__field(u16, opcode)
		__field(u16, flags)
		__field(u64, id)
		__field(u64, seq)
		__field(int, status)
	),
	TP_fast_assign(
		__entry->phone = phone;
		__entry->handle = handle;
		__entry->opcode = record->code;
		__entry->flags = record->flags;
		__entry->id = id;
		__entry->seq = record->seq;
		__entry->status = record->status;
	),
	TP_printk("phone=%d handle=%u id=%#llx seq=%llu opcode=%u status=%d flags=%#x",
		  __entry->phone, __entry->handle, __entry->id, __entry->seq,
		  __entry->opcode, __entry->status, __entry->flags)
);

#endif /* TPHONE_TRACE_H */

/* This part must be outside the guard. */
#undef TRACE_INCLUDE_PATH
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_PATH .
#define TRACE_INCLUDE_FILE trace
#include <trace/define_trace.h>
