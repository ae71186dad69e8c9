/* ---------------------------------------------------------------------------------------------------------------------
 * Helpers
 * ------------------------------------------------------------------------------------------------------------------ */

/* A `defray_str` for a string that ends with NUL. It points to the string and does not copy it. NULL: `{NULL, 0}`. */
static inline defray_str defray_text(const char *text)
{
    defray_str str;
    str.ptr = text;
    str.len = text == NULL ? 0 : strlen(text);
    return str;
}

/* The two arguments of printf for "%.*s": `printf("%.*s\n", DEFRAY_STR_ARGS(account->id));` */
#define DEFRAY_STR_ARGS(str) (int)(str).len, ((str).ptr == NULL ? "" : (str).ptr)

/* The default options: `defray_options options = DEFRAY_OPTIONS_INIT;` */
#define DEFRAY_OPTIONS_INIT { sizeof(defray_options), 0, 0, 0, 0, 0, 0, NULL, 0, 0, 0 }

#ifdef __cplusplus
}
#endif

#endif /* DEFRAY_H */
