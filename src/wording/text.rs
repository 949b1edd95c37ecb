//! Small words: counts, lists, lengths of time, capitals, the order of names.

use crate::catalogue::{Catalogue, Value};
use crate::model::Period;

/// In English, "1 person", "3 people": `things` is the plural, used for any number but one.
pub fn count(number: usize, thing: &str, things: &str) -> String {
    format!("{number} {}", if number == 1 { thing } else { things })
}

/// In English, "a, b and c".
pub fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// A length of time: "1 year 6 months".
pub fn period(words: &Catalogue, period: Period) -> String {
    let parts = parts_of(words, period, ["years", "months", "days"]);
    if parts.is_empty() {
        return words.say("days", &[("n", Value::Number(0))]);
    }
    parts.join(" ")
}

/// The years, months and days of a length of time, as far as there are any, by the messages of
/// these keys.
pub fn parts_of(words: &Catalogue, period: Period, keys: [&str; 3]) -> Vec<String> {
    let parts = period.parts().into_iter().zip(keys);
    let parts = parts.filter(|(number, _)| *number > 0);
    let number = |number| usize::try_from(number).unwrap_or(usize::MAX);
    parts
        .map(|(value, key)| words.say(key, &[("n", Value::Number(number(value)))]))
        .collect()
}

/// The text with a capital at its start.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// What names are sorted by: lower case, and the common accents of Latin letters left out.
pub fn sort_key(name: &str) -> String {
    name.chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
            'ç' | 'ć' | 'č' => 'c',
            'ď' | 'đ' => 'd',
            'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
            'ğ' => 'g',
            'ì'..='ï' | 'ī' | 'į' | 'ı' => 'i',
            'ł' | 'ľ' => 'l',
            'ñ' | 'ń' | 'ň' => 'n',
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
            'ŕ' | 'ř' => 'r',
            'ś' | 'š' | 'ş' | 'ș' => 's',
            'ť' | 'ț' => 't',
            'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
            'ý' | 'ÿ' => 'y',
            'ź' | 'ż' | 'ž' => 'z',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_do_not_move_a_name_to_the_end() {
        let mut names = vec!["Zoë", "Élif", "Duc", "Inês", "Igor"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(names, ["Duc", "Élif", "Igor", "Inês", "Zoë"]);
    }
}
