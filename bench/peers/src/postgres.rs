//! PostgreSQL: the waterfall is a function in the server, called once per batch with arrays. The funds are columns of
//! the account's row, as in the compact model of SQLite.

use std::fmt::Write;
use std::path::{Path, absolute};

use defray_bench::outcome::Outcome;
use defray_bench::system::{Client, System, SystemKind};
use defray_bench::workload::{FUNDS, UsageBill};
use parking_lot::Mutex;

use crate::postgres_connection::Connection;
use crate::postgres_server::{Server, programs};

pub(crate) const POSTGRES: SystemKind = SystemKind {
    name: "postgres",
    knows_ids: true,
    missing: || programs().is_none().then(|| "neither /usr/lib/postgresql nor the path has its programs".to_owned()),
    create: |folder, accounts| PostgresSystem::create(folder, accounts),
};

const SCHEMA: &str = "
CREATE TABLE accounts(number bigint PRIMARY KEY, ordinary bigint, full_reduction bigint, card bigint, cash bigint)
    WITH (fillfactor = 70);
CREATE TABLE bills(id text PRIMARY KEY, account bigint);
CREATE TABLE journal(position bigserial PRIMARY KEY, bill text, account bigint, amount bigint,
    decided_at timestamptz, receipt text);
CREATE FUNCTION settle(ids text[], numbers bigint[], amounts bigint[]) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    funds accounts;
    rest bigint;
    from_ordinary bigint;
    from_full_reduction bigint;
    from_card bigint;
BEGIN
    FOR i IN 1 .. array_length(ids, 1) LOOP
        INSERT INTO bills VALUES (ids[i], numbers[i]) ON CONFLICT DO NOTHING;
        IF NOT FOUND THEN RAISE EXCEPTION 'the bill % is known', ids[i]; END IF;
        SELECT * INTO STRICT funds FROM accounts WHERE number = numbers[i] FOR UPDATE;
        rest := amounts[i];
        from_ordinary := least(rest, funds.ordinary);
        rest := rest - from_ordinary;
        from_full_reduction := least(rest, funds.full_reduction);
        rest := rest - from_full_reduction;
        from_card := least(rest, funds.card);
        rest := rest - from_card;
        IF rest > funds.cash THEN RAISE EXCEPTION 'the funds do not cover the bill %', ids[i]; END IF;
        UPDATE accounts SET ordinary = ordinary - from_ordinary,
            full_reduction = full_reduction - from_full_reduction, card = card - from_card, cash = cash - rest
            WHERE number = numbers[i];
        INSERT INTO journal(bill, account, amount, decided_at, receipt) VALUES (ids[i], numbers[i], amounts[i], now(),
            'ordinary_voucher v-1:' || from_ordinary || ' of ' || funds.ordinary
            || ';full_reduction_voucher v-2:' || from_full_reduction || ' of ' || funds.full_reduction
            || ';card c-1:' || from_card || ' of ' || funds.card || ';cash:' || rest || ' of ' || funds.cash);
    END LOOP;
    RETURN array_length(ids, 1);
END $$;";

struct PostgresSystem {
    /// The connection for everything but bills.
    control: Mutex<Connection>,
    server: Server,
}

impl PostgresSystem {
    fn create(folder: &Path, accounts: u64) -> Outcome<Box<dyn System>> {
        let server = Server::start(&absolute(folder)?)?;
        let mut control = server.connect()?;
        control.query(SCHEMA)?;
        let [ordinary, full_reduction, card, cash] = FUNDS;
        control.query(&format!(
            "INSERT INTO accounts SELECT number, {ordinary}, {full_reduction}, {card}, {cash}
             FROM generate_series(0, {accounts}::bigint - 1) AS number"
        ))?;
        control.query("VACUUM ANALYZE accounts")?;
        Ok(Box::new(Self { control: Mutex::new(control), server }))
    }

    fn query(&self, statements: &str) -> Outcome<Vec<String>> {
        self.control.lock().query(statements)
    }
}

impl System for PostgresSystem {
    fn client(&self) -> Outcome<Box<dyn Client + '_>> {
        let mut connection = self.server.connect()?;
        connection.prepare("settle", "SELECT settle($1, $2, $3)")?;
        let (bills, ids, accounts, amounts) = (0, String::new(), String::new(), String::new());
        Ok(Box::new(PostgresClient { connection, bills, ids, accounts, amounts }))
    }

    fn flush(&self) -> Outcome<()> {
        self.query("CHECKPOINT").map(|_| ())
    }

    fn left(&self, account: u64) -> Outcome<[i64; 4]> {
        let columns = "concat_ws(' ', ordinary, full_reduction, card, cash)";
        let rows = self.query(&format!("SELECT {columns} FROM accounts WHERE number = {account}"))?;
        let row = rows.first().ok_or("the account does not exist")?;
        let funds = row.split(' ').map(str::parse).collect::<Result<Vec<i64>, _>>()?;
        Ok(funds.try_into().map_err(|_| "an account has not four funds")?)
    }

    fn server(&self) -> Option<u32> {
        Some(self.server.process())
    }

    fn close(self: Box<Self>) -> Outcome<u64> {
        let tables = "'accounts'::regclass, 'bills'::regclass, 'journal'::regclass";
        let rows =
            self.query(&format!("SELECT sum(pg_total_relation_size(name)) FROM unnest(ARRAY[{tables}]) AS name"))?;
        Ok(rows.first().ok_or("the tables have no size")?.parse()?)
    }
}

/// A connection with the arrays of the prepared bills as text.
struct PostgresClient {
    connection: Connection,
    bills: usize,
    ids: String,
    accounts: String,
    amounts: String,
}

impl Client for PostgresClient {
    fn prepare(&mut self, bills: &[UsageBill]) -> Outcome<()> {
        self.bills = bills.len();
        // The ids have no character that must be quoted.
        self.ids = array(bills.iter().map(|bill| bill.id.as_str()));
        self.accounts = array(bills.iter().map(|bill| bill.account));
        self.amounts = array(bills.iter().map(|bill| bill.amount));
        Ok(())
    }

    fn settle(&mut self) -> Outcome<()> {
        let rows = self.connection.execute("settle", &[&self.ids, &self.accounts, &self.amounts])?;
        if rows.first().is_none_or(|settled| *settled != self.bills.to_string()) {
            return Err(format!("PostgreSQL settled {rows:?} bills: expected {}", self.bills).into());
        }
        Ok(())
    }
}

/// An array as text, such as `{1,2}`.
fn array(values: impl Iterator<Item = impl std::fmt::Display>) -> String {
    let mut text = String::from("{");
    for (place, value) in values.enumerate() {
        // Writing to a text cannot fail.
        let _ = write!(text, "{}{value}", if place == 0 { "" } else { "," });
    }
    text.push('}');
    text
}
