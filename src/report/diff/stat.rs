//! One line for each actor: how much it gains and loses, and over what.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::View;
use super::human::MOST_LINES;
use super::layout::{Ink, Screen, columns, cut};
use crate::report::text::grouped;

/// How many objects a line names at most.
const MOST_OBJECTS: usize = 5;

/// As many objects as have room on the line, one at least, and how many more there are.
fn fitting(objects: &[String], room: usize) -> String {
    let most = MOST_OBJECTS.min(objects.len()).max(1);
    let lines = (1..=most)
        .rev()
        .map(|number| cut(objects, number, ",").join(" "));
    let mut last = String::new();
    for line in lines {
        let fits = columns(&line) <= room;
        last = line;
        if fits {
            break;
        }
    }
    last
}

#[derive(Default)]
struct Sum {
    gains: usize,
    loses: usize,
    /// The weightiest shift, to sort by.
    first: usize,
    objects: Vec<String>,
}

pub(super) fn write(out: &mut dyn Write, view: &View<'_>, screen: Screen) -> io::Result<()> {
    let objects: BTreeMap<usize, &str> = view
        .numbers
        .iter()
        .copied()
        .zip(view.comparison.shifts.iter().map(|shift| &*shift.object))
        .collect();
    let mut actors: BTreeMap<String, Sum> = BTreeMap::new();
    for line in view.lines() {
        for who in &line.who {
            let sum = actors.entry(who.clone()).or_insert_with(|| Sum {
                first: usize::MAX,
                ..Sum::default()
            });
            for phrase in &line.phrases {
                if line.gains {
                    sum.gains += 1;
                } else {
                    sum.loses += 1;
                }
                sum.first = sum.first.min(phrase.shift);
                let object = objects.get(&phrase.shift).copied().unwrap_or_default();
                if !sum.objects.iter().any(|known| known == object) {
                    sum.objects.push(object.to_owned());
                }
            }
        }
    }
    let mut actors: Vec<(String, Sum)> = actors.into_iter().collect();
    actors.sort_by(|(a, one), (b, other)| (one.first, a).cmp(&(other.first, b)));
    if !actors.is_empty() {
        writeln!(out)?;
    }
    let names: Vec<String> = actors
        .iter()
        .take(MOST_LINES)
        .map(|(name, _)| screen.text(name))
        .collect();
    let column = names.iter().map(|name| columns(name)).max().unwrap_or(0) + 2;
    let digits = |of: fn(&Sum) -> usize| {
        let shown = actors.iter().take(MOST_LINES);
        let widths = shown.map(|(_, sum)| columns(&grouped(of(sum))));
        widths.max().unwrap_or(1)
    };
    let (gained, lost) = (digits(|sum| sum.gains), digits(|sum| sum.loses));
    for ((_, sum), name) in actors.iter().zip(&names) {
        let plus = right(&format!("+{}", grouped(sum.gains)), gained + 1);
        let minus = right(&format!("−{}", grouped(sum.loses)), lost + 1);
        let (plus, minus) = (screen.text(&plus), screen.text(&minus));
        let objects: Vec<String> = sum
            .objects
            .iter()
            .map(|object| screen.text(object))
            .collect();
        let at = 2 + column + columns(&plus) + 1 + columns(&minus) + 2;
        let objects = fitting(&objects, screen.width.saturating_sub(at));
        writeln!(
            out,
            "  {name}{}{} {}  {objects}",
            " ".repeat(column - columns(name)),
            screen.ink(Ink::Gain, &plus),
            screen.ink(Ink::Lose, &minus),
        )?;
    }
    if actors.len() > MOST_LINES {
        let rest = grouped(actors.len() - MOST_LINES);
        writeln!(out, "  and {rest} more")?;
    }
    Ok(())
}

fn right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(columns(text))))
}
