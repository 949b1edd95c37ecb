//! Methods in words: when a decision passes, who must take part, how long it takes.

use std::borrow::Cow;

use super::text::{capital, period};
use crate::catalogue::{Catalogue, Value};
use crate::model::{CountOrFormula, Family, Governance, Id, Method, Period};

/// What a family is called.
pub fn family_name(words: &Catalogue, family: Family) -> Cow<'_, str> {
    words.text(&format!("method-{}", family.word()))
}

/// When a decision of a family passes, for the middle of a sentence.
fn family_passes(words: &Catalogue, family: Family) -> Clause {
    let key = format!("passes-{}", family.word());
    Clause::Words(words.text(&key).into_owned())
}

/// When a decision passes.
#[derive(Debug, Clone)]
enum Clause {
    /// In words, for the middle of a sentence.
    Words(String),
    /// An expression that has no plain words.
    Expression(String),
}

impl Clause {
    fn inside(&self) -> &str {
        match self {
            Clause::Words(text) | Clause::Expression(text) => text,
        }
    }

    fn at_start(&self) -> String {
        match self {
            Clause::Words(text) => capital(text),
            Clause::Expression(text) => text.clone(),
        }
    }

    /// The same with more said after it.
    fn and(&self, more: impl Fn(&str) -> String) -> Self {
        match self {
            Clause::Words(text) => Clause::Words(more(text)),
            Clause::Expression(text) => Clause::Expression(more(text)),
        }
    }
}

/// A method with what it takes over from those that it extends.
#[derive(Debug, Clone)]
pub struct Terms {
    /// The language of what is said.
    words: &'static Catalogue,
    /// The family.
    pub family: Family,
    /// When it passes, as a sentence without its full stop.
    pub passes: String,
    /// The same for the middle of a sentence, with who must take part.
    condition: Clause,
    /// Who must take part.
    pub quorum: Option<String>,
    /// Whose support it needs before it opens.
    pub sponsors: Option<String>,
    /// Discussion at least.
    pub min_period: Option<Period>,
    /// Discussion at most.
    pub max_period: Option<Period>,
    /// Voting time.
    pub vote_period: Option<Period>,
    /// What follows where it finds no result.
    pub if_stuck: Option<Id>,
    /// The method itself and those that it extends, nearest first.
    pub chain: Vec<Method>,
}

impl Terms {
    /// The terms of a method by its id, own or built-in.
    pub fn of(words: &'static Catalogue, governance: &Governance, id: &str) -> Option<Self> {
        let mut chain: Vec<Method> = Vec::new();
        let mut seen: Vec<&str> = Vec::new();
        let mut at = id;
        while let Some(method) = governance.methods.get(at).filter(|_| !seen.contains(&at)) {
            seen.push(at);
            chain.push((*method.data).clone());
            match &method.data.extends {
                Some(next) => at = next.as_str(),
                None => break,
            }
        }
        let family = match chain.first() {
            Some(method) => method.family,
            None => Family::from_word(id)?,
        };
        let pass = chain.iter().find_map(|method| method.pass.as_ref());
        let passes = match pass {
            Some(expression) => pass_words(words, expression, family),
            None => family_passes(words, family),
        };
        let quorum = chain.iter().find_map(|m| m.quorum.as_ref()).map(Quorum::of);
        let sponsors = chain.iter().find_map(|m| m.sponsors.as_ref());
        Some(Terms {
            words,
            family,
            passes: passes.at_start(),
            quorum: quorum.as_ref().map(|quorum| quorum.say(words, None)),
            condition: match quorum {
                Some(quorum) => passes.and(|passes| quorum.say(words, Some(passes))),
                None => passes,
            },
            sponsors: sponsors.map(|number| match number {
                CountOrFormula::Count(number) => {
                    words.say("sponsors", &[("n", counted(*number).into())])
                }
                CountOrFormula::Formula(formula) => {
                    words.say("sponsors-formula", &[("formula", formula.as_str().into())])
                }
            }),
            min_period: chain.iter().find_map(|method| method.min_period),
            max_period: chain.iter().find_map(|method| method.max_period),
            vote_period: chain.iter().find_map(|method| method.vote_period),
            if_stuck: chain
                .iter()
                .find_map(|method| method.if_stuck.as_ref())
                .map(|id| id.value.clone()),
            chain,
        })
    }

    /// The first value that the method or one that it extends gives.
    pub fn first<'t, V>(&'t self, value: impl Fn(&'t Method) -> Option<V>) -> Option<V> {
        self.chain.iter().find_map(value)
    }

    /// The time that it takes, as in "5 days at least; voting 7 days".
    pub fn periods(&self) -> String {
        let parts = [
            ("period-least", self.min_period),
            ("period-most", self.max_period),
            ("period-vote", self.vote_period),
        ];
        let parts = parts.into_iter().filter_map(|(key, time)| {
            let time = period(self.words, time?);
            Some(self.words.say(key, &[("period", time.into())]))
        });
        let whole = parts.reduce(|before, after| {
            let values = [("before", before.into()), ("after", after.into())];
            self.words.say("list-clause", &values)
        });
        whole.unwrap_or_default()
    }

    /// The message of the method with what it takes, for the middle of a sentence, in which
    /// `method` and `passes` stand: "Consent, which passes when no qualified objection remains".
    pub fn in_full(&self) -> (&'static str, &str) {
        let key = match self.family {
            Family::Holder | Family::Advice => "method-in-full-alone",
            _ => "method-in-full",
        };
        (key, self.condition.inside())
    }

    /// What it takes, as a sentence without its full stop.
    pub fn condition(&self) -> String {
        self.condition.at_start()
    }
}

/// `> 1/2 of cast` as "more than half of the votes cast are in favour"; an expression that has no
/// plain words stands as it is.
fn pass_words(words: &Catalogue, expression: &str, family: Family) -> Clause {
    let text = expression.trim();
    if text == "no-objection" {
        let family = match family {
            Family::LazyConsensus => family,
            _ => Family::Consent,
        };
        return family_passes(words, family);
    }
    let plain = || {
        let (key, rest) = match text.strip_prefix(">=") {
            Some(rest) => ("passes-at-least", rest),
            None => ("passes-more-than", text.strip_prefix('>')?),
        };
        let (part, base) = rest.split_once(" of ")?;
        let base = match base.trim() {
            base @ ("cast" | "present" | "seats") => base,
            "eligible" | "members" | "n" => "eligible",
            _ => return None,
        };
        let part = match part.trim() {
            "1/2" => "half",
            "1/3" => "third",
            "2/3" => "two-thirds",
            "1/4" => "quarter",
            "3/4" => "three-quarters",
            "3/5" => "three-fifths",
            "4/5" => "four-fifths",
            other => match percent(words, other) {
                Some(percent) => {
                    let values = [("part", percent.into()), ("base", base.into())];
                    return Some(words.say(key, &values));
                }
                None => other,
            },
        };
        Some(words.say(key, &[("part", part.into()), ("base", base.into())]))
    };
    plain().map_or_else(|| Clause::Expression(text.to_owned()), Clause::Words)
}

/// "60%" as the language writes it; none of what is no number of percents.
fn percent(words: &Catalogue, text: &str) -> Option<String> {
    let number = text.strip_suffix('%')?.trim();
    number.parse::<f64>().ok()?;
    let number = match number.split_once('.') {
        Some((whole, part)) => {
            let digits = [("before", whole.into()), ("after", part.into())];
            words.say("digits-part", &digits)
        }
        None => number.to_owned(),
    };
    Some(words.say("percent", &[("number", number.into())]))
}

/// Who must take part.
enum Quorum<'m> {
    People(usize),
    All,
    AllBut(usize),
    Percent(&'m str),
    Formula(&'m str),
}

impl<'m> Quorum<'m> {
    fn of(quorum: &'m CountOrFormula) -> Self {
        let formula = match quorum {
            CountOrFormula::Count(number) => return Quorum::People(counted(*number)),
            CountOrFormula::Formula(formula) => formula.trim(),
        };
        let is_percent = percent(Catalogue::english(), formula).is_some();
        let missing = formula
            .strip_prefix('n')
            .and_then(|rest| rest.trim().strip_prefix('-'))
            .and_then(|rest| rest.trim().parse().ok());
        match missing {
            Some(number) => Quorum::AllBut(number),
            None if formula == "n" => Quorum::All,
            None if is_percent => Quorum::Percent(formula),
            None => Quorum::Formula(formula),
        }
    }

    /// "60% of those entitled", "All but one"; after a condition that `passes` states, "… and 60% of
    /// those entitled take part".
    fn say(&self, words: &Catalogue, passes: Option<&str>) -> String {
        let (key, after, value) = match self {
            Quorum::People(number) => (
                "quorum-people",
                "passes-and-people",
                Some(("n", Value::Number(*number))),
            ),
            Quorum::All => ("quorum-all", "passes-and-all", None),
            Quorum::AllBut(number) => (
                "quorum-all-but",
                "passes-and-all-but",
                Some(("n", Value::Number(*number))),
            ),
            Quorum::Percent(text) => (
                "quorum-percent",
                "passes-and-percent",
                percent(words, text).map(|percent| ("percent", Value::from(percent))),
            ),
            Quorum::Formula(text) => (
                "quorum-formula",
                "passes-and-formula",
                Some(("formula", Value::from(*text))),
            ),
        };
        let values = passes.map(|passes| ("passes", Value::from(passes)));
        let values: Vec<_> = values.into_iter().chain(value).collect();
        words.say(if passes.is_some() { after } else { key }, &values)
    }
}

fn counted(number: i64) -> usize {
    usize::try_from(number).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;

    fn said(words: &Catalogue, quorum: &CountOrFormula) -> String {
        Quorum::of(quorum).say(words, None)
    }

    #[test]
    fn expressions_become_sentences() {
        let words = |text| pass_words(Catalogue::english(), text, Family::Majority).at_start();
        assert_eq!(
            words("> 1/2 of cast"),
            "More than half of the votes cast are in favour"
        );
        assert_eq!(
            words(">= 2/3 of seats"),
            "At least two thirds of all seats are in favour"
        );
        assert_eq!(
            words("> 55% of n"),
            "More than 55% of all who may vote are in favour"
        );
        assert_eq!(words("no-objection"), "No qualified objection remains");
        assert_eq!(
            words(">= 3 for and for > against"),
            ">= 3 for and for > against"
        );
        assert_eq!(words("for > against"), "for > against");
        let words = |text| pass_words(Catalogue::of("de"), text, Family::Majority).at_start();
        assert_eq!(
            words("> 1/2 of cast"),
            "Mehr als die Hälfte der abgegebenen Stimmen ist dafür"
        );
        assert_eq!(
            words(">= 2/3 of seats"),
            "Mindestens zwei Drittel aller Sitze sind dafür"
        );
        assert_eq!(
            words("> 55% of n"),
            "Mehr als 55\u{a0}% aller Stimmberechtigten sind dafür"
        );
    }

    #[test]
    fn quorums_become_words() {
        let words = |text: &str| {
            said(
                Catalogue::english(),
                &CountOrFormula::Formula(Text::of(text)),
            )
        };
        assert_eq!(words("60%"), "60% of those entitled");
        let german = |text: &str| {
            let formula = CountOrFormula::Formula(Text::of(text));
            said(Catalogue::of("de"), &formula)
        };
        assert_eq!(german("60%"), "60\u{a0}% der Berechtigten");
        assert_eq!(german("12.5 %"), "12,5\u{a0}% der Berechtigten");
        assert_eq!(words("n"), "All");
        assert_eq!(words("n-1"), "All but one");
        assert_eq!(words("n - 2"), "All but 2");
        let one = CountOrFormula::Count(1);
        assert_eq!(said(Catalogue::english(), &one), "At least 1 person");
        assert_eq!(said(Catalogue::of("de"), &one), "Mindestens 1 Person");
    }

    #[test]
    fn a_quorum_follows_the_condition() {
        let say = |words, quorum: &CountOrFormula| Quorum::of(quorum).say(words, Some("x"));
        let all_but_one = CountOrFormula::Formula(Text::of("n-1"));
        assert_eq!(
            say(Catalogue::english(), &all_but_one),
            "x and all but one take part"
        );
        assert_eq!(
            say(Catalogue::of("de"), &CountOrFormula::Count(1)),
            "x, und mindestens 1 Person nimmt teil"
        );
    }
}
