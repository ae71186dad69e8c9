"""Writes the deliveries of this directory, signed as the marketplaces sign, with keys of its own.

It needs the package `cryptography`. The keys for SNS are made for each run and deleted; the shared keys are `isvkey`
(AliCloud, from its documentation) and `accesskey` (Huawei Cloud). Everything is dated 2026-05-02T00:54:06.655Z, and the
certificates are valid in 2026.
"""

import base64
import hashlib
import hmac
import json
import pathlib
import urllib.parse
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

HERE = pathlib.Path(__file__).parent
AT = "2026-05-02T00:54:06.655Z"
V1_AT = "20260502005406655"
V2_AT = "1777683246655"
TOPIC = "arn:aws:sns:us-east-1:287250355862:aws-mp-subscription-notification-4ml54db8vrmjuykaw1psroool"
CERTIFICATE = "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem"


def drawn_key(name: str) -> rsa.RSAPrivateKey:
    """A key, its certificate written down."""
    key = rsa.generate_private_key(65537, 2048)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "sns.amazonaws.com")])
    builder = x509.CertificateBuilder(subject, subject, key.public_key(), 7, datetime(2026, 1, 1), datetime(2027, 1, 1))
    (HERE / name).write_bytes(builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    return key


def signed(envelope: dict[str, str], key: rsa.RSAPrivateKey, version: str) -> str:
    names = {"Notification": ["Message", "MessageId", "Timestamp", "TopicArn", "Type"]}.get(
        envelope["Type"], ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"])
    text = "".join(f"{name}\n{envelope[name]}\n" for name in names)
    digest = hashes.SHA1() if version == "1" else hashes.SHA256()
    signature = key.sign(text.encode(), padding.PKCS1v15(), digest)
    return json.dumps(envelope | {"SignatureVersion": version, "Signature": base64.b64encode(signature).decode()}, indent=1)


def notification(number: int, action: str) -> dict[str, str]:
    message = {"action": action, "customer-identifier": "X01EXAMPLEX", "product-code": "n0123EXAMPLE"}
    return {"Type": "Notification", "MessageId": f"22b80b92-fdea-4c2c-8f9d-bdfb0c7bf32{number}", "TopicArn": TOPIC,
            "Message": json.dumps(message), "Timestamp": AT, "SigningCertURL": CERTIFICATE,
            "UnsubscribeURL": "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=x"}


def mac(key: str, text: str) -> bytes:
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()


def joined(parameters: dict[str, str]) -> str:
    return "&".join(f"{name}={parameters[name]}" for name in sorted(parameters))


def get(path: str, parameters: dict[str, str]) -> str:
    return f"GET {path}?{urllib.parse.urlencode(parameters)} HTTP/1.1\r\nHost: seller.example\r\n\r\n"


def alicloud(**parameters: str) -> str:
    token = hashlib.md5(f"{joined(parameters)}&key=isvkey".encode()).hexdigest()
    return get("/spi", parameters | {"token": token})


def huawei_v1(**parameters: str) -> str:
    parameters |= {"timeStamp": V1_AT}
    token = base64.b64encode(mac(f"accesskey{V1_AT}", joined(parameters))).decode()
    return get("/produce", parameters | {"authToken": token})


def huawei_v2(nonce: str, **fields: str) -> str:
    body = json.dumps(fields)
    payload = mac("accesskey", body).hex()
    signature = mac("accesskey", f"accesskey{nonce}{V2_AT}{payload}").hex().upper()
    target = f"/saas?signature={signature}&timestamp={V2_AT}&nonce={nonce}"
    return f"POST {target} HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}"


def main() -> None:
    key = drawn_key("sns.pem")
    drawn_key("stranger.pem")
    confirmation = notification(0, "") | {
        "Type": "SubscriptionConfirmation", "Token": "S3cr3tT0ken", "Message": "You have chosen to subscribe.",
        "SubscribeURL": f"https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn={TOPIC}&Token=S3cr3tT0ken"}
    del confirmation["UnsubscribeURL"]
    files = {
        "sns-confirmation.json": signed(confirmation, key, "1"),
        "sns-subscribe.json": signed(notification(1, "subscribe-success"), key, "2"),
        "sns-unsubscribe.json": signed(notification(2, "unsubscribe-pending"), key, "2"),
        "sns-entitlement.json": signed(notification(3, "entitlement-updated"), key, "1"),
        "alicloud-create.http": alicloud(
            action="createInstance", aliUid="1041031108983109", expiredOn="2026-01-25 00:00:00", orderBizId="122779388",
            orderId="269326581310319", productCode="cmgj00053362", skuId="yuncode6661200001", trial="false"),
        "alicloud-expire.http": alicloud(action="expiredInstance", instanceId="122779388"),
        "alicloud-release.http": alicloud(action="releaseInstance", instanceId="122779388", isRefund="false"),
        "huawei-v1-expire.http": huawei_v1(activity="expireInstance", instanceId="CS2211181819B4LVS-000001", orderId="CS2211181819B4LVS"),
        "huawei-v2-new.http": huawei_v2(
            "9FB42E04DF45", activity="newInstance", businessId="b-1", orderId="CS2211181819B4LVS", orderLineId="CS2211181819B4LVS-000001"),
        "huawei-v2-query.http": huawei_v2("9FB42E04DF46", activity="queryInstance", instanceId="CS2211181819B4LVS-000001"),
    }
    for name, text in files.items():
        (HERE / name).write_bytes(text.encode())


if __name__ == "__main__":
    main()
