/* Prints what Rust thinks of every structure's layout, then (after a line of its own) what this compiler thinks. */

#include <stdio.h>
#include <string.h>

/* Only in a library built with the feature `testing`. */
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
