//! Names in Go and in C.

use heck::{ToShoutySnakeCase, ToSnakeCase};

use crate::model::{Field, Kind};

/// Words that Go writes in capitals.
const INITIALISMS: &[(&str, &str)] =
    &[("id", "ID"), ("arn", "ARN"), ("aws", "AWS"), ("json", "JSON"), ("utf8", "UTF8")];

/// An exported name: `account_id` and `AccountId` become `AccountID`.
pub(super) fn exported(name: &str) -> String {
    let word = |word: &str| match INITIALISMS.iter().find(|(plain, _)| *plain == word) {
        Some((_, capitals)) => (*capitals).to_owned(),
        None => {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
        }
    };
    name.to_snake_case().split('_').map(word).collect()
}

/// The name of a field; the one value of an alternative is named after its type.
pub(super) fn field(field: &Field) -> String {
    if field.name != "value" {
        return exported(&field.name);
    }
    match &field.kind {
        Kind::Text(text) => exported(text.name.strip_suffix("Id").unwrap_or(&text.name)),
        Kind::Named(name) => name.clone(),
        Kind::Seconds => "Duration".to_owned(),
        _ => "Value".to_owned(),
    }
}

/// An unexported name that begins with a type's: `BillRecord` and `FromC` become `billRecordFromC`.
pub(super) fn unexported(name: &str, rest: &str) -> String {
    let mut letters = name.chars();
    let first: String = letters.next().map(|first| first.to_ascii_lowercase()).into_iter().collect();
    format!("{first}{}{rest}", letters.as_str())
}

/// The C structure of a type, as cgo names it.
pub(super) fn c_type(name: &str) -> String {
    format!("C.defray_{}", name.to_snake_case())
}

/// The C structure of an alternative's fields.
pub(super) fn c_alternative(choice: &str, alternative: &str) -> String {
    format!("C.defray_{}_{}", choice.to_snake_case(), alternative.to_snake_case())
}

/// The C constant of a name or an alternative.
pub(super) fn c_constant(name: &str, alternative: &str) -> String {
    format!("C.DEFRAY_{}_{}", name.to_shouty_snake_case(), alternative.to_shouty_snake_case())
}

/// A field of a C structure: cgo puts `_` before a keyword of Go.
pub(super) fn c_field(name: &str) -> String {
    const KEYWORDS: &[&str] =
        &["chan", "defer", "func", "go", "import", "interface", "map", "package", "range", "select", "type", "var"];
    if KEYWORDS.contains(&name) { format!("_{name}") } else { name.to_owned() }
}

/// A comment of these lines. A paragraph with a line that is too long for a comment gets new line breaks.
pub(super) fn comment(indent: &str, lines: &[String]) -> String {
    let line = |line: &String| if line.is_empty() { format!("{indent}//\n") } else { format!("{indent}// {line}\n") };
    let paragraph = |lines: &[String]| -> String {
        if lines.iter().all(|line| line.chars().count() <= WIDTH) {
            return lines.iter().map(line).collect();
        }
        wrapped(&lines.join(" ")).iter().map(line).collect()
    };
    let paragraphs: Vec<String> = lines.split(String::is_empty).map(paragraph).collect();
    paragraphs.join(&format!("{indent}//\n"))
}

/// The most characters of a line in a comment; a tab and `// ` come before it.
const WIDTH: usize = 114;

/// The words of a text in lines.
pub(super) fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let Some(line) = lines.last_mut() else { continue };
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= WIDTH {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_idiomatic() {
        for (given, expected) in [
            ("account_id", "AccountID"),
            ("license_arn", "LicenseARN"),
            ("id", "ID"),
            ("Aws", "AWS"),
            ("AliCloud", "AliCloud"),
            ("valid_until", "ValidUntil"),
        ] {
            assert_eq!(exported(given), expected);
        }
        assert_eq!(unexported("BillRecord", "FromC"), "billRecordFromC");
        assert_eq!(c_type("BillRecord"), "C.defray_bill_record");
        assert_eq!(c_constant("Payer", "CloudAccount"), "C.DEFRAY_PAYER_CLOUD_ACCOUNT");
        assert_eq!(c_field("type"), "_type");
    }
}
