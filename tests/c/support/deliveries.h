/* Deliveries of marketplaces are accepted, recorded and answered; forged ones and repeated nonces are rejected. */

#ifndef DEFRAY_TESTS_DELIVERIES_H
#define DEFRAY_TESTS_DELIVERIES_H

#include "ledger.h"

/* The release of an AliCloud instance. The token is valid for 122779388 only. `outcome` is empty, or begins with a
 * comma. */
static const char *release_of(const char *instance, const char *outcome)
{
    static char text[1024];
    snprintf(text, sizeof text,
             "{\"provider\":\"alicloud\",\"method\":\"GET\",\"target\":\"/spi?action=releaseInstance&instanceId=%s&isRefund=false"
             "&token=12317a5ad7d2428e1069ad4a5c81a7f7\",\"trust\":{\"now\":\"2026-05-02T00:54:30Z\",\"secrets\":[\"isvkey\"]}%s}",
             instance, outcome);
    return text;
}

static void deliveries_are_accepted_and_answered(void)
{
    defray_error *error = NULL;
    const defray_str *result = NULL;
    expect(defray_marketplace_accept(defray_text(release_of("122779388", "")), NULL, 0, NULL, &result, &error) == DEFRAY_OK);
    expect(strstr(result->ptr, "{\"accepted\":{\"messages\":[{\"provider\":\"alicloud\"") == result->ptr);
    expect(strstr(result->ptr, "\"signal\":\"ended\"") != NULL && strstr(result->ptr, "\"proof\":\"shared_secret\"") != NULL);
    defray_text_free(result);
    const char *done = release_of("122779388", ",\"outcome\":{\"done\":{}}");
    expect(defray_marketplace_reply(defray_text(done), NULL, 0, &result, &error) == DEFRAY_OK);
    expect(strstr(result->ptr, "{\"status\":200,") == result->ptr && strstr(result->ptr, "{\\\"success\\\":\\\"true\\\"}") != NULL);
    defray_text_free(result);

    expect(defray_marketplace_accept(defray_text(release_of("1", "")), NULL, 0, NULL, &result, &error) == DEFRAY_OK);
    expect(strstr(result->ptr, "{\"rejected\":{\"code\":\"forged\",\"field\":\"token\"") == result->ptr);
    expect(strstr(result->ptr, "\"status\":403") != NULL && strstr(result->ptr, "isvkey") == NULL && strstr(result->ptr, "12317a5a") == NULL);
    defray_text_free(result);

    static const char body[] = "{\"activity\": \"queryInstance\", \"instanceId\": \"CS2211181819B4LVS-000001\"}";
    const char *call = "{\"provider\":\"huawei_cloud\",\"method\":\"POST\",\"target\":\"/saas?signature=A1E2A0A35A8203F6DD239EB35A3DC2EFEFFE2010DEC99AB8FF7B0E696EBC0171"
                       "&timestamp=1777683246655&nonce=9FB42E04DF46\",\"trust\":{\"now\":\"2026-05-02T00:54:30Z\",\"secrets\":[\"accesskey\"]}}";
    defray_nonces *nonces = defray_nonces_new();
    for (int time = 0; time < 2; time++) {
        expect(defray_marketplace_accept(defray_text(call), (const uint8_t *)body, strlen(body), nonces, &result, &error) == DEFRAY_OK);
        expect((strstr(result->ptr, "describe_instances") != NULL) == (time == 0) && (strstr(result->ptr, "replayed") != NULL) == (time == 1));
        defray_text_free(result);
    }
    defray_nonces_free(nonces);

    defray_status status = defray_marketplace_accept(defray_text("{"), NULL, 0, NULL, &result, &error);
    failed_with(status, &error, DEFRAY_ERR_NOT_JSON, "");
    status = defray_marketplace_reply(defray_text(release_of("122779388", "")), NULL, 0, &result, &error);
    failed_with(status, &error, DEFRAY_ERR_MISSING_FIELD, "outcome");
    const char *wrong = "{\"provider\":\"aws\",\"trust\":{\"now\":\"2026-05-02T00:54:30Z\",\"secrets\":[17]}}";
    expect(defray_marketplace_accept(defray_text(wrong), NULL, 0, NULL, &result, &error) == DEFRAY_ERR_WRONG_TYPE);
    expect(is(defray_error_field(error), "trust.secrets[0]") && strstr(defray_error_message(error).ptr, "17") == NULL);
    defray_error_free(error);
}

/* Submits a command in JSON, and expects that it is accepted. */
static void do_line(const defray_engine *engine, const char *line)
{
    defray_error *error = NULL;
    const defray_request *request = NULL;
    expect(defray_request_read(defray_text(line), &request, &error) == DEFRAY_OK);
    submit(engine, request);
    defray_request_free(request);
}

/* Receives a delivery. Returns whether the result contains this text. */
static int received(defray_engine *ledger, const char *call, const char *body, const char *expected)
{
    defray_error *error = NULL;
    const defray_str *text = NULL;
    size_t size = body == NULL ? 0 : strlen(body);
    expect(defray_marketplace_receive(ledger, defray_text(call), (const uint8_t *)body, size, NULL, &text, &error) == DEFRAY_OK);
    int found = strstr(text->ptr, expected) != NULL;
    defray_text_free(text);
    return found;
}

static void deliveries_are_received(void)
{
    defray_engine *ledger = in_memory();
    do_line(ledger, "{\"command\":\"open_account\",\"account\":\"acme\",\"currency\":\"CNY\"}");
    do_line(ledger, "{\"command\":\"link_cloud_account\",\"account\":\"acme\",\"cloud_account\":\"ca-1\",\"subscription\":"
                    "{\"provider\":\"alicloud\",\"account_id\":\"1041031108983109\",\"instance_id\":\"122779388\"}}");
    const char *done = "\"reply\":{\"status\":200,\"headers\":[[\"Content-Type\",\"application/json;charset=utf-8\"]],"
                       "\"body\":\"{\\\"success\\\":\\\"true\\\"}\"}";
    expect(received(ledger, release_of("1", ""), NULL, "{\"rejected\":{\"code\":\"forged\",\"field\":\"token\""));
    expect(received(ledger, release_of("122779388", ""), NULL, "\"results\":[{\"disposition\":\"applied\",\"position\":3}]"));
    expect(received(ledger, release_of("122779388", ""), NULL, "\"disposition\":\"no_change\""));
    expect(received(ledger, release_of("122779388", ""), NULL, done));
    expect(received(ledger, release_of("1", ",\"keep_rejected\":true"), NULL, "\"results\":[{\"disposition\":\"rejected\""));

    static const char body[] = "{\"activity\": \"queryInstance\", \"instanceId\": \"CS2211181819B4LVS-000001\"}";
    const char *call = "{\"provider\":\"huawei_cloud\",\"method\":\"POST\",\"target\":\"/saas?signature=A1E2A0A35A8203F6DD239EB35A3DC2EFEFFE2010DEC99AB8FF7B0E696EBC0171"
                       "&timestamp=1777683246655&nonce=9FB42E04DF46\",\"trust\":{\"now\":\"2026-05-02T00:54:30Z\",\"secrets\":[\"accesskey\"]},"
                       "\"access\":{\"frontEndUrl\":\"https://app.example/\"}}";
    expect(received(ledger, call, body, "000003"));
    do_line(ledger, "{\"command\":\"link_cloud_account\",\"account\":\"acme\",\"cloud_account\":\"ca-2\",\"subscription\":"
                    "{\"provider\":\"huawei_cloud\",\"account_id\":\"c-1\",\"instance_id\":\"CS2211181819B4LVS-000001\"}}");
    expect(received(ledger, call, body, "frontEndUrl"));

    defray_error *error = NULL;
    const defray_str *text = NULL;
    defray_status status = defray_marketplace_receive(ledger, defray_text("{"), NULL, 0, NULL, &text, &error);
    failed_with(status, &error, DEFRAY_ERR_NOT_JSON, "");
    expect(defray_engine_close(&ledger, NULL) == DEFRAY_OK);
}

#endif
