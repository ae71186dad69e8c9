//! The values that callers own and free: single records and pages of records.

use heck::ToSnakeCase;

use super::shape::c_name;
use crate::model::Definition;

/// Records that functions return one by one.
const FREED: &[&str] = &[
    "Account",
    "Workspace",
    "CloudAccount",
    "BillRecord",
    "Meter",
    "UsageRecord",
    "OutboxMessage",
    "Policy",
    "PayerInterval",
    "Plan",
    "Entry",
    "Statement",
    "Statistics",
    "Preview",
    "MarketplaceMessage",
];
/// Records that functions return in pages.
const PAGED: &[&str] = &[
    "Account",
    "Workspace",
    "CloudAccount",
    "BillRecord",
    "Lot",
    "Meter",
    "UsageRecord",
    "OutboxMessage",
    "UnmatchedSubscription",
];

pub(super) fn definition(one: &Definition) -> String {
    let name = c_name(&one.name);
    let mut text = String::new();
    if FREED.contains(&one.name.as_str()) {
        text.push_str(&free(&name, &one.name.to_snake_case()));
    }
    if PAGED.contains(&one.name.as_str()) {
        let page = format!("{name}_page");
        text.push_str(&format!(
            "/// A page of a list. The caller frees it with `{page}_free`.\n\
             #[repr(C)]\n#[derive(Clone, Copy)]\npub struct {page} {{\n\
             /// The records, in order.\npub items: *const {name},\n\
             /// The number of records in `items`.\npub items_count: usize,\n\
             /// The cursor of the next page; empty after the last page. It stays valid: a caller can store it, and pass it to a\n\
             /// later snapshot.\npub next: defray_str,\n}}\n\n\
             impl crate::pages::Page for {name} {{\n\
             type Page = {page};\n\n\
             fn page(items: *const Self, items_count: usize, next: defray_str) -> {page} {{\n\
             {page} {{ items, items_count, next }}\n}}\n}}\n\n"
        ));
        text.push_str(&free(&page, "page"));
    }
    text
}

fn free(name: &str, argument: &str) -> String {
    format!(
        "/// Frees the value that a function returned, and all that it points to. NULL is allowed.\n\
         #[unsafe(no_mangle)]\n\
         pub unsafe extern \"C\" fn {name}_free({argument}: *const {name}) {{\n\
         // SAFETY: as the header says of every function.\n\
         unsafe {{ crate::handles::free({argument}) }}\n}}\n\n"
    )
}
