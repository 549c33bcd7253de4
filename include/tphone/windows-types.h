/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Names of Windows, for sources that were written there: include this in place of
 * <windows.h>, before <tphone/tapi.h> and <tphone/tspi.h>, which do without it.
 *
 * It defines BOOL, TRUE, FAR and so on, which other headers may use for
 * something else; so it is only for files that want them. Names that a file
 * has defined before stay as they are.
 * Documentation/userspace-api/tphone-porting.rst says what the names become,
 * and what has to be written anew.
 */
#ifndef _TPHONE_WINDOWS_TYPES_H
#define _TPHONE_WINDOWS_TYPES_H

#include <stddef.h>
#include <tphone/tapi.h>

#ifdef __cplusplus
extern "C" {
#endif

/* There is one calling convention, and one size of pointers. */
#ifndef WINAPI
#define WINAPI
#endif
#ifndef CALLBACK
#define CALLBACK
#endif
#ifndef APIENTRY
#define APIENTRY
#endif
#ifndef PASCAL
#define PASCAL
#endif
#ifndef FAR
#define FAR
#endif
#ifndef NEAR
#define NEAR
#endif
#ifndef TSPIAPI
#define TSPIAPI
#endif

#ifndef TRUE
#define TRUE	1
#endif
#ifndef FALSE
#define FALSE	0
#endif

/* ULONG has 32 bits, as on Windows, also where long has 64. */
#ifndef BOOL
typedef int BOOL;
#endif
typedef int INT;
typedef unsigned int UINT;
typedef uint16_t USHORT;
typedef uint32_t ULONG;
typedef uintptr_t ULONG_PTR, UINT_PTR;
typedef char CHAR;
typedef BOOL *LPBOOL;
typedef BYTE *PBYTE, *LPBYTE;
typedef WORD *LPWORD;
typedef LONG *LPLONG;
typedef DWORD *PDWORD;
typedef void *PVOID;
typedef const void *LPCVOID;

/* TCHAR has 16 bits with UNICODE; TEXT() makes a literal of TCHAR. */
#ifdef UNICODE
typedef WCHAR TCHAR;
#else
typedef char TCHAR;
#endif
typedef TCHAR *LPTSTR;
typedef const TCHAR *LPCTSTR;
#ifndef TEXT
#ifdef UNICODE
#define TPHONE_TEXT(literal)	u##literal
#else
#define TPHONE_TEXT(literal)	literal
#endif
#define TEXT(literal)		TPHONE_TEXT(literal)
#endif

/* A source with a DllMain() needs these; the function is never called. */
#ifndef DLL_PROCESS_ATTACH
#define DLL_PROCESS_DETACH	0
#define DLL_PROCESS_ATTACH	1
#define DLL_THREAD_ATTACH	2
#define DLL_THREAD_DETACH	3
#endif

/*
 * Types of the line half of TAPI, which libtphone does not have. The structures
 * have no members: functions that pass on or refuse lines compile, functions
 * that use a member have to be left out.
 */
typedef DWORD HLINE, *LPHLINE;
typedef DWORD HCALL, *LPHCALL;
typedef DWORD HLINEAPP, *LPHLINEAPP;
typedef struct tphone_drvline *HDRVLINE, **LPHDRVLINE;
typedef struct tphone_drvcall *HDRVCALL, **LPHDRVCALL;
typedef struct tphone_drvmspline *HDRVMSPLINE, **LPHDRVMSPLINE;
typedef struct tphone_tapimspline *HTAPIMSPLINE;

#define TPHONE_LINE_STRUCTURE(tag, NAME) \
	typedef struct tag NAME, *LP##NAME

TPHONE_LINE_STRUCTURE(lineaddresscaps, LINEADDRESSCAPS);
TPHONE_LINE_STRUCTURE(lineaddressstatus, LINEADDRESSSTATUS);
TPHONE_LINE_STRUCTURE(lineappinfo, LINEAPPINFO);
TPHONE_LINE_STRUCTURE(linecallinfo, LINECALLINFO);
TPHONE_LINE_STRUCTURE(linecalllist, LINECALLLIST);
TPHONE_LINE_STRUCTURE(linecallparams, LINECALLPARAMS);
TPHONE_LINE_STRUCTURE(linecallstatus, LINECALLSTATUS);
TPHONE_LINE_STRUCTURE(linedevcaps, LINEDEVCAPS);
TPHONE_LINE_STRUCTURE(linedevstatus, LINEDEVSTATUS);
TPHONE_LINE_STRUCTURE(linedialparams, LINEDIALPARAMS);
TPHONE_LINE_STRUCTURE(lineextensionid, LINEEXTENSIONID);
TPHONE_LINE_STRUCTURE(lineforward, LINEFORWARD);
TPHONE_LINE_STRUCTURE(lineforwardlist, LINEFORWARDLIST);
TPHONE_LINE_STRUCTURE(linegeneratetone, LINEGENERATETONE);
TPHONE_LINE_STRUCTURE(lineinitializeexparams, LINEINITIALIZEEXPARAMS);
TPHONE_LINE_STRUCTURE(linemediacontrolcallstate, LINEMEDIACONTROLCALLSTATE);
TPHONE_LINE_STRUCTURE(linemediacontroldigit, LINEMEDIACONTROLDIGIT);
TPHONE_LINE_STRUCTURE(linemediacontrolmedia, LINEMEDIACONTROLMEDIA);
TPHONE_LINE_STRUCTURE(linemediacontroltone, LINEMEDIACONTROLTONE);
TPHONE_LINE_STRUCTURE(linemessage, LINEMESSAGE);
TPHONE_LINE_STRUCTURE(linemonitortone, LINEMONITORTONE);
TPHONE_LINE_STRUCTURE(lineproviderlist, LINEPROVIDERLIST);
TPHONE_LINE_STRUCTURE(linereqmakecall, LINEREQMAKECALL);
TPHONE_LINE_STRUCTURE(linetermcaps, LINETERMCAPS);
TPHONE_LINE_STRUCTURE(linetranslatecaps, LINETRANSLATECAPS);
TPHONE_LINE_STRUCTURE(linetranslateoutput, LINETRANSLATEOUTPUT);

#undef TPHONE_LINE_STRUCTURE

typedef void (*LINECALLBACK)(DWORD hDevice, DWORD dwMessage,
			     DWORD_PTR dwInstance, DWORD_PTR dwParam1,
			     DWORD_PTR dwParam2, DWORD_PTR dwParam3);

#ifdef __cplusplus
}
#endif

#endif /* _TPHONE_WINDOWS_TYPES_H */
