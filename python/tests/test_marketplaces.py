"""Marketplace deliveries: verification, recording and replies; and metering calls."""

import os
import pathlib
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from datetime import datetime, timedelta, timezone

import pytest

import defray
from defray import Provider, marketplaces
from defray.marketplaces import (
    Delivery,
    MeteringCall,
    MeteringResultKind,
    Nonces,
    Proof,
    Rejected,
    SigningCertificate,
    Trust,
)

DATA = pathlib.Path(os.environ["DEFRAY_ROOT"]) / "tests/data/marketplaces"
ARRIVAL = datetime(2026, 5, 2, 0, 54, 30, tzinfo=timezone.utc)
TOPIC = "arn:aws:sns:us-east-1:287250355862:aws-mp-subscription-notification-4ml54db8vrmjuykaw1psroool"


def request(name: str) -> Delivery:
    head, _, body = (DATA / name).read_bytes().partition(b"\r\n\r\n")
    method, target, _ = head.split(b"\r\n")[0].decode().split(" ")
    return Delivery(method, target, [("Host", "seller.example")], body)


def rejected(provider: Provider, delivery: Delivery, trust: Trust, code: str) -> Rejected:
    with pytest.raises(Rejected) as caught:
        marketplaces.accept(provider, delivery, trust)
    assert caught.value.code == code, caught.value
    return caught.value


def test_an_alicloud_call_is_verified_recorded_and_answered() -> None:
    call, trust = request("alicloud-create.http"), Trust(ARRIVAL, secrets=["old", "isvkey"])
    accepted = marketplaces.accept(Provider.ALI_CLOUD, call, trust)
    assert (accepted.proof, accepted.next, len(accepted.messages)) == (Proof.SHARED_SECRET, None, 1)
    with defray.open_in_memory() as db:
        done = db.ingest(accepted.messages[0], at=ARRIVAL)
        assert isinstance(done, defray.Done)
    shown = marketplaces.Done({"frontEndUrl": "https://app.example/"})
    reply = marketplaces.reply(Provider.ALI_CLOUD, call, shown, trust)
    assert (reply.status, reply.body) == (200, '{"appInfo":{"frontEndUrl":"https://app.example/"},"instanceId":"122779388"}')
    assert marketplaces.reply(Provider.ALI_CLOUD, call, marketplaces.NotReady(), trust).body == '{"instanceId":"0"}'
    assert marketplaces.reply(Provider.ALI_CLOUD, call, marketplaces.TryAgain(), trust).status == 503


def test_a_forged_call_is_rejected_with_a_reply_and_without_secrets() -> None:
    call, trust = request("alicloud-release.http"), Trust(ARRIVAL, secrets=["isvkey"])
    call = Delivery(call.method, call.target.replace("122779388", "122779389"))
    forged = rejected(Provider.ALI_CLOUD, call, trust, "forged")
    assert (forged.field, forged.ours, forged.reply.status) == ("token", False, 403)
    assert forged.kept.rejected is not None and forged.kept.rejected.startswith("forged: ")
    with defray.open_in_memory() as db:
        done = db.ingest(forged.kept, at=ARRIVAL)
        assert isinstance(done, defray.Done)
        (event,) = done.events
        assert isinstance(event, defray.EventMessageReceived) and event.disposition is defray.MessageDisposition.REJECTED
    shown = f"{call} {trust} {forged} {forged!r} {vars(forged)} {defray.to_json(forged.kept)}"
    assert "isvkey" not in shown and "12317a5a" not in shown
    assert rejected(Provider.ALI_CLOUD, call, Trust(ARRIVAL), "nothing_trusted").ours
    with pytest.raises(defray.MisuseError) as misuse:
        marketplaces.accept(Provider.ALI_CLOUD, call, Trust(ARRIVAL, secrets=[17]))  # type: ignore[list-item]
    assert (misuse.value.code, misuse.value.field) == ("wrong_type", "trust.secrets[0]")
    assert "17" not in str(misuse.value)


def test_receive_records_and_answers() -> None:
    release, trust = request("alicloud-release.http"), Trust(ARRIVAL, secrets=["isvkey", "accesskey"])
    forged = Delivery(release.method, release.target.replace("isRefund=false", "isRefund=true"))
    with defray.open_in_memory(clock=defray.ManualClock(ARRIVAL)) as db:
        db.open_account("acme", currency="CNY")
        subscription = defray.Subscription(provider=Provider.ALI_CLOUD, account_id="1041031108983109", instance_id="122779388")
        db.link_cloud_account("acme", cloud_account="ca-1", subscription=subscription)

        refused = db.receive(Provider.ALI_CLOUD, forged, trust)
        assert refused.accepted is None and refused.rejected is not None and refused.rejected.code == "forged"
        assert (refused.results, refused.failure, refused.reply.status) == ((), None, 403)
        assert db.cloud_account("ca-1").state is defray.CloudAccountState.PENDING and db.position == 2
        kept = db.receive(Provider.ALI_CLOUD, forged, trust, keep_rejected=True)
        assert kept.results == (marketplaces.MessageResult(defray.MessageDisposition.REJECTED, position=3),)

        first = db.receive(Provider.ALI_CLOUD, release, trust)
        assert first.rejected is None and first.accepted is not None and first.accepted.proof is Proof.SHARED_SECRET
        assert first.results[0].disposition is defray.MessageDisposition.APPLIED
        again = db.receive(Provider.ALI_CLOUD, release, trust, at=ARRIVAL)
        assert again.results[0].disposition is defray.MessageDisposition.NO_CHANGE
        assert (again.reply, again.reply.status) == (first.reply, 200)

        query, access = request("huawei-v2-query.http"), {"frontEndUrl": "https://app.example/"}
        assert "000003" in db.receive(Provider.HUAWEI_CLOUD, query, trust).reply.body
        db.receive(Provider.HUAWEI_CLOUD, request("huawei-v2-new.http"), trust)
        known = db.receive(Provider.HUAWEI_CLOUD, query, trust, access=access)
        assert known.results[0].duplicate and '"instanceId":"CS2211181819B4LVS-000001"' in known.reply.body
        with pytest.raises(defray.MisuseError) as misuse:
            db.receive(Provider.ALI_CLOUD, release, Trust(ARRIVAL, secrets=[17]))  # type: ignore[list-item]
        assert (misuse.value.code, misuse.value.field) == ("wrong_type", "trust.secrets[0]")
    with pytest.raises(defray.ClosedError) as closed:
        db.receive(Provider.ALI_CLOUD, release, trust)
    assert closed.value.code == "closed"


def test_one_of_sixteen_threads_accepts_a_huawei_call() -> None:
    call, trust = request("huawei-v2-new.http"), Trust(ARRIVAL, secrets=["accesskey"], nonces=Nonces())
    outcomes: list[object] = []

    def one() -> None:
        try:
            outcomes.append(marketplaces.accept(Provider.HUAWEI_CLOUD, call, trust).next)
        except Rejected as error:
            outcomes.append(error.code)

    threads = [threading.Thread(target=one) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("replayed") == 15
    assert outcomes.count(marketplaces.LookUpOrder("CS2211181819B4LVS", "CS2211181819B4LVS-000001")) == 1
    late = ARRIVAL + timedelta(hours=1)
    rejected(Provider.HUAWEI_CLOUD, call, Trust(late, secrets=["accesskey"]), "untimely")
    marketplaces.accept(Provider.HUAWEI_CLOUD, call, Trust(late, secrets=["accesskey"], age_limit=timedelta(hours=2)))
    query, trust = request("huawei-v2-query.http"), Trust(ARRIVAL, secrets=["accesskey"])
    action = marketplaces.accept(Provider.HUAWEI_CLOUD, query, trust).next
    assert action == marketplaces.DescribeInstances(("CS2211181819B4LVS-000001",))
    instance = marketplaces.Instance("CS2211181819B4LVS-000001", {"frontEndUrl": "https://app.example/"})
    reply = marketplaces.reply(Provider.HUAWEI_CLOUD, query, marketplaces.Instances([instance]), trust)
    assert "CS2211181819B4LVS-000001" in reply.body and "Body-Sign" in dict(reply.headers)
    unknown = marketplaces.reply(Provider.HUAWEI_CLOUD, query, marketplaces.UnknownInstance(), trust)
    assert "000003" in unknown.body


def test_an_sns_message_names_the_certificate_to_fetch() -> None:
    message, trust = Delivery(body=(DATA / "sns-confirmation.json").read_bytes()), Trust(ARRIVAL, topics=[TOPIC])
    needed = rejected(Provider.AWS, message, trust, "certificate_needed")
    assert needed.certificate_address is not None and needed.reply.status == 503
    certificate = SigningCertificate(needed.certificate_address, (DATA / "sns.pem").read_text())
    trust = Trust(ARRIVAL, topics=[TOPIC], certificates=[certificate])
    accepted = marketplaces.accept(Provider.AWS, message, trust)
    assert isinstance(accepted.next, marketplaces.ConfirmSubscription) and accepted.proof is Proof.SIGNATURE
    assert "ConfirmSubscription&" in accepted.next.address and "S3cr3t" not in repr(accepted.next)
    with defray.open_in_memory() as db:
        db.ingest(accepted.messages[0], at=ARRIVAL)
        (pending,) = db.snapshot().outbox()
        assert isinstance(pending.notification, defray.NotificationConfirmSubscription)
        assert pending.notification.address == accepted.next.address
    entitlement = Delivery(body=(DATA / "sns-entitlement.json").read_bytes())
    assert marketplaces.accept(Provider.AWS, entitlement, trust).next == marketplaces.LookUpEntitlements("n0123EXAMPLE", "X01EXAMPLEX")
    stranger = SigningCertificate(certificate.address, (DATA / "stranger.pem").read_text())
    rejected(Provider.AWS, message, Trust(ARRIVAL, topics=[TOPIC], certificates=[stranger]), "forged")
    rejected(Provider.AWS, Delivery(body=b"\xff"), trust, "not_utf8")
    raw = Delivery(body=b'{"action":"x"}')
    rejected(Provider.AWS, raw, trust, "unproved")
    assert marketplaces.accept(Provider.AWS, raw, Trust(private_channel=True)).proof is Proof.CHANNEL


def test_the_example_receives_deliveries(tmp_path: pathlib.Path) -> None:
    ledger = tmp_path / "ledger.defray"
    with defray.open(ledger, create=True) as db:
        db.open_account("acme", currency="CNY")
        subscription = defray.Subscription(provider=Provider.ALI_CLOUD, account_id="1041031108983109", instance_id="122779388")
        db.link_cloud_account("acme", cloud_account="ca-1", subscription=subscription)
    example = pathlib.Path(os.environ["DEFRAY_ROOT"]) / "examples/python/marketplace_server.py"
    environment = os.environ | {"ALICLOUD_KEY": "isvkey", "HUAWEI_KEY": "accesskey"}
    arguments = [sys.executable, "-W", "error", str(example), str(ledger), "0"]
    server = subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert server.stdout is not None
    try:
        port = int(server.stdout.readline())
        target = request("alicloud-release.http").target.replace("/spi", "/alicloud")

        def get(target: str) -> tuple[int, str]:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}{target}", timeout=30) as response:
                    return response.status, response.read().decode()
            except urllib.error.HTTPError as error:
                with error:
                    return error.code, error.read().decode()

        assert get(target.replace("isRefund=false", "isRefund=true")) == (403, '{"message":"forged","success":"false"}')
        assert get(target) == (200, '{"success":"true"}')
        assert get(target) == (200, '{"success":"true"}')
        assert get("/elsewhere")[0] == 404
    finally:
        server.kill()
        server.wait()
        server.stdout.close()
    with defray.open(ledger) as db:
        assert db.cloud_account("ca-1").state is defray.CloudAccountState.CLOSING
        assert len(list(db.snapshot().journal())) == 4, "the forged call is not recorded"


def test_metering_calls_and_their_answers() -> None:
    start = datetime(2026, 3, 1, tzinfo=timezone.utc)
    day = start + timedelta(days=1)
    clock = defray.ManualClock(start)
    with defray.open_in_memory(clock=clock) as db:
        db.open_account("acme", currency="CNY")
        db.bind_workspace("acme", workspace="cn1/one")
        link = defray.Subscription(Provider.ALI_CLOUD, account_id="1041031108983109", instance_id="122779388")
        db.link_cloud_account("acme", cloud_account="ca-1", subscription=link)
        identity, signal = "alicloud:122779388", defray.Signal.ACTIVATED
        message = defray.MarketplaceMessage(
            Provider.ALI_CLOUD, identity=identity, kind="createInstance", signal=signal, occurred_at=start
        )
        db.ingest(message)
        db.choose_method("acme", workspace="cn1/one", method=defray.PayerCloudAccount("ca-1"))
        clock.set(day)
        period = defray.Period(start + timedelta(hours=12), end=day)
        amount = defray.Money("7.25", "CNY")
        db.settle_bill(defray.Bill("b-1", workspace="cn1/one", item="logs", amount=amount, period=period))
        requested = db.request_metering("ca-1")
        assert isinstance(requested, defray.Done) and isinstance(requested.events[0], defray.EventMeteringRequested)
        number = requested.events[0].record.number

        with db.snapshot() as snapshot:
            (call,), unsendable = marketplaces.metering_calls(snapshot, Provider.ALI_CLOUD, now=day)
            assert (call.operation, call.records, call.wait, unsendable) == ("PushMeteringData", (number,), timedelta(), ())
            assert '"122779388"' in call.body and '"Value":"725"' in call.body
            assert marketplaces.metering_calls(snapshot, Provider.AWS, now=day) == ((), ())
            late = marketplaces.metering_calls(
                snapshot, Provider.ALI_CLOUD, now=day + timedelta(days=2), records=[number], records_per_call=1
            )
            assert late[0] == () and [(one.record, one.code) for one in late[1]] == [(number, "too_late")]
        assert MeteringCall.from_json(call.to_json()) == call

        (none,) = call.outcomes(0)
        assert (none.record, none.result, none.outcome) == (number, MeteringResultKind.UNKNOWN, None)
        assert none.code == "no_answer"
        (one,) = call.outcomes(200, b'{"RequestId":"r","Success":true}')
        assert (one.record, one.result, one.code) == (number, MeteringResultKind.ACCEPTED, None)
        assert isinstance(one.outcome, defray.MeteringOutcomeAccepted)
        db.acknowledge_metering(one.record, outcome=one.outcome, provider_record=one.provider_record)
        meter = db.meter("ca-1")
        assert (meter.accepted, meter.in_flight) == (amount, None)

        assert call.headers("key", "n-1", day) == {}
        signed = MeteringCall(Provider.HUAWEI_CLOUD, "/", "{}", (number,)).headers("key", "n-1", day)
        assert signed["nonce"] == "n-1" and "signature" in signed
        with pytest.raises(defray.MisuseError) as wrong:
            MeteringCall(Provider.HUAWEI_CLOUD, "/", "{}", (number,)).headers("key", "no nonce", day)
        assert (wrong.value.code, wrong.value.field) == ("bad_value", "nonce")
        assert "key" not in str(wrong.value)
        with pytest.raises(defray.ClosedError) as closed:
            marketplaces.metering_calls(snapshot, Provider.ALI_CLOUD)
        assert closed.value.code == "closed"
        with pytest.raises(defray.NotFoundError) as missing, db.snapshot() as present:
            marketplaces.metering_calls(present, Provider.ALI_CLOUD, records=[defray.EntryPosition(1, index=0)])
        assert missing.value.code == "not_found"
