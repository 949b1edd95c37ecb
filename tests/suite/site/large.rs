//! An organisation that has a great many of everything: no page grows with it for ever.

use polity::site::check_links;

use super::*;

/// The most that a page may weigh.
const MOST: usize = 300 * 1024;

/// A list in the way of YAML.
fn list(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    format!("[{}]", items.join(", "))
}

/// Its records, with long words in them, so that a few hundred of a kind are too much for a page.
fn large() -> MemoryTree {
    let words = "words that fill a line of a page ".repeat(20);
    let words = words.trim();
    let long = "with a long name ".repeat(6);
    let goals = (0..400).map(|n| format!("{{id: g{n}, text: {words} {n}}}"));
    let topics = (0..300).map(|n| format!("wide/t{n}: {words}"));
    let mut tree = MemoryTree::new("test").with(
        "org.yaml",
        format!(
            "name: Large\nvision: Room for all\nroot: top\nresidual: top\ngoals: {}\n\
             domains: {{money: All money, wide: A wide topic, {}}}\n",
            list(goals),
            topics.collect::<Vec<_>>().join(", "),
        ),
    );
    let people = || (0..250).map(|n| format!("p{n}"));
    for (n, id) in people().enumerate() {
        tree = tree.with(
            format!("people/{id}.yaml"),
            format!("name: Person {long}{n}\n"),
        );
    }
    tree = tree.with(
        "units/top.yaml",
        "name: Top\npurpose: All\nmembers: [p1, p2, p3]\n",
    );
    for n in 0..400 {
        let parent = if n % 7 == 0 {
            "top".into()
        } else {
            format!("u{}", n - 1)
        };
        let unit = format!(
            "name: Unit {long}{n}\nparent: {parent}\npurpose: {words}\ndepends_on: [hub]\n\
             powers: [{{right: decide, over: wide/t{}, override_by: top}}]\n\
             membership: {{rule: open, criteria: {words}}}\n",
            n % 300,
        );
        tree = tree.with(format!("units/u{n}.yaml"), unit);
    }
    let all = || (0..400).map(|n| format!("u{n}"));
    let lines = |start: &'static str| list((0..400).map(move |n| format!("{start} {words} {n}")));
    tree = tree.with(
        "units/hub.yaml",
        format!(
            "name: Hub\nparent: top\ndepends_on: {0}\nstakeholders: {0}\naccountabilities: {1}\n\
             limits: {2}\n",
            list(all()),
            lines("Answer for"),
            lines("Never"),
        ),
    );
    for n in 0..400 {
        let held = match n % 2 {
            0 => "",
            _ => "holders: [{person: p1, since: 2026-01-01}]\n",
        };
        let role = format!(
            "name: Role {long}{n}\nunit: hub\nkey: true\npurpose: {words}\n\
             powers: [{{right: decide, over: wide/t{}, override_by: top}}]\n{held}",
            n % 300,
        );
        tree = tree.with(format!("roles/r{n}.yaml"), role);
    }
    let seats = people().flat_map(|id| {
        [
            format!("{{person: {id}, since: 2026-01-01}}"),
            format!("{{person: {id}, since: 2020-01-01, until: 2020-12-31}}"),
            format!("{{person: {id}, as: deputy}}"),
        ]
    });
    let crowd = format!(
        "name: Crowd\nunit: hub\nkey: true\nholders: {}\n",
        list(seats)
    );
    tree = tree.with("roles/crowd.yaml", crowd);
    for n in 0..900 {
        let policy = format!(
            "---\nname: Policy {long}{n}\nadopted_by: hub\ndomains: [money]\n---\nText {n}.\n"
        );
        tree = tree.with(format!("policies/policy-with-a-long-id-{n}.md"), policy);
    }
    for n in 0..60 {
        let policy = format!(
            "---\nname: Clause {n}\nadopted_by: top\ndomains: [money]\n---\n{}\n",
            format!("## Part\n\n{words}\n\n").repeat(14),
        );
        tree = tree.with(format!("policies/c{n}.md"), policy);
    }
    let grants = (0..400).map(|n| {
        let to = format!("u{n}");
        format!(
            "{{to: {to}, right: decide, over: money, up_to: {} EUR, when: {words}}}",
            n + 1
        )
    });
    tree = tree.with(
        "policies/gives.md",
        format!(
            "---\nname: Gives\nadopted_by: top\ndomains: [money]\ngrants: {}\n---\n",
            list(grants)
        ),
    );
    for n in 0..200 {
        let agreement = format!(
            "---\nname: Pact {n}\nmission: {words}\nparties: [{{actor: p2}}, {{actor: hub}}]\n\
             commitments: [{{by: p2, what: {words}, to: hub}}]\nrenew_by: 2027-01-01\n---\n{words}\n"
        );
        tree = tree.with(format!("agreements/a{n}.md"), agreement);
        let steps = (0..12).map(|step| format!("{{step: {words} {step}, who: top}}"));
        let ladder = format!(
            "name: Ladder {long}{n}\nfamily: ladder\nladder: {}\n",
            list(steps)
        );
        tree = tree.with(format!("methods/m{n}.yaml"), ladder);
    }
    let objections = people().map(|id| format!("{{by: {id}, text: {words}, valid: false}}"));
    let recused = people().map(|id| format!("{{person: {id}, why: {words}}}"));
    let tally = (0..500).map(|n| format!("{{option: {words} {n}, for: 1, against: 2}}"));
    tree.with(
        "decisions/huge.yaml",
        format!(
            "name: Huge\ntype: structural\nstate: adopted\nby: top\ndomains: [money]\n\
             proposed: {{by: p1, at: 2026-01-02, sponsors: {0}}}\ndecided: 2026-02-03\n\
             consulted: {0}\nchanges: {1}\nobjections: {2}\nrecused: {3}\ntally: {4}\n",
            list(people()),
            list(all()),
            list(objections),
            list(recused),
            list(tally),
        ),
    )
}

#[test]
fn no_page_is_too_large_however_large_the_organisation_is() {
    let now = read(&large());
    assert!(!now.0.is_incomplete(), "{:?}", now.0.findings.first());
    let mut findings = Vec::new();
    for n in 0..400 {
        let message = format!("finding {n} {}", "that tells a lot ".repeat(20));
        let place = now.0.governance.units["hub"].head_place();
        let told = Finding::new("no-deputy", Severity::Warning, place, message);
        findings.push(told.record("unit/hub"));
    }
    let files = site(&now, &[], &findings);
    assert_eq!(check_links(&files, None).dead, []);
    let mut heavy: Vec<(usize, &str)> = pages(&files)
        .map(|(path, html)| (html.len(), path))
        .filter(|(bytes, _)| *bytes > MOST)
        .collect();
    heavy.sort_unstable();
    assert!(heavy.is_empty(), "{heavy:?}");
    // Nothing is left out for that: what stands on no page stands on a sheet.
    for sheet in [
        "units~part-2.html",
        "policies~topics-2.html",
        "constitution~part-2.html",
        "agreements/a7.html",
        "index~goals-2.html",
        "methods~methods-2.html",
        "involved~vacant-2.html",
        "units/hub~tasks-2.html",
        "units/hub~noted-2.html",
        "policies/gives~grants-2.html",
        "people/p1~seats-2.html",
        "decisions/huge~objections-2.html",
        "decisions/huge~votes-2.html",
    ] {
        assert!(files.contains_key(sheet), "no {sheet}");
    }
    let all: String = pages(&files)
        .filter(|(path, _)| path.starts_with("units/hub~") || *path == "units/hub.html")
        .map(|(_, html)| html)
        .collect();
    for n in 0..400 {
        for said in [format!("Finding {n} that"), format!("of a page {n}<")] {
            assert!(all.contains(&said), "{said}");
        }
    }
}
