//! All systems do the same work: they leave the same sums.

use defray_bench::settle::{SettleOptions, measure};
use defray_bench::system::{System, SystemKind};
use defray_bench::workload::{FUNDS, IdOrder, UsageBill, bill_id};

use crate::SYSTEMS;

const ACCOUNTS: u64 = 7;

/// The systems that can run here. PostgreSQL may be missing; the others cannot be.
fn systems() -> Vec<SystemKind> {
    let (here, missing): (Vec<_>, Vec<_>) = SYSTEMS.into_iter().partition(|kind| (kind.missing)().is_none());
    assert!(missing.iter().all(|kind| kind.name == "postgres"), "{missing:?}");
    here
}

/// A thousand bills of different amounts. The amounts grow with the number of the account, so that the first account
/// uses its first fund only, and the last one uses all four.
fn bills() -> Vec<UsageBill> {
    let sizes = [1, 2, 3, 5, 9, 14, 20];
    let bill = |(number, size): (u64, i64)| UsageBill {
        id: bill_id(if number.is_multiple_of(2) { IdOrder::Ordered } else { IdOrder::Random }, number),
        account: number % ACCOUNTS,
        amount: size * (1 + i64::try_from(number * 7_919 % 9_000).unwrap()),
    };
    (0..1_000).zip(sizes.into_iter().cycle()).map(bill).collect()
}

fn settle(system: &dyn System, bills: &[UsageBill], batch: usize) {
    let mut client = system.client().unwrap();
    for batch in bills.chunks(batch) {
        client.prepare(batch).unwrap();
        client.settle().unwrap();
    }
}

fn left(system: &dyn System) -> Vec<[i64; 4]> {
    (0..ACCOUNTS).map(|account| system.left(account).unwrap()).collect()
}

/// The sums that are left, computed from totals alone: funds are used up in order.
fn expected(bills: &[UsageBill]) -> Vec<[i64; 4]> {
    let paid = |account| bills.iter().filter(|bill| bill.account == account).map(|bill| bill.amount).sum::<i64>();
    let left = |account| {
        let mut rest = paid(account);
        FUNDS.map(|fund| {
            let part = rest.min(fund);
            rest -= part;
            fund - part
        })
    };
    (0..ACCOUNTS).map(left).collect()
}

#[test]
fn every_system_leaves_the_same_sums_in_every_fund() {
    let (bills, expected) = (bills(), expected(&bills()));
    // Without accounts that stop at each fund, the test would not see a wrong order of the funds.
    for fund in 0..4 {
        let stops_here = |left: &[i64; 4]| left[..fund].iter().all(|left| *left == 0) && left[fund] > 0;
        assert!(expected.iter().any(|left| stops_here(left) && left[fund] < FUNDS[fund]), "{fund}: {expected:?}");
    }
    for kind in systems() {
        let folder = tempfile::tempdir().unwrap();
        let system = (kind.create)(folder.path(), ACCOUNTS).unwrap();
        settle(system.as_ref(), &bills, 64);
        assert_eq!(left(system.as_ref()), expected, "{}", kind.name);
        system.flush().unwrap();
        assert!(system.close().unwrap() > 0, "{}", kind.name);
    }
}

#[test]
fn a_known_bill_and_the_rest_of_its_batch_are_not_paid() {
    for kind in systems().into_iter().filter(|kind| kind.knows_ids && kind.name != "defray") {
        let folder = tempfile::tempdir().unwrap();
        let system = (kind.create)(folder.path(), ACCOUNTS).unwrap();
        let bills = bills();
        settle(system.as_ref(), &bills[..10], 10);
        let before = left(system.as_ref());
        let mut client = system.client().unwrap();
        client.prepare(&[bills[10].clone(), bills[3].clone()]).unwrap();
        let error = client.settle().unwrap_err().to_string();
        assert!(error.contains(&bills[3].id), "{}: {error}", kind.name);
        assert_eq!(left(system.as_ref()), before, "{}", kind.name);
        // The system takes bills after the error, also the one whose batch was refused.
        client.prepare(&bills[10..11]).unwrap();
        client.settle().unwrap();
    }
}

#[test]
fn a_bill_that_is_not_covered_is_an_error() {
    for kind in systems().into_iter().filter(|kind| kind.name != "defray") {
        let folder = tempfile::tempdir().unwrap();
        let system = (kind.create)(folder.path(), 1).unwrap();
        let mut client = system.client().unwrap();
        let amount = FUNDS.iter().sum::<i64>() + 1;
        client.prepare(&[UsageBill { id: "b-1".into(), account: 0, amount }]).unwrap();
        assert!(client.settle().unwrap_err().to_string().contains("b-1"), "{}", kind.name);
        assert_eq!(system.left(0).unwrap(), FUNDS, "{}", kind.name);
    }
}

#[test]
fn every_system_is_measured_by_batches_and_by_threads() {
    for kind in systems() {
        for (batch, threads) in [(Some(10), None), (None, Some(4))] {
            let options = SettleOptions {
                system: kind.name.into(),
                accounts: 100,
                batch,
                threads,
                ids: IdOrder::Random,
                preload: 50,
                seconds: 0.1,
                dir: std::env::temp_dir(),
            };
            let figures = measure(&SYSTEMS, &options).unwrap();
            assert_eq!(figures.system, kind.name);
            assert!(figures.bills > 0 && figures.file_bytes_per_bill > 0.0, "{figures}");
        }
    }
}
