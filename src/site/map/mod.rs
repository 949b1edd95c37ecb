//! The map: units and roles as circles in the unit that they have their mandate from.
//!
//! It is a drawing that stands still: each circle is a link to a page, whose own map shows what lies
//! inside it at that scale. Size means nothing but room: all roles are alike, and so are all units
//! with nothing inside.

mod pack;
mod ties;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::here::Here;
use super::text::{name, sort_key};
use crate::model::{Actor, Id, Kind, Record, Role, Status, Unit};
use pack::{Circle, packed};
use ties::{Tie, ties};

/// The width of the drawing on a wide screen, and the unit of its coordinates.
const WIDTH: f64 = 736.0;

/// How many levels below the unit in the middle are drawn.
const DEPTH: usize = 3;

/// The radius of a role, and of a unit with nothing inside, before the whole is brought to scale.
const ROLE: f64 = 10.0;
const UNIT: f64 = 14.0;

/// A little air around each circle.
const AIR: f64 = 1.5;

/// From this radius on a name has room in a circle.
const ROOM: f64 = 36.0;

/// Of more circles than this, those too small to aim at lead nowhere: they are dots.
const LINKS: usize = 300;

/// From this radius on a circle can be aimed at.
const AIM: f64 = 12.0;

/// More circles than this are not drawn.
const MOST: usize = 1500;

/// About how wide a letter is, and how high a line.
const LETTER: f64 = 7.2;
const LINE: f64 = 15.0;

/// A map, ready to be drawn.
#[derive(Serialize)]
pub(super) struct Map {
    /// What it shows, for those who hear it.
    label: String,
    size: String,
    circles: Vec<Drawn>,
    /// From roles to the units in which they speak for their own.
    ties: Vec<Tie>,
    /// Whether some lie deeper than it shows.
    pub deeper: bool,
    /// Whether some of its circles are dots.
    dots: bool,
}

/// A circle with its name.
#[derive(Serialize)]
struct Drawn {
    /// Where it leads; empty for a dot.
    href: String,
    /// The name, and that it is vacant.
    title: String,
    class: String,
    x: String,
    y: String,
    r: String,
    lines: Vec<Words>,
}

#[derive(Serialize)]
struct Words {
    x: String,
    y: String,
    text: String,
}

/// A unit or role with what lies inside.
struct Node {
    actor: Actor,
    name: String,
    vacant: bool,
    inside: Vec<Node>,
}

impl Node {
    /// How many circles it takes.
    fn count(&self) -> usize {
        1 + self.inside.iter().map(Node::count).sum::<usize>()
    }
}

impl Map {
    /// The map around a unit, as deep as it can be; none where nothing lies inside it, or too much.
    pub(super) fn around(here: &Here<'_>, unit: &Record<Unit>) -> Option<Map> {
        let drawn = (1..=DEPTH).rev().map(|depth| {
            let mut deeper = false;
            (node(here, unit, depth, &mut deeper), deeper)
        });
        let mut drawn = drawn.map(|(root, deeper)| (root.count(), root, deeper));
        let (circles, root, deeper) = drawn.find(|(circles, ..)| *circles <= MOST)?;
        if root.inside.is_empty() {
            return None;
        }
        let mut drawing = Drawing {
            here,
            least: if circles > LINKS { AIM } else { 0.0 },
            circles: Vec::new(),
            at: BTreeMap::new(),
        };
        let placed = placed(&root);
        let scale = (WIDTH / 2.0 - 2.0) / placed.circle.r;
        let middle = Circle {
            x: WIDTH / 2.0,
            y: WIDTH / 2.0,
            r: 0.0,
        };
        drawing.draw(&root, &placed, middle, scale, 0);
        let name = name(unit.name());
        Some(Map {
            label: here.words.say("map-of", &[("unit", name.into())]),
            size: number(WIDTH),
            ties: ties(here, &drawing.at),
            dots: drawing.circles.iter().any(|drawn| drawn.href.is_empty()),
            circles: drawing.circles,
            deeper,
        })
    }
}

fn node(here: &Here<'_>, unit: &Record<Unit>, depth: usize, deeper: &mut bool) -> Node {
    let book = here.book();
    let actor = Actor::Unit(unit.id.clone());
    let mut inside = Vec::new();
    let is_active = |status: Status| status != Status::Retired && status != Status::Draft;
    let mut units: Vec<&Record<Unit>> = book
        .units_in(&unit.id)
        .filter(|unit| is_active(unit.envelope.status))
        .collect();
    units.sort_by_cached_key(|unit| sort_key(unit.name()));
    let mut roles: Vec<&Record<Role>> = book
        .roles_in(&unit.id)
        .filter(|role| is_active(role.envelope.status))
        .collect();
    roles.sort_by_cached_key(|role| sort_key(role.name()));
    if depth == 0 {
        *deeper |= !units.is_empty() || !roles.is_empty();
    } else {
        inside.extend(
            units
                .into_iter()
                .map(|unit| node(here, unit, depth - 1, deeper)),
        );
        inside.extend(roles.into_iter().map(|role| Node {
            actor: Actor::Role(role.id.clone()),
            name: name(role.name()),
            vacant: book.is_vacant(role),
            inside: Vec::new(),
        }));
    }
    Node {
        actor,
        name: name(unit.name()),
        vacant: book.is_vacant_unit(unit),
        inside,
    }
}

/// A node with its circle, around the middle of the one it lies in.
struct Placed {
    circle: Circle,
    inside: Vec<Placed>,
}

fn placed(node: &Node) -> Placed {
    let mut inside: Vec<Placed> = node.inside.iter().map(placed).collect();
    if inside.is_empty() {
        let r = match node.actor {
            Actor::Unit(_) => UNIT,
            _ => ROLE,
        };
        let circle = Circle { x: 0.0, y: 0.0, r };
        return Placed { circle, inside };
    }
    // The largest first, or the small ones leave no room in the middle.
    let mut order: Vec<usize> = (0..inside.len()).collect();
    order.sort_by(|a, b| {
        inside[*b]
            .circle
            .r
            .total_cmp(&inside[*a].circle.r)
            .then(a.cmp(b))
    });
    let radii: Vec<f64> = order.iter().map(|at| inside[*at].circle.r + AIR).collect();
    let (circles, around) = packed(&radii);
    for (at, circle) in order.into_iter().zip(circles) {
        let r = inside[at].circle.r;
        inside[at].circle = Circle { r, ..circle };
    }
    // Room for the name on top.
    let r = (around * 1.06 + AIR).max(UNIT);
    Placed {
        circle: Circle { x: 0.0, y: 0.0, r },
        inside,
    }
}

struct Drawing<'d, 'b> {
    here: &'d Here<'b>,
    /// The radius of the smallest circle that leads somewhere.
    least: f64,
    circles: Vec<Drawn>,
    /// Where each is.
    at: BTreeMap<Actor, Circle>,
}

impl Drawing<'_, '_> {
    fn draw(&mut self, node: &Node, placed: &Placed, middle: Circle, scale: f64, level: usize) {
        let circle = Circle {
            x: middle.x + placed.circle.x * scale,
            y: middle.y + placed.circle.y * scale,
            r: placed.circle.r * scale,
        };
        self.at.insert(node.actor.clone(), circle);
        let kind = node.actor.kind();
        let address = self.here.address(kind, node.actor.id()).unwrap_or_default();
        let mut class = match kind {
            Kind::Unit => format!("u{}", level.min(2)),
            _ => "role".to_owned(),
        };
        let mut title = node.name.clone();
        if node.vacant {
            class.push_str(" empty");
            let vacant = self.here.words.text("vacant");
            title = self.here.words.say(
                "map-vacant",
                &[("name", title.into()), ("vacant", vacant.into())],
            );
        }
        let lines = if node.inside.is_empty() {
            inner_name(&title, circle)
        } else if level > 0 {
            upper_name(&title, circle)
        } else {
            Vec::new()
        };
        let href = if circle.r < self.least {
            String::new()
        } else {
            self.here.to(address)
        };
        self.circles.push(Drawn {
            href,
            title,
            class,
            x: number(circle.x),
            y: number(circle.y),
            r: number(circle.r),
            lines,
        });
        for (node, placed) in node.inside.iter().zip(&placed.inside) {
            self.draw(node, placed, circle, scale, level + 1);
        }
    }
}

/// A name in the middle of a circle, in up to three lines, where it has room as a whole.
fn inner_name(text: &str, circle: Circle) -> Vec<Words> {
    if circle.r < ROOM {
        return Vec::new();
    }
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if fits(&format!("{line} {word}"), circle.r * 1.6) => {
                let _ = write!(line, " {word}");
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let fit = lines.iter().all(|line| fits(line, circle.r * 1.8));
    if !fit || lines.len() > 3 {
        return Vec::new();
    }
    #[allow(clippy::cast_precision_loss, reason = "at most three lines")]
    let top = circle.y - (lines.len() as f64 - 1.0) * LINE / 2.0 + 4.5;
    let mut y = top - LINE;
    lines
        .into_iter()
        .map(|text| {
            y += LINE;
            Words {
                x: number(circle.x),
                y: number(y),
                text,
            }
        })
        .collect()
}

/// A name along the upper edge of a circle that has others inside.
fn upper_name(text: &str, circle: Circle) -> Vec<Words> {
    if circle.r < 2.0 * ROOM || !fits(text, circle.r * 1.3) {
        return Vec::new();
    }
    vec![Words {
        x: number(circle.x),
        y: number(circle.y - circle.r + 1.2 * LINE),
        text: text.to_owned(),
    }]
}

fn fits(text: &str, width: f64) -> bool {
    #[allow(clippy::cast_precision_loss, reason = "names are short")]
    let letters = text.chars().count() as f64;
    letters * LETTER <= width
}

/// A coordinate with at most one digit behind the point.
fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// The unit that the map of the whole begins with.
pub(super) fn root<'b>(here: &Here<'b>) -> Option<&'b Record<Unit>> {
    let governance = &here.book().governance;
    let id: &Id = governance.root()?;
    governance.units.get(id)
}
