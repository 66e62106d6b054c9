//! Prompts: what one could do. An offline deck by gesture; the gesture is the one the last moments lack.

use crate::gesture::GestureId;
use crate::plan::{ReminderKey, mix};
use crate::texts::Texts;

/// The gestures a reminder suggests, before variety has its say. Helped and celebrated want an occasion of their own.
const SUGGESTED: [&str; 5] = ["checked-in", "thanked", "listened", "acknowledged", "remembered"];

/// The gesture to suggest: the first of [`SUGGESTED`], turned by the reminder, that is not among the last ones with the
/// person; when all are, the one used longest ago.
#[must_use]
pub fn suggest(key: ReminderKey, recent: &[GestureId], seed: u64) -> GestureId {
    let start = usize::try_from(turn(key, seed) % 5).unwrap_or(0);
    let turned = || SUGGESTED.iter().cycle().skip(start).take(SUGGESTED.len());
    let age = |name: &str| recent.iter().position(|g| g.as_str() == name).unwrap_or(usize::MAX);
    let mut best = ("checked-in", 0);
    for name in turned() {
        if age(name) > best.1 {
            best = (name, age(name));
        }
    }
    GestureId::new(best.0).unwrap_or_else(|_| GestureId::checked_in())
}

/// A prompt for a gesture, fixed for the reminder.
#[must_use]
pub fn prompt(texts: &Texts, key: ReminderKey, gesture: &GestureId, seed: u64) -> String {
    from_deck(texts, key, gesture.as_str(), seed)
}

/// A prompt of a deck (a gesture's, or `birthday`, `anniversary`, `occasion`), fixed for the reminder.
#[must_use]
pub fn from_deck(texts: &Texts, key: ReminderKey, deck: &str, seed: u64) -> String {
    let deck: Vec<String> =
        (1..=9).map_while(|number| texts.find(&format!("prompt-{deck}-{number}"), &[])).collect();
    let chosen = usize::try_from(turn(key, seed) / 5).unwrap_or(0).checked_rem(deck.len()).unwrap_or(0);
    deck.into_iter().nth(chosen).unwrap_or_else(|| texts.get("prompt-own-1"))
}

fn turn(key: ReminderKey, seed: u64) -> u64 {
    mix(seed, &[key.to_string().as_bytes(), b"prompt"]) >> 8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::PersonId;
    use crate::plan::Subject;

    fn key(number: u8) -> ReminderKey {
        let person = PersonId::from_bytes([number; 16]);
        ReminderKey { subject: Subject::Rhythm(person), due: "2026-11-20".parse().unwrap() }
    }

    fn gestures(names: &[&str]) -> Vec<GestureId> {
        names.iter().map(|n| GestureId::new(n).unwrap()).collect()
    }

    #[test]
    fn the_suggested_gesture_is_the_one_the_last_moments_lack() {
        let recent = gestures(&["thanked", "listened", "checked-in", "remembered", "thanked"]);
        for number in 0..20 {
            assert_eq!(suggest(key(number), &recent, 1).as_str(), "acknowledged");
        }
    }

    #[test]
    fn when_none_is_lacking_the_one_used_longest_ago_comes_back() {
        let recent = gestures(&["thanked", "listened", "checked-in", "remembered", "acknowledged"]);
        assert_eq!(suggest(key(1), &recent, 1).as_str(), "acknowledged");
    }

    #[test]
    fn different_reminders_get_different_prompts_and_the_same_one_keeps_its_own() {
        let texts = Texts::english();
        let said = |n| prompt(&texts, key(n), &GestureId::checked_in(), 1);
        let all: std::collections::BTreeSet<String> = (0..40).map(said).collect();
        assert!(all.len() >= 3);
        assert_eq!(said(1), said(1));
    }
}
