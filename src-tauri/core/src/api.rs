//! Requests and responses shared by the CLI and the window. TypeScript is generated from these types
//! (`ui/src/lib/api/`, committed; a test fails when it drifts).
//!
//! Dates are ISO 8601 civil dates (`2026-11-14`), instants RFC 3339 in UTC. Sentences (`why`, `prompt`, `ago`, `words`)
//! come ready in the user's language from the Fluent files, so that tray, banner, CLI and window say the same.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::gesture::{Gesture, GestureId};
use crate::id::{CircleId, FollowUpId, MomentId, PersonId};
pub use crate::moment::{Channel, Direction, Moment, NewMoment};

/// Number of an entry of the undo journal; the handle a toast's Undo holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "number", export)]
pub struct OpId(pub i64);

/// What changed, so that views fetch again only what they show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum Topic {
    /// A person, a contact, a photo.
    People,
    /// A moment or a follow-up.
    Moments,
    /// Circles.
    Circles,
    /// Gestures.
    Gestures,
    /// A reminder was put off, skipped, shown.
    Reminders,
    /// A setting, the pause included.
    Settings,
}

/// Any failure as it crosses to the UI. `message` is one clear sentence; `code` is there for what the UI branches on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Failure {
    /// Stable word, e.g. `refused`, `disk-full`, `locked`, `tie`, `unknown-name`, `newer-database`.
    pub code: String,
    /// What happened, what is unharmed, what to do.
    pub message: String,
    /// The field at fault, named as in the request.
    pub field: Option<String>,
}

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

/// The last moment with a person, in brief.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LastMoment {
    /// Which.
    pub id: MomentId,
    /// Its first gesture.
    pub gesture: GestureId,
    /// Civil date.
    #[ts(type = "string")]
    pub on: NaiveDate,
    /// "6 days ago", "in June".
    pub ago: String,
}

/// The kind of a reminder, in the order of Today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum ReminderKind {
    /// Something to come back to on a date.
    FollowUp,
    /// A rhythm's due date.
    Rhythm,
}

/// A computed reason to think of someone now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Reminder {
    /// Stable while the reminder stands: kind, subject and due date. `nod later ID` takes it.
    pub id: String,
    /// Why it is there, as a kind.
    pub kind: ReminderKind,
    /// Whom to think of.
    pub person: PersonChip,
    /// A sentence with the facts.
    pub why: String,
    /// What one could do.
    pub prompt: String,
    /// The gesture Log suggests.
    pub gesture: GestureId,
    /// Civil date it became due.
    #[ts(type = "string")]
    pub due: NaiveDate,
    /// The follow-up it stands for, if it does.
    pub follow_up: Option<FollowUpId>,
}

/// One day of the strip at the foot of Today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WeekDay {
    /// Civil date.
    #[ts(type = "string")]
    pub date: NaiveDate,
    /// "Mon".
    pub label: String,
    /// Gestures of that day's moments, oldest first, at most 12.
    pub gestures: Vec<GestureId>,
    /// True for the day it is.
    pub today: bool,
}

/// A choice of the Later menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LaterChoice {
    /// What `later` takes: `2h`, `tomorrow`, `next-week`, or a date.
    pub when: String,
    /// "In 2 hours".
    pub label: String,
    /// "14:00", "Fri 9:15".
    pub detail: String,
}

/// Everything Today shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TodayView {
    /// The civil date.
    #[ts(type = "string")]
    pub date: NaiveDate,
    /// "Good morning, Ines".
    pub greeting: String,
    /// "Thursday 16 October. Five people, whenever it suits you."
    pub lede: String,
    /// At most five.
    pub reminders: Vec<Reminder>,
    /// How many more wait silently.
    pub more: usize,
    /// Moments logged today, newest first, for the "done" state.
    pub done: Vec<MomentRow>,
    /// Monday to Sunday of this week (days without working hours only when something happened).
    pub week: Vec<WeekDay>,
    /// Moments this week.
    pub week_total: usize,
    /// "Next: Priya, on Thursday", when the list is empty and something is ahead.
    pub next: Option<String>,
    /// People known, archived not counted; 0 is the first start.
    pub people: usize,
    /// Paused until (local words), if it is.
    pub paused: Option<String>,
    /// Choices of the Later menu.
    pub later: Vec<LaterChoice>,
}

/// A moment as a row of the journal or a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MomentRow {
    /// The moment.
    pub moment: Moment,
    /// Its people, in the order they were named.
    pub people: Vec<PersonChip>,
    /// "Thanked", "Thanked · Helped".
    pub gesture_words: String,
    /// "9:12" local.
    pub time: String,
    /// "6 days ago", "12 Sep".
    pub ago: String,
}

/// Which moments to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct MomentsRequest {
    /// Only with this person.
    pub person: Option<PersonId>,
    /// Only this gesture.
    pub gesture: Option<GestureId>,
    /// Skip this many of the newest.
    pub offset: usize,
    /// At most this many (1 to 500).
    pub limit: usize,
}

/// A page of moments, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MomentsPage {
    /// All that match.
    pub total: usize,
    /// This page.
    pub rows: Vec<MomentRow>,
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

/// A follow-up on a person's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FollowUp {
    /// Which.
    pub id: FollowUpId,
    /// With whom.
    pub person: PersonId,
    /// "ask about the demo".
    pub text: String,
    /// Civil date it ripens.
    #[ts(type = "string")]
    pub on: NaiveDate,
    /// "Friday", "14 Feb".
    pub when: String,
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
    /// Open follow-ups, earliest first.
    pub follow_ups: Vec<FollowUp>,
    /// Newest moments, at most 50; `moments` pages on.
    pub moments: Vec<MomentRow>,
    /// Moments in all.
    pub moments_total: usize,
    /// "since 2023".
    pub since: String,
    /// True when archived.
    pub archived: bool,
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

/// What a piece of the quick bar's text was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum PieceKind {
    /// A person's name.
    Person,
    /// A gesture word.
    Gesture,
    /// Who did it.
    Direction,
    /// How.
    Channel,
    /// When.
    When,
    /// `>` and what follows: a follow-up.
    FollowUp,
    /// The note.
    Note,
}

/// A stretch of the typed text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Piece {
    /// UTF-16 offset of the first unit.
    pub start: u32,
    /// UTF-16 offset after the last unit.
    pub end: u32,
    /// What it was taken for.
    pub kind: PieceKind,
}

/// How sure Nod is about a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum Certainty {
    /// One person fits clearly.
    Certain,
    /// Several fit as well: ask.
    Tie,
    /// Nobody fits: offer to add.
    Unknown,
}

/// A name in the text and whom it was taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct QuickName {
    /// As typed.
    pub text: String,
    /// How sure.
    pub certainty: Certainty,
    /// The person, when certain.
    pub person: Option<PersonChip>,
}

/// One of the people offered in the quick bar (Ctrl+1 to Ctrl+5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct QuickHit {
    /// Who.
    pub person: PersonChip,
    /// UTF-16 ranges of the name that match what was typed.
    pub matched: Vec<(u32, u32)>,
    /// "last moment 6 days ago", "no moment yet".
    pub last: String,
}

/// Corrections the user made by clicking chips; they win over what the text says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct QuickFix {
    /// These people instead of the names in the text.
    pub people: Option<Vec<PersonId>>,
    /// This gesture instead.
    pub gesture: Option<GestureId>,
    /// Take "yesterday" and the like as part of the note.
    pub no_when: bool,
    /// Take `>…` as part of the note.
    pub no_follow_up: bool,
    /// Take channel words as part of the note.
    pub no_channel: bool,
    /// Add people whose names are unknown, and log with them.
    pub add_unknown: bool,
}

/// When, as read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct QuickWhen {
    /// The instant.
    #[ts(type = "string")]
    pub at: DateTime<Utc>,
    /// "Yesterday", "Tue 17 Nov, 9:30".
    pub words: String,
}

/// A follow-up, as read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct QuickFollowUp {
    /// "ask about the demo".
    pub text: String,
    /// Civil date.
    #[ts(type = "string")]
    pub on: NaiveDate,
    /// "Friday".
    pub words: String,
}

/// What Nod understood of the quick bar's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct QuickReading {
    /// Stretches in order, not overlapping.
    pub pieces: Vec<Piece>,
    /// The names and whom they were taken for.
    pub people: Vec<QuickName>,
    /// The gesture, said or suggested.
    pub gesture: Option<GestureId>,
    /// True when the gesture was only suggested (hollow chip).
    pub gesture_suggested: bool,
    /// Who did it.
    pub direction: Direction,
    /// How, if said.
    pub channel: Option<Channel>,
    /// "On chat".
    pub channel_words: Option<String>,
    /// When, if said.
    pub when: Option<QuickWhen>,
    /// Follow-up, if said.
    pub follow_up: Option<QuickFollowUp>,
    /// The rest.
    pub note: String,
    /// At most five people for Ctrl+1 to Ctrl+5.
    pub hits: Vec<QuickHit>,
    /// True when Enter would save.
    pub ready: bool,
    /// What is missing, in a sentence, when it would not.
    pub missing: Option<String>,
}

/// Text of the quick bar to log.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct QuickRequest {
    /// As typed.
    pub text: String,
    /// When, if said beside the text; wins over what the text says.
    #[ts(type = "string | null")]
    pub at: Option<DateTime<Utc>>,
    /// Corrections.
    pub fix: QuickFix,
}

/// Log from a form or a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LogRequest {
    /// What to log.
    pub moment: NewMoment,
    /// The reminder it answers, if it does.
    #[serde(default)]
    pub reminder: Option<String>,
    /// True when the reminder's follow-up was asked by this.
    #[serde(default)]
    pub answers_follow_up: bool,
}

/// A write happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Done {
    /// Handle for Undo; nothing when nothing changed (the same action twice).
    pub op: Option<OpId>,
    /// For the toast: "Thanked Amara", "Amara, later: tomorrow".
    pub words: String,
}

/// A moment was logged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Logged {
    /// The moment.
    pub moment: Moment,
    /// Its people.
    pub people: Vec<PersonChip>,
    /// A follow-up planted by it.
    pub follow_up: Option<QuickFollowUp>,
    /// Handle for Undo.
    pub op: Option<OpId>,
    /// "Thanked Amara".
    pub words: String,
}

/// A file handed over by the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportFile {
    /// Its name, for messages.
    pub name: String,
    /// Its bytes, base64.
    pub base64: String,
}

/// What would happen to one entry of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum ImportFate {
    /// A new person.
    Add,
    /// Fills in or updates someone already here.
    Merge,
    /// Left out; `reason` says why.
    Skip,
}

/// One entry of an import preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportRow {
    /// File it came from.
    pub file: String,
    /// Line it starts on, from 1.
    pub line: usize,
    /// Name, or what stands for it.
    pub name: String,
    /// "Data engineer · Insights".
    pub detail: String,
    /// What would happen.
    pub fate: ImportFate,
    /// "Role: Announcer → Senior accountant", "Already here, nothing new".
    pub reason: String,
    /// Who it merges into.
    pub into: Option<PersonChip>,
}

/// An entry that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportError {
    /// File.
    pub file: String,
    /// Line, from 1; 0 for the whole file.
    pub line: usize,
    /// One sentence.
    pub reason: String,
}

/// What an import would do, or did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportReport {
    /// People added.
    pub added: usize,
    /// People filled in or updated.
    pub merged: usize,
    /// Entries left out.
    pub skipped: usize,
    /// What could not be read.
    pub errors: Vec<ImportError>,
    /// Every entry (preview; empty after applying).
    pub rows: Vec<ImportRow>,
    /// Handle for Undo, after applying.
    pub op: Option<OpId>,
    /// "214 people to add, 31 to merge, 6 to skip".
    pub words: String,
}

/// What is undone or redone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Undone {
    /// The entry.
    pub op: OpId,
    /// "Undone: Thanked Amara".
    pub words: String,
}

/// Theme of the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The settings a user has so far. Days of the week count from Monday = 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct Settings {
    /// For the greeting; may be empty.
    pub your_name: String,
    /// Theme.
    pub theme: Theme,
    /// Rhythms and banners fall on these days.
    pub working_days: [bool; 7],
    /// Minutes after midnight at which the day's windows for banners open, ascending.
    pub windows: Vec<u16>,
    /// Quiet from (minutes after midnight).
    pub quiet_from: u16,
    /// Quiet until (minutes after midnight); may be past midnight.
    pub quiet_until: u16,
    /// Banners a day at most.
    pub banners_a_day: u8,
    /// ±20 % jitter of rhythms.
    pub jitter: bool,
    /// Names kept off banners.
    pub hide_names: bool,
    /// Minutes the hidden window lingers before it exits.
    pub linger_minutes: u16,
}

impl Default for Settings {
    /// The defaults a new Nod starts with: two windows, Monday to Friday, quiet from 19:00 to 8:30.
    fn default() -> Self {
        Self {
            your_name: String::new(),
            theme: Theme::System,
            working_days: [true, true, true, true, true, false, false],
            windows: vec![9 * 60 + 15, 14 * 60],
            quiet_from: 19 * 60,
            quiet_until: 8 * 60 + 30,
            banners_a_day: 2,
            jitter: true,
            hide_names: false,
            linger_minutes: 10,
        }
    }
}

/// What the window needs to know at its start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Welcome {
    /// Settings.
    pub settings: Settings,
    /// Circles in order.
    pub circles: Vec<Circle>,
    /// Gestures in order, hidden ones included.
    pub gestures: Vec<Gesture>,
    /// BCP 47 tag, validated: `en-GB`.
    pub locale: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// 0 at the first start.
    pub people: usize,
    /// Paused until (local words), if it is.
    pub paused: Option<String>,
    /// Version of the program.
    pub version: String,
    /// What the last Undo would undo, in words.
    pub undo: Option<String>,
    /// What Redo would bring back, in words.
    pub redo: Option<String>,
}

/// Where the window is asked to go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", tag = "view")]
#[ts(export)]
pub enum Route {
    /// Today.
    Today,
    /// People.
    People,
    /// Journal.
    Moments,
    /// One person.
    Person {
        /// Who.
        id: PersonId,
    },
    /// Settings.
    Settings,
    /// Import.
    Import,
}
