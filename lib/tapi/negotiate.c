// SPDX-License-Identifier: LGPL-2.1-or-later
/* phoneNegotiateAPIVersion() and phoneNegotiateExtVersion(). */
#include "../common/macros.h"
#include "api_version.h"
#include "broker.h"
#include "provider.h"
#include "session.h"

#include <stddef.h>

static const DWORD versions[] = {
	TAPI_VERSION_2_2, TAPI_VERSION_2_1, TAPI_VERSION_2_0,
	TAPI_VERSION_1_4, TAPI_VERSION_1_3,
};

DWORD tapi_version_highest(DWORD low, DWORD high)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(versions); i++) {
		if (versions[i] >= low && versions[i] <= high)
			return versions[i];
	}
	return 0;
}

bool tapi_version_exists(DWORD version)
{
	return tapi_version_highest(version, version);
}

DWORD tapi_version_states(DWORD version)
{
	const DWORD since_1_4 = PHONESTATE_CAPSCHANGE | PHONESTATE_REMOVED;

	return version >= TAPI_VERSION_1_4 ? ~(DWORD)0 : ~since_1_4;
}

bool tapi_version_has_message(DWORD version, DWORD message)
{
	if (message == PHONE_REMOVE)
		return version >= TAPI_VERSION_2_0;
	if (message == PHONE_CREATE)
		return version >= TAPI_VERSION_1_4;
	return true;
}

DWORD tapi_caps_fixed(DWORD version)
{
	if (version >= TAPI_VERSION_2_2)
		return PHONECAPS_SIZE_2_2;
	if (version >= TAPI_VERSION_2_0)
		return PHONECAPS_SIZE_2_0;
	return offsetof(PHONECAPS, dwDeviceClassesSize);
}

DWORD tapi_status_fixed(DWORD version)
{
	return version >= TAPI_VERSION_2_0 ? sizeof(PHONESTATUS) :
					offsetof(PHONESTATUS, dwPhoneFeatures);
}

DWORD tapi_button_info_fixed(DWORD version)
{
	return version >= TAPI_VERSION_1_4 ?
		       sizeof(PHONEBUTTONINFO) :
		       offsetof(PHONEBUTTONINFO, dwButtonState);
}

static LONG ask_provider(struct tapi_device_call *call, DWORD low, DWORD high,
			 DWORD *version)
{
	LONG ret;

	ret = tapi_provider_call(call->provider, phoneNegotiateTSPIVersion,
				 call->device->id, low, high, version);
	if (!ret && (*version < low || *version > high))
		ret = PHONEERR_OPERATIONFAILED;
	return ret;
}

/* A program of 2.x uses the version that the provider chooses. */
static LONG negotiate_new(struct tapi_device_call *call, DWORD low, DWORD high,
			  struct tapi_agreement *agreement)
{
	LONG ret;

	if (low < TAPI_OLDEST)
		low = TAPI_OLDEST;
	high = tapi_version_highest(low, high);
	if (!high)
		return PHONEERR_INCOMPATIBLEAPIVERSION;
	ret = ask_provider(call, low, high, &agreement->tspi);
	agreement->api = agreement->tspi;
	return ret;
}

/* TAPI translates for a program of 1.x, so the provider may have any version. */
static LONG negotiate_old(struct tapi_device_call *call, DWORD low, DWORD high,
			  struct tapi_agreement *agreement)
{
	agreement->api = 0;
	if (high >= TAPI_OLDEST)
		high = TAPI_OLDEST - 1;
	agreement->old_api = tapi_version_highest(low, high);
	if (!agreement->old_api)
		return PHONEERR_INCOMPATIBLEAPIVERSION;
	return ask_provider(call, TAPI_OLDEST, TAPI_NEWEST, &agreement->tspi);
}

/* Finds the highest version that the program, TAPI and the provider have. */
static LONG negotiate(struct tapi_device_call *call, DWORD low, DWORD high,
		      struct tapi_agreement *agreement)
{
	LONG ret;

	if (low > high)
		return PHONEERR_INCOMPATIBLEAPIVERSION;
	ret = negotiate_new(call, low, high, agreement);
	if (ret == PHONEERR_INCOMPATIBLEAPIVERSION)
		ret = negotiate_old(call, low, high, agreement);
	return ret;
}

/* Leaves zeros, which mean no extension, if the provider lacks the function. */
static LONG get_extension(struct tapi_device_call *call, DWORD version,
			  PHONEEXTENSIONID *extension)
{
	if (!call->provider->functions.phoneGetExtensionID)
		return 0;
	return tapi_provider_call(call->provider, phoneGetExtensionID,
				  call->device->id, version, extension);
}

static LONG agree(struct tapi_device_call *call,
		  const struct tapi_agreement *agreement)
{
	bool agreed;

	tapi_lock();
	agreed = tapi_session_agree(call->session, call->device->id,
				    agreement);
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
	struct tapi_agreement agreement = { 0 };
	struct tapi_device_call call;
	LONG ret = 0;

	if (!lpdwAPIVersion || !lpExtensionID)
		ret = PHONEERR_INVALPOINTER;
	ret = tapi_device_call_begin(&call, hPhoneApp, dwDeviceID, ret);
	if (ret)
		return ret;
	ret = negotiate(&call, dwAPILowVersion, dwAPIHighVersion, &agreement);
	if (!ret)
		ret = get_extension(&call, agreement.tspi, &extension);
	if (!ret)
		ret = agree(&call, &agreement);
	tapi_device_call_end(&call);
	if (ret)
		return tapi_listed(TAPI_LIST_phoneNegotiateAPIVersion, ret);
	tapi_store(lpdwAPIVersion, agreement.api ? agreement.api :
						   agreement.old_api);
	memcpy((void *)lpExtensionID, &extension, sizeof(extension));
	return 0;
}

static LONG negotiate_extensions(struct tapi_device_call *call,
				 DWORD api_version, DWORD low, DWORD high,
				 DWORD *version)
{
	DWORD tspi_version;
	LONG ret = tapi_device_call_check_version(call, api_version,
						  &tspi_version);

	if (ret)
		return ret;
	/* A provider without the function has no extensions. */
	if (low > high || !call->provider->functions.phoneNegotiateExtVersion)
		return PHONEERR_INCOMPATIBLEEXTVERSION;
	ret = tapi_provider_call(call->provider, phoneNegotiateExtVersion,
				 call->device->id, tspi_version, low, high,
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
