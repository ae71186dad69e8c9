/* Prints the layout of every structure as Rust has it, or as this compiler has it: a line for each structure with its
   name, its size, its alignment and the offset of each field. */

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "defray.h"

/* Only in a library built with the feature `testing`. */
const char *defray_testing_layout(void);

#define ALIGNMENT(type) offsetof(struct { char one; type two; }, two)
#define OFFSET(type, field) printf(" %zu", offsetof(type, field));
#define STRUCTURE(type, ...) \
    printf("%s %zu %zu", #type, sizeof(type), ALIGNMENT(type)); \
    FOR_EACH(OFFSET, type, __VA_ARGS__) \
    printf("\n");

/* FOR_EACH(do, type, a, b) is do(type, a) do(type, b): for 1 to 32 fields. */
#define FOR_EACH(do, type, ...) CHOOSE(__VA_ARGS__, EACH_32, EACH_31, EACH_30, EACH_29, EACH_28, EACH_27, EACH_26, EACH_25, EACH_24, EACH_23, EACH_22, EACH_21, \
    EACH_20, EACH_19, EACH_18, EACH_17, EACH_16, EACH_15, EACH_14, EACH_13, EACH_12, EACH_11, EACH_10, EACH_9, \
    EACH_8, EACH_7, EACH_6, EACH_5, EACH_4, EACH_3, EACH_2, EACH_1, 0)(do, type, __VA_ARGS__)
#define CHOOSE(_1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13, _14, _15, _16, _17, _18, _19, _20, _21, _22, _23, \
    _24, _25, _26, _27, _28, _29, _30, _31, _32, chosen, ...) chosen
#define EACH_1(do, type, field) do(type, field)
#define EACH_2(do, type, field, ...) do(type, field) EACH_1(do, type, __VA_ARGS__)
#define EACH_3(do, type, field, ...) do(type, field) EACH_2(do, type, __VA_ARGS__)
#define EACH_4(do, type, field, ...) do(type, field) EACH_3(do, type, __VA_ARGS__)
#define EACH_5(do, type, field, ...) do(type, field) EACH_4(do, type, __VA_ARGS__)
#define EACH_6(do, type, field, ...) do(type, field) EACH_5(do, type, __VA_ARGS__)
#define EACH_7(do, type, field, ...) do(type, field) EACH_6(do, type, __VA_ARGS__)
#define EACH_8(do, type, field, ...) do(type, field) EACH_7(do, type, __VA_ARGS__)
#define EACH_9(do, type, field, ...) do(type, field) EACH_8(do, type, __VA_ARGS__)
#define EACH_10(do, type, field, ...) do(type, field) EACH_9(do, type, __VA_ARGS__)
#define EACH_11(do, type, field, ...) do(type, field) EACH_10(do, type, __VA_ARGS__)
#define EACH_12(do, type, field, ...) do(type, field) EACH_11(do, type, __VA_ARGS__)
#define EACH_13(do, type, field, ...) do(type, field) EACH_12(do, type, __VA_ARGS__)
#define EACH_14(do, type, field, ...) do(type, field) EACH_13(do, type, __VA_ARGS__)
#define EACH_15(do, type, field, ...) do(type, field) EACH_14(do, type, __VA_ARGS__)
#define EACH_16(do, type, field, ...) do(type, field) EACH_15(do, type, __VA_ARGS__)
#define EACH_17(do, type, field, ...) do(type, field) EACH_16(do, type, __VA_ARGS__)
#define EACH_18(do, type, field, ...) do(type, field) EACH_17(do, type, __VA_ARGS__)
#define EACH_19(do, type, field, ...) do(type, field) EACH_18(do, type, __VA_ARGS__)
#define EACH_20(do, type, field, ...) do(type, field) EACH_19(do, type, __VA_ARGS__)
#define EACH_21(do, type, field, ...) do(type, field) EACH_20(do, type, __VA_ARGS__)
#define EACH_22(do, type, field, ...) do(type, field) EACH_21(do, type, __VA_ARGS__)
#define EACH_23(do, type, field, ...) do(type, field) EACH_22(do, type, __VA_ARGS__)
#define EACH_24(do, type, field, ...) do(type, field) EACH_23(do, type, __VA_ARGS__)
#define EACH_25(do, type, field, ...) do(type, field) EACH_24(do, type, __VA_ARGS__)
#define EACH_26(do, type, field, ...) do(type, field) EACH_25(do, type, __VA_ARGS__)
#define EACH_27(do, type, field, ...) do(type, field) EACH_26(do, type, __VA_ARGS__)
#define EACH_28(do, type, field, ...) do(type, field) EACH_27(do, type, __VA_ARGS__)
#define EACH_29(do, type, field, ...) do(type, field) EACH_28(do, type, __VA_ARGS__)
#define EACH_30(do, type, field, ...) do(type, field) EACH_29(do, type, __VA_ARGS__)
#define EACH_31(do, type, field, ...) do(type, field) EACH_30(do, type, __VA_ARGS__)
#define EACH_32(do, type, field, ...) do(type, field) EACH_31(do, type, __VA_ARGS__)

static void print_layout(void)
{
#include "generated/layout.h"
}

int main(int count, char **arguments)
{
    if (count == 2 && strcmp(arguments[1], "rust") == 0) {
        fputs(defray_testing_layout(), stdout);
        return 0;
    }
    print_layout();
    return 0;
}
