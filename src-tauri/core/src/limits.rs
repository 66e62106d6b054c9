//! Limits on every input, so that no file or paste can make Nod slow or large without saying so.

/// Longest single-line field (a name, a role, an address), in bytes.
pub const LINE: usize = 1_000;
/// Longest text (notes, a moment's note), in bytes.
pub const TEXT: usize = 64 * 1024;
/// Most ways to reach one person.
pub const CONTACTS: usize = 100;
/// Most people in one moment.
pub const PEOPLE_IN_MOMENT: usize = 100;
/// Most gestures in one moment.
pub const GESTURES_IN_MOMENT: usize = 7;
/// Largest file to import, in bytes.
pub const IMPORT_FILE: u64 = 20 * 1024 * 1024;
/// Largest export of Nod's own to bring in again, in bytes.
pub const OWN_FILE: u64 = 1024 * 1024 * 1024;
/// Longest rhythm, in days.
pub const RHYTHM_DAYS: u16 = 3650;
/// The rhythm that stands for "whenever": who has it is never due by a rhythm, whatever their circle's is. Ten years were
/// as good as never already, so a file says the same to a Nod that does not know it.
pub const WHENEVER: u16 = RHYTHM_DAYS;
/// Most days an occasion's reminder leads by.
pub const LEAD_DAYS: u8 = 30;
/// Longest away period, leave or pause of a person, in days.
pub const BLOCK_DAYS: u32 = 3660;
/// Largest step of a recurring own reminder.
pub const EVERY: u16 = 366;
/// Most open things of one kind (own reminders, occasions, contributions, away periods) in all.
pub const KEPT: usize = 10_000;
/// Most tags, other teams and own fields of one person, of each.
pub const LABELS: usize = 1_000;
/// Longest tag, category and name of an own field, in bytes.
pub const LABEL: usize = 1_000;
/// Most details of one person.
pub const DETAILS: usize = 5_000;
/// Longest detail, in bytes.
pub const DETAIL: usize = 4_000;
/// Longest time the listening timer runs, in minutes.
pub const LISTENING_MINUTES: u16 = 120;
/// Longest text of the search, in bytes; what follows is passed over.
pub const QUERY: usize = 1_000;
/// Largest photo, in bytes.
pub const PHOTO: usize = 10 * 1024 * 1024;
