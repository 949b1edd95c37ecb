//! A right in words: what its holder does, may do, no longer does.

use crate::catalogue::{Catalogue, Value};
use crate::model::Right;
use crate::power::Act;
use crate::shift::saying::{Message, Part, Saying};

use super::Tongue;

/// How causes begin that read as a clause behind a comma.
const AS_CLAUSE: [&str; 3] = ["because ", "delegated ", "taken back "];

/// A verb and what follows in several forms, and what one who loses it loses: in English, and as a
/// message that has each form in every language.
#[derive(Debug, Clone)]
pub(in crate::shift) struct Words {
    /// As in "decides money".
    present: String,
    /// As in "decide money".
    plain: String,
    /// The present tense of several: "decide money", "may remove the treasurer".
    plural: String,
    /// What is lost: "consent on money", "the right to remove the treasurer".
    noun: String,
    verb: Message,
    is_lost: bool,
    /// What follows the verb, each message around what stands before it.
    rest: Vec<Rest>,
    called: Option<Called>,
}

/// Words behind a verb.
#[derive(Debug, Clone)]
struct Rest {
    message: Message,
    /// Whether they are said of what is lost too.
    of_noun: bool,
}

/// What is lost, where it has a name of its own.
#[derive(Debug, Clone)]
struct Called {
    name: Name,
    /// How much of the rest was there before.
    from: usize,
}

#[derive(Debug, Clone)]
enum Name {
    Message(Message),
    Present,
}

/// A form of the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shift) enum Form {
    /// What one does.
    One,
    /// What several do.
    Several,
    /// What is lost.
    Noun,
}

impl Words {
    /// A verb in the present tense and in its plain form, and what follows both. What is lost is
    /// called after the plain form until it is [`Words::called`] something else.
    pub(super) fn new(present: &str, plain: &str, rest: &str, verb: Message) -> Self {
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
            verb,
            is_lost: false,
            rest: Vec::new(),
            called: None,
        }
    }

    /// The same in English, where the message of the verb names by itself what is lost.
    fn named(self, noun: impl Into<String>) -> Self {
        let noun = noun.into();
        Words { noun, ..self }
    }

    /// The same, where what is lost has a name of its own.
    pub(super) fn called(self, noun: Saying) -> Self {
        let from = self.rest.len();
        let (noun, message) = noun.parts();
        let name = message.unwrap_or_else(|| {
            let what = ("what", Part::from(noun.as_str()));
            Message::new("said", [what])
        });
        Words {
            noun,
            called: Some(Called {
                name: Name::Message(name),
                from,
            }),
            ..self
        }
    }

    /// The same, where what is lost is told by what one does.
    pub(super) fn called_so(self) -> Self {
        Words {
            noun: self.present.clone(),
            called: Some(Called {
                name: Name::Present,
                from: self.rest.len(),
            }),
            ..self
        }
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
            is_lost: true,
            ..self.clone()
        }
    }

    /// The same with something behind it in every form: in English `rest`, in other languages by a
    /// message around `what` stood there before.
    pub(super) fn and(mut self, rest: &str, message: Message) -> Self {
        let forms = [
            &mut self.present,
            &mut self.plain,
            &mut self.plural,
            &mut self.noun,
        ];
        for form in forms {
            form.push_str(rest);
        }
        self.rest.push(Rest {
            message,
            of_noun: true,
        });
        self
    }

    /// The same of a body that acts as one; what is lost is called as before.
    pub(super) fn in_common(self) -> Self {
        let noun = self.noun.clone();
        let mut words = self.and(" in common", Message::new("and-in-common", []));
        if let Some(last) = words.rest.last_mut() {
            last.of_noun = false;
        }
        Words { noun, ..words }
    }

    /// The same with its reason: behind a comma where it reads as one, else in brackets.
    pub(super) fn because(self, cause: Option<&Saying>) -> Self {
        let Some(cause) = cause else {
            return self;
        };
        let said = [("cause", cause.into())];
        if AS_CLAUSE.iter().any(|start| cause.starts_with(start)) {
            self.and(&format!(", {cause}"), Message::new("and-clause", said))
        } else {
            self.and(&format!(" ({cause})"), Message::new("and-cause", said))
        }
    }

    /// Whether it is about a term, told by what it was and is and not by what one does.
    pub(super) fn is_term(&self) -> bool {
        self.noun.starts_with("term ")
    }

    /// A form of the words in a language.
    pub(in crate::shift) fn say(&self, tongue: Tongue, form: Form) -> String {
        let Tongue::Of(words) = tongue else {
            let english = match form {
                Form::One => &self.present,
                Form::Several => &self.plural,
                Form::Noun => &self.noun,
            };
            return english.clone();
        };
        self.spoken(words, form, self.rest.len())
    }

    /// The same of a proposal in English: "would decide money".
    pub(in crate::shift) fn proposed(&self) -> String {
        format!("would {}", self.plain)
    }

    /// What one does, or what is lost, as a saying.
    pub(in crate::shift) fn saying(&self, form: Form) -> Saying {
        let english = self.say(Tongue::English, form);
        let mut message = match (form, &self.called) {
            (Form::Noun, Some(called)) => match &called.name {
                Name::Message(name) => name.clone(),
                Name::Present => self.verb.clone(),
            },
            _ => self.verb.clone(),
        };
        message.add("form", self.form(form).into());
        for rest in &self.rest {
            let mut around = rest.message.clone();
            around.add("what", Saying::of("", message).into());
            around.add("form", self.form(form).into());
            message = around;
        }
        Saying::of(english, message)
    }

    fn spoken(&self, words: &Catalogue, form: Form, rest: usize) -> String {
        let (mut said, from) = match (form, &self.called) {
            (Form::Noun, Some(called)) => match &called.name {
                Name::Message(name) => (name.say(words, &[]), called.from),
                Name::Present => (self.spoken(words, Form::One, called.from), called.from),
            },
            _ => {
                let form = [("form", Value::from(self.form(form)))];
                (self.verb.say(words, &form), 0)
            }
        };
        for rest in &self.rest[from..rest] {
            if rest.of_noun || form != Form::Noun {
                let more = [("what", said.into()), ("form", self.form(form).into())];
                said = rest.message.say(words, &more);
            }
        }
        said
    }

    /// What messages call a form.
    fn form(&self, form: Form) -> &'static str {
        match (form, self.is_lost) {
            (Form::One, false) => "one",
            (Form::Several, false) => "several",
            (Form::One, true) => "no-longer",
            (Form::Several, true) => "no-longer-several",
            (Form::Noun, _) => "lost",
        }
    }
}

/// What a right over an object lets its holder do.
pub(in crate::shift) fn right_words(
    right: Right,
    object: &str,
    act: Act,
    name: Option<&Saying>,
) -> Words {
    let (root, id) = object.split_once('/').unwrap_or(("", object));
    let of_id = || Saying::from(id);
    let name = name.cloned().unwrap_or_else(of_id);
    let on = |key: &'static str, what: &str| Message::new(key, [("what", what.into())]);
    let over = |key: &'static str| Message::new(key, [("what", (&name).into())]);
    if matches!(right, Right::Decide | Right::Joint) {
        let words = match (root, act) {
            ("seats", Act::Remove) => Words::new(
                "may remove",
                "be able to remove",
                &name,
                over("does-remove"),
            ),
            ("seats", _) => Words::new("chooses", "choose", &name, over("does-choose")),
            ("membership", Act::Remove) => Words::new(
                "may end",
                "be able to end",
                &format!("memberships of {name}"),
                over("does-expel"),
            ),
            ("membership", _) => Words::new(
                "admits",
                "admit",
                &format!("members of {name}"),
                over("does-admit"),
            ),
            ("rules", _) if id == "organisation" => {
                let all = Message::new("does-write-all", []);
                Words::new("writes", "write", "the rules of the organisation", all)
            }
            ("rules", _) => Words::new(
                "writes",
                "write",
                &format!("the rules of {name}"),
                over("does-write"),
            ),
            ("structure", _) => Words::new(
                "sets",
                "set",
                &format!("the mandate and borders of {name}"),
                over("does-set"),
            ),
            _ if object == "residual" => {
                let rest = Message::new("does-decide-rest", []);
                Words::new("decides", "decide", "what nobody else holds", rest)
                    .named("what nobody else holds")
            }
            _ => Words::new("decides", "decide", object, on("does-decide", object)).named(object),
        };
        return match right {
            Right::Joint => words.together(),
            _ => words,
        };
    }
    match right {
        Right::Veto => {
            let message = on("does-block", object);
            Words::new("may block", "be able to block", object, message)
        }
        Right::Override => {
            let message = on("does-override", object);
            Words::new("may override", "be able to override", object, message)
        }
        Right::Propose => {
            let message = on("does-propose", object);
            Words::new("may propose on", "be able to propose on", object, message)
        }
        Right::Advise => Words::new("advises on", "advise on", object, on("does-advise", object)),
        Right::Audit => Words::new("audits", "audit", object, on("does-audit", object)),
        _ if root == "permissions" => {
            let permission = id.replace('/', ".");
            let message = on("does-permission", &permission);
            let permission = format!("the permission {permission}");
            Words::new("has", "have", &permission, message).named(permission)
        }
        _ => {
            let message = on("does-act", object);
            Words::new("may act on", "be able to act on", object, message)
        }
    }
}

impl Words {
    /// Whether what is lost is called after an object.
    pub(super) fn is_about(&self, object: &str) -> bool {
        self.noun.starts_with(object)
    }

    /// The same with what was before.
    pub(super) fn and_was(self, was: &Saying) -> Self {
        let message = Message::new("and-was", [("was", was.into())]);
        self.and(&format!(" (was {was})"), message)
    }

    /// The same where others must agree.
    pub(super) fn together(self) -> Self {
        self.and(" together with others", Message::new("and-together", []))
    }
}

/// A level of access to a repository.
pub(in crate::shift) fn access_words(level: &str, object: &str) -> Words {
    let of = object.strip_prefix("repos/").unwrap_or(object);
    let access = format!("{level} access to {of}");
    let message = Message::new(
        "does-access",
        [("level", level.into()), ("what", of.into())],
    );
    Words::new("has", "have", &access, message).named(access)
}
