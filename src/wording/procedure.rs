//! Methods in words: when a decision passes, who must take part, how long it takes.

use crate::model::{CountOrFormula, Family, Governance, Id, Method, Period};

use super::text::{count, uncapital};

/// What a family is called.
pub fn family_name(family: Family) -> &'static str {
    match family {
        Family::Holder => "Holder decides",
        Family::Advice => "Advice process",
        Family::Consent => "Consent",
        Family::Consensus => "Consensus",
        Family::LazyConsensus => "Lazy consensus",
        Family::Majority => "Majority vote",
        Family::Ranked => "Ranked ballots",
        Family::Score => "Scoring",
        Family::Joint => "Joint decision",
        Family::Lot => "Drawing lots",
        Family::Emergent => "Emergence",
        Family::Ladder => "Ladder",
    }
}

/// When a decision of a family passes, as a sentence without its full stop.
fn family_passes(family: Family) -> &'static str {
    match family {
        Family::Holder => "The holder of the seat decides alone",
        Family::Advice => "The holder decides, after asking those affected and those who know",
        Family::Consent => "No qualified objection remains",
        Family::Consensus => "Everybody agrees or stands aside",
        Family::LazyConsensus => "Nobody has objected when the period ends",
        Family::Majority => "More than half of the votes cast are in favour",
        Family::Ranked => "An option wins when the ranked ballots are counted",
        Family::Score => "An option has the best score",
        Family::Joint => "Every one of the named actors agrees",
        Family::Lot => "The lot is drawn",
        Family::Emergent => "People follow of their own accord",
        Family::Ladder => "One of the steps settles it",
    }
}

/// A method with what it takes over from those that it extends.
#[derive(Debug, Clone)]
pub struct Terms {
    /// The family.
    pub family: Family,
    /// When it passes, as a sentence without its full stop.
    pub passes: String,
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
    pub fn of(governance: &Governance, id: &str) -> Option<Self> {
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
            Some(expression) => pass_words(expression, family),
            None => family_passes(family).to_owned(),
        };
        Some(Terms {
            family,
            passes,
            quorum: chain
                .iter()
                .find_map(|m| m.quorum.as_ref())
                .map(quorum_words),
            sponsors: chain
                .iter()
                .find_map(|m| m.sponsors.as_ref())
                .map(|number| match number {
                    CountOrFormula::Count(1) => "1 supporter".to_owned(),
                    CountOrFormula::Count(number) => format!("{number} supporters"),
                    CountOrFormula::Formula(formula) => format!("support of {formula}"),
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
        let parts: Vec<String> = [
            self.min_period.map(|period| format!("{period} at least")),
            self.max_period.map(|period| format!("{period} at most")),
            self.vote_period.map(|period| format!("voting {period}")),
        ]
        .into_iter()
        .flatten()
        .collect();
        parts.join("; ")
    }

    /// What it takes, to follow the name of the method: ", which passes when no qualified objection
    /// remains and all but one take part".
    pub fn clause(&self) -> String {
        let lead = match self.family {
            Family::Holder | Family::Advice => ": ",
            _ => ", which passes when ",
        };
        format!("{lead}{}", uncapital(&self.condition()))
    }

    /// What it takes, as a sentence without its full stop.
    pub fn condition(&self) -> String {
        match &self.quorum {
            Some(quorum) => format!("{} and {} take part", self.passes, uncapital(quorum)),
            None => self.passes.clone(),
        }
    }
}

/// `> 1/2 of cast` as "More than half of the votes cast are in favour"; an expression that has no
/// plain words stands as it is.
fn pass_words(expression: &str, family: Family) -> String {
    let text = expression.trim();
    if text == "no-objection" {
        return family_passes(match family {
            Family::LazyConsensus => family,
            _ => Family::Consent,
        })
        .to_owned();
    }
    let plain = || {
        let (least, rest) = match text.strip_prefix(">=") {
            Some(rest) => ("At least", rest),
            None => ("More than", text.strip_prefix('>')?),
        };
        let (part, base) = rest.split_once(" of ")?;
        let base = match base.trim() {
            "cast" => "the votes cast",
            "present" => "those present",
            "seats" => "all seats",
            "eligible" | "members" | "n" => "all who may vote",
            _ => return None,
        };
        let part = match part.trim() {
            "1/2" => "half",
            "1/3" => "a third",
            "2/3" => "two thirds",
            "1/4" => "a quarter",
            "3/4" => "three quarters",
            "3/5" => "three fifths",
            "4/5" => "four fifths",
            other => other,
        };
        Some(format!("{least} {part} of {base} are in favour"))
    };
    plain().unwrap_or_else(|| text.to_owned())
}

/// Who must take part: "60% of those entitled", "All but one", "At least 5 people".
fn quorum_words(quorum: &CountOrFormula) -> String {
    match quorum {
        CountOrFormula::Count(number) => {
            let number = usize::try_from(*number).unwrap_or(0);
            format!("At least {}", count(number, "person", "people"))
        }
        CountOrFormula::Formula(formula) => {
            let formula = formula.trim();
            let is_percent = formula
                .strip_suffix('%')
                .is_some_and(|number| number.trim().parse::<f64>().is_ok());
            let missing = formula
                .strip_prefix('n')
                .and_then(|rest| rest.trim().strip_prefix('-'))
                .and_then(|rest| rest.trim().parse::<u64>().ok());
            match missing {
                Some(1) => "All but one".to_owned(),
                Some(number) => format!("All but {number}"),
                None if formula == "n" => "All".to_owned(),
                None if is_percent => format!("{formula} of those entitled"),
                None => format!("{formula} of n, those entitled,"),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;

    #[test]
    fn expressions_become_sentences() {
        let words = |text| pass_words(text, Family::Majority);
        assert_eq!(
            words("> 1/2 of cast"),
            "More than half of the votes cast are in favour"
        );
        assert_eq!(
            words(">= 2/3 of seats"),
            "At least two thirds of all seats are in favour"
        );
        assert_eq!(words("no-objection"), "No qualified objection remains");
        assert_eq!(
            words(">= 3 for and for > against"),
            ">= 3 for and for > against"
        );
    }

    #[test]
    fn quorums_become_words() {
        let words = |text: &str| quorum_words(&CountOrFormula::Formula(Text::of(text)));
        assert_eq!(words("60%"), "60% of those entitled");
        assert_eq!(words("n-1"), "All but one");
        assert_eq!(words("n - 2"), "All but 2");
        assert_eq!(quorum_words(&CountOrFormula::Count(1)), "At least 1 person");
    }
}
