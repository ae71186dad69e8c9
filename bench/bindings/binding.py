"""The measured program in Python. See bench/src/bin/bindings.rs for its input, and binding_rust.rs for Rust."""

import sys
from datetime import UTC, datetime
from time import perf_counter_ns

import defray

START = datetime(2026, 3, 1, tzinfo=UTC)
END = datetime(2026, 3, 2, tzinfo=UTC)


class Work:
    def __init__(self):
        self.db = defray.open_in_memory(clock=defray.ManualClock(END))
        self.next = 0
        self.db.submit(defray.OpenAccount(account="acme", currency="CNY"), at=START)
        self.db.submit(defray.BindWorkspace(account="acme", workspace="cn1/ws-1"), at=START)
        self.db.submit(defray.TopUp(account="acme", amount=defray.Money.parse("100000000 CNY")), at=START)

    def bill(self):
        self.next += 1
        return defray.SettleBill(
            bill=defray.Bill(
                id=f"b-{self.next:010}",
                workspace="cn1/ws-1",
                item="logs",
                amount=defray.Money.parse("0.0125 CNY"),
                period=defray.Period(start=START, end=END),
            )
        )

    def batch(self, size):
        for answer in self.db.submit_all([self.bill() for _ in range(size)], at=END):
            if isinstance(answer, Exception):
                raise answer

    def singles(self, count):
        for _ in range(count):
            self.db.submit(self.bill(), at=END)

    def payer(self, count):
        snapshot = self.db.snapshot()
        for _ in range(count):
            snapshot.payer_at("cn1/ws-1", START)

    def account(self, count):
        snapshot = self.db.snapshot()
        for _ in range(count):
            snapshot.account("acme")

    def bill_record(self, count):
        snapshot = self.db.snapshot()
        for _ in range(count):
            snapshot.bill("b-0000000001")

    def list(self, count):
        snapshot = self.db.snapshot()
        for _ in range(count):
            for _ in snapshot.workspaces_of("acme"):
                pass


work = Work()
for line in sys.stdin:
    what, count = line.split()
    begun = perf_counter_ns()
    getattr(work, {"bill": "bill_record"}.get(what, what))(int(count))
    print(perf_counter_ns() - begun, flush=True)
