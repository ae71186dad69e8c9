//! `outbox render` and `outbox deliver`: prints and sends mails.
//!
//! A mail is acknowledged only after the server accepted it. When the program stops in between, the mail is sent again
//! (N3). Its `Message-ID` is made of the ledger and the number of the outbox message, so that a recipient can detect
//! the repetition.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use defray::core::command::Acknowledge;
use defray::core::outbox::OutboxMessage;
use defray::{Engine, Error, Request, Snapshot};
use defray_mail::{Form, Language, Rendered, TimeZone, render};
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, MessageBuilder, MultiPart};
use lettre::{Message, SmtpTransport, Transport};
use serde::Deserialize;
use serde_json::json;

use super::Context;
use crate::args::{Deliver, MailForm};
use crate::failure::{Failure, Outcome};
use crate::{ledger, output};
use defray::core::position::EntryPosition;

/// Prints the mail of one outbox message, pending or acknowledged.
pub(crate) fn show(
    context: &Context,
    number: EntryPosition,
    language: Language,
    zone: Option<&str>,
    form: MailForm,
) -> Result<Outcome, Failure> {
    let engine = ledger::read(context)?;
    let snapshot = engine.snapshot();
    let outbox_message = snapshot.outbox_message(number)?;
    let form_of_host = Form { language, zone: time_zone(zone).map_err(Failure::Usage)? };
    let mail = rendered(context, &snapshot, &outbox_message, &form_of_host)?;
    if context.json {
        output::json_line(&json!({ "subject": mail.subject, "text": mail.text, "html": mail.html }))?;
    } else {
        match form {
            MailForm::Text => output::raw(&format!("Subject: {}\n\n{}", mail.subject, mail.text))?,
            MailForm::Html => output::raw(&mail.html)?,
        }
    }
    Ok(Outcome::Done)
}

/// Renders a mail with the settings of its account, and `otherwise` for what the account has not set.
fn rendered(
    context: &Context,
    snapshot: &Snapshot,
    outbox_message: &OutboxMessage,
    otherwise: &Form,
) -> Result<Rendered, Failure> {
    let form = match outbox_message.notification.account() {
        Some(id) => {
            let (form, unknown) = otherwise.for_account(snapshot.account(id)?.mail_settings.as_ref());
            if let Some(zone) = unknown {
                let used = form.zone.iana_name().unwrap_or("UTC");
                let text = format!(
                    "outbox message {}: account `{id}` has the time zone `{zone}`, which is not in the time zone \
                     database of this program; {used} is used instead",
                    outbox_message.number
                );
                ledger::warn(context, "unknown_time_zone", &text);
            }
            form
        }
        None => otherwise.clone(),
    };
    render(outbox_message, form.language, &form.zone).map_err(|error| Error::Bug(error.to_string()).into())
}

fn time_zone(name: Option<&str>) -> Result<TimeZone, String> {
    name.map_or(Ok(TimeZone::UTC), |name| defray_mail::time_zone(name).map_err(|error| error.to_string()))
}

/// The recipients of an account's mails, with the language and the time zone where the account has set none.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Recipient {
    to: Vec<String>,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    time_zone: Option<String>,
}

/// A recipient whose addresses, language and time zone are checked.
struct Addressee {
    to: Vec<Mailbox>,
    form: Form,
}

struct Addressees {
    by_account: BTreeMap<String, Addressee>,
    others: Option<Addressee>,
    /// The recipient of mails without an account: the operator of the ledger.
    operator: Option<Addressee>,
}

impl Addressees {
    /// Reads and checks all recipients before anything is sent, so that an error does not stop the delivery in the
    /// middle.
    fn read(arguments: &Deliver) -> Result<Self, Failure> {
        let mut by_account = BTreeMap::new();
        if let Some(path) = &arguments.recipients {
            for (account, recipient) in recipients(path)? {
                let wrong = |what: String| Failure::Input {
                    code: "bad_value",
                    message: format!("{}: `{account}`: {what}", path.display()),
                };
                by_account.insert(account.clone(), addressee(recipient, arguments).map_err(wrong)?);
            }
        }
        let mut others = by_account.remove("*");
        if !arguments.to.is_empty() {
            let recipient = Recipient { to: arguments.to.clone(), language: None, time_zone: None };
            others = Some(addressee(recipient, arguments).map_err(|what| Failure::Usage(format!("`--to`: {what}")))?);
        }
        let operator = if arguments.operator.is_empty() {
            None
        } else {
            let recipient = Recipient { to: arguments.operator.clone(), language: None, time_zone: None };
            Some(addressee(recipient, arguments).map_err(|what| Failure::Usage(format!("`--operator`: {what}")))?)
        };
        if by_account.is_empty() && others.is_none() && operator.is_none() {
            let expected =
                "there is no recipient: expected `--recipients FILE`, `--to ADDRESS` or `--operator ADDRESS`";
            return Err(Failure::Usage(expected.to_owned()));
        }
        Ok(Self { by_account, others, operator })
    }

    fn of(&self, outbox_message: &OutboxMessage) -> Option<&Addressee> {
        match outbox_message.notification.account() {
            Some(account) => self.by_account.get(account.as_str()).or(self.others.as_ref()),
            None => self.operator.as_ref(),
        }
    }
}

fn recipients(path: &Path) -> Result<BTreeMap<String, Recipient>, Failure> {
    const FILE_BYTES_MAX: usize = 64 << 20;
    let bytes = ledger::input_bytes(path, FILE_BYTES_MAX)?;
    serde_json::from_slice(&bytes).map_err(|error| {
        let expected =
            r#"expected {"ACCOUNT": {"to": ["ADDRESS"], "language": "zh", "time_zone": "Asia/Shanghai"}, "*": …}"#;
        Failure::Input { code: "bad_value", message: format!("{}: {error}; {expected}", path.display()) }
    })
}

fn addressee(recipient: Recipient, arguments: &Deliver) -> Result<Addressee, String> {
    let Recipient { to, language, time_zone: zone } = recipient;
    if to.is_empty() {
        return Err("`to` is empty: expected at least one address".to_owned());
    }
    let to = to.iter().map(|address| mailbox(address)).collect::<Result<_, _>>()?;
    let language = language.map_or(Ok(arguments.language), |language| language.parse())?;
    let zone = time_zone(zone.as_deref().or(arguments.time_zone.as_deref()))?;
    Ok(Addressee { to, form: Form { language, zone } })
}

fn mailbox(address: &str) -> Result<Mailbox, String> {
    let shown: String = address.chars().take(80).collect();
    address.parse().map_err(|error| format!("`{shown}` is not a mail address: {error}"))
}

/// Sends the mails of pending outbox messages, oldest first.
pub(crate) fn deliver(context: &Context, arguments: &Deliver) -> Result<Outcome, Failure> {
    let addressees = Addressees::read(arguments)?;
    let from = mailbox(&arguments.from).map_err(|what| Failure::Usage(format!("`--from`: {what}")))?;
    let server = server(&arguments.smtp)?;
    let engine = ledger::open(context)?;
    let snapshot = engine.snapshot();
    let mark = mark(&engine)?;
    let mut refused = false;
    for outbox_message in snapshot.outbox() {
        let outbox_message = outbox_message?;
        let Some(addressee) = addressees.of(&outbox_message) else {
            refused = true;
            report(context, &outbox_message, Delivery::NoAddress)?;
            continue;
        };
        let mail = rendered(context, &snapshot, &outbox_message, &addressee.form)?;
        let message = message(&outbox_message, &mail, &from, &addressee.to, &mark)?;
        match server.send(&message) {
            Ok(_) => {
                let done = Acknowledge { outbox_message: outbox_message.number };
                engine.submit(Request { actor: arguments.actor.clone(), ..Request::new(done) })?;
                report(context, &outbox_message, Delivery::Sent)?;
            }
            // The server refuses this mail, but it may accept the next one.
            Err(error) if error.is_permanent() => {
                refused = true;
                report(context, &outbox_message, Delivery::Refused(&error))?;
            }
            // The server is not available. The delivery ends here, so that the order of mails is kept.
            Err(error) => {
                report(context, &outbox_message, Delivery::Later(&error))?;
                engine.close()?;
                let message =
                    format!("the mail server did not accept outbox message {}: {error}", outbox_message.number);
                return Err(Failure::Environment { code: "mail_server", message });
            }
        }
    }
    engine.close()?;
    Ok(Outcome::refused_if(refused))
}

fn server(url: &str) -> Result<SmtpTransport, Failure> {
    const TIMEOUT: Duration = Duration::from_secs(30);
    // The URL may contain a password, so the message does not contain it.
    let wrong = |error: lettre::transport::smtp::Error| {
        let expected = "expected a URL such as `smtp://localhost:25`, `smtps://user:password@mail.example`, or with `?tls=required`";
        Failure::Usage(format!("`--smtp`: {error}; {expected}"))
    };
    Ok(SmtpTransport::from_url(url).map_err(wrong)?.timeout(Some(TIMEOUT)).build())
}

/// Identifies this ledger in a `Message-ID`: the head after its first entry, which never changes.
fn mark(engine: &Engine) -> Result<String, Failure> {
    let snapshot = engine.snapshot();
    let head = if snapshot.position() == 0 { snapshot.head() } else { snapshot.entry(1)?.1 };
    Ok(head.to_string().chars().take(16).collect())
}

fn message(
    outbox_message: &OutboxMessage,
    mail: &Rendered,
    from: &Mailbox,
    to: &[Mailbox],
    mark: &str,
) -> Result<Message, Failure> {
    let id = format!("<{}.{mark}@{}>", outbox_message.number, from.email.domain());
    let builder = Message::builder().from(from.clone()).subject(&mail.subject).message_id(Some(id)).date_now();
    let builder = to.iter().cloned().fold(builder, MessageBuilder::to);
    let body = MultiPart::alternative()
        .singlepart(lettre::message::SinglePart::builder().header(ContentType::TEXT_PLAIN).body(mail.text.clone()))
        .singlepart(lettre::message::SinglePart::builder().header(ContentType::TEXT_HTML).body(mail.html.clone()));
    builder.multipart(body).map_err(|error| Error::Bug(format!("a mail cannot be built: {error}")).into())
}

/// The result for one mail.
enum Delivery<'e> {
    Sent,
    Refused(&'e lettre::transport::smtp::Error),
    Later(&'e lettre::transport::smtp::Error),
    NoAddress,
}

fn report(context: &Context, outbox_message: &OutboxMessage, delivery: Delivery<'_>) -> Result<(), Failure> {
    let (number, template, account) =
        (outbox_message.number, outbox_message.notification.template(), outbox_message.notification.account());
    let (word, reason) = match delivery {
        Delivery::Sent => ("sent", String::new()),
        Delivery::Refused(error) => ("refused", error.to_string()),
        Delivery::Later(error) => ("not sent", error.to_string()),
        Delivery::NoAddress if account.is_none() => {
            ("no address", "it is for the operator of the ledger: expected `--operator ADDRESS`".to_owned())
        }
        Delivery::NoAddress => ("no address", "this account has no recipient".to_owned()),
    };
    if context.json {
        let mut value = json!({ "outbox_message": number.to_string(), "template": template });
        if let Some(account) = account {
            value["account"] = account.as_str().into();
        }
        value["result"] = word.replace(' ', "_").into();
        if !reason.is_empty() {
            value["reason"] = reason.into();
        }
        return output::json_line(&value);
    }
    let reason = if reason.is_empty() { reason } else { format!(": {reason}") };
    let whose = account.map_or("the operator", |account| account.as_str());
    output::line(&format!("{word:10} {number}  {template} for {whose}{reason}"))
}
