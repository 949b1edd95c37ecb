//! A right in words: what its holder does, may do, no longer does.

use crate::model::Right;
use crate::power::Act;

/// How causes begin that read as a clause behind a comma.
const AS_CLAUSE: [&str; 3] = ["because ", "delegated ", "taken back "];

/// A verb and what follows in several forms, and what one who loses it loses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::shift) struct Words {
    /// As in "decides money".
    pub present: String,
    /// As in "decide money".
    pub plain: String,
    /// The present tense of several: "decide money", "may remove the treasurer".
    pub plural: String,
    /// What is lost: "consent on money", "the right to remove the treasurer".
    pub noun: String,
}

impl Words {
    /// A verb in the present tense and in its plain form, and what follows both. What is lost is
    /// called after the plain form until it is [`Words::called`] something else.
    pub(super) fn new(present: &str, plain: &str, rest: &str) -> Self {
        let join = |verb: &str| {
            if rest.is_empty() {
                verb.to_owned()
            } else {
                format!("{verb} {rest}")
            }
        };
        let plural = match present {
            "is no longer" => "are no longer",
            _ if present.starts_with("may ") => present,
            _ => plain,
        };
        Words {
            present: join(present),
            plain: join(plain),
            plural: join(plural),
            noun: format!(
                "the right to {}",
                join(plain.trim_start_matches("be able to "))
            ),
        }
    }

    /// The same, where what is lost has a name of its own.
    pub(super) fn called(self, noun: impl Into<String>) -> Self {
        let noun = noun.into();
        Words { noun, ..self }
    }

    /// The same of those who lost it.
    pub(super) fn no_longer(&self) -> Self {
        let not = |words: &str| match words.strip_prefix("may ") {
            Some(act) => format!("may no longer {act}"),
            None => format!("no longer {words}"),
        };
        Words {
            present: not(&self.present),
            plain: not(&self.plain),
            plural: not(&self.plural),
            noun: self.noun.clone(),
        }
    }

    /// The same with something behind it in every form.
    pub(super) fn and(mut self, rest: &str) -> Self {
        let forms = [
            &mut self.present,
            &mut self.plain,
            &mut self.plural,
            &mut self.noun,
        ];
        for form in forms {
            form.push_str(rest);
        }
        self
    }

    /// The same with its reason: behind a comma where it reads as one, else in brackets.
    pub(super) fn because(self, cause: Option<&str>) -> Self {
        match cause {
            Some(cause) if AS_CLAUSE.iter().any(|start| cause.starts_with(start)) => {
                self.and(&format!(", {cause}"))
            }
            Some(cause) => self.and(&format!(" ({cause})")),
            None => self,
        }
    }
}

/// What a right over an object lets its holder do.
pub(in crate::shift) fn right_words(
    right: Right,
    object: &str,
    act: Act,
    name: Option<&str>,
) -> Words {
    let id = object.split_once('/').map_or(object, |(_, id)| id);
    let name = name.unwrap_or(id);
    let root = object.split_once('/').map_or("", |(root, _)| root);
    if matches!(right, Right::Decide | Right::Joint) {
        let together = if right == Right::Joint {
            " together with others"
        } else {
            ""
        };
        let words = match (root, act) {
            ("seats", Act::Remove) => Words::new("may remove", "be able to remove", name),
            ("seats", _) => Words::new("chooses", "choose", name),
            ("membership", Act::Remove) => Words::new(
                "may end",
                "be able to end",
                &format!("memberships of {name}"),
            ),
            ("membership", _) => Words::new("admits", "admit", &format!("members of {name}")),
            ("rules", _) if id == "organisation" => {
                Words::new("writes", "write", "the rules of the organisation")
            }
            ("rules", _) => Words::new("writes", "write", &format!("the rules of {name}")),
            ("structure", _) => {
                Words::new("sets", "set", &format!("the mandate and borders of {name}"))
            }
            _ if object == "residual" => Words::new("decides", "decide", "what nobody else holds")
                .called("what nobody else holds"),
            _ => Words::new("decides", "decide", object).called(object),
        };
        return words.and(together);
    }
    match right {
        Right::Veto => Words::new("may block", "be able to block", object),
        Right::Override => Words::new("may override", "be able to override", object),
        Right::Propose => Words::new("may propose on", "be able to propose on", object),
        Right::Advise => Words::new("advises on", "advise on", object),
        Right::Audit => Words::new("audits", "audit", object),
        _ if root == "permissions" => Words::new(
            "has",
            "have",
            &format!("the permission {}", id.replace('/', ".")),
        )
        .called(format!("the permission {}", id.replace('/', "."))),
        _ => Words::new("may act on", "be able to act on", object),
    }
}

/// A level of access to a repository.
pub(in crate::shift) fn access_words(level: &str, object: &str) -> Words {
    let of = object.strip_prefix("repos/").unwrap_or(object);
    let access = format!("{level} access to {of}");
    Words::new("has", "have", &access).called(access)
}
