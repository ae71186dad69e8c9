/* A second translation unit with the header: no symbol is defined twice. */
#include "defray.h"

defray_str another(void);

defray_str another(void)
{
    return defray_text("acme");
}
