//! Near misses: one letter wrong, missing, doubled, or two neighbours swapped.

/// True when one edit turns `a` into `b`; equal words are no near miss.
#[must_use]
pub fn is_near(a: &str, b: &str) -> bool {
    if a == b {
        return false;
    }
    // What is left of both after what they share at the front and at the back.
    let mut front_a = a.chars();
    let mut front_b = b.chars();
    loop {
        let (rest_a, rest_b) = (front_a.clone(), front_b.clone());
        if front_a.next() != front_b.next() || rest_a.as_str().is_empty() {
            (front_a, front_b) = (rest_a, rest_b);
            break;
        }
    }
    loop {
        let (rest_a, rest_b) = (front_a.clone(), front_b.clone());
        if front_a.next_back() != front_b.next_back() || rest_a.as_str().is_empty() {
            (front_a, front_b) = (rest_a, rest_b);
            break;
        }
    }
    let (rest_a, rest_b): (Vec<char>, Vec<char>) = (front_a.take(3).collect(), front_b.take(3).collect());
    match (rest_a.as_slice(), rest_b.as_slice()) {
        ([_], [_]) | ([], [_]) | ([_], []) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

/// A set of the letters of `text`, folded onto 64 bits; texts one edit apart differ in at most two of them.
#[must_use]
pub fn letters(text: &str) -> u64 {
    text.chars().fold(0, |set, c| set | 1 << (u32::from(c) & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_edit_is_near_and_two_are_not() {
        for (a, b) in [("amara", "amaar"), ("amara", "amarra"), ("amara", "amra"), ("amara", "amira")] {
            assert!(is_near(a, b) && is_near(b, a), "{a} {b}");
        }
        for (a, b) in [("amara", "amara"), ("amara", "tamar"), ("amara", "am"), ("amara", "araam")] {
            assert!(!is_near(a, b), "{a} {b}");
        }
    }
}
