//! `python/defray/__init__.py`: all that callers import, name by name, so that type checkers find it.

use super::classes::listed;
use super::{names_of, shown};
use crate::model::Model;

const HEAD: &str = r#""""defray: an embedded settlement engine. One file decides, exactly and provably, who pays for a workspace's usage, out of which money,
and why.

>>> import defray
>>> with defray.open_in_memory() as db:
...     done = db.open_account("acme", currency="CNY")
...     done = db.top_up("acme", amount=defray.Money("100.50", "CNY"))
...     print(db.account("acme").cash)
100.5 CNY

Money is exact (`Decimal`, never `float`), instants are aware `datetime`s, records are frozen dataclasses. What goes wrong is a
`DefrayError`; its subclasses say whose fault it is.
"""

"#;

const IMPORTS: &[(&str, &[&str])] = &[
    ("_engine", &["Engine", "create", "open", "open_in_memory"]),
    (
        "_errors",
        &[
            "ClosedError",
            "CorruptError",
            "DefrayError",
            "EnvironmentFailure",
            "ForkedError",
            "InternalError",
            "MisuseError",
            "NotFoundError",
            "OutcomeUnknownError",
            "RefusedError",
            "WrongTypeError",
        ],
    ),
    ("_json", &["to_json", "to_jsonable"]),
    (
        "_native",
        &[
            "Already",
            "Done",
            "ManualClock",
            "Money",
            "Repeated",
            "Snapshot",
            "Table",
            "built_in_policy",
            "read_command",
            "read_marketplace_message",
            "write_command",
        ],
    ),
    ("_values", &["Answer", "Head", "NanoDatetime", "Request"]),
];

pub(super) fn text(model: &Model) -> String {
    let records: Vec<String> = shown(model).flat_map(names_of).collect();
    let mut all: Vec<String> = records.clone();
    let mut text = HEAD.to_owned();
    let mut import = |module: &str, names: &[String]| {
        text.push_str(&format!("from .{module} import (\n{})\n", listed(names).replace('"', "")));
    };
    for (module, names) in IMPORTS {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        import(module, &names);
        all.extend(names);
    }
    import("_records", &records);
    text.push_str("from ._native import version as __version__\n");
    text.push_str("from . import marketplaces\n");
    all.extend(["__version__".to_owned(), "marketplaces".to_owned()]);
    text.push_str(&format!("\n__all__ = [\n{}]\n", listed(&all)));
    text
}
