//! The templates, and their rendering as plain text and HTML.

use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value};

use crate::facts::Facts;
use crate::{Language, RenderError, Rendered};

/// The template of one notification in one language.
struct Template {
    name: &'static str,
    language: Language,
    subject: &'static str,
    message: &'static str,
}

macro_rules! templates {
    ($($name:literal)+) => {
        const TEMPLATES: &[Template] = &[$(
            Template {
                name: $name,
                language: Language::English,
                subject: include_str!(concat!("../templates/en/", $name, ".subject")),
                message: include_str!(concat!("../templates/en/", $name, ".mail")),
            },
            Template {
                name: $name,
                language: Language::Chinese,
                subject: include_str!(concat!("../templates/zh/", $name, ".subject")),
                message: include_str!(concat!("../templates/zh/", $name, ".mail")),
            },
        )+];
    };
}

templates! { "method_changed_by_force" "arrears_begun" "deadline_near" "account_locked" "account_unlocked" "bill_not_metered" "usage_not_metered" "confirm_subscription" "chosen_payer_ended" "usage_disputed" "usage_record_too_late" "suspension_deadline_near" "subscription_replaced" "bills_corrected" "successor_not_linked" "bills_held" "bills_not_metered" }

const LAYOUT: &str = include_str!("../templates/layout.html");
const TEXT: &str = include_str!("../templates/text.macros");
const HTML: &str = include_str!("../templates/html.macros");

pub(crate) fn render(name: &'static str, language: Language, facts: &Facts) -> Result<Rendered, RenderError> {
    let found = TEMPLATES.iter().find(|template| template.name == name && template.language == language);
    let template =
        found.ok_or_else(|| RenderError { template: name, cause: "there is no such template".to_owned() })?;
    written(template, facts).map_err(|error| RenderError { template: name, cause: format!("{error:#}") })
}

fn written(template: &Template, facts: &Facts) -> Result<Rendered, minijinja::Error> {
    let mut environment = Environment::empty();
    environment.add_filter("length", minijinja::filters::length);
    // A misspelled name is an error, not an empty text.
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment
        .set_auto_escape_callback(|name| if name.contains("html") { AutoEscape::Html } else { AutoEscape::None });
    environment.add_template("text.macros", TEXT)?;
    environment.add_template("html.macros", HTML)?;
    environment.add_template("layout.html", LAYOUT)?;
    environment.add_template("subject.text", template.subject)?;
    environment.add_template("message.text", template.message)?;
    environment.add_template("message.html", template.message)?;
    let body = |form: &str| {
        let mut facts = facts.clone();
        facts.insert("macros", format!("{form}.macros").into());
        environment.get_template(&format!("message.{form}"))?.render(facts)
    };
    let subject = environment.get_template("subject.text")?.render(facts)?.trim().to_owned();
    let whole = [
        ("language", Value::from(template.language.name())),
        ("subject", Value::from(subject.as_str())),
        ("body", Value::from_safe_string(body("html")?)),
    ];
    let html = environment.get_template("layout.html")?.render(Facts::from(whole))?;
    Ok(Rendered { subject, text: settled(&body("text")?), html })
}

/// Leaves one blank line between parts, and none at the beginning and end.
fn settled(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        if !(line.is_empty() && lines.last().is_none_or(|last| last.is_empty())) {
            lines.push(line);
        }
    }
    while lines.last().is_some_and(|last| last.is_empty()) {
        lines.pop();
    }
    lines.join("\n") + "\n"
}
