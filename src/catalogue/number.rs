//! Numbers as a language writes them.

use fluent_bundle::FluentValue;

/// Below this a number needs no groups to be read.
const LARGE: usize = 10_000;

/// "12,345" or "12.345": groups of three digits where there are more than four.
pub(super) fn written(number: usize, group: char) -> String {
    let digits = number.to_string();
    if number < LARGE {
        return digits;
    }
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
    text
}

/// The same for whole numbers that stand in a message.
pub(super) fn printed<const GROUP: char, M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    let whole = number.as_string().parse().ok()?;
    Some(written(whole, GROUP))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_have_groups() {
        let written = |number| written(number, '.');
        assert_eq!(written(0), "0");
        assert_eq!(written(9_999), "9999");
        assert_eq!(written(10_000), "10.000");
        assert_eq!(written(1_234_567), "1.234.567");
    }
}
