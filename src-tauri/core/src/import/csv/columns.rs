//! What the columns of a table mean.

use std::collections::BTreeMap;

use super::table::Table;
use super::{contents, heads};
use crate::import::Hints;

/// What a column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// Nothing Nod keeps.
    Nothing,
    /// Display name.
    Name,
    /// Given name.
    First,
    /// Middle name.
    Middle,
    /// Family name.
    Last,
    /// "Dr."
    Prefix,
    /// "PhD"
    Suffix,
    /// What they like to be called.
    Called,
    /// How the name is said.
    Pronunciation,
    /// Pronouns.
    Pronouns,
    /// Role.
    Role,
    /// Team.
    Team,
    /// Teams beside it.
    OtherTeams,
    /// Organisation.
    Organisation,
    /// Place as a whole.
    Place,
    /// City, a part of the place.
    City,
    /// Country, a part of the place.
    Country,
    /// Time zone.
    Zone,
    /// First day at work.
    StartDate,
    /// Birthday.
    Birthday,
    /// Year of birth.
    BirthYear,
    /// Month of birth.
    BirthMonth,
    /// Day of the month of birth.
    BirthDay,
    /// E-mail address.
    Email,
    /// Phone number.
    Phone,
    /// Handle.
    Handle,
    /// Address on the web.
    Url,
    /// Label of the next contact of its group.
    Label,
    /// Tags.
    Tags,
    /// Notes.
    Notes,
    /// A field of the user's own, called as its label or its head says.
    Own,
    /// Circle, as a table of Nod's names it.
    Circle,
    /// Own rhythm in days, as a table of Nod's says.
    Rhythm,
    /// The day one connected with the person.
    Connected,
}

/// Meanings with the words that users say them by, in `--map` and in what is remembered.
const WORDS: [(Meaning, &str); 31] = [
    (Meaning::Nothing, "nothing"),
    (Meaning::Name, "name"),
    (Meaning::First, "first"),
    (Meaning::Middle, "middle"),
    (Meaning::Last, "last"),
    (Meaning::Prefix, "prefix"),
    (Meaning::Suffix, "suffix"),
    (Meaning::Called, "called"),
    (Meaning::Pronunciation, "pronunciation"),
    (Meaning::Pronouns, "pronouns"),
    (Meaning::Role, "role"),
    (Meaning::Team, "team"),
    (Meaning::OtherTeams, "other-teams"),
    (Meaning::Organisation, "organisation"),
    (Meaning::Place, "place"),
    (Meaning::City, "city"),
    (Meaning::Country, "country"),
    (Meaning::Zone, "zone"),
    (Meaning::StartDate, "start-date"),
    (Meaning::Birthday, "birthday"),
    (Meaning::BirthYear, "birth-year"),
    (Meaning::BirthMonth, "birth-month"),
    (Meaning::BirthDay, "birth-day"),
    (Meaning::Email, "email"),
    (Meaning::Phone, "phone"),
    (Meaning::Handle, "handle"),
    (Meaning::Url, "url"),
    (Meaning::Tags, "tags"),
    (Meaning::Own, "own"),
    (Meaning::Circle, "circle"),
    (Meaning::Rhythm, "rhythm"),
];

impl Meaning {
    /// The word users say it by: `organisation`, `start-date`, `nothing`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Notes => "notes",
            Self::Label => "label",
            Self::Connected => "connected",
            other => WORDS.iter().find(|(meaning, _)| *meaning == other).map_or("nothing", |(_, word)| word),
        }
    }

    /// The meaning that a word says, in any case.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase();
        match word.as_str() {
            "notes" => Some(Self::Notes),
            "connected" => Some(Self::Connected),
            "e-mail" => Some(Self::Email),
            "organization" | "company" => Some(Self::Organisation),
            "ignore" | "none" | "" => Some(Self::Nothing),
            word => WORDS.iter().find(|(_, known)| *known == word).map(|(meaning, _)| *meaning),
        }
    }

    /// True when a row may be a person by this column alone.
    pub(super) const fn names_a_person(self) -> bool {
        matches!(
            self,
            Self::Name | Self::First | Self::Last | Self::Called | Self::Email | Self::Organisation
        )
    }
}

/// A column of a table, as it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// File.
    pub file: String,
    /// Its place, from 1.
    pub number: usize,
    /// Its head; empty without one.
    pub head: String,
    /// What it means.
    pub meaning: Meaning,
    /// What its values are called: "work"; empty for none.
    pub label: String,
    /// Which of several like it it belongs to ("Phone 2 - Value"); empty for none.
    pub(super) group: String,
    /// True when the user said so, in this import or an earlier one.
    pub said: bool,
}

/// What users have said of columns: by the heads of the table, the word for each column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meanings {
    /// Said with this import: a head, or the number of a column, and the meaning.
    pub said: Vec<(String, Meaning)>,
    /// Said with earlier ones: the signature of a table, and the words of its columns in order.
    pub remembered: BTreeMap<String, Vec<String>>,
}

/// What a table is recognised by: its heads, or how many columns it has.
#[must_use]
pub fn signature(columns: &[Column]) -> String {
    if columns.iter().all(|column| column.head.is_empty()) {
        return format!("#{}", columns.len());
    }
    let heads: Vec<String> = columns.iter().map(|column| heads::plain(&column.head)).collect();
    let mut signature = heads.join("|");
    signature.truncate(signature.floor_char_boundary(2000));
    signature
}

/// Thunderbird's columns, which always stand in this order, whatever language the heads are in.
const THUNDERBIRD: [&str; 37] = [
    "First Name",
    "Last Name",
    "Display Name",
    "Nickname",
    "Primary Email",
    "Secondary Email",
    "Screen Name",
    "Work Phone",
    "Home Phone",
    "Fax Number",
    "Pager Number",
    "Mobile Number",
    "Home Address",
    "Home Address 2",
    "Home City",
    "Home State",
    "Home ZipCode",
    "Home Country",
    "Work Address",
    "Work Address 2",
    "Work City",
    "Work State",
    "Work ZipCode",
    "Work Country",
    "Job Title",
    "Department",
    "Organization",
    "Web Page 1",
    "Web Page 2",
    "Birth Year",
    "Birth Month",
    "Birth Day",
    "Custom 1",
    "Custom 2",
    "Custom 3",
    "Custom 4",
    "Notes",
];

/// True when a table has Thunderbird's columns, and heads, if any, that say nothing against it.
fn is_thunderbird(table: &Table) -> bool {
    let addressed = || table.sample().iter().any(|row| row.get(4).is_some_and(|field| field.contains('@')));
    if !(36..=38).contains(&table.width()) || !addressed() {
        return false;
    }
    let known = table.heads().iter().zip(THUNDERBIRD).filter_map(|(head, place)| {
        let found = heads::meaning(head)?.meaning;
        Some(heads::meaning(place).is_some_and(|meant| meant.meaning == found))
    });
    let agree: Vec<bool> = known.collect();
    agree.iter().filter(|same| **same).count() * 5 >= agree.len() * 3
}

/// Heads that say one thing or another by what stands beside them: Outlook's Title is "Dr." where there is a job title
/// too, and what one does elsewhere; a French Nom and a Spanish Nombre are parts of a name where the other part is there.
fn settle_titles(columns: &mut [Column]) {
    let heads: Vec<String> = columns.iter().map(|column| heads::plain(&column.head)).collect();
    let is = |known: &[&str]| heads.iter().any(|head| known.contains(&head.as_str()));
    let has_role = is(&["job title", "position", "organization title", "profession", "fonction"])
        || heads.iter().filter(|head| *head == "titre").count() > 1;
    let has = |meaning: Meaning| columns.iter().any(|column| column.meaning == meaning);
    let (has_first, has_last) = (has(Meaning::First), has(Meaning::Last));
    let mut titled = false;
    for (column, head) in columns.iter_mut().zip(&heads) {
        match head.as_str() {
            "title" | "titre" if has_role && !titled => {
                column.meaning = Meaning::Prefix;
                titled = true;
            }
            "nom" if has_first => column.meaning = Meaning::Last,
            "nombre" | "nome" if has_last => column.meaning = Meaning::First,
            _ => {}
        }
    }
}

/// Says what each column of a table means.
pub(super) fn understand(file: &str, table: &Table, hints: &Hints) -> Vec<Column> {
    let by_place = is_thunderbird(table);
    let mut columns: Vec<Column> = (0..table.width())
        .map(|index| {
            let head = table.heads().get(index).cloned().unwrap_or_default();
            let known =
                if by_place { THUNDERBIRD.get(index).copied().unwrap_or_default() } else { head.as_str() };
            let found = heads::meaning(known);
            let (meaning, label, group) =
                found.map_or_else(Default::default, |found| (Some(found.meaning), found.label, found.group));
            let meaning = meaning.unwrap_or(Meaning::Nothing);
            Column { file: file.to_owned(), number: index + 1, head, meaning, label, group, said: false }
        })
        .collect();
    settle_titles(&mut columns);
    if !by_place {
        contents::guess(table, &mut columns);
    }
    if let Some(words) = hints.columns.remembered.get(&signature(&columns)) {
        for (column, word) in columns.iter_mut().zip(words) {
            let meaning = Meaning::from_word(word).unwrap_or(column.meaning);
            column.said |= meaning != column.meaning;
            column.meaning = meaning;
        }
    }
    for (which, meaning) in &hints.columns.said {
        for column in &mut columns {
            if column.number.to_string() == *which || heads::plain(&column.head) == heads::plain(which) {
                column.meaning = *meaning;
                column.said = true;
            }
        }
    }
    columns
}
