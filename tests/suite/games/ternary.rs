//! Votes with three answers.

use polity::power::game::{Answers, Exact, ternary};
use proptest::prelude::*;

#[test]
fn abstentions_in_the_security_council_leave_the_small_more_power() {
    // Nine in favour, and none of the five permanent members against.
    let found = ternary(&[5, 10], |a| a.all_yes() >= 9 && a.no[0] == 0).unwrap();
    assert!(found.is_monotone());
    let (permanent, other) = (found.power(0).unwrap(), found.power(1).unwrap());
    let sum = &(&permanent * &Exact::from(5u64)) + &(&other * &Exact::from(10u64));
    // Felsenthal and Machover give 0.1009 and 0.0495.
    assert_eq!(permanent.over(&sum).unwrap().decimal(6), "0.100945");
    assert_eq!(other.over(&sum).unwrap().decimal(6), "0.049528");
    // A permanent member stops by its no, which is more than not to help.
    let swings = &found.kinds[0];
    assert_eq!(swings.yes_no, &swings.yes_away + &swings.away_no);
}

#[test]
fn a_quorum_of_participation_rewards_those_who_stay_away() {
    let majority = |a: &Answers| a.all_yes() > a.all_no();
    let participation = ternary(&[5], |a| a.all_away() <= 2 && majority(a)).unwrap();
    assert_eq!(participation.no_show(0).unwrap().to_string(), "2/27");
    assert!(!participation.is_monotone());
    // A quorum of approval has no such effect, nor has none at all.
    let approval = ternary(&[5], |a| a.all_yes() >= 3 && majority(a)).unwrap();
    assert_eq!(approval.no_show(0), Some(Exact::zero()));
    assert!(approval.is_monotone());
    assert!(ternary(&[5], majority).unwrap().is_monotone());
}

#[test]
fn a_vote_of_nobody_and_one_of_everybody_have_an_answer() {
    let none = ternary(&[], |_| true).unwrap();
    assert!(none.kinds.is_empty() && none.power(0).is_none());
    assert!(ternary(&[200], |a| a.all_yes() > a.all_no()).is_ok());
    // A kind without members changes nothing.
    let two = ternary(&[0, 3], |a| a.all_yes() >= 2).unwrap();
    assert!(two.kinds[0].yes_no.is_zero());
    assert_eq!(two.power(1).unwrap().to_string(), "4/9");
    let error = ternary(&[5000], |_| true).unwrap_err();
    assert_eq!(error.profiles, 5001 * 5002 / 2);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn counting_by_kind_is_counting_one_by_one(
        a in 1..=3usize, b in 0..=3usize, quorum in 0..=6usize, votes in 0..=6usize, weight in 0..=3usize,
    ) {
        let passes = |yes: [usize; 2], no: [usize; 2]| {
            let (y, n) = (yes[0] * weight + yes[1], no[0] * weight + no[1]);
            yes[0] + yes[1] + no[0] + no[1] >= quorum && y > n && yes[0] + yes[1] >= votes
        };
        let found = ternary(&[a, b], |x| {
            passes([x.yes[0], x.yes[1]], [x.no[0], x.no[1]])
        })
        .unwrap();
        // The first member is of the first kind; the others answer in each way.
        let (mut yes_no, mut no_show) = (0u64, 0u64);
        let others = a + b - 1;
        for mut code in 0..3usize.pow(others as u32) {
            let (mut yes, mut no) = ([0; 2], [0; 2]);
            for other in 0..others {
                let kind = usize::from(other >= a - 1);
                match code % 3 {
                    0 => yes[kind] += 1,
                    1 => no[kind] += 1,
                    _ => {}
                }
                code /= 3;
            }
            let with_yes = passes([yes[0] + 1, yes[1]], no);
            let with_no = passes(yes, [no[0] + 1, no[1]]);
            yes_no += u64::from(with_yes && !with_no);
            no_show += u64::from(with_no && !passes(yes, no));
        }
        prop_assert_eq!(&found.kinds[0].yes_no, &Exact::from(yes_no));
        prop_assert_eq!(&found.kinds[0].no_show, &Exact::from(no_show));
        prop_assert_eq!(&found.answers, &Exact::from(3u64.pow(others as u32)));
    }
}
