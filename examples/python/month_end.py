# %% [markdown]
# # Month-end reconciliation
#
# The month of March for one customer, from the first bill to the figures that the finance department signs: which fund
# paid which amount on each day, a proof that all amounts add up to the last decimal, and the effect of a marketplace
# message on the 20th. Run it as a script, or cell by cell in an editor that supports `# %%`.
#
# The ledger is in a temporary folder. `python month_end.py [FOLDER]` writes the plot to FOLDER, by default to the
# current folder.

# %%
import csv
import sys
import tempfile
from collections import defaultdict
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import defray
from defray import Bill, Fund, Money, Period

ACCOUNT, CURRENCY = "acme", "CNY"
MONTH = datetime(2026, 3, 1, tzinfo=timezone.utc)
NEXT_MONTH = datetime(2026, 4, 1, tzinfo=timezone.utc)
DAY = timedelta(days=1)
DAYS = [MONTH + DAY * number for number in range(31)]
SUBSCRIPTION_ENDED = MONTH + DAY * 19 + timedelta(hours=8, minutes=30)


def cny(amount: Decimal | int | str) -> Money:
    return Money(amount, CURRENCY)


def shown(money: Money) -> str:
    """The amount for people, with two decimals and thousands separators. The ledger itself never rounds."""
    return f"{money.amount:,.2f}"


# %% [markdown]
# ## The month as it happened
#
# The enterprise account pays for `prod`: with a voucher, then a card, then cash, then overdraft. On the 4th the
# customer changed the method of `research` to an AliCloud subscription. On the 20th the marketplace ended that
# subscription. From that instant the enterprise account pays for both. Usage of the 20th began before the end of the
# subscription, but its bill is created at the end of the day, too late to be metered by AliCloud. So the enterprise
# account pays that bill too, and the customer is notified.


# %%
def daily_bills(day: datetime) -> list[Bill]:
    number = (day - MONTH).days
    amounts = {
        "cn1-hangzhou/prod": Decimal("310.25") + Decimal(number % 7) * Decimal("21.40"),
        "cn1-hangzhou/research": Decimal("180.10") + Decimal(number % 5) * Decimal("17.733333333333"),
    }
    return [
        Bill(
            f"{workspace.partition('/')[2]}-{day:%m%d}",
            workspace=workspace,
            item="logs",
            amount=cny(amount),
            period=Period(day, end=day + DAY),
        )
        for workspace, amount in amounts.items()
    ]


def record_the_month(db: defray.Engine, clock: defray.ManualClock) -> None:
    db.open_account(ACCOUNT, currency=CURRENCY)
    for workspace in ("cn1-hangzhou/prod", "cn1-hangzhou/research"):
        db.bind_workspace(ACCOUNT, workspace=workspace)
    db.issue_voucher(ACCOUNT, lot="WELCOME", kind=defray.LotKind.ORDINARY_VOUCHER, face=cny(2_000))
    db.grant_card(ACCOUNT, lot="CARD-1", face=cny(3_000))
    db.top_up(ACCOUNT, amount=cny(5_500), reference="wire 2026-03-01", idempotency_key="wire-1")
    link = defray.Subscription(defray.Provider.ALI_CLOUD, account_id="0123456789012345", instance_id="1551111111")
    db.link_cloud_account(ACCOUNT, cloud_account="ali-1", subscription=link)

    def receive(kind: str, signal: defray.Signal, at: datetime) -> None:
        clock.set(at)
        message = defray.MarketplaceMessage(
            defray.Provider.ALI_CLOUD, identity="alicloud:1551111111", kind=kind, signal=signal, occurred_at=at
        )
        db.ingest(message)

    for day in DAYS:
        if day == MONTH + DAY * 3:
            receive("createInstance", defray.Signal.ACTIVATED, day)
            method = defray.PayerCloudAccount("ali-1")
            db.choose_method(ACCOUNT, workspace="cn1-hangzhou/research", method=method, actor="finance@acme")
        if day <= SUBSCRIPTION_ENDED < day + DAY:
            receive("expiredInstance", defray.Signal.ENDED, SUBSCRIPTION_ENDED)
        clock.set(day + DAY)
        for answer in db.submit_all([defray.SettleBill(bill) for bill in daily_bills(day)]):
            if isinstance(answer, defray.DefrayError):
                raise answer


clock = defray.ManualClock(MONTH)
folder = tempfile.TemporaryDirectory()
db = defray.create(Path(folder.name) / "ledger.defray", clock=clock)
record_the_month(db, clock)
march = db.snapshot()
print(f"{march.position} entries in the journal, its head {str(march.head)[:16]}…")

# %% [markdown]
# ## The payments of each fund
#
# Every settled bill is an event in the journal, with its receipt. Each slice of a receipt is the amount that one fund
# paid.

# %%
FUNDS = {
    Fund.ORDINARY_VOUCHER: ("voucher", "#8fb996"),
    Fund.CARD: ("stored-value card", "#4c956c"),
    Fund.CASH: ("cash", "#2f6690"),
    Fund.OVERDRAFT: ("overdraft", "#d1495b"),
    Fund.CLOUD_ACCOUNT: ("AliCloud", "#f2a65a"),
}

paid: dict[datetime, dict[Fund, Money]] = {day: defaultdict(lambda: cny(0)) for day in DAYS}
billed = cny(0)
for entry, _ in march.journal():
    for event in entry.events:
        if isinstance(event, defray.EventBillSettled):
            record = event.record
            billed += record.bill.amount
            assert isinstance(record.status, defray.BillStatusSettled)
            for slice in record.status.value.slices:
                paid[record.bill.period.start][slice.fund] += slice.amount

by_fund = {fund: sum((day[fund] for day in paid.values()), cny(0)) for fund in FUNDS}
print(f"\n{'paid in March':<20}{CURRENCY:>12}")
for fund, money in by_fund.items():
    print(f"  {FUNDS[fund][0]:<18}{shown(money):>12}")
print(f"  {'total':<18}{shown(sum(by_fund.values(), cny(0))):>12}")

# %% [markdown]
# ## The amounts add up
#
# Four exact checks. The sum of all payments is the sum of all bills. In the account's statement, each opening balance
# plus the movements is the closing balance. The table of payments, written as CSV for other tools, has the same sum.
# `verify` decides every command again and compares every record.

# %%
assert sum(by_fund.values(), cny(0)) == billed

statement = march.statement(ACCOUNT, MONTH, NEXT_MONTH + DAY)
total_credits: dict[Fund, Money] = defaultdict(lambda: cny(0))
total_debits: dict[Fund, Money] = defaultdict(lambda: cny(0))
for movement in statement.movements:
    (total_credits if movement.change > cny(0) else total_debits)[movement.fund] += movement.change
print(f"\n{'statement':<20}{'opening':>12}{'in':>12}{'out':>12}{'closing':>12}")
for name, fund in (
    ("ordinary_vouchers", Fund.ORDINARY_VOUCHER),
    ("cards", Fund.CARD),
    ("cash", Fund.CASH),
    ("overdraft", Fund.OVERDRAFT),
    ("cloud_charged", Fund.CLOUD_ACCOUNT),
):
    opening, closing = getattr(statement.opening, name), getattr(statement.closing, name)
    assert opening + total_credits[fund] + total_debits[fund] == closing, name
    columns = (opening, total_credits[fund], total_debits[fund], closing)
    print(f"  {FUNDS[fund][0]:<18}" + "".join(f"{shown(money):>12}" for money in columns))

payments = Path(folder.name) / "payments.csv"
march.table("payments").to_csv(payments)
with payments.open(newline="", encoding="utf-8") as file:
    assert sum((cny(row["amount"]) for row in csv.DictReader(file)), cny(0)) == billed

proof = march.verify()
print(f"\nverified: {proof.entries} entries, {proof.records} records, {proof.accounts} account, head {str(proof.head)[:16]}…")

# %% [markdown]
# ## The tasks of the finance department
#
# The timeline contains the payer of each interval and the cause: the customer chose it, or a marketplace forced it. The
# outbox contains the notifications that must be sent.

# %%
research = march.workspace("cn1-hangzhou/research")
print("\nwho pays for research")
for interval in research.timeline:
    payer = "AliCloud" if isinstance(interval.payer, defray.PayerCloudAccount) else "the enterprise account"
    match interval.cause:
        case defray.CauseForced(cloud_account):
            why = f"forced: the marketplace ended {cloud_account}"
        case defray.CauseChosen(by):
            why = f"chosen by {by}"
        case _:
            why = "since it was bound"
    print(f"  from {interval.from_:%d %B %H:%M}  {payer:<24}{why}")

forced = [interval.from_ for interval in research.timeline if isinstance(interval.cause, defray.CauseForced)]
assert forced == [SUBSCRIPTION_ENDED]

print("\nnotifications to send")
for outbox_message in march.outbox():
    print(f"  {outbox_message.raised_at:%d %B}  {type(outbox_message.notification).__name__.removeprefix('Notification')}")

# %% [markdown]
# ## Day by day

# %%
try:
    import matplotlib
except ModuleNotFoundError:
    print("\nno plot: matplotlib is not installed (pip install matplotlib); all results above are complete without it")
else:
    matplotlib.use("Agg")  # Draws into a file, so no display is needed.
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(12, 5.5), layout="constrained")
    numbers = [day.day for day in DAYS]
    bottoms = [0.0] * len(DAYS)
    for fund, (label, colour) in FUNDS.items():
        # Floats are used only to draw: the amounts were added up exactly.
        heights = [float(paid[day][fund].amount) for day in DAYS]
        total = f"{label}, {shown(by_fund[fund])}"
        axes.bar(numbers, heights, bottom=bottoms, color=colour, label=total, width=0.82, edgecolor="white", linewidth=0.6)
        bottoms = [bottom + height for bottom, height in zip(bottoms, heights, strict=True)]

    for at in forced:
        position = at.day + (at.hour + at.minute / 60) / 24 - 0.5
        axes.axvline(position, color="#333333", linestyle=(0, (4, 3)), linewidth=1.2)
        axes.annotate(
            f"AliCloud ended the subscription,\n{at:%d %B %H:%M} UTC: forced back to\nthe enterprise account",
            xy=(position, max(bottoms) * 1.13),
            xytext=(position - 0.35, max(bottoms) * 1.13),
            horizontalalignment="right",
            verticalalignment="center",
            fontsize=9,
            color="#333333",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 3},
        )
    axes.set_title(f"Who paid for {ACCOUNT}'s usage, March 2026", loc="left", fontsize=14, fontweight="bold", pad=12)
    axes.set_ylabel(f"{CURRENCY} a day")
    axes.set_xticks(numbers)
    axes.set_xlim(0.3, 31.7)
    axes.set_ylim(0, max(bottoms) * 1.3)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.grid(axis="y", color="#e5e5e5", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(length=0)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.07), ncols=len(FUNDS), frameon=False, fontsize=9)
    plot = Path(sys.argv[1] if len(sys.argv) > 1 and Path(sys.argv[1]).is_dir() else ".") / "month_end.png"
    figure.savefig(plot, dpi=150)
    plt.close(figure)
    print(f"\n{plot}")

# %%
march.close()
db.close()
folder.cleanup()
