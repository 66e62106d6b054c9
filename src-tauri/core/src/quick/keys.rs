//! Every way to name someone, sorted, so that what starts with the typed letters is a binary search.
//!
//! The texts stand in one string; a key is a place in it with its first eight bytes as a number, which settles nearly
//! every comparison while sorting. Sixty thousand keys are ready in milliseconds.

use super::near::{is_near, letters};

/// What a key is to its person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The whole display name: fits exactly when equal.
    Whole,
    /// A name in its own right.
    Called,
    /// A word of a name.
    Word,
    /// The initials; no beginning of them counts.
    Initials,
}

/// A way to name someone.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Number of the person.
    pub person: u32,
    /// What it is to them.
    pub role: Role,
    start: u32,
    len: u32,
    head: u64,
}

/// The keys of all people.
#[derive(Debug, Clone, Default)]
pub struct Keys {
    text: String,
    keys: Vec<Key>,
    /// The letter set of each key.
    letters: Vec<u64>,
}

impl Keys {
    /// Adds a folded `text`; a hyphen counts as a space.
    pub fn add(&mut self, text: &str, person: u32, role: Role) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.extend(text.chars().map(|c| if c == '-' { ' ' } else { c }));
        let place = u32::try_from(start).ok().zip(u32::try_from(self.text.len() - start).ok());
        let Some((start, len)) = place else { return };
        let mut head = [0; 8];
        head.iter_mut()
            .zip(self.text.as_bytes().get(start as usize..).unwrap_or(&[]))
            .for_each(|(to, from)| *to = *from);
        self.keys.push(Key { person, role, start, len, head: u64::from_be_bytes(head) });
    }

    /// Makes the keys ready to search; of equal keys of one person the strongest role stays.
    pub fn sort(&mut self) {
        let text = std::mem::take(&mut self.text);
        let part = |key: &Key| slice(&text, key);
        self.keys.sort_unstable_by(|a, b| {
            let by_text = a.head.cmp(&b.head).then_with(|| part(a).cmp(part(b)));
            by_text.then(a.person.cmp(&b.person)).then(a.role.cmp(&b.role))
        });
        self.keys.dedup_by(|b, a| a.person == b.person && a.head == b.head && part(a) == part(b));
        self.letters = self.keys.iter().map(|key| letters(part(key))).collect();
        self.text = text;
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// The text of a key.
    pub fn text(&self, key: &Key) -> &str {
        slice(&self.text, key)
    }

    /// True when `typed` is all of the key.
    pub fn is_all(&self, key: &Key, typed: &str) -> bool {
        key.len as usize == typed.len()
    }

    /// The keys that begin with `typed`.
    pub fn starting_with(&self, typed: &str) -> &[Key] {
        let from = self.keys.partition_point(|key| self.text(key) < typed);
        let rest = self.keys.get(from..).unwrap_or(&[]);
        let count = rest.partition_point(|key| self.text(key).starts_with(typed));
        rest.get(..count).unwrap_or(&[])
    }

    /// The people with a key that is one edit away from `typed`.
    pub fn near<'a>(&'a self, typed: &'a str) -> impl Iterator<Item = u32> + 'a {
        let set = letters(typed);
        // One edit changes a letter set by two letters at most.
        let likely =
            self.letters.iter().zip(&self.keys).filter(move |(other, _)| (set ^ *other).count_ones() <= 2);
        let keys = likely.filter(|(_, key)| key.role != Role::Initials);
        keys.filter(move |(_, key)| is_near(typed, self.text(key))).map(|(_, key)| key.person)
    }
}

fn slice<'a>(text: &'a str, key: &Key) -> &'a str {
    text.get(key.start as usize..(key.start + key.len) as usize).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_by_their_beginning_and_one_edit_away() {
        let mut keys = Keys::default();
        for (person, text) in ["tamar", "amara", "amara okafor", "амара", "amir"].into_iter().enumerate()
        {
            keys.add(text, u32::try_from(person).unwrap(), Role::Word);
        }
        keys.sort();
        let texts =
            |typed: &str| keys.starting_with(typed).iter().map(|key| keys.text(key)).collect::<Vec<_>>();
        assert_eq!(texts("am"), ["amara", "amara okafor", "amir"]);
        assert_eq!(texts("амара"), ["амара"]);
        assert!(texts("x").is_empty());
        assert_eq!(keys.near("amira").collect::<Vec<_>>(), [1, 4]);
    }

    #[test]
    fn of_equal_keys_of_one_person_the_strongest_stays() {
        let mut keys = Keys::default();
        keys.add("sam", 0, Role::Word);
        keys.add("sam", 0, Role::Called);
        keys.sort();
        assert_eq!(keys.starting_with("sam").iter().map(|key| key.role).collect::<Vec<_>>(), [Role::Called]);
    }
}
