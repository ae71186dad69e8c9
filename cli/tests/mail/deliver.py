"""`defray outbox deliver` with a real SMTP server: every mail is sent at least once, also when the server fails.

usage: deliver.py PATH-TO-DEFRAY
"""

import email
import email.policy
import json
import pathlib
import subprocess
import sys
import tempfile
import time

DEFRAY = pathlib.Path(sys.argv[1]).resolve()
HERE = pathlib.Path(__file__).parent

# Three accounts go into arrears: one mail each.
HISTORY = []
for name in ("acme", "beta", "gamma"):
    HISTORY += [
        {"command": "open_account", "at": "2026-03-01T00:00:00Z", "account": name, "currency": "CNY"},
        {"command": "bind_workspace", "at": "2026-03-01T00:00:00Z", "account": name, "workspace": f"cn1-hangzhou/{name}"},
        {
            "command": "settle_bill",
            "at": "2026-03-03T00:00:00Z",
            "bill": {
                "id": f"b-{name}",
                "workspace": f"cn1-hangzhou/{name}",
                "item": "logs",
                "amount": "1234.5 CNY",
                "period": {"start": "2026-03-02T00:00:00Z", "end": "2026-03-03T00:00:00Z"},
            },
        },
    ]

# Gamma has set its own language and time zone.
HISTORY.append(
    {"command": "set_mail_settings", "at": "2026-03-04T00:00:00Z", "account": "gamma", "language": "zh", "time_zone": "Asia/Tokyo"}
)


class Place:
    """A ledger with three pending mails, and a folder for a server."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name)
        self.ledger = self.path / "ledger.defray"
        lines = "".join(json.dumps(command) + "\n" for command in HISTORY)
        (self.path / "history.jsonl").write_text(lines)
        self.defray("apply", str(self.path / "history.jsonl"), code=0)
        self.server = None

    def defray(self, *arguments, code=None, smtp=None):
        environment = {"DEFRAY_SMTP": smtp} if smtp else {}
        ran = subprocess.run(
            [DEFRAY, "--db", self.ledger, *arguments], capture_output=True, text=True, env=environment, timeout=120
        )
        if code is not None:
            assert ran.returncode == code, (arguments, ran)
        return ran

    def start(self, *manner):
        (self.path / "port").unlink(missing_ok=True)
        self.server = subprocess.Popen([sys.executable, HERE / "server.py", self.path, *manner])
        for _ in range(600):
            if (self.path / "port").exists():
                return f"smtp://127.0.0.1:{(self.path / 'port').read_text()}"
            time.sleep(0.05)
        raise AssertionError("the server did not start")

    def stop(self):
        self.server.kill()
        self.server.wait()

    def pending(self):
        return [json.loads(line)["number"] for line in self.defray("outbox", "list", "--json", code=0).stdout.splitlines()]

    def mails(self):
        files = sorted(self.path.glob("*.eml"))
        return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]

    def deliver(self, smtp, *more, code=None):
        arguments = ("outbox", "deliver", "--from", "Billing <billing@vendor.example>", "--json", *more)
        return self.defray(*arguments, smtp=smtp, code=code)


def test_every_mail_arrives_whole_and_is_acknowledged():
    place = Place()
    recipients = {
        "acme": {"to": ["ops@acme.example", "财务 <finance@acme.example>"], "language": "zh", "time_zone": "Asia/Shanghai"},
        "*": {"to": ["others@vendor.example"]},
    }
    (place.path / "recipients.json").write_text(json.dumps(recipients))
    smtp = place.start()
    ran = place.deliver(smtp, "--recipients", str(place.path / "recipients.json"), code=0)
    assert [json.loads(line)["result"] for line in ran.stdout.splitlines()] == ["sent"] * 3, ran
    assert place.pending() == []
    mails = place.mails()
    assert len(mails) == 3
    acme = mails[0]
    assert acme["To"] == "ops@acme.example, 财务 <finance@acme.example>", acme["To"]
    assert acme["From"] == "Billing <billing@vendor.example>"
    assert "1,234.50 CNY" in acme["Subject"] and "已欠费" in acme["Subject"], acme["Subject"]
    text = acme.get_body(("plain",)).get_content()
    html = acme.get_body(("html",)).get_content()
    assert "2026年3月3日 08:00" in text and "2026年3月3日 08:00" in html, text
    assert "beta" in mails[1]["Subject"] and mails[1]["To"] == "others@vendor.example"
    # The settings of an account come before the options of the command.
    assert "2026年3月3日 09:00（Asia/Tokyo）" in mails[2].get_body(("plain",)).get_content(), mails[2]
    assert len({mail["Message-ID"] for mail in mails}) == 3
    # No outbox message is pending any more, so nothing is sent again.
    place.deliver(smtp, "--to", "others@vendor.example", code=0)
    assert len(place.mails()) == 3
    place.stop()


def test_with_a_busy_server_nothing_is_lost():
    place = Place()
    smtp = place.start("refuse-temporarily")
    ran = place.deliver(smtp, "--to", "ops@vendor.example", code=4)
    assert "mail_server" in ran.stderr and "451" in ran.stderr, ran
    assert len(place.pending()) == 3 and place.mails() == []
    place.stop()
    smtp = place.start()
    place.deliver(smtp, "--to", "ops@vendor.example", code=0)
    assert place.pending() == [] and len(place.mails()) == 3
    place.stop()


def test_a_server_that_ends_early_gets_the_rest_later():
    place = Place()
    smtp = place.start("die-after", "1")
    place.deliver(smtp, "--to", "ops@vendor.example", code=4)
    place.server.wait()
    assert len(place.mails()) == 1 and len(place.pending()) == 2, "the accepted mail is acknowledged, the others are pending"
    smtp = place.start()
    place.deliver(smtp, "--to", "ops@vendor.example", code=0)
    assert place.pending() == []
    identities = [mail["Message-ID"] for mail in place.mails()]
    assert len(set(identities)) == 3, identities
    place.stop()


def test_without_a_server_nothing_is_lost():
    place = Place()
    ran = place.deliver("smtp://127.0.0.1:9", "--to", "ops@vendor.example", code=4)
    assert len(place.pending()) == 3, ran


def test_one_refused_address_does_not_stop_the_others():
    place = Place()
    recipients = {"acme": {"to": ["gone@acme.example"]}, "*": {"to": ["ops@vendor.example"]}}
    (place.path / "recipients.json").write_text(json.dumps(recipients))
    smtp = place.start("refuse-for-good", "gone@acme.example")
    ran = place.deliver(smtp, "--recipients", str(place.path / "recipients.json"), code=1)
    results = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [one["result"] for one in results] == ["refused", "sent", "sent"], results
    assert "550" in results[0]["reason"]
    assert len(place.pending()) == 1, "it stays pending until the address is corrected"
    place.stop()


def test_a_mail_without_an_address_is_reported_and_stays_pending():
    place = Place()
    (place.path / "recipients.json").write_text(json.dumps({"beta": {"to": ["ops@beta.example"]}}))
    smtp = place.start()
    ran = place.deliver(smtp, "--recipients", str(place.path / "recipients.json"), code=1)
    results = [json.loads(line)["result"] for line in ran.stdout.splitlines()]
    assert results == ["no_address", "sent", "no_address"], ran
    assert len(place.pending()) == 2
    place.stop()


def test_what_is_for_the_operator_waits_for_the_operators_address():
    place = Place()
    confirm = {"topic": "arn:t", "address": "https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&Token=1"}
    message = {"provider": "aws", "kind": "SubscriptionConfirmation", "signal": "ignored", "confirm": confirm}
    (place.path / "confirm.jsonl").write_text(json.dumps({"command": "ingest", "message": message}) + "\n")
    place.defray("apply", str(place.path / "confirm.jsonl"), code=0)
    smtp = place.start()
    ran = place.deliver(smtp, "--to", "others@vendor.example", code=1)
    results = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [one["result"] for one in results] == ["sent"] * 3 + ["no_address"] and "account" not in results[3], ran
    assert "--operator" in results[3]["reason"] and "Token" not in ran.stdout and len(place.pending()) == 1
    place.deliver(smtp, "--operator", "ops@vendor.example", code=0)
    mail = place.mails()[-1]
    assert mail["To"] == "ops@vendor.example" and confirm["address"] in mail.get_body(("plain",)).get_content(), mail
    assert place.pending() == []
    place.stop()


def test_wrong_arguments_are_reported_before_anything_is_sent_and_show_no_password():
    place = Place()
    smtp = place.start()
    for recipients in ('{"acme": {"to": []}}', '{"acme": {"to": ["no address"]}}', '{"acme": {"colour": 1}}', "[]"):
        (place.path / "recipients.json").write_text(recipients)
        place.deliver(smtp, "--recipients", str(place.path / "recipients.json"), "--to", "a@b.example", code=3)
    place.deliver(smtp, code=2)
    place.deliver(smtp, "--to", "ops@vendor.example", "--time-zone", "Nowhere/There", code=2)
    ran = place.deliver("ftp://user:hunter2@mail.example", "--to", "ops@vendor.example", code=2)
    assert "hunter2" not in ran.stdout + ran.stderr, ran
    ran = place.deliver("smtp://user:hunter2@127.0.0.1:9", "--to", "ops@vendor.example", code=4)
    assert "hunter2" not in ran.stdout + ran.stderr, ran
    assert len(place.pending()) == 3 and place.mails() == []
    place.stop()


if __name__ == "__main__":
    tests = [(name, test) for name, test in globals().items() if name.startswith("test_")]
    for name, test in tests:
        test()
        print("ok", name)
