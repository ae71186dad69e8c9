"""A whole customer relationship from raw bytes alone: signed deliveries in, bills as CSV, usage out to moto's
BatchMeterUsage and to a market that enforces PushMeteringData's limits, cancellation with the final hour, the
fall-back, mails to a real SMTP server, and the proof.

usage: story.py PATH-TO-DEFRAY
"""

import base64
import datetime
import email
import email.policy
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.parse
import urllib.request

import boto3
import moto
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from moto.core import DEFAULT_ACCOUNT_ID as ACCOUNT
from moto.meteringmarketplace.models import meteringmarketplace_backends

from market import Market, Refused

DEFRAY = pathlib.Path(sys.argv[1]).resolve()
SMTP_SERVER = pathlib.Path(__file__).parent.parent / "mail" / "server.py"
REGION = "us-east-1"
TOPIC = "arn:aws:sns:us-east-1:287250355862:aws-mp-subscription-notification-n0123"
CERTIFICATE = "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem"
ISV_KEY = "isv key, not to be seen"
CUSTOMER = {"action": "", "customer-identifier": "X01EXAMPLEX", "product-code": "n0123"}


def instant(clock):
    return f"2026-03-10T{clock}Z"


def unix(clock):
    return int(datetime.datetime.fromisoformat(instant(clock)).timestamp())


class Sns:
    """Signs as SNS signs, with a key of its own."""

    def __init__(self):
        self.key = rsa.generate_private_key(65537, 2048)
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "sns.amazonaws.com")])
        begin, end = datetime.datetime(2026, 1, 1), datetime.datetime(2027, 1, 1)
        builder = x509.CertificateBuilder(name, name, self.key.public_key(), 7, begin, end)
        self.pem = builder.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    def notification(self, number, action, clock, topic=TOPIC):
        envelope = {
            "Type": "Notification", "MessageId": f"22b80b92-fdea-4c2c-8f9d-bdfb0c7bf3{number:02}", "TopicArn": topic,
            "Message": json.dumps(CUSTOMER | {"action": action}), "Timestamp": instant(clock), "SigningCertURL": CERTIFICATE,
        }
        names = ["Message", "MessageId", "Timestamp", "TopicArn", "Type"]
        text = "".join(f"{name}\n{envelope[name]}\n" for name in names)
        signature = self.key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
        return json.dumps(envelope | {"SignatureVersion": "2", "Signature": base64.b64encode(signature).decode()})


def alicloud(key=ISV_KEY, **parameters):
    joined = "&".join(f"{name}={parameters[name]}" for name in sorted(parameters))
    token = hashlib.md5(f"{joined}&key={key}".encode()).hexdigest()
    query = urllib.parse.urlencode(parameters | {"token": token})
    return f"GET /spi?{query} HTTP/1.1\r\nHost: seller.example\r\n\r\n"


class Story(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name)
        self.said = ""
        self.files = 0

    def defray(self, *arguments, code=0):
        environment = {"SELLER_KEY": ISV_KEY, "DEFRAY_SMTP": os.environ.get("STORY_SMTP", "")}
        ran = subprocess.run(
            [DEFRAY, "--db", self.path / "ledger.defray", *arguments, "--json"], capture_output=True, text=True, env=environment, timeout=120
        )
        self.assertEqual(ran.returncode, code, (arguments, ran))
        self.said += ran.stdout + ran.stderr
        return [json.loads(line) for line in ran.stdout.splitlines()]

    def file(self, content):
        self.files += 1
        path = self.path / f"input-{self.files:02}"
        path.write_text(content) if isinstance(content, str) else path.write_bytes(content)
        return str(path)

    def apply(self, *commands):
        return self.defray("apply", self.file("".join(json.dumps(command) + "\n" for command in commands)))

    def ingest_alicloud(self, clock, delivery, code=0):
        (told,) = self.defray("ingest", "alicloud", "--secret-env", "SELLER_KEY", "--at", instant(clock), self.file(delivery), code=code)
        return told

    def ingest_aws(self, clock, delivery, code=0):
        arguments = ("--topic", TOPIC, "--cert", self.certificate, "--at", instant(clock), self.file(delivery))
        (told,) = self.defray("ingest", "aws", *arguments, code=code)
        return told

    def bills(self, clock, *rows):
        head = "bill,workspace,item,amount,period_start,period_end\n"
        text = head + "".join(f"{bill},{workspace},logs,{amount},{instant(start)},{instant(end)}\n" for bill, workspace, amount, start, end in rows)
        self.defray("bills", "--format", "plain", "--at", instant(clock), self.file(text))

    def requested(self, provider, clock):
        return self.defray("meter", "request", "--provider", provider, "--at", instant(clock))

    def acknowledged(self, call, status, body, clock, code=0):
        arguments = ("--call", self.file(json.dumps(call)), "--status", str(status), "--answer", self.file(body), "--at", instant(clock))
        return self.defray("meter", "ack", *arguments, code=code)

    def push(self, call, clock):
        """Sends a call to the market, as its SDK would."""
        self.market.now = unix(clock)
        form = urllib.parse.urlencode({"Action": call["operation"], "Metering": call["body"]}).encode()
        try:
            with urllib.request.urlopen(self.address, form, timeout=10) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def batch(self, call):
        """Sends a call to moto through botocore, which holds it against AWS's own service model."""
        self.assertEqual(call["operation"], "BatchMeterUsage")
        body = json.loads(call["body"])
        for record in body["UsageRecords"]:
            # moto knows no allocations.
            del record["UsageAllocations"]
        answer = boto3.Session("x", "x", region_name=REGION).client("meteringmarketplace").batch_meter_usage(**body)
        return json.dumps({name: answer[name] for name in ["Results", "UnprocessedRecords"]}, default=str)

    @moto.mock_aws
    def test_subscribe_use_cancel_and_fall_back(self):
        self.market = Market()
        self.address = self.market.serve()
        sns = Sns()
        self.certificate = self.file(sns.pem)
        commands = []
        for account, currency in [("acme", "CNY"), ("globex", "USD")]:
            commands.append({"command": "open_account", "at": instant("00:00:00"), "account": account, "currency": currency})
            for site in ["cn1-hangzhou", "us1-oregon"]:
                commands.append({"command": "bind_workspace", "at": instant("00:00:00"), "account": account, "workspace": f"{site}/{account}"})
        self.apply(*commands)

        # Subscribed: AliCloud calls, and is answered with the instance's id. AWS notifies, and names the customer
        # when it is asked.
        order = {
            "action": "createInstance", "aliUid": "1041031108983109", "orderBizId": "122779388", "orderId": "269326581310319",
            "productCode": "cmgj00053362", "skuId": "yuncode6661200001", "trial": "false",
        }
        forged = self.ingest_alicloud("01:00:00", alicloud(key="guessed", **order), code=1)
        self.assertEqual((forged["disposition"], forged["ok"]), ("rejected", False))
        created = self.ingest_alicloud("01:00:00", alicloud(**order))
        instance = json.loads(created["reply"]["body"])["instanceId"]
        again = self.ingest_alicloud("01:02:00", alicloud(**order))
        self.assertEqual(json.loads(again["reply"]["body"])["instanceId"], instance, "the same order, the same instance")
        self.market.sells(instance, "cmgj00053362")
        foreign = sns.notification(1, "subscribe-success", "01:00:00", topic=TOPIC.replace("n0123", "other"))
        self.assertEqual(self.ingest_aws("01:00:10", foreign, code=1)["disposition"], "rejected")
        stranger = Sns().notification(1, "subscribe-success", "01:00:00")
        self.assertEqual(self.ingest_aws("01:00:10", stranger, code=1)["disposition"], "rejected")
        self.ingest_aws("01:00:10", sns.notification(1, "subscribe-success", "01:00:00"))
        customer = {"CustomerIdentifier": "X01EXAMPLEX", "CustomerAWSAccountId": "123456789012", "ProductCode": "n0123"}
        (resolved,) = self.defray("ingest", "aws", "--result", "resolve-customer", self.file(json.dumps(customer)))
        meteringmarketplace_backends[ACCOUNT][REGION].customers_by_product["n0123"].append("X01EXAMPLEX")

        ali = {"provider": "alicloud", "account_id": "ops@1041031108983109", "instance_id": instance}
        aws = next(value for value in resolved.values() if isinstance(value, dict) and "provider" in value)
        for account, name, subscription in [("acme", "ali", ali), ("globex", "aws", aws)]:
            link = {"command": "link_cloud_account", "at": instant("02:00:00"), "account": account, "cloud_account": name, "subscription": subscription}
            chosen = [
                {"command": "choose_method", "at": instant("02:00:00"), "account": account, "workspace": f"{site}/{account}", "method": {"cloud_account": name}}
                for site in ["cn1-hangzhou", "us1-oregon"]
            ]
            self.apply(link, *chosen)

        # Used: an hour of usage of four workspaces, metered in the next one.
        self.bills(
            "08:02:00",
            ("a-1", "cn1-hangzhou/acme", "12.345 CNY", "07:00:00", "08:00:00"), ("a-2", "us1-oregon/acme", "7.5 CNY", "07:00:00", "08:00:00"),
            ("g-1", "cn1-hangzhou/globex", "20 USD", "07:00:00", "08:00:00"), ("g-2", "us1-oregon/globex", "5.018 USD", "07:00:00", "08:00:00"),
        )
        (call,) = self.requested("alicloud", "08:05:00")
        self.assertEqual(self.requested("alicloud", "08:05:30"), [call], "until it is answered, the same")
        status, body = self.push(call, "08:06:00")
        self.assertEqual(status, 200, body)
        self.acknowledged(call, status, body, "08:06:01")
        self.assertEqual(self.market.pushed[0]["Entities"][0]["Value"], "1984", "12.345 + 7.5, in whole hundredths")
        (call,) = self.requested("aws", "08:05:00")
        sent = json.loads(call["body"])["UsageRecords"][0]
        self.assertEqual(sum(part["AllocatedUsageQuantity"] for part in sent["UsageAllocations"]), sent["Quantity"])
        told = self.acknowledged(call, 200, self.batch(call), "08:06:02")
        self.assertEqual((told[0]["events"][0]["state"], told[0]["events"][0]["accepted"]), ("accepted", 2501))

        # Cancelled: both end at 09:20. The hour of the end is metered up to the end.
        self.market.instances[instance]["expired"] = unix("09:20:00")
        released = alicloud(action="releaseInstance", instanceId=instance, isRefund="false")
        self.assertEqual(json.loads(self.ingest_alicloud("09:20:00", released)["reply"]["body"]), {"success": "true"})
        self.assertEqual(json.loads(self.ingest_alicloud("09:25:00", released)["reply"]["body"]), {"success": "true"})
        self.ingest_aws("09:20:05", sns.notification(2, "unsubscribe-pending", "09:20:00"))
        self.bills(
            "09:30:00",
            ("a-3", "cn1-hangzhou/acme", "3 CNY", "09:00:00", "09:20:00"), ("a-4", "us1-oregon/acme", "1 CNY", "09:20:00", "10:00:00"),
            ("g-3", "cn1-hangzhou/globex", "4 USD", "09:00:00", "09:20:00"),
        )
        (call,) = self.requested("alicloud", "09:31:00")
        status, body = self.push(call, "09:31:00")
        self.assertEqual(status, 200, body)
        self.acknowledged(call, status, body, "09:31:01")
        final = self.market.pushed[1]
        self.assertEqual((final["StartTime"], final["EndTime"]), (str(unix("09:00:00")), str(unix("09:20:00"))))
        self.assertEqual(final["Entities"][0]["Value"], "300", "0.005 of before and 3: 0.005 waits still")
        # AWS no longer knows the customer: what was not metered falls back.
        meteringmarketplace_backends[ACCOUNT][REGION].customers_by_product["n0123"].clear()
        (call,) = self.requested("aws", "09:31:00")
        told = self.acknowledged(call, 200, self.batch(call), "09:31:02")
        corrected = [event for event in told[0]["events"] if event["event"] == "bill_corrected"]
        self.assertEqual([event["correction"]["amount"] for event in corrected], ["0.008 USD", "4 USD"])
        self.ingest_aws("10:20:05", sns.notification(3, "unsubscribe-success", "10:20:00"))

        # A bill that comes after AliCloud's last hour is charged to it without effect, and falls back with the
        # carried remainder.
        self.bills("10:40:00", ("a-5", "cn1-hangzhou/acme", "2 CNY", "08:00:00", "09:00:00"))
        self.defray("advance", instant("11:00:00"))
        (bill,) = self.defray("show", "bill", "a-5")
        self.assertEqual([correction["reason"] for correction in bill["corrections"]], ["unmetered"])

        self.told_the_customers()
        (proof,) = self.defray("verify")
        self.assertTrue(proof["ok"])
        for account, cloud in [("acme", "22.84 CNY"), ("globex", "25.01 USD")]:
            (shown,) = self.defray("show", "account", account)
            self.assertEqual(shown["totals"]["cloud_paid"], cloud, "what the provider was told, to the cent")
        self.assertNotIn(ISV_KEY, self.said)

    def told_the_customers(self):
        server = subprocess.Popen([sys.executable, SMTP_SERVER, self.path])
        self.addCleanup(lambda: (server.kill(), server.wait()))
        for _ in range(600):
            if (self.path / "port").exists():
                break
            time.sleep(0.05)
        os.environ["STORY_SMTP"] = f"smtp://127.0.0.1:{(self.path / 'port').read_text()}"
        owed = self.defray("outbox", "list")
        templates = sorted((next(iter(one["notification"].values()))["account"], next(iter(one["notification"]))) for one in owed)
        self.assertEqual(templates, [
            ("acme", "arrears_begun"), ("acme", "method_changed_by_force"), ("acme", "usage_not_metered"),
            ("globex", "arrears_begun"), ("globex", "method_changed_by_force"), ("globex", "usage_not_metered"),
        ])
        self.defray("outbox", "deliver", "--from", "billing@vendor.example", "--to", "finance@customer.example", "--language", "zh")
        mails = [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in sorted(self.path.glob("*.eml"))]
        self.assertEqual(len(mails), 6)
        self.assertEqual(self.defray("outbox", "list"), [])
        text = "".join(mail.get_body(("plain",)).get_content() for mail in mails)
        for amount in ["2.005 CNY", "4.008 USD"]:
            self.assertIn(amount, text)


class TheMarketIsStrict(unittest.TestCase):
    """A stub that takes anything would prove nothing."""

    def test_what_breaks_a_limit_is_refused(self):
        market = Market()
        market.sells("1", "p")
        market.sells("2", "q")
        good = {"InstanceId": "1", "StartTime": str(unix("08:00:00")), "EndTime": str(unix("08:20:00")), "Entities": [{"Key": "Unit", "Value": "3"}]}
        market.now = unix("09:30:00")
        market.push(json.dumps([good]))
        late = good | {"StartTime": str(unix("09:00:00")), "EndTime": str(unix("09:20:00"))}
        for now, records in [
            ("09:30:30", [late]), ("10:00:00", [good]), ("09:32:00", [good]), ("11:00:00", [late]), ("09:10:00", [late]),
            ("09:32:00", [late | {"EndTime": str(unix("09:05:00"))}]), ("09:32:00", [late | {"InstanceId": "3"}]), ("09:32:00", []),
            ("09:32:00", [late, late | {"InstanceId": "2"}]), ("09:32:00", [late] * 101), ("09:32:00", [late | {"Entities": []}]),
            ("09:32:00", [late | {"Entities": [{"Key": "Unit", "Value": "1.5"}]}]), ("09:32:00", [late | {"StartTime": unix("09:00:00")}]),
        ]:
            market.now = unix(now)
            with self.assertRaises(Refused, msg=(now, records[:1])):
                market.push(json.dumps(records))
        market.instances["1"]["expired"] = unix("08:50:00")
        market.now = unix("09:32:00")
        with self.assertRaises(Refused):
            market.push(json.dumps([late]))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
