// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Options of the sanitizers, in the programs that have them: a report fails the case,
 * and a process may fork while other threads run.
 */
const char *__asan_default_options(void);
const char *__tsan_default_options(void);
const char *__ubsan_default_options(void);

const char *__asan_default_options(void)
{
	return "detect_leaks=1:allocator_may_return_null=1:exitcode=99";
}

const char *__tsan_default_options(void)
{
	return "exitcode=66:die_after_fork=0:atexit_sleep_ms=50";
}

const char *__ubsan_default_options(void)
{
	return "print_stacktrace=1";
}
