//! Pages at the addresses that records had under earlier ids: each leads to the page of today.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Frame, Part, Site};
use crate::model::{Date, Id, Kind, Record, RecordData};
use crate::site::SiteError;
use crate::site::address::encoded;
use crate::site::book::Book;
use crate::site::here::Here;
use crate::site::view::Rich;

#[derive(Serialize)]
struct Moved {
    /// Where it is now, in words with links.
    now: Vec<Rich>,
}

/// A record that has an earlier id, by how well it fits that: in force, of the kind of the address,
/// and by its id where several fit.
type Claim = (bool, bool, Kind, Id);

/// Addresses with who claims them, by their small letters: a disk may take `A` and `a` for the same
/// name, so that the first of such stands for both.
type Former = BTreeMap<String, (String, BTreeSet<Claim>)>;

/// Adds the pages. None stands in the way of a page that is there.
pub(super) fn add(book: &Book<'_>, site: &mut Site) -> Result<(), SiteError> {
    let taken: BTreeSet<String> = site.files.paths().map(str::to_lowercase).collect();
    for (name, (path, claims)) in former(book) {
        if taken.contains(&name) {
            continue;
        }
        // Several records may say that they had it; of those that fit best there should be one.
        let best = claims.first().map(|claim| (claim.0, claim.1));
        let best = claims
            .iter()
            .filter(|claim| Some((claim.0, claim.1)) == best)
            .collect::<Vec<_>>();
        let here = Here::new(book, path);
        let mut frame = Frame::new(Part::Other, here.words.text("moved"));
        if let [(_, _, kind, id)] = best.as_slice() {
            frame.leads_to = book.address(*kind, id).map(str::to_owned);
        }
        frame.is_listed = false;
        let now = best
            .into_iter()
            .map(|(_, _, kind, id)| {
                let record = here.link(*kind, id);
                here.words.rich("moved-to", [("record", record.into())])
            })
            .collect();
        site.add(&here, frame, "moved.html", &Moved { now })?;
    }
    Ok(())
}

/// The addresses that records had, and which records had them.
fn former(book: &Book<'_>) -> Former {
    let governance = &book.governance;
    let mut former = Former::new();
    note(book, governance.people.values(), &[], &mut former);
    note(book, governance.units.values(), &[Kind::Role], &mut former);
    note(book, governance.roles.values(), &[Kind::Unit], &mut former);
    let others = [Kind::Decision, Kind::Agreement, Kind::Method];
    note(book, governance.policies.values(), &others, &mut former);
    let others = [Kind::Policy];
    note(book, governance.decisions.values(), &others, &mut former);
    note(book, governance.agreements.values(), &others, &mut former);
    note(book, governance.methods.values(), &others, &mut former);
    former
}

/// Notes the addresses of records of one kind, also below the kinds that they may have been of: a
/// role may have been a unit, and an agreement may have become a policy.
fn note<'b, T: RecordData + 'b>(
    book: &Book<'_>,
    records: impl Iterator<Item = &'b Record<T>>,
    others: &[Kind],
    former: &mut Former,
) {
    let as_of: Date = book.as_of();
    for record in records {
        for alias in &record.envelope.aliases {
            for kind in [T::KIND].iter().chain(others) {
                if book.is_hidden(*kind, alias) || book.address(*kind, alias).is_some() {
                    continue;
                }
                let path = format!("{}/{}.html", kind.folder(), encoded(alias));
                // `false` comes first.
                let claim = (
                    !record.envelope.in_force(as_of),
                    *kind != T::KIND,
                    T::KIND,
                    record.id.clone(),
                );
                let claims = former.entry(path.to_lowercase());
                let claims = claims.or_insert_with(|| (path, BTreeSet::new()));
                claims.1.insert(claim);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::site::fixture::Fixture;

    fn leads(html: &str, to: &str) -> bool {
        html.contains(&format!(
            "<meta http-equiv=\"refresh\" content=\"0; url={to}\">"
        )) && html.contains("<meta name=\"robots\" content=\"noindex\">")
            && html.contains(&format!("<a href=\"{to}\">"))
    }

    #[test]
    fn an_earlier_id_leads_to_the_page_of_today_also_across_kinds_and_twice() {
        let fixture = Fixture::with(&[
            (
                "units/divers.yaml",
                "name: Divers\nparent: assembly\naliases: [swimmers, floaters]\n",
            ),
            (
                "methods/lots.yaml",
                "name: Lots\nfamily: lot\naliases: [dice]\n",
            ),
        ]);
        for old in [
            "units/swimmers.html",
            "units/floaters.html",
            "roles/swimmers.html",
        ] {
            assert!(leads(&fixture.html(old), "../units/divers.html"), "{old}");
        }
        let html = fixture.html("methods/dice.html");
        assert!(leads(&html, "../methods/lots.html"), "{html}");
        let words = fixture.words("units/swimmers.html");
        assert_eq!(words, "This page has moved It is now Divers .");
    }

    #[test]
    fn no_earlier_id_stands_in_the_way_of_a_page() {
        let fixture = Fixture::with(&[(
            "units/divers.yaml",
            "name: Divers\nparent: assembly\naliases: [crew, Keeper, CREW]\n",
        )]);
        assert!(!fixture.html("units/crew.html").contains("refresh"));
        assert!(!fixture.html("roles/keeper.html").contains("refresh"));
        let files = crate::site::build(&fixture.handbook()).expect("a site");
        assert!(!files.contains_key("units/CREW.html"));
        assert!(!files.contains_key("roles/Keeper.html"));
        assert!(files.contains_key("units/Keeper.html"));
    }

    #[test]
    fn two_records_with_one_earlier_id_are_both_named() {
        let fixture = Fixture::with(&[
            (
                "units/a1.yaml",
                "name: One\nparent: assembly\naliases: [was]\n",
            ),
            (
                "units/b1.yaml",
                "name: Two\nparent: assembly\naliases: [was]\n",
            ),
            (
                "units/c1.yaml",
                "name: Three\nstatus: retired\naliases: [was]\n",
            ),
        ]);
        let html = fixture.html("units/was.html");
        assert!(!html.contains("http-equiv=\"refresh\""), "{html}");
        let words = fixture.words("units/was.html");
        assert_eq!(words, "This page has moved It is now One . It is now Two .");
    }

    #[test]
    fn earlier_ids_that_differ_by_their_case_alone_share_a_page() {
        let fixture = Fixture::with(&[
            (
                "units/a1.yaml",
                "name: One\nparent: assembly\naliases: [was]\n",
            ),
            (
                "units/b1.yaml",
                "name: Two\nparent: assembly\naliases: [WAS]\n",
            ),
        ]);
        let words = fixture.words("units/was.html");
        assert_eq!(words, "This page has moved It is now One . It is now Two .");
        let files = crate::site::build(&fixture.handbook()).expect("a site");
        assert!(!files.contains_key("units/WAS.html"));
    }

    #[test]
    fn the_earlier_id_of_a_record_that_is_not_public_leads_nowhere() {
        let fixture = Fixture::with(&[(
            "units/divers.yaml",
            "name: Divers\nparent: assembly\nvisibility: private\naliases: [swimmers]\n",
        )]);
        let files = crate::site::build(&fixture.handbook()).expect("a site");
        assert!(!files.contains_key("units/swimmers.html"));
    }
}
