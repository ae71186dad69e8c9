/* A second translation unit with the header in it: nothing is defined twice. */
#include "defray.h"

defray_str another(void);

defray_str another(void)
{
    return defray_text("acme");
}
