//! Who is meant when several people fit: by how well the typed text fits, then by how present they are.

/// How well typed text fits a person, best first. Two people of different fit never tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fit {
    /// The whole display name.
    Exact,
    /// What they like to be called, a handle, or whole words of the name.
    Known,
    /// The beginnings of words of the name, in any order.
    Prefix,
    /// The initials.
    Initials,
    /// Letters inside a word.
    Inside,
    /// One letter wrong, missing, doubled or swapped, in a word of four letters or more.
    Near,
}

/// Days in which a moment loses half its weight.
const HALF_LIFE: f32 = 60.0;

/// How much heavier the first has to be than the second to be taken without asking.
const LEAD: f32 = 2.5;

/// The least weight that can lead: one moment within the last month. Someone seen once, long ago, does not win over
/// someone never seen.
const PRESENT: f32 = 0.48;

/// How present a person is: `ln(1 + moments) × 0.5^(days since the last / 60)`. The logarithm keeps a hundred moments
/// from outweighing everybody for ever, the decay lets who has left fade. Zero when there was no moment yet.
#[must_use]
pub fn weight(moments: u32, days_since: Option<u32>) -> f32 {
    #[allow(clippy::cast_precision_loss)]
    days_since.map_or(0.0, |days| (moments.max(1) as f32).ln_1p() * 0.5_f32.powf(days as f32 / HALF_LIFE))
}

/// True when `first` is so far ahead of `second` that asking would be a nuisance: present, and 2.5 times as heavy.
#[must_use]
pub fn leads(first: f32, second: f32) -> bool {
    first >= PRESENT && first >= LEAD * second
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn someone_seen_lately_leads_someone_never_seen() {
        assert!(leads(weight(1, Some(10)), weight(0, None)));
        assert!(!leads(weight(1, Some(200)), weight(0, None)));
        assert!(!leads(weight(0, None), weight(0, None)));
    }

    #[test]
    fn three_weeks_against_ten_is_no_lead() {
        assert!(!leads(weight(4, Some(21)), weight(4, Some(75))));
    }

    #[test]
    fn many_moments_lead_a_single_recent_one() {
        assert!(leads(weight(30, Some(6)), weight(2, Some(1))));
    }
}
