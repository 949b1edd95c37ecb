//! Votes with three answers: yes, no, and staying away.
//!
//! A quorum of participation makes a rule that is not monotone: whoever votes no may help the
//! motion over the quorum (the no-show paradox). Such a rule is no simple game, and is counted over
//! all 3ⁿ answers instead (Felsenthal and Machover 1997, "Ternary voting games").

use num_bigint::BigUint;

use super::Exact;

/// How many members of each kind give which answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    /// Yes, for each kind.
    pub yes: Vec<usize>,
    /// No, for each kind.
    pub no: Vec<usize>,
    /// Neither: abstaining or away, for each kind.
    pub away: Vec<usize>,
}

impl Answers {
    /// All who say yes.
    pub fn all_yes(&self) -> usize {
        self.yes.iter().sum()
    }

    /// All who say no.
    pub fn all_no(&self) -> usize {
        self.no.iter().sum()
    }

    /// All who do neither.
    pub fn all_away(&self) -> usize {
        self.away.iter().sum()
    }
}

/// What a rule of three answers gives each kind of member. Counts are of the 3ⁿ⁻¹ answers of the
/// others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ternary {
    /// How many answers the others can give: 3ⁿ⁻¹.
    pub answers: Exact,
    /// For each kind, one member's counts; 0 for a kind without members.
    pub kinds: Vec<Swings>,
}

/// In how many answers of the others one member makes a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Swings {
    /// It passes with yes and fails with no.
    pub yes_no: Exact,
    /// It passes with yes and fails if the member stays away.
    pub yes_away: Exact,
    /// It passes if the member stays away and fails with no.
    pub away_no: Exact,
    /// The no-show paradox: it passes with no and fails if the member stays away.
    pub no_show: Exact,
    /// It fails with yes and passes if the member stays away.
    pub yes_show: Exact,
}

/// Too many answers to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not computed: there are {profiles} ways to answer")]
pub struct TooManyAnswers {
    /// How many profiles by kind there are.
    pub profiles: u128,
}

/// The most profiles that are counted: a thousand members of one kind.
const PROFILES: u128 = 600_000;

/// Counts a rule for members of several kinds, so many of each. `passes` says of the answers of all
/// whether the motion passes.
///
/// # Errors
///
/// [`TooManyAnswers`] where the kinds can answer in more than 600 000 ways.
pub fn ternary(
    members: &[usize],
    passes: impl Fn(&Answers) -> bool,
) -> Result<Ternary, TooManyAnswers> {
    let profiles = members.iter().fold(1u128, |profiles, members| {
        let members = *members as u128;
        profiles.saturating_mul((members + 1) * (members + 2) / 2)
    });
    if profiles > PROFILES {
        return Err(TooManyAnswers { profiles });
    }
    let kinds = (0..members.len()).map(|kind| {
        let mut others = members.to_vec();
        let mut count = Count::default();
        if others[kind] == 0 {
            return count.swings();
        }
        others[kind] -= 1;
        let mut answers = Answers {
            yes: vec![0; members.len()],
            no: vec![0; members.len()],
            away: vec![0; members.len()],
        };
        walk(
            &others,
            0,
            &mut answers,
            &BigUint::from(1u8),
            &mut |answers, many| {
                let mut outcome = |own: fn(&mut Answers) -> &mut Vec<usize>| {
                    own(answers)[kind] += 1;
                    let outcome = passes(answers);
                    own(answers)[kind] -= 1;
                    outcome
                };
                let yes = outcome(|answers| &mut answers.yes);
                let no = outcome(|answers| &mut answers.no);
                let away = outcome(|answers| &mut answers.away);
                count.add(yes, no, away, many);
            },
        );
        count.swings()
    });
    let kinds = kinds.collect();
    let all: usize = members.iter().sum();
    let exponent = u32::try_from(all.saturating_sub(1)).unwrap_or(u32::MAX);
    Ok(Ternary {
        answers: Exact::count(BigUint::from(3u8).pow(exponent)),
        kinds,
    })
}

impl Ternary {
    /// How likely one member of a kind decides between yes and no if all others answer at random;
    /// `None` where there is no such kind.
    pub fn power(&self, kind: usize) -> Option<Exact> {
        self.kinds.get(kind)?.yes_no.over(&self.answers)
    }

    /// How likely one member of a kind is better off by staying away than by voting no: 0 under
    /// every rule without a quorum of participation.
    pub fn no_show(&self, kind: usize) -> Option<Exact> {
        self.kinds.get(kind)?.no_show.over(&self.answers)
    }

    /// Whether no answer ever works against the one who gives it.
    pub fn is_monotone(&self) -> bool {
        self.kinds
            .iter()
            .all(|swings| swings.no_show.is_zero() && swings.yes_show.is_zero())
    }
}

#[derive(Default)]
struct Count {
    yes_no: BigUint,
    yes_away: BigUint,
    away_no: BigUint,
    no_show: BigUint,
    yes_show: BigUint,
}

impl Count {
    fn add(&mut self, yes: bool, no: bool, away: bool, many: &BigUint) {
        for (swings, differs) in [
            (&mut self.yes_no, yes && !no),
            (&mut self.yes_away, yes && !away),
            (&mut self.away_no, away && !no),
            (&mut self.no_show, no && !away),
            (&mut self.yes_show, away && !yes),
        ] {
            if differs {
                *swings += many;
            }
        }
    }

    fn swings(self) -> Swings {
        Swings {
            yes_no: Exact::count(self.yes_no),
            yes_away: Exact::count(self.yes_away),
            away_no: Exact::count(self.away_no),
            no_show: Exact::count(self.no_show),
            yes_show: Exact::count(self.yes_show),
        }
    }
}

/// Visits every way in which the members can answer, kind by kind, with how many ways it stands
/// for: the multinomials n! / (y! x! a!).
fn walk(
    members: &[usize],
    kind: usize,
    answers: &mut Answers,
    many: &BigUint,
    visit: &mut impl FnMut(&mut Answers, &BigUint),
) {
    let Some(all) = members.get(kind) else {
        visit(answers, many);
        return;
    };
    let mut by_yes = many.clone();
    for yes in 0..=*all {
        let mut by_no = by_yes.clone();
        for no in 0..=all - yes {
            answers.yes[kind] = yes;
            answers.no[kind] = no;
            answers.away[kind] = all - yes - no;
            walk(members, kind + 1, answers, &by_no, visit);
            by_no = by_no * (all - yes - no) / (no + 1);
        }
        by_yes = by_yes * (all - yes) / (yes + 1);
    }
    answers.yes[kind] = 0;
    answers.no[kind] = 0;
    answers.away[kind] = 0;
}
