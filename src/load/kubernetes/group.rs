//! One group of `sigs.yaml`, with its leaders and subprojects.

use super::piece::Reading;
use crate::load::handle::{Handle, id_word, word, word_at};
use crate::model::{Actor, Entry, Id, Named, Object, Text};
use crate::source::{At, Node, Span};

/// What sort of group it is: the key under which `sigs.yaml` lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GroupKind {
    Sig,
    WorkingGroup,
    UserGroup,
    Committee,
    Other,
}

impl GroupKind {
    pub(super) fn of(key: &str) -> GroupKind {
        match key {
            "sigs" => GroupKind::Sig,
            "workinggroups" => GroupKind::WorkingGroup,
            "usergroups" => GroupKind::UserGroup,
            "committees" => GroupKind::Committee,
            _ => GroupKind::Other,
        }
    }

    /// What people call it.
    pub(super) fn word(self) -> &'static str {
        match self {
            GroupKind::Sig => "special interest group",
            GroupKind::WorkingGroup => "working group",
            GroupKind::UserGroup => "user group",
            GroupKind::Committee => "committee",
            GroupKind::Other => "group",
        }
    }

    /// The name with the word that tells a group called `Node` from anything else called so.
    fn full_name(self, name: &str) -> String {
        let lower = name.to_ascii_lowercase();
        let (before, after) = match self {
            GroupKind::Sig => ("SIG ", ""),
            GroupKind::WorkingGroup => ("WG ", ""),
            GroupKind::UserGroup => ("UG ", ""),
            GroupKind::Committee => ("", " Committee"),
            GroupKind::Other => ("", ""),
        };
        let said = |part: &str| lower.split(' ').any(|word| word == part.trim());
        if said(&before.to_ascii_lowercase()) || said(&after.to_ascii_lowercase()) {
            return name.to_owned();
        }
        format!("{before}{name}{after}")
    }
}

/// Somebody in a seat.
#[derive(Debug)]
pub(super) struct Seat {
    pub handle: At<Handle>,
    /// The name beside the handle.
    pub name: Option<Text>,
}

/// A group; its places count from the start of its piece.
#[derive(Debug)]
pub(super) struct Group {
    /// Its folder.
    pub id: At<Id>,
    pub kind: GroupKind,
    pub name: At<Text>,
    pub purpose: Option<Text>,
    pub span: Span,
    pub chairs: Vec<Seat>,
    pub tech_leads: Vec<Seat>,
    pub liaison: Option<Seat>,
    /// Names of the groups that a working group serves.
    pub stakeholders: Vec<At<Text>>,
    pub subprojects: Vec<Subproject>,
}

/// A part of a group that owns code.
#[derive(Debug)]
pub(super) struct Subproject {
    pub id: At<Id>,
    pub name: At<Text>,
    pub purpose: Option<Text>,
    pub span: Span,
    pub leads: Vec<Seat>,
    /// What the addresses of its `OWNERS` files stand for.
    pub owns: Vec<At<Object>>,
}

impl Group {
    /// The role that the group's chairs have together.
    pub(super) fn role(&self, word: &str) -> Id {
        Id::of(format!("{}-{word}", self.id.value))
    }

    pub(super) fn read(node: &Node, key: &str, reading: &mut Reading<'_>) -> Option<Group> {
        let kind = GroupKind::of(key);
        let Some(dir) = word_at(node, "dir", reading.text) else {
            if kind != GroupKind::Other {
                reading.missing("dir", kind.word(), node);
            }
            return None;
        };
        let id = At::new(Id::of(id_word(dir.value)), dir.span);
        let name = word_at(node, "name", reading.text).unwrap_or(dir);
        let body = Named {
            word: Text::of(dir.value),
            actor: Some(Actor::Unit(id.value.clone())),
        };
        let leadership = node.get("leadership").unwrap_or(node);
        let mut chairs = reading.seats(leadership, "chairs", "chairs", &body);
        // Until 2018 all leaders stood in one list.
        chairs.extend(reading.seats(node, "leads", "chairs", &body));
        let tech_leads = reading.seats(leadership, "tech_leads", "tech_leads", &body);
        let contact = node.get("contact");
        let liaison = contact.and_then(|contact| contact.get("liaison"));
        let liaison = liaison.and_then(|node| reading.seat(node, "steering-liaison", &body));
        let text = reading.text;
        let stakeholders = node.get("stakeholder_sigs").map_or(&[][..], Node::items);
        let stakeholders = stakeholders
            .iter()
            .filter_map(|item| Some(At::new(Text::of(word(item, text)?), item.span)));
        let stakeholders = stakeholders.collect();
        let mut group = Group {
            kind,
            name: At::new(Text::of(kind.full_name(name.value)), name.span),
            purpose: purpose(node, "mission_statement", text),
            span: node.span,
            chairs,
            tech_leads,
            liaison,
            stakeholders,
            subprojects: Vec::new(),
            id,
        };
        for node in node.get("subprojects").map_or(&[][..], Node::items) {
            let subproject = Subproject::read(node, dir.value, &group, reading);
            group.subprojects.extend(subproject);
        }
        Some(group)
    }
}

impl Subproject {
    fn read(
        node: &Node,
        dir: &str,
        group: &Group,
        reading: &mut Reading<'_>,
    ) -> Option<Subproject> {
        let Some(name) = word_at(node, "name", reading.text) else {
            reading.missing("name", "subproject", node);
            return None;
        };
        let id = Id::of(format!("{}.{}", group.id.value, id_word(name.value)));
        let named = Named {
            word: Text::of(format!("{dir}/{}", name.value)),
            actor: Some(Actor::Unit(id.clone())),
        };
        let leads = reading.seats(node, "leads", "subproject-lead", &named);
        let mut owns = Vec::new();
        for item in node.get("owners").map_or(&[][..], Node::items) {
            let Some(address) = word(item, reading.text) else {
                continue;
            };
            let address = Text::of(address);
            reading.entries.push(Entry {
                who: named.clone(),
                role: Text::of("owns"),
                body: Named {
                    word: address.clone(),
                    actor: None,
                },
                span: item.span,
            });
            let object = owned(&address);
            owns.extend(object.map(|object| At::new(object, item.span)));
        }
        Some(Subproject {
            id: At::new(id, name.span),
            name: At::new(Text::of(name.value), name.span),
            purpose: purpose(node, "description", reading.text),
            span: node.span,
            leads,
            owns,
        })
    }
}

fn purpose(node: &Node, key: &str, text: &str) -> Option<Text> {
    let said = word_at(node, key, text)?;
    let words: Vec<&str> = said.value.split_whitespace().collect();
    Some(Text::of(words.join(" ")))
}

/// What the address of an `OWNERS` file says is owned: `repos/<org>/<repository>/<folder>`.
fn owned(address: &str) -> Option<Object> {
    let path = address.trim_start_matches("https://");
    let path = path.trim_start_matches("http://");
    let (host, path) = path.split_once('/')?;
    let mut steps = path.split('/').filter(|step| !step.is_empty());
    let (org, repo) = (steps.next()?, steps.next()?);
    let mut rest: Vec<&str> = steps.collect();
    match host {
        "github.com" => {
            // `blob/<branch>/…`
            rest.drain(..rest.len().min(2));
        }
        "raw.githubusercontent.com" => {
            let branch = if rest.starts_with(&["refs", "heads"]) {
                3
            } else {
                1
            };
            rest.drain(..rest.len().min(branch));
        }
        _ => return None,
    }
    rest.pop();
    let folder = rest
        .iter()
        .fold(String::new(), |folder, step| folder + "/" + step);
    Some(Object::of(format!("repos/{org}/{repo}{folder}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_objects() {
        let cases = [
            (
                "https://raw.githubusercontent.com/garden/shed/main/OWNERS",
                Some("repos/garden/shed"),
            ),
            (
                "https://raw.githubusercontent.com/garden/shed/refs/heads/main/tools/rake/OWNERS",
                Some("repos/garden/shed/tools/rake"),
            ),
            (
                "https://github.com/garden/shed/blob/main/tools/OWNERS",
                Some("repos/garden/shed/tools"),
            ),
            ("https://github.com/garden/shed", Some("repos/garden/shed")),
            ("https://example.org/garden/shed", None),
            ("nonsense", None),
        ];
        for (address, object) in cases {
            assert_eq!(owned(address).as_deref(), object, "{address}");
        }
    }

    #[test]
    fn names_say_what_the_group_is_once() {
        assert_eq!(GroupKind::Sig.full_name("Node"), "SIG Node");
        assert_eq!(GroupKind::Sig.full_name("SIG Node"), "SIG Node");
        assert_eq!(
            GroupKind::Committee.full_name("Steering"),
            "Steering Committee"
        );
        assert_eq!(
            GroupKind::Committee.full_name("Steering Committee"),
            "Steering Committee"
        );
    }
}
