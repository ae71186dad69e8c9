//! Why a delivery is not accepted.

use alloc::string::String;

use defray_core::text::shorten;
use defray_core::time::{Instant, Seconds};

use crate::error::UnreadableMessage;

/// A delivery that is not accepted: nothing may be changed because of it. Each variant has a stable
/// [code](Self::code); the text is for people, and neither it nor any field holds a token, signature or secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Rejected {
    /// It cannot be read.
    #[error(transparent)]
    Unreadable(#[from] UnreadableMessage),
    /// It came by another HTTP method than the provider uses.
    #[error("the method is `{found}`: expected {expected}")]
    WrongMethod {
        /// The method, shortened.
        found: String,
        /// The right one.
        expected: &'static str,
    },
    /// What it takes to prove it genuine was not given to us.
    #[error("the trust given has no {expected}: expected at least one")]
    NothingTrusted {
        /// What the trust does not have.
        expected: &'static str,
    },
    /// The certificate it is signed with was not given to us. Fetch it and present the delivery again.
    #[error("`{field}` is `{address}`: expected its certificate among those given")]
    CertificateNeeded {
        /// The field that names it.
        field: &'static str,
        /// Where it is: checked to be an address of the provider's.
        address: String,
    },
    /// It does not carry what would prove it genuine.
    #[error("`{field}` is absent: expected {expected}")]
    Unproved {
        /// The field.
        field: &'static str,
        /// The expected form.
        expected: &'static str,
    },
    /// What should prove it genuine is not of the right form. The value is not shown.
    #[error("`{field}` is malformed: expected {expected}")]
    MalformedProof {
        /// The field.
        field: &'static str,
        /// The expected form.
        expected: &'static str,
    },
    /// The proof is wrong: it was forged, altered on the way, or made with another secret.
    #[error("`{field}` does not fit the message: expected {expected}")]
    Forged {
        /// The field.
        field: &'static str,
        /// What it should be.
        expected: &'static str,
    },
    /// It names a source that is not trusted.
    #[error("`{field}` is `{value}`: expected {expected}")]
    UntrustedSource {
        /// The field.
        field: &'static str,
        /// The value, shortened.
        value: String,
        /// What would be trusted.
        expected: &'static str,
    },
    /// The certificate given for it cannot be used.
    #[error("the certificate of `{field}` cannot be used: expected {expected}")]
    BadCertificate {
        /// The field that names it.
        field: &'static str,
        /// The expected form.
        expected: &'static str,
    },
    /// The certificate was not valid at the instant of the delivery.
    #[error("the certificate is valid from {from} to {until}: expected it to be valid at {now}")]
    CertificateNotValid {
        /// Its first instant.
        from: Instant,
        /// Its last instant.
        until: Instant,
        /// The instant of the delivery.
        now: Instant,
    },
    /// It is too old, or from the future.
    #[error("`{field}` is {at}: expected at most {before} seconds before and {after} seconds after {now}", before = before.get(), after = after.get())]
    Untimely {
        /// The field.
        field: &'static str,
        /// The instant in the delivery.
        at: Instant,
        /// The instant of the delivery.
        now: Instant,
        /// How far before that it may lie.
        before: Seconds,
        /// How far after that it may lie.
        after: Seconds,
    },
    /// It was delivered before.
    #[error("`{field}` was used before: expected a new one for each call")]
    Replayed {
        /// The field.
        field: &'static str,
    },
    /// The memory of nonces is full, so it is not known whether the delivery came before.
    #[error("the memory of nonces is full: expected room for one more")]
    NoncesFull,
}

impl Rejected {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(error) => error.code(),
            Self::WrongMethod { .. } => "wrong_method",
            Self::NothingTrusted { .. } => "nothing_trusted",
            Self::CertificateNeeded { .. } => "certificate_needed",
            Self::Unproved { .. } => "unproved",
            Self::MalformedProof { .. } => "malformed_proof",
            Self::Forged { .. } => "forged",
            Self::UntrustedSource { .. } => "untrusted_source",
            Self::BadCertificate { .. } => "bad_certificate",
            Self::CertificateNotValid { .. } => "certificate_not_valid",
            Self::Untimely { .. } => "untimely",
            Self::Replayed { .. } => "replayed",
            Self::NoncesFull => "nonces_full",
        }
    }

    /// The field of the delivery that is to blame, if one is.
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::Unreadable(error) => error.field(),
            Self::CertificateNeeded { field, .. }
            | Self::Unproved { field, .. }
            | Self::MalformedProof { field, .. }
            | Self::Forged { field, .. }
            | Self::UntrustedSource { field, .. }
            | Self::BadCertificate { field, .. }
            | Self::Untimely { field, .. }
            | Self::Replayed { field } => Some(field),
            Self::WrongMethod { .. }
            | Self::NothingTrusted { .. }
            | Self::CertificateNotValid { .. }
            | Self::NoncesFull => None,
        }
    }

    /// Whether the fault is on our side, so that the same delivery may be accepted later: nothing was said about the
    /// delivery.
    pub const fn is_ours(&self) -> bool {
        matches!(
            self,
            Self::NothingTrusted { .. }
                | Self::CertificateNeeded { .. }
                | Self::BadCertificate { .. }
                | Self::NoncesFull
        )
    }

    /// The HTTP status to answer with, where a provider goes by it: 400 for what cannot be read, 403 for what is not
    /// genuine, 503 where [we are to blame](Self::is_ours).
    pub const fn status(&self) -> u16 {
        match self {
            Self::Unreadable(_) | Self::WrongMethod { .. } => 400,
            _ if self.is_ours() => 503,
            _ => 403,
        }
    }

    pub(crate) fn untrusted(field: &'static str, value: &str, expected: &'static str) -> Self {
        Self::UntrustedSource { field, value: shorten(value), expected }
    }

    pub(crate) fn method(found: &str, expected: &'static str) -> Self {
        Self::WrongMethod { found: shorten(found), expected }
    }
}

/// Checks the instant that a delivery bears.
pub(crate) fn timely(
    field: &'static str,
    at: Instant,
    now: Instant,
    before: Seconds,
    after: Seconds,
) -> Result<(), Rejected> {
    if at < now.minus(before) || at > now.plus(after) {
        return Err(Rejected::Untimely { field, at, now, before, after });
    }
    Ok(())
}
