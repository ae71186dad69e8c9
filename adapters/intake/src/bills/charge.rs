//! The name of a charge: which charge of a provider a FOCUS row is about (P4).
//!
//! A name is made of what the charge is for: the business columns. What only describes it, such as the invoice, tags
//! and names, does not count, and neither do the amount and the spelling of an instant. So a row has the same name when
//! the exporter fills in the invoice later, adds a column or restates the amount.

use std::fmt;
use std::io::{self, Read};

use defray_core::id::{BillId, ExportId, ParseIdError};

pub(crate) const DIGEST_BYTES: usize = 16;

/// The columns that are part of a name beside account, workspace, item, currency and period, each with its label. Of
/// two columns with one label, the first one with a value counts.
pub(crate) const COLUMNS: [(&str, &str); 10] = [
    ("provider", "ProviderName"),
    ("provider", "ServiceProviderName"),
    ("service", "ServiceName"),
    ("sku", "SkuId"),
    ("price", "SkuPriceId"),
    ("resource", "ResourceId"),
    ("category", "ChargeCategory"),
    ("class", "ChargeClass"),
    ("region", "RegionId"),
    ("zone", "AvailabilityZone"),
];

/// The ends of the names of those columns beginning with `x_` that say which item was used, in lower case.
const ITEM_ENDS: [&str; 9] =
    ["item", "itemid", "itemcode", "meterid", "usagetype", "operation", "servicecode", "productcode", "commoditycode"];

/// Whether a column is one that an exporter adds to say which item was used, such as `x_UsageType`.
pub(crate) fn says_the_item(column: &str) -> bool {
    let lower = column.to_ascii_lowercase();
    lower.strip_prefix("x_").is_some_and(|rest| ITEM_ENDS.iter().any(|end| rest.replace('_', "").ends_with(end)))
}

/// The name of a charge: a digest of what the charge is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChargeName([u8; DIGEST_BYTES]);

impl ChargeName {
    /// The digest of the pairs of a name.
    pub(crate) fn of(pairs: &Framed) -> Self {
        Self(pairs.digest())
    }

    /// The id of the bill number `number` under this name, from 1.
    ///
    /// # Errors
    ///
    /// None: the id is always well formed.
    pub fn bill_id(&self, number: u32) -> Result<BillId, ParseIdError> {
        numbered("charge", *self, number)
    }

    /// The id of the credit number `number` under this name, from 1.
    ///
    /// # Errors
    ///
    /// None: the id is always well formed.
    pub fn credit_id(&self, number: u32) -> Result<BillId, ParseIdError> {
        numbered("credit", *self, number)
    }
}

impl fmt::Display for ChargeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

/// A digest of all columns of a row: the identity that version 1 of the rules gave to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowDigest(pub(crate) [u8; DIGEST_BYTES]);

impl RowDigest {
    /// The beginning of all bill ids that were made of row digests.
    pub const PREFIX: &'static str = "focus:";

    /// The id of the bill of the row number `number` with this digest in its file, from 1.
    ///
    /// # Errors
    ///
    /// None: the id is always well formed.
    pub fn bill_id(&self, number: u32) -> Result<BillId, ParseIdError> {
        numbered("focus", ChargeName(self.0), number)
    }
}

fn numbered(kind: &str, name: ChargeName, number: u32) -> Result<BillId, ParseIdError> {
    if number > 1 { BillId::new(&format!("{kind}:{name}-{number}")) } else { BillId::new(&format!("{kind}:{name}")) }
}

/// The id of a part of an export: a digest of the contents of its files, in any order.
///
/// # Errors
///
/// The errors of `files`.
pub fn part_of(files: impl Iterator<Item = io::Result<Box<dyn Read + Send>>>) -> io::Result<ExportId> {
    let mut digests = Vec::new();
    for file in files {
        let (mut file, mut hasher, mut buffer) = (file?, blake3::Hasher::new(), vec![0; 1 << 16]);
        loop {
            match file.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => drop(hasher.update(buffer.get(..count).unwrap_or_default())),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        digests.push(*hasher.finalize().as_bytes());
    }
    digests.sort_unstable();
    let mut digest = [0; DIGEST_BYTES];
    blake3::Hasher::new().update(&digests.concat()).finalize_xof().fill(&mut digest);
    ExportId::new(&format!("part:{}", ChargeName(digest))).map_err(io::Error::other)
}

/// Names and values, each with its length before it, so that different lists never have the same bytes.
#[derive(Default)]
pub(crate) struct Framed(Vec<u8>);

impl Framed {
    pub(crate) fn pair(&mut self, name: &str, value: &str) {
        for text in [name, value] {
            self.0.extend_from_slice(&(text.len() as u64).to_le_bytes());
            self.0.extend_from_slice(text.as_bytes());
        }
    }

    /// One call, because the hasher is slow with many small inputs.
    pub(crate) fn digest(&self) -> [u8; DIGEST_BYTES] {
        let mut digest = [0; DIGEST_BYTES];
        blake3::Hasher::new().update(&self.0).finalize_xof().fill(&mut digest);
        digest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_that_say_the_item() {
        for column in ["x_UsageType", "x_Operation", "X_ServiceCode", "x_sku_meter_id", "x_BillingItemCode", "x_Item"] {
            assert!(says_the_item(column), "{column}");
        }
        for column in ["x_Note", "x_ItemName", "x_CreditId", "UsageType", "Id", "Tags", "InvoiceId", "x_"] {
            assert!(!says_the_item(column), "{column}");
        }
    }
}
