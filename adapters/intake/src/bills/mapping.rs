//! The mapping from columns of a FOCUS file to parts of a bill.

use defray_core::id::{Site, WorkspaceId};
use defray_core::text::shorten;

use crate::error::{Code, listed};

/// The parts of a bill, in the order of [`Mapping`]'s columns, each with its default FOCUS column.
pub(crate) const TARGETS: [(&str, &str); 8] = [
    ("account", "BillingAccountId"),
    ("workspace", "SubAccountId"),
    ("site", "RegionId"),
    ("item", "ServiceName"),
    ("amount", "BilledCost"),
    ("currency", "BillingCurrency"),
    ("period_start", "ChargePeriodStart"),
    ("period_end", "ChargePeriodEnd"),
];

const DEFAULT_SITE: &str = "default_site";
const DEFAULT_WORKSPACE: &str = "default_workspace";

/// The column for each part of a bill, and the default values for an absent site or workspace.
///
/// | target | default column | |
/// |---|---|---|
/// | `account` | `BillingAccountId` | optional |
/// | `workspace` | `SubAccountId` | the workspace's id on its site |
/// | `site` | `RegionId` | optional; `default_site` when absent |
/// | `item` | `ServiceName` | |
/// | `amount` | `BilledCost` | |
/// | `currency` | `BillingCurrency` | |
/// | `period_start`, `period_end` | `ChargePeriodStart`, `ChargePeriodEnd` | |
/// | `default_site` | a value, not a column: the site | by default `global` |
/// | `default_workspace` | a value, not a column: the id of the workspace | by default none, so rows without a workspace are errors |
///
/// ```
/// use defray_intake::bills::Mapping;
/// let mapping = Mapping::default().with("account=InvoiceIssuerName")?.with("default_workspace=shared")?;
/// assert!(mapping.with("acount=BillingAccountId").is_err_and(|error| error.to_string().starts_with("`acount`")));
/// # Ok::<(), defray_intake::bills::ParseMappingError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// The column of each target, in the order of [`TARGETS`]; `None` for the default column.
    columns: [Option<String>; TARGETS.len()],
    default_site: String,
    default_workspace: Option<String>,
}

/// An override that is not valid.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{value}` cannot be mapped: expected {expected}")]
pub struct ParseMappingError {
    /// The given text, shortened.
    pub value: String,
    /// A description of the allowed values.
    pub expected: String,
    /// The kind of error: an unknown target, or a value that is not allowed.
    pub code: Code,
}

impl Default for Mapping {
    fn default() -> Self {
        Self { columns: Default::default(), default_site: "global".to_owned(), default_workspace: None }
    }
}

impl Mapping {
    /// The default mapping with all `overrides`.
    ///
    /// # Errors
    ///
    /// A [`ParseMappingError`] for the first override that is not valid.
    pub fn parse<'a>(overrides: impl IntoIterator<Item = &'a str>) -> Result<Self, ParseMappingError> {
        overrides.into_iter().try_fold(Self::default(), Self::with)
    }

    /// The mapping with one more override, `target=column`. A file must have a column that is named here.
    ///
    /// # Errors
    ///
    /// A [`ParseMappingError`] when the target is unknown or the value is not allowed.
    pub fn with(mut self, text: &str) -> Result<Self, ParseMappingError> {
        let (target, given) = text.split_once('=').unwrap_or((text, ""));
        if let Some(place) = TARGETS.iter().position(|(name, _)| *name == target) {
            let column = self.columns.get_mut(place).filter(|_| !given.is_empty());
            *column.ok_or_else(|| wrong(text, format!("`{target}=` and a column's name")))? = Some(given.to_owned());
            return Ok(self);
        }
        match target {
            DEFAULT_SITE => {
                let site = Site::new(given).map_err(|error| wrong(text, format!("a site: {}", error.expected)))?;
                self.default_site = site.as_str().to_owned();
            }
            DEFAULT_WORKSPACE => {
                // The validity of the id does not depend on the site.
                WorkspaceId::new("any", given)
                    .map_err(|error| wrong(text, format!("a workspace id: {}", error.expected)))?;
                self.default_workspace = Some(given.to_owned());
            }
            _ => {
                let targets = TARGETS.iter().map(|(name, _)| *name).chain([DEFAULT_SITE, DEFAULT_WORKSPACE]);
                let expected = format!("`target=column` with one of the targets {}", listed(targets));
                return Err(ParseMappingError { value: shorten(target), expected, code: Code::UnknownTarget });
            }
        }
        Ok(self)
    }

    /// The column for the target at index `place`, and whether an override named it.
    pub(crate) fn column(&self, place: usize) -> (&str, bool) {
        let by_default = TARGETS.get(place).map_or("", |(_, column)| column);
        let named = self.columns.get(place).and_then(Option::as_deref);
        (named.unwrap_or(by_default), named.is_some())
    }

    pub(crate) fn default_site(&self) -> &str {
        &self.default_site
    }

    pub(crate) fn default_workspace(&self) -> Option<&str> {
        self.default_workspace.as_deref()
    }
}

fn wrong(text: &str, expected: String) -> ParseMappingError {
    ParseMappingError { value: shorten(text), expected, code: Code::BadValue }
}
