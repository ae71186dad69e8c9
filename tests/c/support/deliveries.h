/* Deliveries of marketplaces: proved, submitted, answered; forged ones rejected; nonces that count once. */

#ifndef DEFRAY_TESTS_DELIVERIES_H
#define DEFRAY_TESTS_DELIVERIES_H

#include "ledger.h"

/* A release of this AliCloud instance, whose token fits 122779388 only; `outcome` is empty or begins with a comma. */
static const char *release_of(const char *instance, const char *outcome)
{
    static char text[1024];
    snprintf(text, sizeof text,
             "{\"provider\":\"alicloud\",\"method\":\"GET\",\"target\":\"/spi?action=releaseInstance&instanceId=%s&isRefund=false"
             "&token=12317a5ad7d2428e1069ad4a5c81a7f7\",\"trust\":{\"now\":\"2026-05-02T00:54:30Z\",\"secrets\":[\"isvkey\"]}%s}",
             instance, outcome);
    return text;
}

static void deliveries_are_proved_and_answered(void)
{
    defray_error *error = NULL;
    const defray_str *told = NULL;
    expect(defray_marketplace_accept(defray_text(release_of("122779388", "")), NULL, 0, NULL, &told, &error) == DEFRAY_OK);
    expect(strstr(told->ptr, "{\"accepted\":{\"messages\":[{\"provider\":\"alicloud\"") == told->ptr);
    expect(strstr(told->ptr, "\"signal\":\"ended\"") != NULL && strstr(told->ptr, "\"proof\":\"shared_secret\"") != NULL);
    defray_text_free(told);
    const char *done = release_of("122779388", ",\"outcome\":{\"done\":{}}");
    expect(defray_marketplace_reply(defray_text(done), NULL, 0, &told, &error) == DEFRAY_OK);
    expect(strstr(told->ptr, "{\"status\":200,") == told->ptr && strstr(told->ptr, "{\\\"success\\\":\\\"true\\\"}") != NULL);
    defray_text_free(told);

    expect(defray_marketplace_accept(defray_text(release_of("1", "")), NULL, 0, NULL, &told, &error) == DEFRAY_OK);
    expect(strstr(told->ptr, "{\"rejected\":{\"code\":\"forged\",\"field\":\"token\"") == told->ptr);
    expect(strstr(told->ptr, "\"status\":403") != NULL && strstr(told->ptr, "isvkey") == NULL && strstr(told->ptr, "12317a5a") == NULL);
    defray_text_free(told);

    static const char body[] = "{\"activity\": \"queryInstance\", \"instanceId\": \"CS2211181819B4LVS-000001\"}";
    const char *call = "{\"provider\":\"huawei_cloud\",\"method\":\"POST\",\"target\":\"/saas?signature=A1E2A0A35A8203F6DD239EB35A3DC2EFEFFE2010DEC99AB8FF7B0E696EBC0171"
                       "&timestamp=1777683246655&nonce=9FB42E04DF46\",\"trust\":{\"now\":\"2026-05-02T00:54:30Z\",\"secrets\":[\"accesskey\"]}}";
    defray_nonces *nonces = defray_nonces_new();
    for (int time = 0; time < 2; time++) {
        expect(defray_marketplace_accept(defray_text(call), (const uint8_t *)body, strlen(body), nonces, &told, &error) == DEFRAY_OK);
        expect((strstr(told->ptr, "describe_instances") != NULL) == (time == 0) && (strstr(told->ptr, "replayed") != NULL) == (time == 1));
        defray_text_free(told);
    }
    defray_nonces_free(nonces);

    defray_status status = defray_marketplace_accept(defray_text("{"), NULL, 0, NULL, &told, &error);
    failed_with(status, &error, DEFRAY_ERR_NOT_JSON, "");
    status = defray_marketplace_reply(defray_text(release_of("122779388", "")), NULL, 0, &told, &error);
    failed_with(status, &error, DEFRAY_ERR_MISSING_FIELD, "outcome");
    const char *wrong = "{\"provider\":\"aws\",\"trust\":{\"now\":\"2026-05-02T00:54:30Z\",\"secrets\":[17]}}";
    expect(defray_marketplace_accept(defray_text(wrong), NULL, 0, NULL, &told, &error) == DEFRAY_ERR_WRONG_TYPE);
    expect(is(defray_error_field(error), "trust.secrets[0]") && strstr(defray_error_message(error).ptr, "17") == NULL);
    defray_error_free(error);
}

#endif
