//! Monica's JSON export (4.x, "1.0-preview.1"): contacts with their birthdays, notes, ways to reach them, activities,
//! calls and reminders.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate};
use serde_json::Value;

use super::incoming::{Incoming, IncomingFollowUp, IncomingMoment, When, Who};
use super::problem::{self, Problem, Reason};
use super::{
    Birthday, Field, Hints, Importer, LONGEST_FIELD, MOST_MOMENTS, MOST_PEOPLE, Reading, deed, tidy,
};
use crate::api::{Contact, ContactKind};
use crate::moment::Direction;

/// The reader of Monica's export.
#[derive(Debug, Clone, Copy, Default)]
pub struct Monica;

impl Importer for Monica {
    /// JSON whose beginning speaks of an account and a Monica version.
    fn recognises(&self, _: &str, head: &[u8]) -> bool {
        let text = String::from_utf8_lossy(head);
        let text = text.trim_start_matches('\u{feff}').trim_start();
        text.starts_with('{') && text.contains("\"app_version\"") && text.contains("\"account\"")
    }

    fn read(&self, name: &str, bytes: &[u8], hints: &Hints) -> Reading {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let export: Value = match serde_json::from_slice(bytes) {
            Ok(export) => export,
            Err(error) => {
                let reason = if error.is_eof() { Reason::Truncated } else { problem::malformed(bytes) };
                let problem = Problem { file: name.to_owned(), line: error.line(), reason };
                return Reading { errors: vec![problem], ..Reading::default() };
            }
        };
        let account = &export["account"];
        let mut reader = Reader {
            file: name,
            today: hints.today(),
            lines: lines_of_uuids(bytes),
            kinds: kinds_of_fields(account),
            with: BTreeMap::new(),
            left_out: BTreeMap::new(),
            reading: Reading::default(),
        };
        for contact in of_type(account, "contacts") {
            if reader.reading.people.len() == MOST_PEOPLE {
                reader.report(reader.line(contact), Reason::TooManyPeople);
                break;
            }
            reader.contact(contact);
        }
        for activity in of_type(account, "activities") {
            reader.activity(activity);
        }
        for kind in ["relationships", "photos", "documents"] {
            reader.leave_out(kind, of_type(account, kind));
        }
        for (kind, (line, count)) in std::mem::take(&mut reader.left_out) {
            reader.report(line, Reason::LeftOut { kind, count });
        }
        let mut reading = reader.reading;
        if reading.people.is_empty() && reading.errors.is_empty() {
            return Reading::refused(name, Reason::Empty);
        }
        reading.errors.sort_by_key(|problem| problem.line);
        reading
    }
}

/// The values of one type in the `data` of an account or contact.
fn of_type<'v>(of: &'v Value, kind: &'v str) -> impl Iterator<Item = &'v Value> {
    let lists = of["data"].as_array().into_iter().flatten();
    lists
        .filter(move |list| list["type"] == kind)
        .flat_map(|list| list["values"].as_array().into_iter().flatten())
}

/// The line on which each UUID stands first: JSON that was read no longer knows its lines.
fn lines_of_uuids(bytes: &[u8]) -> HashMap<String, usize> {
    let mut lines = HashMap::new();
    for (number, line) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
        let line = String::from_utf8_lossy(line);
        if let Some((_, rest)) = line.split_once("\"uuid\"")
            && let Some(uuid) = rest.split('"').nth(1)
        {
            lines.entry(uuid.to_owned()).or_insert(number);
        }
    }
    lines
}

/// Names of the types of contact fields by their UUIDs.
fn kinds_of_fields(account: &Value) -> HashMap<String, (String, String)> {
    let types = account["instance"]["contact_field_types"].as_array().into_iter().flatten();
    types
        .filter_map(|kind| {
            let text = |name: &str| kind["properties"][name].as_str().unwrap_or_default().to_owned();
            Some((kind["uuid"].as_str()?.to_owned(), (text("name"), text("protocol"))))
        })
        .collect()
}

struct Reader<'a> {
    file: &'a str,
    today: NaiveDate,
    lines: HashMap<String, usize>,
    kinds: HashMap<String, (String, String)>,
    /// With whom each activity was, by its UUID.
    with: BTreeMap<String, Vec<usize>>,
    /// What there is no place for: on which line the first of each kind stands, and how many there are.
    left_out: BTreeMap<String, (usize, usize)>,
    reading: Reading,
}

impl Reader<'_> {
    fn report(&mut self, line: usize, reason: Reason) {
        self.reading.errors.push(Problem { file: self.file.to_owned(), line, reason });
    }

    fn line(&self, value: &Value) -> usize {
        value["uuid"].as_str().and_then(|uuid| self.lines.get(uuid)).copied().unwrap_or(1)
    }

    /// Notes that there is no place for these.
    fn leave_out<'v>(&mut self, kind: &str, values: impl Iterator<Item = &'v Value>) {
        for value in values {
            let line = self.line(value);
            let known = self.left_out.entry(kind.to_owned()).or_insert((line, 0));
            *known = (known.0.min(line), known.1 + 1);
        }
    }

    fn contact(&mut self, contact: &Value) {
        let line = self.line(contact);
        let fields = &contact["properties"];
        let word = |name: &str| tidy::line(fields[name].as_str().unwrap_or_default());
        // Monica keeps a partial contact for someone who is only another's relative.
        if fields["is_partial"] == true {
            return self.leave_out("partial contacts", std::iter::once(contact));
        }
        let parts = [word("first_name"), word("middle_name"), word("last_name")];
        let name = parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ");
        let nickname = word("nickname");
        let name = if tidy::is_visible(&name) { name } else { nickname.clone() };
        if !tidy::is_visible(&name) {
            return self.report(line, Reason::NoName);
        }
        let place = self.reading.people.len();
        let mut person = Incoming {
            file: self.file.to_owned(),
            line,
            uid: contact["uuid"].as_str().map(tidy::line),
            called: if nickname == name { String::new() } else { nickname },
            name,
            role: word("job"),
            organisation: word("company"),
            ..Incoming::default()
        };
        for tag in fields["tags"].as_array().into_iter().flatten().filter_map(Value::as_str).map(tidy::line) {
            if tidy::is_visible(&tag) && !person.tags.contains(&tag) {
                person.tags.push(tag);
            }
        }
        self.birthday(&fields["birthdate"], line, &mut person);
        let food = fields["food_preferences"].as_str().unwrap_or_default();
        let texts = [fields["description"].as_str().unwrap_or_default().to_owned(), food.to_owned()];
        let notes = of_type(contact, "notes")
            .map(|note| note["properties"]["body"].as_str().unwrap_or_default().to_owned());
        for text in texts.into_iter().chain(notes).map(|text| tidy::lines(&text)) {
            if !tidy::is_visible(&text) {
                continue;
            }
            if person.notes.len() + text.len() + 2 > LONGEST_FIELD {
                self.report(line, Reason::FieldTooLong { field: Field::Notes });
                break;
            }
            if !person.notes.is_empty() {
                person.notes.push_str("\n\n");
            }
            person.notes.push_str(&text);
        }
        self.contact_fields(contact, &mut person);
        for address in of_type(contact, "addresses") {
            let of = |name: &str| {
                tidy::line(
                    address["properties"][name]
                        .as_str()
                        .or(address["properties"]["place"][name].as_str())
                        .unwrap_or_default(),
                )
            };
            let parts = [of("city"), of("country")];
            if person.place.is_empty() {
                person.place =
                    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
            }
        }
        self.reading.people.push(person);
        for activity in of_type(contact, "activities").filter_map(Value::as_str) {
            self.with.entry(activity.to_owned()).or_default().push(place);
        }
        for call in of_type(contact, "calls") {
            self.call(call, place);
        }
        for reminder in of_type(contact, "reminders") {
            self.reminder(reminder, place);
        }
        for kind in ["gifts", "debts", "pets", "tasks", "life_events", "conversations", "documents", "photos"]
        {
            self.leave_out(&kind.replace('_', " "), of_type(contact, kind));
        }
    }

    fn birthday(&mut self, birthdate: &Value, line: usize, person: &mut Incoming) {
        let Some(text) = birthdate["date"].as_str() else { return };
        // A birthday made from an age has a year but no day.
        if birthdate["is_age_based"] == true {
            return;
        }
        let Some(day) = day(text) else {
            return self.report(line, Reason::NotADate { text: text.chars().take(40).collect() });
        };
        let year = (birthdate["is_year_unknown"] != true).then(|| chrono::Datelike::year(&day));
        person.birthday = Birthday::new(year, chrono::Datelike::month(&day), chrono::Datelike::day(&day));
    }

    fn contact_fields(&self, contact: &Value, person: &mut Incoming) {
        for field in of_type(contact, "contact_fields") {
            let value = tidy::line(field["properties"]["data"].as_str().unwrap_or_default());
            let known = field["properties"]["type"].as_str().and_then(|uuid| self.kinds.get(uuid));
            let (name, protocol) =
                known.map_or(("", ""), |(name, protocol)| (name.as_str(), protocol.as_str()));
            let (kind, label) = match (name.to_lowercase().as_str(), protocol) {
                (_, "mailto:") | ("email", _) => (ContactKind::Email, ""),
                (_, "tel:") | ("phone", _) => (ContactKind::Phone, ""),
                _ if value.contains('@') && value.contains('.') && name.is_empty() => {
                    (ContactKind::Email, "")
                }
                _ if value.starts_with("http") => (ContactKind::Url, name),
                _ => (ContactKind::Handle, name),
            };
            let contact = Contact { kind, label: tidy::line(label), value };
            if tidy::is_visible(&contact.value) && !person.contacts.contains(&contact) {
                person.contacts.push(contact);
            }
        }
        person.contacts.sort_by_key(|contact| contact.kind as u8);
    }

    fn call(&mut self, call: &Value, place: usize) {
        let fields = &call["properties"];
        let note = tidy::lines(fields["content"].as_str().unwrap_or_default());
        let direction = if fields["contact_called"] == true { Direction::Theirs } else { Direction::Mine };
        self.moment(call, "called_at", vec![place], direction, Some("call"), note);
    }

    fn activity(&mut self, activity: &Value) {
        let fields = &activity["properties"];
        let texts = [fields["summary"].as_str(), fields["description"].as_str()];
        let texts = texts.into_iter().flatten().map(tidy::lines).filter(|text| tidy::is_visible(text));
        let note = texts.collect::<Vec<_>>().join("\n\n");
        let who = activity["uuid"].as_str().and_then(|uuid| self.with.get(uuid)).cloned().unwrap_or_default();
        if who.is_empty() {
            return self.leave_out("activities with nobody", std::iter::once(activity));
        }
        let channel = deed::channel(&note);
        self.moment(activity, "happened_at", who, Direction::Mutual, channel, note);
    }

    fn moment(
        &mut self,
        of: &Value,
        field: &str,
        who: Vec<usize>,
        direction: Direction,
        channel: Option<&'static str>,
        note: String,
    ) {
        let line = self.line(of);
        let text = of["properties"][field].as_str().unwrap_or_default();
        let Some(day) = day(text) else {
            return self.report(line, Reason::NoDay { text: text.chars().take(40).collect() });
        };
        if note.len() > LONGEST_FIELD {
            return self.report(line, Reason::FieldTooLong { field: Field::Notes });
        }
        if self.reading.moments.len() == MOST_MOMENTS {
            return self.report(line, Reason::TooManyMoments);
        }
        self.reading.moments.push(IncomingMoment {
            file: self.file.to_owned(),
            line,
            who: who.into_iter().map(Who::Entry).collect(),
            when: When::Day(day),
            gesture: deed::gesture(&note),
            direction,
            channel,
            note,
            offered: false,
        });
    }

    /// One that comes again is kept as its next time: Nod's follow-ups come once.
    fn reminder(&mut self, reminder: &Value, entry: usize) {
        let line = self.line(reminder);
        let fields = &reminder["properties"];
        let title = fields["title"].as_str().unwrap_or_default();
        let text = tidy::line(&format!("{title} {}", fields["description"].as_str().unwrap_or_default()));
        // Monica makes a reminder of each birthday by itself; the birthday came in already.
        let own = title.to_lowercase().contains("birthday") || fields["delible"] == false;
        if fields["inactive"] == true || own || !tidy::is_visible(&text) {
            return;
        }
        let initial = fields["initial_date"].as_str().unwrap_or_default();
        let Some(first) = day(initial) else {
            return self.report(line, Reason::NoDay { text: initial.chars().take(40).collect() });
        };
        let number =
            fields["frequency_number"].as_u64().filter(|number| (1..=1000).contains(number)).unwrap_or(1);
        let number = u32::try_from(number).unwrap_or(1);
        let months = match fields["frequency_type"].as_str().unwrap_or("one_time") {
            "year" => Some(number * 12),
            "month" => Some(number),
            _ => None,
        };
        let step = |count: u32| match (months, fields["frequency_type"].as_str()) {
            (Some(months), _) => first.checked_add_months(chrono::Months::new(months * count)),
            (None, Some("week")) => first.checked_add_days(chrono::Days::new(u64::from(7 * number * count))),
            (None, Some("day")) => first.checked_add_days(chrono::Days::new(u64::from(number * count))),
            _ => (count == 0).then_some(first),
        };
        let Some(on) = (0..50_000).map_while(step).find(|day| *day >= self.today) else {
            return self.report(line, Reason::Past { text });
        };
        if step(1).is_some() {
            self.report(line, Reason::Repeats { text: text.clone() });
        }
        self.reading.follow_ups.push(IncomingFollowUp { file: self.file.to_owned(), line, entry, on, text });
    }
}

/// The day of `1990-05-15T00:00:00Z`, `1990-05-15 10:00:00` or `1990-05-15`. The zone is passed over: Monica writes days
/// as midnight UTC.
fn day(text: &str) -> Option<NaiveDate> {
    let date = text.get(..10).and_then(|date| NaiveDate::parse_from_str(date, "%Y-%m-%d").ok());
    date.or_else(|| DateTime::parse_from_rfc3339(text).ok().map(|at| at.date_naive()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Now;

    const FILE: &str = include_str!("../../tests/fixtures/monica/notes_calls_activities_reminders.json");

    fn read(text: &str) -> Reading {
        let now = Now::at("2026-11-20T09:00:00Z".parse().unwrap(), "Europe/Berlin".parse().unwrap());
        super::super::read("monica.json", text.as_bytes(), &Hints { now, ..Hints::default() })
    }

    #[test]
    fn contacts_come_with_birthday_notes_and_ways_to_reach_them() {
        let reading = read(FILE);
        let ada = &reading.people[0];
        assert_eq!(
            (ada.name.as_str(), ada.called.as_str(), ada.role.as_str()),
            ("Ada Byron", "Countess", "Analyst")
        );
        assert_eq!(ada.birthday.map(|day| day.to_string()).as_deref(), Some("--12-10"));
        assert_eq!(ada.notes, "From the chess club\n\nLikes horses.");
        let contacts: Vec<(ContactKind, &str)> =
            ada.contacts.iter().map(|c| (c.kind, c.value.as_str())).collect();
        assert_eq!(contacts, [(ContactKind::Email, "ada@x.example"), (ContactKind::Handle, "@ada")]);
        assert_eq!((ada.place.as_str(), ada.line), ("London, GB", 15));
    }

    #[test]
    fn activities_and_calls_are_moments() {
        let moments = read(FILE).moments;
        let short: Vec<_> =
            moments.iter().map(|m| (m.note.as_str(), m.direction, m.channel, m.who.len())).collect();
        assert_eq!(
            short,
            [
                ("About the engine", Direction::Theirs, Some("call"), 1),
                ("Had coffee\n\nTalked of maths", Direction::Mutual, Some("in-person"), 2),
            ]
        );
    }

    #[test]
    fn reminders_come_as_their_next_time_and_what_has_no_place_is_said() {
        let reading = read(FILE);
        let follow_ups: Vec<_> =
            reading.follow_ups.iter().map(|f| (f.text.as_str(), f.on.to_string())).collect();
        assert_eq!(
            follow_ups,
            [("Ask about the paper", "2027-01-02".to_owned()), ("Write to her", "2027-02-01".to_owned())]
        );
        let said: Vec<&str> = reading.errors.iter().map(|problem| problem.reason.message_id()).collect();
        assert_eq!(
            said,
            [
                "import-reason-repeats",
                "import-reason-past",
                "import-reason-left-out",
                "import-reason-left-out"
            ]
        );
    }

    #[test]
    fn a_cut_off_file_changes_nothing() {
        let reading = read(&FILE[..FILE.len() / 2]);
        assert_eq!((reading.people.len(), reading.errors[0].reason.clone()), (0, Reason::Truncated));
    }
}
