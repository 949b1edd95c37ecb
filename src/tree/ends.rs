//! What two texts have in common at their ends, found a block at a time: neighbours in history have
//! nearly everything alike.

/// How many bytes are compared at once.
const BLOCK: usize = 256;

/// How many bytes two slices have in common at their starts.
pub fn shared_start(a: &[u8], b: &[u8]) -> usize {
    let blocks = a.chunks_exact(BLOCK).zip(b.chunks_exact(BLOCK));
    let whole = blocks.take_while(|(a, b)| a == b).count() * BLOCK;
    let bytes = a[whole..].iter().zip(&b[whole..]);
    whole + bytes.take_while(|(a, b)| a == b).count()
}

/// How many bytes two slices have in common at their ends.
pub fn shared_end(a: &[u8], b: &[u8]) -> usize {
    let blocks = a.rchunks_exact(BLOCK).zip(b.rchunks_exact(BLOCK));
    let whole = blocks.take_while(|(a, b)| a == b).count() * BLOCK;
    let (a, b) = (&a[..a.len() - whole], &b[..b.len() - whole]);
    let bytes = a.iter().rev().zip(b.iter().rev());
    whole + bytes.take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn blocks_tell_what_bytes_tell(
            head in proptest::collection::vec(0..2u8, 0..600),
            (a, b) in (proptest::collection::vec(0..2u8, 0..9), proptest::collection::vec(0..2u8, 0..9)),
            tail in proptest::collection::vec(0..2u8, 0..600),
        ) {
            let (a, b) = ([&head[..], &a, &tail].concat(), [&head[..], &b, &tail].concat());
            let start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
            let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
            prop_assert_eq!(shared_start(&a, &b), start);
            prop_assert_eq!(shared_end(&a, &b), end);
        }
    }
}
