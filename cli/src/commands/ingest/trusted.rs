//! What the operator trusts: secrets from the environment, certificates, topics, or the channel of a delivery.

use std::env;

use defray::core::provider::Provider;
use defray::core::time::Instant;
use defray_marketplaces::{Secret, SigningCertificate, Trust};

use crate::args::Ingest;
use crate::failure::Failure;
use crate::ledger;

/// The longest certificate file, in bytes.
const CERTIFICATE_BYTES_MAX: usize = 1 << 20;

/// What the options of one run trust.
pub(super) struct Trusted {
    secrets: Vec<Secret>,
    certificates: Vec<Vec<u8>>,
    topics: Vec<String>,
    channel: bool,
}

impl Trusted {
    /// Reads the options. An error names what is missing before anything is done, so that no delivery is trusted by
    /// mistake.
    ///
    /// # Errors
    ///
    /// When the options do not prove anything, contradict each other, or name something that cannot be read.
    pub(super) fn read(ingest: &Ingest) -> Result<Self, Failure> {
        let usage = |message: &str| Err(Failure::Usage(message.to_owned()));
        let (secrets, certificates, topics) = (&ingest.secret_env, &ingest.certificates, &ingest.topics);
        let (by_secret, by_signature) = (!secrets.is_empty(), !certificates.is_empty() || !topics.is_empty());
        if ingest.provider == Provider::Aws {
            if by_secret {
                return usage(
                    "`--secret-env`: AWS signs with a key of its own; expected `--topic ARN` and `--cert FILE`",
                );
            }
            if !by_signature && !ingest.trusted_channel {
                return usage(
                    "what proves the messages genuine? Expected `--topic ARN` (which topics may speak) and `--cert FILE` (SNS's certificate), \
                     or `--trusted-channel` if they came through a queue or bus that only the marketplace writes to",
                );
            }
            if topics.is_empty() && !certificates.is_empty() {
                return usage(
                    "`--cert` without `--topic ARN`: SNS signs for every customer of AWS; expected the topics that may speak",
                );
            }
        } else {
            if by_signature {
                return usage("`--cert` and `--topic` are for AWS; expected `--secret-env NAME`");
            }
            if !by_secret && !ingest.trusted_channel {
                return usage(
                    "what proves the messages genuine? Expected `--secret-env NAME` (the environment variable with the key that the \
                     marketplace shares with you), or `--trusted-channel` if you trust the channel that they came through",
                );
            }
            if by_secret && ingest.trusted_channel {
                return usage(
                    "`--trusted-channel` with `--secret-env`: expected one of them; a call that a secret proves needs no vouching",
                );
            }
        }
        let read = |path| ledger::input_bytes(path, CERTIFICATE_BYTES_MAX);
        Ok(Self {
            secrets: secrets.iter().enumerate().map(secret).collect::<Result<_, _>>()?,
            certificates: certificates.iter().map(|path| read(path)).collect::<Result<_, _>>()?,
            topics: topics.clone(),
            channel: ingest.trusted_channel,
        })
    }

    /// Does `work` with this trust at `now`. A certificate that the operator gives is for every address that a message
    /// names, because an address is checked to be one of SNS first.
    pub(super) fn with<T>(&self, now: Instant, work: impl FnOnce(&Trust<'_>) -> T) -> T {
        let certificate = |bytes| SigningCertificate { address: None, bytes };
        let certificates: Vec<_> = self.certificates.iter().map(Vec::as_slice).map(certificate).collect();
        let topics: Vec<&str> = self.topics.iter().map(String::as_str).collect();
        let trust = Trust::at(now).secrets(&self.secrets).certificates(&certificates).sources(&topics);
        work(&if self.channel { trust.private_channel() } else { trust })
    }
}

/// The value of an environment variable. A secret comes from no other place, because lists of processes show arguments.
/// The name is not shown in errors: an operator may have given the secret itself by mistake.
pub(crate) fn secret((index, name): (usize, &String)) -> Result<Secret, Failure> {
    let wrong = |what: &str| {
        let number = index + 1;
        Failure::Usage(format!(
            "`--secret-env` number {number} names an environment variable that {what}: expected the marketplace's key in it"
        ))
    };
    let value = env::var_os(name).ok_or_else(|| wrong("is not set"))?;
    let value = value.into_string().map_err(|_| wrong("is not UTF-8"))?;
    if value.is_empty() { Err(wrong("is empty")) } else { Ok(Secret::new(value)) }
}
