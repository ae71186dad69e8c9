/* An expectation that is not true ends the test and prints its line. */

#ifndef DEFRAY_TEST_EXPECT_H
#define DEFRAY_TEST_EXPECT_H

#include <stdio.h>
#include <stdlib.h>

#define expect(what)                                                                                                   \
    do {                                                                                                               \
        if (!(what)) {                                                                                                 \
            fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #what);                                         \
            exit(1);                                                                                                   \
        }                                                                                                              \
    } while (0)

#endif
