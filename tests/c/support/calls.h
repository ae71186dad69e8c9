/* What the generated calls with nothing expect of every function. */

#ifndef DEFRAY_TEST_CALLS_H
#define DEFRAY_TEST_CALLS_H

#include "defray.h"

void call_all_with_nothing(const defray_engine *engine, const defray_snapshot *snapshot);

/* It must have failed, and said why. */
void failed(const char *function, defray_status status, defray_error **error);
/* The same without an error to say why. */
void failed_silently(const char *function, defray_status status);
/* It may do what it likes, as long as status and error agree. */
void survived(const char *function, defray_status status, defray_error **error);

#endif
