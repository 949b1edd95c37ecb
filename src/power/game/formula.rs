//! Numbers as methods write them: `60%`, `n-2`, `3*sqrt(n)/2`, `min(sqrt(n)/2, 5)`.

use super::Exact;

/// The longest formula that is read.
const LONGEST: usize = 200;
/// The deepest nesting of parentheses.
const DEEPEST: usize = 16;

/// The value of a formula for `n` people. `None` where it is none, divides by 0, takes the root
/// of a negative number, or is longer or deeper than anybody would write.
///
/// Roots that are not exact are rounded down by less than 2⁻⁶⁴.
pub(super) fn value(text: &str, n: u64) -> Option<Exact> {
    if text.len() > LONGEST {
        return None;
    }
    let mut reader = Reader {
        rest: text,
        n: Exact::from(n),
        depth: 0,
    };
    let value = reader.sum()?;
    reader.skip();
    reader.rest.is_empty().then_some(value)
}

struct Reader<'t> {
    rest: &'t str,
    n: Exact,
    depth: usize,
}

impl Reader<'_> {
    fn skip(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Whether the next sign or word is this; it is then behind us.
    fn takes(&mut self, word: &str) -> bool {
        self.skip();
        match self.rest.strip_prefix(word) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn sum(&mut self) -> Option<Exact> {
        let mut sum = self.product()?;
        loop {
            if self.takes("+") {
                sum = &sum + &self.product()?;
            } else if self.takes("-") {
                sum = &sum - &self.product()?;
            } else {
                return Some(sum);
            }
        }
    }

    fn product(&mut self) -> Option<Exact> {
        let mut product = self.factor()?;
        loop {
            if self.takes("*") {
                product = &product * &self.factor()?;
            } else if self.takes("/") {
                product = product.over(&self.factor()?)?;
            } else {
                return Some(product);
            }
        }
    }

    fn factor(&mut self) -> Option<Exact> {
        if self.takes("sqrt") {
            return self.arguments()?.into_iter().next()?.root();
        }
        if self.takes("min") {
            return self.arguments()?.into_iter().min();
        }
        if self.takes("max") {
            return self.arguments()?.into_iter().max();
        }
        if self.takes("n") {
            return Some(self.n.clone());
        }
        self.skip();
        if self.rest.starts_with('(') {
            let [inner] = self.arguments()?.try_into().ok()?;
            return Some(inner);
        }
        let end = self
            .rest
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(self.rest.len());
        let number: Exact = self.rest[..end].parse().ok()?;
        self.rest = &self.rest[end..];
        if self.takes("%") {
            // So many of a hundred, of all.
            let part = number.over(&Exact::from(100u64))?;
            return Some(&part * &self.n);
        }
        Some(number)
    }

    /// `(a, b, …)`, one at least.
    fn arguments(&mut self) -> Option<Vec<Exact>> {
        self.depth += 1;
        if !self.takes("(") || self.depth > DEEPEST {
            return None;
        }
        let mut arguments = vec![self.sum()?];
        while self.takes(",") {
            arguments.push(self.sum()?);
        }
        self.depth -= 1;
        self.takes(")").then_some(arguments)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_have_values() {
        let of = |text: &str, n| value(text, n).map(|value| value.decimal(4));
        assert_eq!(of("60%", 5).as_deref(), Some("3.0000"));
        assert_eq!(of("n-2", 7).as_deref(), Some("5.0000"));
        assert_eq!(of(" 3 * sqrt( n ) / 2", 886).as_deref(), Some("44.6486"));
        assert_eq!(of("min(sqrt(n)/2, 5)", 64).as_deref(), Some("4.0000"));
        assert_eq!(of("max(1, n - 9)", 4).as_deref(), Some("1.0000"));
        assert_eq!(of("(n+1)/2", 4).as_deref(), Some("2.5000"));
        assert_eq!(of("1 + 2 * 3", 0).as_deref(), Some("7.0000"));
        assert_eq!(of("0.5*n", 3).as_deref(), Some("1.5000"));
    }

    #[test]
    fn what_is_no_formula_has_none() {
        for text in [
            "",
            "most of them",
            "n n",
            "1/0",
            "sqrt(0-1)",
            "sqrt()",
            "(1,2)",
            "(n",
            "%",
            "1..2",
        ] {
            assert_eq!(value(text, 4), None, "{text}");
        }
        assert_eq!(value(&"1+".repeat(200), 4), None);
        let deep = format!("{}1{}", "(".repeat(60), ")".repeat(60));
        assert_eq!(value(&deep, 4), None);
    }
}
