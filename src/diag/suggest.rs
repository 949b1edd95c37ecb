//! "Did you mean": the nearest known words to an unknown one. The only importer of `similar` here.

/// The known word that `word` most likely stands for, if one is near enough to be worth naming.
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let lower = word.to_lowercase();
    let mut known: Vec<&str> = known.into_iter().collect();
    known.sort_unstable();
    known.dedup();
    if let Some(same) = known.iter().find(|known| known.to_lowercase() == lower) {
        return Some(same);
    }
    similar::get_close_matches(word, &known, 1, 0.7)
        .first()
        .copied()
}

/// The sentence "did you mean `x`?" for the nearest known word.
pub fn did_you_mean<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<String> {
    nearest(word, known).map(|near| format!("did you mean `{near}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggests_the_near_and_not_the_far() {
        let known = ["purpose", "powers", "parent"];
        assert_eq!(nearest("purpos", known), Some("purpose"));
        assert_eq!(nearest("Parent", known), Some("parent"));
        assert_eq!(nearest("zebra", known), None);
    }
}
