/* What the tests have in common: an expectation that is not met ends the test with its place. */

#ifndef DEFRAY_TEST_EXPECT_H
#define DEFRAY_TEST_EXPECT_H

#include <stdio.h>
#include <stdlib.h>

#define expect(what)                                                                                                   \
    do {                                                                                                               \
        if (!(what)) {                                                                                                 \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #what);                                         \
            exit(1);                                                                                                   \
        }                                                                                                              \
    } while (0)

#endif
