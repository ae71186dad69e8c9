//! What the three state tables share: their list of transitions, for diagrams, documentation and tests.

/// One transition of a table: in `from`, `trigger` leads to `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The state before.
    pub from: &'static str,
    /// The trigger of the transition.
    pub trigger: &'static str,
    /// The state after.
    pub to: &'static str,
}

/// Declares a field-less enum whose variants have stable names, listed in declaration order.
macro_rules! string_enum {
    ($(#[$doc:meta])* $vis:vis enum $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        $vis enum $name { $($(#[$variant_doc])* #[serde(rename = $text)] $variant,)+ }

        impl $name {
            /// All variants, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable name, as in the interchange form.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.name())
            }
        }

        impl core::str::FromStr for $name {
            type Err = alloc::string::String;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|one| one.name() == text).ok_or_else(|| {
                    alloc::format!("`{}`: expected one of {}", crate::text::shorten(text), [$($text),+].join(", "))
                })
            }
        }
    };
}
pub(crate) use string_enum;
