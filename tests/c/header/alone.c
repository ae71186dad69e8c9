/* The header needs no other header before it, and can be included twice. */
#include "defray.h"
#include "defray.h"

defray_str another(void);

int main(void)
{
    defray_options options = DEFRAY_OPTIONS_INIT;
    defray_str text = defray_text("acme");
    return another().len == text.len && options.struct_size == sizeof options ? 0 : 1;
}
