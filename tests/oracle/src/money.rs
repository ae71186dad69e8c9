//! Exact amounts: a whole number of 10^-12 units in an `i128`, and the text form of the contract.

/// One unit of currency, in 10^-12 units.
pub(crate) const ONE: i128 = 1_000_000_000_000;

/// No balance or total may reach 10^15 units of currency.
pub(crate) const TOO_MUCH: i128 = 1_000_000_000_000_000 * ONE;

/// Reads a plain decimal: `-12.5` is twelve and a half below zero.
pub(crate) fn parse_decimal(text: &str) -> i128 {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    assert!(fraction.len() <= 12, "more than 12 decimals: {text}");
    let whole: i128 = whole.parse().expect("digits before the point");
    let mut small: i128 = 0;
    for place in 0..12 {
        let digit = fraction.as_bytes().get(place).map_or(0, |byte| byte - b'0');
        small = small * 10 + i128::from(digit);
    }
    let amount = whole * ONE + small;
    if negative { -amount } else { amount }
}

/// Writes a decimal without trailing zeros.
pub(crate) fn print_decimal(amount: i128) -> String {
    let sign = if amount < 0 { "-" } else { "" };
    let size = amount.abs();
    let fraction = format!("{:012}", size % ONE);
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { format!("{sign}{}", size / ONE) } else { format!("{sign}{}.{fraction}", size / ONE) }
}

/// Reads `"100.50 CNY"` into the amount and the currency.
pub(crate) fn parse_money(text: &str) -> (i128, String) {
    let (decimal, currency) = text.split_once(' ').expect("an amount, a blank, a currency");
    (parse_decimal(decimal), currency.to_string())
}

/// Writes `"100.5 CNY"`.
pub(crate) fn print_money(amount: i128, currency: &str) -> String {
    format!("{} {currency}", print_decimal(amount))
}
