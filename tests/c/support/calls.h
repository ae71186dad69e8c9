/* Expectations of the generated calls to every function. */

#ifndef DEFRAY_TEST_CALLS_H
#define DEFRAY_TEST_CALLS_H

#include "defray.h"

void call_all_with_nothing(const defray_engine *engine, const defray_snapshot *snapshot);

/* The call must have failed with an error. */
void failed(const char *function, defray_status status, defray_error **error);
/* The same for a call without the argument for the error. */
void failed_silently(const char *function, defray_status status);
/* The call may succeed or fail, but status and error must agree. */
void survived(const char *function, defray_status status, defray_error **error);

#endif
