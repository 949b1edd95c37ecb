//! Circles side by side inside a circle.
//!
//! Siblings are laid one by one along the front of those that lie already, each where the front is
//! nearest to the middle (W. Wang, H. Wang, G. Dai, H. Wang: "Visualization of large hierarchical
//! data by circle packing", CHI 2006). Only sums, products and roots are used, so that every machine
//! draws the same.

/// A circle in the plane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Circle {
    pub x: f64,
    pub y: f64,
    pub r: f64,
}

impl Circle {
    fn at(x: f64, y: f64, r: f64) -> Self {
        Circle { x, y, r }
    }

    fn distance(self, other: Circle) -> f64 {
        let (x, y) = (other.x - self.x, other.y - self.y);
        (x * x + y * y).sqrt()
    }

    fn overlaps(self, other: Circle) -> bool {
        self.distance(other) < self.r + other.r - 1e-6
    }
}

/// How often the middle of the enclosing circle is mended: its radius is then less than one part in
/// a hundred too large.
const ROUNDS: u32 = 200;

/// Circles of these radii side by side, around the middle of the circle that encloses them, with its
/// radius. Takes time in the square of their number.
pub(super) fn packed(radii: &[f64]) -> (Vec<Circle>, f64) {
    let mut circles = laid(radii);
    let around = enclosing(&circles);
    for circle in &mut circles {
        circle.x -= around.x;
        circle.y -= around.y;
    }
    (circles, around.r)
}

/// The front: the outermost circles as a ring, each with the next one against the clock.
struct Front {
    next: Vec<usize>,
    before: Vec<usize>,
}

impl Front {
    fn link(&mut self, one: usize, other: usize) {
        self.next[one] = other;
        self.before[other] = one;
    }
}

fn laid(radii: &[f64]) -> Vec<Circle> {
    let mut circles: Vec<Circle> = Vec::with_capacity(radii.len());
    let count = radii.len();
    let mut front = Front {
        next: vec![0; count],
        before: vec![0; count],
    };
    let mut from = 0;
    for (number, r) in radii.iter().copied().enumerate() {
        match number {
            0 => circles.push(Circle::at(0.0, 0.0, r)),
            1 => {
                circles.push(Circle::at(circles[0].r + r, 0.0, r));
                front.link(0, 1);
                front.link(1, 0);
            }
            2 => {
                // On the left of the way from the first to the second: the ring runs on to it.
                let circle = touching(circles[1], circles[0], r);
                circles.push(circle);
                front.link(1, 2);
                front.link(2, 0);
            }
            _ => {
                let (one, circle) = fitted(&circles, &mut front, from, r);
                let other = front.next[one];
                circles.push(circle);
                front.link(one, number);
                front.link(number, other);
                from = nearest(&circles, &front, number);
            }
        }
    }
    circles
}

/// The circle that touches two others, on the right of the way from one to the other.
fn touching(one: Circle, other: Circle, r: f64) -> Circle {
    let distance = one.distance(other);
    if distance <= f64::EPSILON {
        return Circle::at(one.x + one.r + r, one.y, r);
    }
    let (x, y) = ((other.x - one.x) / distance, (other.y - one.y) / distance);
    let (from_one, from_other) = (one.r + r, other.r + r);
    let squares = distance * distance + from_one * from_one - from_other * from_other;
    let along = squares / (2.0 * distance);
    let aside = (from_one * from_one - along * along).max(0.0).sqrt();
    Circle::at(
        one.x + along * x + aside * y,
        one.y + along * y - aside * x,
        r,
    )
}

/// Where a circle of radius `r` fits between two neighbours on the front, at or near `from`. What it
/// would overlap closes the front over the circles between.
fn fitted(circles: &[Circle], front: &mut Front, from: usize, r: f64) -> (usize, Circle) {
    let (mut one, mut other) = (from, front.next[from]);
    'placed: loop {
        let circle = touching(circles[one], circles[other], r);
        let (mut ahead, mut behind) = (front.next[other], front.before[one]);
        let (mut to_ahead, mut to_behind) = (circles[other].r, circles[one].r);
        while ahead != one && behind != other {
            if to_ahead <= to_behind {
                if circles[ahead].overlaps(circle) {
                    other = ahead;
                    front.link(one, other);
                    continue 'placed;
                }
                to_ahead += circles[ahead].r;
                ahead = front.next[ahead];
            } else {
                if circles[behind].overlaps(circle) {
                    one = behind;
                    front.link(one, other);
                    continue 'placed;
                }
                to_behind += circles[behind].r;
                behind = front.before[behind];
            }
            if ahead == front.next[behind] {
                break;
            }
        }
        return (one, circle);
    }
}

/// The circle on the front that touches the next one nearest to where the first circle lies.
fn nearest(circles: &[Circle], front: &Front, start: usize) -> usize {
    let away = |at: usize| {
        let (one, other) = (circles[at], circles[front.next[at]]);
        let sum = one.r + other.r;
        let x = (one.x * other.r + other.x * one.r) / sum;
        let y = (one.y * other.r + other.y * one.r) / sum;
        x * x + y * y
    };
    let (mut best, mut least) = (start, away(start));
    let mut at = front.next[start];
    while at != start {
        let far = away(at);
        if far < least {
            (best, least) = (at, far);
        }
        at = front.next[at];
    }
    best
}

/// Nearly the smallest circle around all: its middle goes towards the farthest one, by less each
/// time (Badoiu and Clarkson, "Smaller core-sets for balls", SODA 2003).
fn enclosing(circles: &[Circle]) -> Circle {
    let Some(first) = circles.first() else {
        return Circle::at(0.0, 0.0, 0.0);
    };
    let reach = |middle: Circle| {
        let far = |circle: &Circle| middle.distance(*circle) + circle.r;
        let farthest = circles.iter().max_by(|a, b| far(a).total_cmp(&far(b)));
        let farthest = *farthest.unwrap_or(first);
        (farthest, far(&farthest))
    };
    let mut middle = Circle::at(first.x, first.y, 0.0);
    let (_, mut least) = reach(middle);
    let mut best = middle;
    for round in 1..=ROUNDS {
        let (farthest, far) = reach(middle);
        if far < least {
            (best, least) = (middle, far);
        }
        let distance = middle.distance(farthest);
        if distance <= f64::EPSILON {
            break;
        }
        // Towards the far side of that circle.
        let step = far / f64::from(round + 1) / distance;
        middle.x += (farthest.x - middle.x) * step;
        middle.y += (farthest.y - middle.y) * step;
    }
    let (_, far) = reach(middle);
    if far < least {
        (best, least) = (middle, far);
    }
    Circle { r: least, ..best }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_fills_its_circle_and_none_has_no_size() {
        assert_eq!(packed(&[]), (Vec::new(), 0.0));
        let (circles, around) = packed(&[3.0]);
        assert_eq!(circles, [Circle::at(0.0, 0.0, 3.0)]);
        assert!((around - 3.0).abs() < 1e-9);
    }

    #[test]
    fn seven_equal_ones_lie_as_coins_do() {
        let (_, around) = packed(&[1.0; 7]);
        assert!((3.0..3.1).contains(&around), "{around}");
    }

    proptest! {
        #[test]
        fn none_overlaps_and_all_lie_inside(
            mut radii in proptest::collection::vec(1.0_f64..20.0, 0..120),
        ) {
            // As the map gives them: the largest first.
            radii.sort_by(|a, b| b.total_cmp(a));
            let (circles, around) = packed(&radii);
            prop_assert_eq!(circles.len(), radii.len());
            let middle = Circle::at(0.0, 0.0, 0.0);
            for (at, circle) in circles.iter().enumerate() {
                prop_assert!(middle.distance(*circle) + circle.r <= around + 1e-6);
                for other in &circles[at + 1..] {
                    prop_assert!(!circle.overlaps(*other), "{:?} {:?}", circle, other);
                }
            }
            // Not much more than twice the area that is filled, beyond a few circles.
            let filled: f64 = radii.iter().map(|r| r * r).sum();
            if radii.len() > 8 {
                prop_assert!(around * around < 2.5 * filled, "{} {}", around * around, filled);
            }
        }
    }
}
