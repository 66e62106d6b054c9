//! Recovery keys: 135 random bits in letters and digits that cannot be taken for one another (Crockford's base 32), with
//! a check symbol, in seven groups of four.

use zeroize::Zeroizing;

use crate::error::Result;

const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The last five only ever check.
const CHECKS: &[u8; 37] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";
const LENGTH: usize = 27;
const GROUP: usize = 4;

/// A recovery key, wiped when dropped and never shown by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryKey(Zeroizing<[u8; LENGTH]>);

impl std::fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryKey(…)")
    }
}

impl RecoveryKey {
    /// A new one.
    ///
    /// # Errors
    /// When the system has no random bytes.
    pub(crate) fn new() -> Result<Self> {
        let mut values = Zeroizing::new([0; LENGTH]);
        super::random(&mut *values)?;
        // 256 is a multiple of 32, so every letter is as likely as the others.
        values.iter_mut().for_each(|value| *value &= 31);
        Ok(Self(values))
    }

    /// Reads what was written down: capitals or not, with or without spaces and dashes, O for 0 and I or L for 1. Nothing
    /// when the check symbol says that a letter is wrong.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut values = Zeroizing::new([0; LENGTH]);
        let (mut count, mut check) = (0, None);
        for letter in text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—' | '‐' | '‑'))
        {
            let letter = match letter.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let place = CHECKS.iter().position(|known| char::from(*known) == letter)?;
            let place = u8::try_from(place).ok()?;
            if count < LENGTH {
                if place > 31 {
                    return None;
                }
                values[count] = place;
            } else if count == LENGTH {
                check = Some(place);
            } else {
                return None;
            }
            count += 1;
        }
        let key = Self(values);
        (check == Some(key.check())).then_some(key)
    }

    /// As it is written down.
    #[must_use]
    pub fn written(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(LENGTH + 1 + LENGTH / GROUP));
        let check = CHECKS[usize::from(self.check())];
        let letters = self.0.iter().map(|value| LETTERS[usize::from(*value)]).chain([check]);
        for (at, letter) in letters.enumerate() {
            if at > 0 && at % GROUP == 0 {
                text.push('-');
            }
            text.push(char::from(letter));
        }
        text
    }

    pub(crate) fn secret(&self) -> &[u8] {
        &*self.0
    }

    /// The number modulo 37, as Crockford has it.
    fn check(&self) -> u8 {
        let rest = self.0.iter().fold(0_u32, |rest, value| (rest * 32 + u32::from(*value)) % 37);
        u8::try_from(rest).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_key_reads_back_however_it_was_written_down(values in prop::array::uniform27(0_u8..32)) {
            let key = RecoveryKey(Zeroizing::new(values));
            let text = key.written().to_string();
            prop_assert_eq!(text.len(), 34);
            prop_assert_eq!(RecoveryKey::read(&text), Some(key.clone()));
            prop_assert_eq!(RecoveryKey::read(&format!(" {} ", text.replace('-', " ").to_lowercase())), Some(key.clone()));
            prop_assert_eq!(RecoveryKey::read(&text.replace('-', "").replace('0', "o").replace('1', "l")), Some(key));
        }

        #[test]
        fn one_wrong_letter_or_two_changed_about_are_noticed(
            values in prop::array::uniform27(0_u8..32), at in 0_usize..26, other in 0_u8..32,
        ) {
            let key = RecoveryKey(Zeroizing::new(values));
            let check = key.check();
            let mut wrong = key.clone();
            wrong.0[at] = other;
            prop_assert!(values[at] == other || wrong.check() != check);
            let mut swapped = key.clone();
            swapped.0.swap(at, at + 1);
            prop_assert!(values[at] == values[at + 1] || swapped.check() != check);
        }
    }

    #[test]
    fn what_is_no_recovery_key_is_none() {
        let text = RecoveryKey::new().unwrap().written();
        for wrong in ["", "correct horse battery staple", &text[1..], &format!("{}0", text.as_str())] {
            assert_eq!(RecoveryKey::read(wrong), None);
        }
        assert!(!format!("{:?}", RecoveryKey::read(&text)).contains(&text[..4]));
    }
}
