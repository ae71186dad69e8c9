"""Checks the marketplaces crate against what others wrote of the same protocols.

- Envelopes that moto's SNS signs (signature version 2, a certificate of its own making) are accepted,
  and altered ones are not.
- BatchMeterUsage requests pass botocore's own validator, go through boto3 to moto, and its answers are read record by
  record.
- Tokens and signatures of the two Chinese providers are made here a second time, in Python, and accepted.

    python against_others.py PATH/TO/examples/wire
"""

import base64
import datetime
import hashlib
import hmac
import json
import re
import subprocess
import sys
import unittest
import urllib.parse

import boto3
import botocore.session
import botocore.validate
import moto
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from moto.meteringmarketplace.models import meteringmarketplace_backends

WIRE = sys.argv.pop(1)
REGION = "us-east-1"
ACCOUNT = "123456789012"


def wire(**request):
    """One request to the crate, and its answer."""
    done = subprocess.run([WIRE], input=json.dumps(request) + "\n", capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def stamp(moment):
    return moment.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def now():
    return datetime.datetime.now(datetime.timezone.utc)


class Sns(unittest.TestCase):
    """What moto publishes to a queue, as a host would get it."""

    def setUp(self):
        mock = moto.mock_aws()
        mock.start()
        self.addCleanup(mock.stop)
        session = boto3.Session("x", "x", region_name=REGION)
        self.sns, self.sqs = session.client("sns"), session.client("sqs")
        self.topic = self.sns.create_topic(Name="aws-mp-subscription-notification-n0123")["TopicArn"]
        self.queue = self.sqs.create_queue(QueueName="marketplace")["QueueUrl"]
        arn = self.sqs.get_queue_attributes(QueueUrl=self.queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        self.sns.subscribe(TopicArn=self.topic, Protocol="sqs", Endpoint=arn)

    def published(self, message, **more):
        """The envelope as it comes out of the queue, and its certificate, fetched from the address it names."""
        self.sns.publish(TopicArn=self.topic, Message=message, **more)
        (received,) = self.sqs.receive_message(QueueUrl=self.queue)["Messages"]
        address = json.loads(received["Body"])["SigningCertURL"]
        answer = requests.get(address, timeout=10)
        self.assertEqual(answer.status_code, 200)
        return received["Body"], {"address": address, "pem": answer.text}

    def accept(self, body, certificate, **more):
        request = {"now": stamp(now()), "method": "POST", "topics": [self.topic], **more}
        return wire(do="accept", provider="aws", body=body, certificate=certificate, **request)

    NOTICE = json.dumps({"action": "subscribe-success", "customer-identifier": "X01", "product-code": "n0123"})

    def test_a_signed_envelope_is_accepted(self):
        body, certificate = self.published(self.NOTICE)
        self.assertEqual(json.loads(body)["SignatureVersion"], "2")
        answer = self.accept(body, certificate)
        (message,) = answer["accepted"]
        self.assertEqual(answer["proof"], "Signature")
        self.assertEqual((message["signal"], message["identity"]), ("activated", "aws:customer:n0123:X01"))
        self.assertEqual(message["id"], json.loads(body)["MessageId"])

    def test_text_of_every_kind_is_signed_alike(self):
        for text in ["工作 · é\\n\"quoted\"", "\t\u2028\U0001f600", "a" * 10_000]:
            inner = json.dumps({"action": "x", "note": text}, ensure_ascii=False)
            body, certificate = self.published(inner)
            self.assertIn("accepted", self.accept(body, certificate), text[:20])

    def test_an_altered_envelope_is_not(self):
        body, certificate = self.published(self.NOTICE)
        envelope = json.loads(body)
        last = envelope["Timestamp"][-2]
        for field, value in [
            ("Message", self.NOTICE.replace("X01", "X02")),
            ("MessageId", envelope["MessageId"] + "0"),
            ("Timestamp", envelope["Timestamp"][:-2] + ("1" if last == "0" else "0") + "Z"),
        ]:
            answer = self.accept(json.dumps({**envelope, field: value}), certificate)
            self.assertEqual(answer.get("rejected"), "forged", field)
        envelope["Signature"] = base64.b64encode(b"\0" * 256).decode()
        self.assertEqual(self.accept(json.dumps(envelope), certificate)["rejected"], "forged")

    def test_a_foreign_topic_and_a_lacking_certificate_are_rejected(self):
        body, certificate = self.published(self.NOTICE)
        self.assertEqual(self.accept(body, certificate, topics=["arn:aws:sns:x"])["rejected"], "untrusted_source")
        answer = self.accept(body, None)
        self.assertEqual((answer["rejected"], answer["field"]), ("certificate_needed", "SigningCertURL"))

    def test_motos_known_fault_with_a_subject(self):
        """moto leaves the subject out of what it signs. AWS signs it, so such an envelope must not be accepted. When
        this test fails one day, moto signs the subject, and subjects can be tested against it."""
        body, certificate = self.published(self.NOTICE, Subject="A subject")
        self.assertEqual(self.accept(body, certificate)["rejected"], "forged")

    def test_an_old_envelope_is_rejected_over_https_and_kept_from_a_queue(self):
        body, certificate = self.published(self.NOTICE)
        tomorrow = stamp(now() + datetime.timedelta(days=1))
        self.assertEqual(self.accept(body, certificate, now=tomorrow)["rejected"], "untimely")
        self.assertIn("accepted", self.accept(body, certificate, now=tomorrow, method="", queued=True))

    def test_a_subject_and_the_older_version_signed_by_cryptography(self):
        """What moto cannot do, by the documentation's procedure with another library's RSA."""
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "sns.amazonaws.com")])
        day = datetime.timedelta(days=1)
        made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        made = made.serial_number(7).not_valid_before(now() - day).not_valid_after(now() + day).sign(key, hashes.SHA256())
        address = "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0a.pem"
        certificate = {"address": address, "pem": made.public_bytes(serialization.Encoding.PEM).decode()}
        for version, algorithm in [("1", hashes.SHA1()), ("2", hashes.SHA256())]:
            signed = {"Message": self.NOTICE, "MessageId": "m", "Subject": "S é", "Timestamp": stamp(now()), "TopicArn": self.topic, "Type": "Notification"}
            text = "".join(f"{field}\n{signed[field]}\n" for field in sorted(signed)).encode()
            signature = base64.b64encode(key.sign(text, padding.PKCS1v15(), algorithm)).decode()
            envelope = {**signed, "SignatureVersion": version, "Signature": signature, "SigningCertURL": address}
            self.assertIn("accepted", self.accept(json.dumps(envelope), certificate), version)


def usages(count, license=False, **more):
    hour = now().replace(minute=0, second=0, microsecond=0) - datetime.timedelta(hours=1)
    for number in range(count):
        if license:
            arn = f"arn:aws:license-manager::{ACCOUNT}:license:l-{number:032x}"
            subscription = {"provider": "aws", "account_id": ACCOUNT, "license_arn": arn}
        else:
            subscription = {"provider": "aws", "customer_identifier": f"X{number:02}", "product_code": "n0123"}
        yield {
            "id": f"u-{number}", "subscription": subscription, "dimension": "GB", "quantity": str(number),
            "start": stamp(hour), "end": stamp(hour + datetime.timedelta(hours=1)), **more,
        }


class Metering(unittest.TestCase):
    def plan(self, records):
        return wire(do="plan", provider="aws", now=stamp(now()), usages=list(records))

    @staticmethod
    def complaints(body):
        """What botocore's validator has to say to a request, by AWS's service model."""
        model = botocore.session.get_session().get_service_model("meteringmarketplace")
        shape = model.operation_model("BatchMeterUsage").input_shape
        report = botocore.validate.ParamValidator().validate(json.loads(body), shape)
        return report.generate_report()

    def test_requests_pass_botocores_validator(self):
        allocations = [[f"cn1/工作 {number}%", 1] for number in range(30)]
        given = [*usages(30), *({**usage, "id": "l" + usage["id"], "product": "p"} for usage in usages(30, license=True))]
        given += [{**usage, "id": "a", "quantity": "30", "allocations": allocations, "dimension": "other"} for usage in usages(1, license=True)]
        plan = self.plan(given)
        self.assertEqual(plan["unsendable"], [])
        self.assertEqual(sorted(len(call["records"]) for call in plan["calls"]), [1, 5, 5, 25, 25])
        for call in plan["calls"]:
            self.assertEqual(self.complaints(call["body"]), "", call["body"][:200])
        self.assertNotEqual(self.complaints('{"UsageRecords":[{"Dimension":7}]}'), "", "the validator does complain")

    def test_patterns_and_bounds_of_the_model_are_the_ones_kept_to(self):
        """botocore's validator leaves patterns aside, so they are compared here with the model's own."""
        model = botocore.session.get_session().get_service_model("meteringmarketplace")
        shape = model.operation_model("BatchMeterUsage").input_shape
        record = shape.members["UsageRecords"].member
        allocation = record.members["UsageAllocations"].member
        tag = allocation.members["Tags"].member
        self.assertEqual(shape.members["UsageRecords"].metadata.get("max"), 25)
        self.assertEqual(record.members["Quantity"].metadata.get("max"), 2147483647)
        self.assertEqual(record.members["UsageAllocations"].metadata.get("max"), 2500)
        self.assertEqual(record.members["Dimension"].metadata.get("max"), 255)
        self.assertEqual(tag.members["Value"].metadata.get("max"), 256)
        (usage,) = usages(1, license=True)
        names = ["cn1/plain", "cn1/工作", "cn1/100%", "cn1/a\"b\\c", "cn1/~^{}", "cn1/" + "工" * 42]
        usage.update(quantity=str(len(names)), allocations=[[name, 1] for name in names])
        (call,) = self.plan([usage])["calls"]
        (sent,) = json.loads(call["body"])["UsageRecords"]
        self.assertRegex(sent["LicenseArn"], re.compile(record.members["LicenseArn"].metadata["pattern"]))
        self.assertEqual(sum(part["AllocatedUsageQuantity"] for part in sent["UsageAllocations"]), sent["Quantity"])
        values = [pair["Value"] for part in sent["UsageAllocations"] for pair in part["Tags"]]
        self.assertEqual(len(set(values)), len(names))
        for value in values:
            self.assertRegex(value, re.compile(tag.members["Value"].metadata["pattern"]))

    @moto.mock_aws
    def test_moto_takes_a_call_and_its_answer_is_read(self):
        """Only the older identity: moto knows no licences."""
        client = boto3.Session("x", "x", region_name=REGION).client("meteringmarketplace")
        customers = meteringmarketplace_backends[ACCOUNT][REGION].customers_by_product["n0123"]
        customers.extend(f"X{number:02}" for number in range(3))
        (call,) = self.plan(usages(5))["calls"]

        def send(call):
            request = json.loads(call["body"])
            answer = client.batch_meter_usage(**request)
            # `default=str` writes instants as Python prints them; the wire has seconds. Both must be read.
            body = json.dumps({name: answer[name] for name in ["Results", "UnprocessedRecords"]}, default=str)
            return [result for _, result in wire(do="results", provider="aws", call=call, status=200, body=body)]

        self.assertEqual(send(call), ["accepted"] * 3 + ["not_subscribed"] * 2)
        changed = {**call, "body": call["body"].replace('"Quantity":2', '"Quantity":7')}
        self.assertNotEqual(changed, call)
        # moto remembers nothing that it accepted, so it gets its records here.
        backend = meteringmarketplace_backends[ACCOUNT][REGION]
        earlier = backend.batch_meter_usage("n0123", json.loads(call["body"])["UsageRecords"])
        backend.records_by_product["n0123"].extend(earlier)
        self.assertEqual(send(changed), ["accepted"] * 2 + ["duplicate"] + ["not_subscribed"] * 2)

    @moto.mock_aws
    def test_the_wire_form_of_an_answer_is_read(self):
        """moto's body as it is sent, with instants as they are sent."""
        customers = meteringmarketplace_backends[ACCOUNT][REGION].customers_by_product["n0123"]
        customers.append("X00")
        (call,) = self.plan(usages(2))["calls"]
        headers = {
            "X-Amz-Target": "AWSMPMeteringService.BatchMeterUsage", "Content-Type": "application/x-amz-json-1.1",
            "Authorization": "AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/aws-marketplace/aws4_request",
        }
        answer = requests.post(f"https://metering.marketplace.{REGION}.amazonaws.com/", data=call["body"], headers=headers, timeout=10)
        told = wire(do="results", provider="aws", call=call, status=answer.status_code, body=answer.text)
        self.assertEqual(told, [["u-0", "accepted"], ["u-1", "not_subscribed"]])


class Tokens(unittest.TestCase):
    """The shared-secret proofs, by the documentations' procedures in another language."""

    @staticmethod
    def mac(key, text):
        return hmac.new(key.encode(), text.encode(), hashlib.sha256)

    def accept(self, provider, target, method="GET", body="", moment=None, key="k3y ü"):
        request = {"now": stamp(moment or now()), "method": method, "target": target, "body": body}
        return wire(do="accept", provider=provider, secrets=[key], **request)

    def test_alicloud(self):
        given = {"action": "createInstance", "orderBizId": "7", "expiredOn": "2026-01-25 00:00:00", "package_version": "标准版+", "empty": ""}
        base = "&".join(f"{name}={given[name]}" for name in sorted(given)) + "&key=k3y ü"
        token = hashlib.md5(base.encode()).hexdigest()
        for quote in [urllib.parse.quote_plus, urllib.parse.quote]:
            query = "&".join(f"{name}={quote(value)}" for name, value in given.items())
            self.assertIn("accepted", self.accept("alicloud", f"/spi?{query}&token={token}"))
            self.assertEqual(self.accept("alicloud", f"/spi?{query}&x=1&token={token}")["rejected"], "forged")

    def test_alicloud_signing_values_as_they_stand(self):
        query = "action=releaseInstance&instanceId=122779388&reason=a%20b"
        token = hashlib.md5(f"{query}&key=k3y ü".encode()).hexdigest()
        self.assertIn("accepted", self.accept("alicloud", f"/?{query}&token={token}"))

    def test_huawei_cloud_first_version(self):
        moment = now()
        given = {"activity": "releaseInstance", "instanceId": "i-1", "customerName": "工作 & 生活", "timeStamp": moment.strftime("%Y%m%d%H%M%S") + "000"}
        base = "&".join(f"{name}={given[name]}" for name in sorted(given))
        token = base64.b64encode(self.mac("k3y ü" + given["timeStamp"], base).digest()).decode()
        query = urllib.parse.urlencode({**given, "authToken": token})
        (message,) = self.accept("huawei_cloud", f"/produce?{query}", moment=moment)["accepted"]
        self.assertEqual((message["signal"], message["identity"]), ("ended", "huawei_cloud:i-1"))

    def test_huawei_cloud_second_version(self):
        moment, key = now(), "k3y ü"
        body = json.dumps({"activity": "updateInstanceStatus", "instanceId": "i-1", "status": "FREEZE", "note": "工作"}, ensure_ascii=False)
        for timestamp in [str(int(moment.timestamp())), str(int(moment.timestamp() * 1000))]:
            inner = self.mac(key, body).hexdigest()
            signature = self.mac(key, f"{key}n-1{timestamp}{inner}").hexdigest().upper()
            target = f"/saas?signature={signature}&timestamp={timestamp}&nonce=n-1"
            (message,) = self.accept("huawei_cloud", target, "POST", body, moment)["accepted"]
            self.assertEqual((message["signal"], message["id"]), ("suspended", "n-1"))
            self.assertEqual(self.accept("huawei_cloud", target, "POST", body + " ", moment)["rejected"], "forged")


if __name__ == "__main__":
    unittest.main(verbosity=2)
