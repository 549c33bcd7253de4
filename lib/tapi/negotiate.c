// SPDX-License-Identifier: LGPL-2.1-or-later
#include "device_call.h"
#include "provider.h"
#include "session.h"
#include "store.h"
#include "visible.h"

/* The versions that the program, we and the provider have in common. */
static LONG negotiate(struct tapi_device_call *call, DWORD low, DWORD high,
		      DWORD *version)
{
	LONG ret;

	if (low < TAPI_OLDEST)
		low = TAPI_OLDEST;
	if (high > TAPI_NEWEST)
		high = TAPI_NEWEST;
	if (low > high)
		return PHONEERR_INCOMPATIBLEAPIVERSION;
	ret = tapi_provider_call(call->provider, phoneNegotiateTSPIVersion,
				 call->device->id, low, high, version);
	if (!ret && (*version < low || *version > high))
		ret = PHONEERR_OPERATIONFAILED;
	return ret;
}

/* Zeros: none, also of a provider that has never heard of them. */
static LONG get_extension(struct tapi_device_call *call, DWORD version,
			  PHONEEXTENSIONID *extension)
{
	if (!call->provider->functions.phoneGetExtensionID)
		return 0;
	return tapi_provider_call(call->provider, phoneGetExtensionID,
				  call->device->id, version, extension);
}

static LONG agree(struct tapi_device_call *call, DWORD version)
{
	bool agreed;

	tapi_lock();
	agreed = tapi_session_agree(call->session, call->device->id, version);
	tapi_unlock();
	return agreed ? 0 : PHONEERR_NOMEM;
}

TPHONE_API LONG phoneNegotiateAPIVersion(HPHONEAPP hPhoneApp, DWORD dwDeviceID,
					 DWORD dwAPILowVersion,
					 DWORD dwAPIHighVersion,
					 LPDWORD lpdwAPIVersion,
					 LPPHONEEXTENSIONID lpExtensionID)
{
	PHONEEXTENSIONID extension = { 0 };
	struct tapi_device_call call;
	DWORD version = 0;
	LONG ret = 0;

	if (!lpdwAPIVersion || !lpExtensionID)
		ret = PHONEERR_INVALPOINTER;
	ret = tapi_device_call_begin(&call, hPhoneApp, dwDeviceID, ret);
	if (ret)
		return ret;
	ret = negotiate(&call, dwAPILowVersion, dwAPIHighVersion, &version);
	if (!ret)
		ret = get_extension(&call, version, &extension);
	if (!ret)
		ret = agree(&call, version);
	tapi_device_call_end(&call);
	if (ret)
		return tapi_listed(TAPI_LIST_phoneNegotiateAPIVersion, ret);
	tapi_store(lpdwAPIVersion, version);
	memcpy((void *)lpExtensionID, &extension, sizeof(extension));
	return 0;
}

static LONG negotiate_extensions(struct tapi_device_call *call,
				 DWORD api_version, DWORD low, DWORD high,
				 DWORD *version)
{
	LONG ret = tapi_device_call_check_version(call, api_version);

	if (ret)
		return ret;
	if (low > high)
		return PHONEERR_INCOMPATIBLEEXTVERSION;
	ret = tapi_provider_call(call->provider, phoneNegotiateExtVersion,
				 call->device->id, api_version, low, high,
				 version);
	if (!ret && (*version < low || *version > high))
		ret = PHONEERR_OPERATIONFAILED;
	return ret;
}

TPHONE_API LONG phoneNegotiateExtVersion(HPHONEAPP hPhoneApp, DWORD dwDeviceID,
					 DWORD dwAPIVersion,
					 DWORD dwExtLowVersion,
					 DWORD dwExtHighVersion,
					 LPDWORD lpdwExtVersion)
{
	struct tapi_device_call call;
	DWORD version = 0;
	LONG ret;

	ret = tapi_device_call_begin(&call, hPhoneApp, dwDeviceID,
				     lpdwExtVersion ? 0 :
						      PHONEERR_INVALPOINTER);
	if (ret)
		return ret;
	ret = negotiate_extensions(&call, dwAPIVersion, dwExtLowVersion,
				   dwExtHighVersion, &version);
	tapi_device_call_end(&call);
	if (ret)
		return tapi_listed(TAPI_LIST_phoneNegotiateExtVersion, ret);
	tapi_store(lpdwExtVersion, version);
	return 0;
}
