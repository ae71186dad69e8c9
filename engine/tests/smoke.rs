//! One ledger from creation to verification.

use std::sync::Arc;

use defray::core::bill::Bill;
use defray::core::command::{OpenAccount, SettleBill, TopUp};
use defray::core::time::Period;
use defray::{Engine, Options, Request};

#[test]
fn a_ledger_from_creation_to_proof() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.defray");
    let at = "2026-03-01T00:00:00Z".parse().unwrap();
    let engine = Arc::new(Engine::create(&path, Options { changed_bytes: 50_000, ..Options::default() }).unwrap());
    engine
        .submit(Request::new(OpenAccount { account: "acme".parse().unwrap(), currency: "CNY".parse().unwrap() }).at(at))
        .unwrap();
    engine.submit(crate::common::bind("acme", "cn1/ws").at(at)).unwrap();
    engine
        .submit(
            Request::new(TopUp {
                account: "acme".parse().unwrap(),
                amount: "1000 CNY".parse().unwrap(),
                reference: None,
            })
            .at(at),
        )
        .unwrap();
    let started = std::time::Instant::now();
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let engine = engine.clone();
            scope.spawn(move || {
                for number in 0..250 {
                    let bill = Bill {
                        id: format!("b-{thread}-{number}").parse().unwrap(),
                        workspace: "cn1/ws".parse().unwrap(),
                        item: "logs".parse().unwrap(),
                        amount: "0.75 CNY".parse().unwrap(),
                        period: Period::new(at, "2026-03-02T00:00:00Z".parse().unwrap()).unwrap(),
                    };
                    let answer = engine.submit(Request::new(SettleBill { bill, account: None }).at(at)).unwrap();
                    assert!(!answer.receipt().unwrap().slices.is_empty());
                }
            });
        }
    });
    println!("2000 bills from 8 threads in {:?}", started.elapsed());
    let verified = engine.verify(&mut defray::no_progress).unwrap();
    assert_eq!(verified.entries, 2003);
    let account = engine.snapshot().account(&"acme".parse().unwrap()).unwrap();
    assert_eq!(account.overdraft.to_string(), "500 CNY");
    let copy = folder.path().join("copy.defray");
    engine.backup(&copy, &mut defray::no_progress).unwrap();
    engine.compact().unwrap();
    drop(engine);
    for path in [&path, &copy] {
        let engine = Engine::open(path, Options::default()).unwrap();
        assert_eq!(engine.verify(&mut defray::no_progress).unwrap(), verified);
        assert_eq!(engine.snapshot().as_of(at, &mut defray::no_progress).unwrap().snapshot().position(), 2003);
    }
}
