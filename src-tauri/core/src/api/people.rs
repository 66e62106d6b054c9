//! People: faces, rows, pages and the fields one edits.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BlockRow, Contribution, DetailRow, FollowUp, LastMoment, OccasionAhead, TransitionNow};
use crate::id::{CircleId, PersonId};

/// A person where only the face is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PersonChip {
    /// Who.
    pub id: PersonId,
    /// Display name, any script.
    pub name: String,
    /// One or two letters for the avatar, in the name's own script.
    pub initials: String,
    /// Hue of the avatar in degrees, fixed by the id; never 0 to 15.
    pub hue: u16,
    /// True when a photo is stored (`photo` fetches it).
    pub has_photo: bool,
    /// "Release engineer · Platform": role and team or organisation, may be empty.
    pub line: String,
}

/// Order of People.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum PeopleOrder {
    /// By name, case and diacritics folded.
    #[default]
    Name,
    /// Last moment first.
    Recent,
}

/// Which people to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct PeopleRequest {
    /// Search as you type over name, nickname, role, team, organisation, e-mail; diacritics folded. Empty: everyone.
    pub query: String,
    /// Only this circle.
    pub circle: Option<CircleId>,
    /// Those who were put away instead of those who were not.
    pub archived: bool,
    /// Order; a query orders by match first.
    pub order: PeopleOrder,
    /// Skip this many.
    pub offset: usize,
    /// At most this many (1 to 500).
    pub limit: usize,
}

/// A row of People.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PersonRow {
    /// Who.
    pub person: PersonChip,
    /// Byte ranges of the name that match the query, as UTF-16 offsets for the UI: `[start, end)`.
    pub matched: Vec<(u32, u32)>,
    /// Circle, if in one.
    pub circle: Option<CircleId>,
    /// Last moment, if any.
    pub last: Option<LastMoment>,
    /// Effective rhythm in days: the person's, else the circle's, else none.
    pub rhythm_days: Option<u16>,
    /// "Every 2 weeks", "Whenever".
    pub rhythm: String,
    /// Civil date the rhythm is next due.
    #[ts(type = "string | null")]
    pub next_due: Option<NaiveDate>,
}

/// Where a new letter starts in People by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Section {
    /// "A", "Ж", "#".
    pub label: String,
    /// Index of its first row in the whole list.
    pub index: usize,
}

/// A page of people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PeoplePage {
    /// All that match.
    pub total: usize,
    /// This page.
    pub rows: Vec<PersonRow>,
    /// Letters over the whole list; empty with a query or another order.
    pub sections: Vec<Section>,
    /// The nearest name, when a query matches nobody.
    pub nearest: Option<PersonChip>,
}

/// Kind of a way to reach someone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum ContactKind {
    /// E-mail address.
    Email,
    /// Telephone number.
    Phone,
    /// Handle or messenger name.
    Handle,
    /// Web address.
    Url,
}

/// A way to reach someone.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Contact {
    /// What it is.
    pub kind: ContactKind,
    /// "work", "home", the user's own; may be empty.
    pub label: String,
    /// The address, number or handle.
    pub value: String,
}

/// The fields of a person that a form or the CLI edits. Empty text means "not known".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct PersonFields {
    /// Display name, any script, at least one visible character.
    pub name: String,
    /// What they like to be called.
    pub called: String,
    /// How the name is said.
    pub pronunciation: String,
    /// Pronouns.
    pub pronouns: String,
    /// Role.
    pub role: String,
    /// Team.
    pub team: String,
    /// Organisation.
    pub organisation: String,
    /// Place.
    pub place: String,
    /// IANA time zone, `Africa/Lagos`.
    pub zone: String,
    /// `2019-03-04`, or empty.
    pub start_date: String,
    /// `1984-03-22`, `--03-22` without a year, or empty.
    pub birthday: String,
    /// Markdown notes.
    pub notes: String,
    /// Circle, if in one.
    pub circle: Option<CircleId>,
    /// Own rhythm in days (1 to 3650); `None` takes the circle's.
    pub rhythm_days: Option<u16>,
    /// Ways to reach them, in order.
    pub contacts: Vec<Contact>,
    /// Teams beside `team`, in order.
    pub other_teams: Vec<String>,
    /// Tags, by name.
    pub tags: Vec<String>,
    /// Own fields, in order.
    pub own: Vec<OwnField>,
}

/// A field of the user's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct OwnField {
    /// What it is: "Shirt size".
    pub name: String,
    /// Its value: "M"; empty takes the field away.
    pub value: String,
}

/// Where an effective rhythm comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum RhythmSource {
    /// Set on the person.
    Person,
    /// The circle's.
    Circle,
    /// None at all: whenever.
    None,
}

/// Everything a person's page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PersonPage {
    /// The face.
    pub person: PersonChip,
    /// The editable fields.
    pub fields: PersonFields,
    /// "9:42 in Lagos", when the zone is known.
    pub local_time: Option<String>,
    /// Name of the circle, if in one.
    pub circle_name: Option<String>,
    /// Effective rhythm in days.
    pub rhythm_days: Option<u16>,
    /// "Every 2 weeks".
    pub rhythm: String,
    /// Where the rhythm comes from.
    pub rhythm_source: RhythmSource,
    /// Civil date the rhythm is next due.
    #[ts(type = "string | null")]
    pub next_due: Option<NaiveDate>,
    /// "around Tuesday 24 November", in words, or why there is none.
    pub next_words: String,
    /// The last moment.
    pub last: Option<LastMoment>,
    /// Details that have not expired, newest first.
    pub details: Vec<DetailRow>,
    /// Open follow-ups, earliest first.
    pub follow_ups: Vec<FollowUp>,
    /// Unsaid thanks, newest first.
    pub contributions: Vec<Contribution>,
    /// Birthday, work anniversary and own occasions, the next one first.
    pub occasions: Vec<OccasionAhead>,
    /// Leaves and pauses that are not over, earliest first.
    pub blocks: Vec<BlockRow>,
    /// What they go through, if they do.
    pub transition: Option<TransitionNow>,
    /// Moments in all; `moments` and `timeline` have them.
    pub moments_total: usize,
    /// "since 2023".
    pub since: String,
    /// True when archived.
    pub archived: bool,
}

/// People who are in no circle and have no rhythm of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Unplaced {
    /// All of them.
    pub total: usize,
    /// The first of them, in the order they came.
    pub people: Vec<PersonChip>,
}

/// A circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Circle {
    /// Which.
    pub id: CircleId,
    /// `reports`, `close`, `wider`, `network` for the built-in four, else nothing.
    pub built_in: Option<String>,
    /// What it is called.
    pub name: String,
    /// Its rhythm in days, if it has one.
    pub rhythm_days: Option<u16>,
    /// "Every 2 weeks".
    pub rhythm: String,
    /// People in it.
    pub people: usize,
}
