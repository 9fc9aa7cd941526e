//! "1 patient", "2 patients".

/// A number with its word: `one` for one, `many` for every other.
pub fn counted(n: impl TryInto<u64>, one: &str, many: &str) -> String {
    let n = n.try_into().unwrap_or(u64::MAX);
    format!("{n} {}", if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_alone_is_singular() {
        let of = |n: usize| counted(n, "entry", "entries");
        assert_eq!(
            [of(0), of(1), of(2), of(21)],
            ["0 entries", "1 entry", "2 entries", "21 entries"]
        );
        assert_eq!(counted(1_u32, "patient", "patients"), "1 patient");
    }
}
