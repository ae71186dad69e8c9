/* Prints the layout of every structure: with the argument `rust` that of Rust, otherwise that of this compiler. */

#include <stdio.h>
#include <string.h>

/* Only in a library that was built with the feature `testing`. */
const char *defray_testing_layout(void);
void print_layout(void);

int main(int count, char **arguments)
{
    if (count == 2 && strcmp(arguments[1], "rust") == 0) {
        fputs(defray_testing_layout(), stdout);
        return 0;
    }
    print_layout();
    return 0;
}
