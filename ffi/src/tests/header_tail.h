/* ------------------------------------------------------------------------------------------------------------------------------
 * Conveniences
 * --------------------------------------------------------------------------------------------------------------------------- */

/* The text of a NUL-terminated string, which must outlive it; NULL is no text. */
static inline defray_str defray_text(const char *text)
{
    defray_str str;
    str.ptr = text;
    str.len = text == NULL ? 0 : strlen(text);
    return str;
}

/* For printf and "%.*s": printf("%.*s\n", DEFRAY_STR_ARGS(account->id)); */
#define DEFRAY_STR_ARGS(str) (int)(str).len, ((str).ptr == NULL ? "" : (str).ptr)

/* The defaults: defray_options options = DEFRAY_OPTIONS_INIT; */
#define DEFRAY_OPTIONS_INIT { sizeof(defray_options), 0, 0, 0, 0, 0, 0, NULL }

#ifdef __cplusplus
}
#endif

#endif /* DEFRAY_H */
