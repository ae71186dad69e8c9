// Written by `make bindings`. Do not edit.

package defray

// #include "defray.h"
import "C"

// The numbers of Provider are those of C.
var (
	_ = [1]struct{}{}[ProviderAliCloud-C.DEFRAY_PROVIDER_ALI_CLOUD]
	_ = [1]struct{}{}[ProviderAWS-C.DEFRAY_PROVIDER_AWS]
	_ = [1]struct{}{}[ProviderHuaweiCloud-C.DEFRAY_PROVIDER_HUAWEI_CLOUD]
)
