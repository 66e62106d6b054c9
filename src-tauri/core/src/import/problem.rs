//! What could not be read, and why. The sentences are in `texts/en/import.ftl`.

use super::{LARGEST_FILE, LARGEST_PHOTO, LONGEST_FIELD, MOST_MOMENTS, MOST_PEOPLE};

/// Something that could not be read or was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// File.
    pub file: String,
    /// Line, from 1; 0 for the whole file.
    pub line: usize,
    /// Why.
    pub reason: Reason,
}

/// Why something could not be read or was left out. The caller renders it: [`Reason::message_id`] with [`Reason::args`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The file holds nothing.
    Empty,
    /// The file is larger than [`LARGEST_FILE`].
    TooLarge,
    /// The file is not text.
    Binary,
    /// The file is text, but not of a format that Nod reads.
    UnknownFormat,
    /// The file holds more than [`MOST_PEOPLE`] people; those from here on were left out.
    TooManyPeople,
    /// The file ends in the middle of an entry; the entry was left out.
    Truncated,
    /// An entry has nothing to call the person by.
    NoName,
    /// The entry is a list of people.
    Group {
        /// What it is called.
        name: String,
    },
    /// The entry says that it is an organisation, a place or a device.
    NotAPerson {
        /// What it is called.
        name: String,
    },
    /// The entry holds more than this many fields; the rest was left out.
    TooManyFields {
        /// How many were read.
        limit: usize,
    },
    /// A text is longer than [`LONGEST_FIELD`]; it was left out, the rest of the person is kept.
    FieldTooLong {
        /// Which.
        field: Field,
    },
    /// A text holds bytes that are no characters of its encoding; they show as `�`.
    BrokenCharacters {
        /// Which.
        field: Field,
    },
    /// A line that is not of the format; it was left out, the rest of the person is kept.
    UnreadableLine,
    /// A stretch of the file that belongs to no card; it was left out.
    OutsideCard,
    /// An event that is neither a day of someone's nor a meeting that is offered; it was left out.
    Event {
        /// Its summary.
        text: String,
        /// Why.
        why: EventReason,
    },
    /// A date that no calendar has, or without a month and day; it was left out.
    NotADate {
        /// As written, at most 40 characters of it.
        text: String,
    },
    /// A start date that no calendar has; it was left out.
    NotAStartDate {
        /// As written, at most 40 characters of it.
        text: String,
    },
    /// A moment whose day cannot be read; it was left out.
    NoDay {
        /// As written, at most 40 characters of it.
        text: String,
    },
    /// A moment names someone who is not in the file; it was left out.
    UnknownPerson {
        /// As written.
        name: String,
    },
    /// A reminder that comes again and again; only the next time was kept.
    Repeats {
        /// What it is about.
        text: String,
    },
    /// A reminder that lies in the past; it was left out.
    Past {
        /// What it is about.
        text: String,
    },
    /// A calendar without birthdays, work anniversaries or meetings with people.
    NothingInCalendar,
    /// The file says what it is, but its inside is not as that format has it.
    Malformed,
    /// The file holds more than [`MOST_MOMENTS`] moments; those from here on were left out.
    TooManyMoments,
    /// A table in which no column holds a name or an e-mail address.
    NoNameColumn,
    /// Something of this kind that Nod has no place for was left out.
    LeftOut {
        /// What, as the file calls it.
        kind: String,
        /// How many.
        count: usize,
    },
    /// A photo that is no PNG, JPEG, GIF or WebP; it was left out.
    UnreadablePhoto,
    /// A photo wider or higher than [`LARGEST_PHOTO`]; it was left out.
    PhotoTooLarge,
}

/// Why an event of a calendar is left out; the texts choose their words by [`EventReason::id`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventReason {
    /// It is of a whole day and no occasion.
    AllDay,
    /// Nobody else is in it.
    Alone,
    /// More people are in it than meet each other.
    Audience,
    /// It was called off.
    Cancelled,
    /// It lies ahead, or longer ago than meetings are offered.
    OutOfTime,
    /// It has no time at all.
    NoTime,
}

impl EventReason {
    /// Stable word for the texts to select by.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::AllDay => "all-day",
            Self::Alone => "alone",
            Self::Audience => "audience",
            Self::Cancelled => "cancelled",
            Self::OutOfTime => "out-of-time",
            Self::NoTime => "no-time",
        }
    }
}

/// The field of a person a [`Reason`] is about; the texts choose their words by [`Field::id`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Identifier.
    Uid,
    /// Display name.
    Name,
    /// What they like to be called.
    Called,
    /// Role.
    Role,
    /// Organisation and team.
    Organisation,
    /// Place.
    Place,
    /// Time zone.
    Zone,
    /// Pronouns.
    Pronouns,
    /// How the name is said.
    Pronunciation,
    /// Birthday.
    Birthday,
    /// An address, a number, a handle.
    Contact,
    /// Tags.
    Tags,
    /// Notes.
    Notes,
}

impl Field {
    /// Stable word for the texts to select by.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Uid => "uid",
            Self::Name => "name",
            Self::Called => "called",
            Self::Role => "role",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Zone => "zone",
            Self::Pronouns => "pronouns",
            Self::Pronunciation => "pronunciation",
            Self::Birthday => "birthday",
            Self::Contact => "contact",
            Self::Tags => "tags",
            Self::Notes => "notes",
        }
    }
}

/// A value a sentence needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument {
    /// Words from the file, or the id of a field.
    Text(String),
    /// A limit, to be written as the language writes numbers.
    Number(usize),
}

impl Reason {
    /// Id of the Fluent message.
    #[must_use]
    pub fn message_id(&self) -> &'static str {
        match self {
            Self::Empty => "import-reason-empty",
            Self::TooLarge => "import-reason-too-large",
            Self::Binary => "import-reason-binary",
            Self::UnknownFormat => "import-reason-unknown-format",
            Self::TooManyPeople => "import-reason-too-many-people",
            Self::Truncated => "import-reason-truncated",
            Self::NoName => "import-reason-no-name",
            Self::Group { .. } => "import-reason-group",
            Self::NotAPerson { .. } => "import-reason-not-a-person",
            Self::TooManyFields { .. } => "import-reason-too-many-fields",
            Self::FieldTooLong { .. } => "import-reason-field-too-long",
            Self::BrokenCharacters { .. } => "import-reason-broken-characters",
            Self::UnreadableLine => "import-reason-unreadable-line",
            Self::OutsideCard => "import-reason-outside-card",
            Self::Event { .. } => "import-reason-event",
            Self::NotADate { .. } => "import-reason-not-a-date",
            Self::NotAStartDate { .. } => "import-reason-not-a-start-date",
            Self::NoDay { .. } => "import-reason-no-day",
            Self::UnknownPerson { .. } => "import-reason-unknown-person",
            Self::Repeats { .. } => "import-reason-repeats",
            Self::Past { .. } => "import-reason-past",
            Self::NothingInCalendar => "import-reason-nothing-in-calendar",
            Self::Malformed => "import-reason-malformed",
            Self::TooManyMoments => "import-reason-too-many-moments",
            Self::NoNameColumn => "import-reason-no-name-column",
            Self::LeftOut { .. } => "import-reason-left-out",
            Self::UnreadablePhoto => "import-reason-unreadable-photo",
            Self::PhotoTooLarge => "import-reason-photo-too-large",
        }
    }

    /// Named values of the Fluent message. Sizes are in MB and KB of 1024.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, Argument)> {
        let number = |value| vec![("limit", Argument::Number(value))];
        match self {
            Self::TooLarge => number(LARGEST_FILE / (1024 * 1024)),
            Self::TooManyPeople => number(MOST_PEOPLE),
            Self::TooManyFields { limit } => number(*limit),
            Self::PhotoTooLarge => number(LARGEST_PHOTO as usize),
            Self::TooManyMoments => number(MOST_MOMENTS),
            Self::LeftOut { kind, count } => {
                vec![("kind", Argument::Text(kind.clone())), ("count", Argument::Number(*count))]
            }
            Self::Group { name } | Self::NotAPerson { name } | Self::UnknownPerson { name } => {
                vec![("name", Argument::Text(name.clone()))]
            }
            Self::Event { text, why } => {
                vec![("text", Argument::Text(text.clone())), ("why", Argument::Text(why.id().to_owned()))]
            }
            Self::NotADate { text }
            | Self::NotAStartDate { text }
            | Self::NoDay { text }
            | Self::Repeats { text }
            | Self::Past { text } => vec![("text", Argument::Text(text.clone()))],
            Self::FieldTooLong { field } => vec![
                ("field", Argument::Text(field.id().to_owned())),
                ("limit", Argument::Number(LONGEST_FIELD / 1024)),
            ],
            Self::BrokenCharacters { field } => {
                vec![("field", Argument::Text(field.id().to_owned()))]
            }
            Self::Empty
            | Self::Binary
            | Self::UnknownFormat
            | Self::Truncated
            | Self::NoName
            | Self::UnreadableLine
            | Self::OutsideCard
            | Self::NothingInCalendar
            | Self::Malformed
            | Self::NoNameColumn
            | Self::UnreadablePhoto => Vec::new(),
        }
    }

    /// The field it is about, for reasons that tell one.
    pub(super) fn field(&self) -> Option<Field> {
        match self {
            Self::FieldTooLong { field } | Self::BrokenCharacters { field } => Some(*field),
            _ => None,
        }
    }
}

/// Why a file in which no format was found is refused.
pub(super) fn unknown(bytes: &[u8]) -> Reason {
    if bytes.iter().all(|byte| byte.is_ascii_whitespace()) {
        Reason::Empty
    } else if bytes.iter().take(4096).any(|byte| matches!(byte, 0..=6 | 14..=26)) {
        Reason::Binary
    } else {
        Reason::UnknownFormat
    }
}

/// Why JSON that does not parse is refused.
pub(super) fn malformed(bytes: &[u8]) -> Reason {
    match unknown(bytes) {
        Reason::UnknownFormat => Reason::Malformed,
        other => other,
    }
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};

    use super::*;

    const TEXTS: &str = include_str!("../../texts/en/import.ftl");

    fn sentence(reason: &Reason) -> String {
        let texts = FluentResource::try_new(TEXTS.to_owned()).expect("the texts are Fluent");
        let mut bundle = FluentBundle::new(vec!["en".parse().expect("a language")]);
        bundle.set_use_isolating(false);
        bundle.add_resource(texts).expect("no id twice");
        let mut args = FluentArgs::new();
        for (name, value) in reason.args() {
            match value {
                Argument::Text(text) => args.set(name, FluentValue::from(text)),
                Argument::Number(number) => args.set(name, FluentValue::from(number)),
            }
        }
        let message = bundle.get_message(reason.message_id()).expect("every reason has a message");
        let mut errors = Vec::new();
        let pattern = message.value().expect("every message has a value");
        let text = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        assert!(errors.is_empty(), "{}: {errors:?}", reason.message_id());
        text
    }

    #[test]
    fn every_reason_has_a_sentence() {
        let named = || "Choir".to_owned();
        let mut reasons = vec![
            Reason::Empty,
            Reason::TooLarge,
            Reason::Binary,
            Reason::UnknownFormat,
            Reason::TooManyPeople,
            Reason::Truncated,
            Reason::NoName,
            Reason::Group { name: named() },
            Reason::NotAPerson { name: named() },
            Reason::TooManyFields { limit: 10 },
            Reason::UnreadableLine,
            Reason::OutsideCard,
            Reason::NotADate { text: "1980-13-41".to_owned() },
            Reason::UnreadablePhoto,
            Reason::PhotoTooLarge,
            Reason::NotAStartDate { text: "x".to_owned() },
            Reason::NoDay { text: "x".to_owned() },
            Reason::UnknownPerson { name: named() },
            Reason::Repeats { text: "x".to_owned() },
            Reason::Past { text: "x".to_owned() },
            Reason::NothingInCalendar,
            Reason::Malformed,
            Reason::TooManyMoments,
            Reason::NoNameColumn,
            Reason::LeftOut { kind: "gifts".to_owned(), count: 2 },
        ];
        for why in [
            EventReason::AllDay,
            EventReason::Alone,
            EventReason::Audience,
            EventReason::Cancelled,
            EventReason::OutOfTime,
            EventReason::NoTime,
        ] {
            reasons.push(Reason::Event { text: named(), why });
        }
        for field in [
            Field::Uid,
            Field::Name,
            Field::Called,
            Field::Role,
            Field::Organisation,
            Field::Place,
            Field::Zone,
            Field::Pronouns,
            Field::Pronunciation,
            Field::Birthday,
            Field::Contact,
            Field::Tags,
            Field::Notes,
        ] {
            reasons.push(Reason::FieldTooLong { field });
            reasons.push(Reason::BrokenCharacters { field });
        }
        for reason in &reasons {
            let sentence = sentence(reason);
            assert!(sentence.ends_with('.'), "{sentence}");
            assert!(!sentence.contains("{ "), "{sentence}");
        }
        assert!(sentence(&Reason::TooLarge).contains("20 MB"));
        assert!(
            sentence(&Reason::FieldTooLong { field: Field::Notes }).contains("notes are longer than 64 KB")
        );
    }

    #[test]
    fn no_sentence_scolds() {
        let texts = TEXTS.to_lowercase();
        for word in ["overdue", "missed", "failed", "should", "must", "don't forget", "score", "streak"] {
            assert!(!texts.contains(word), "{word}");
        }
    }
}
