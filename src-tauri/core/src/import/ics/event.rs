//! The events of a calendar.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;

use super::lines::{Property, properties};
use super::repeat::Rule;
use super::zones::Zones;
use crate::clock::resolve;
use crate::import::tidy;

/// Most events read from one file.
const MOST_EVENTS: usize = 200_000;
/// Most attendees kept of one event.
const MOST_ATTENDEES: usize = 500;

/// When an event begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// A whole day.
    Day(NaiveDate),
    /// An instant.
    Instant(DateTime<Utc>),
}

impl Start {
    pub fn date(self, zone: Tz) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Instant(at) => at.with_timezone(&zone).date_naive(),
        }
    }
}

/// What Nod reads of a VEVENT.
#[derive(Debug, Clone, Default)]
pub(super) struct Event {
    pub line: usize,
    pub uid: String,
    pub summary: String,
    pub start: Option<Start>,
    /// A start that cannot be read, as written.
    pub wrong_start: Option<String>,
    /// The zone its start names, in which it repeats.
    pub zone: Option<Tz>,
    /// True when it comes back each year, by its rule or by dates a year apart.
    pub yearly: bool,
    pub rule: Option<Rule>,
    pub also: Vec<DateTime<Utc>>,
    pub except: Vec<DateTime<Utc>>,
    /// The instant of the series that this event stands for.
    pub instead_of: Option<DateTime<Utc>>,
    pub cancelled: bool,
    /// E-mail addresses in lower case of those who did not decline, the organiser among them.
    pub attendees: Vec<String>,
    /// True when it says that it is a birthday.
    pub says_birthday: bool,
}

/// What a calendar holds.
#[derive(Debug, Default)]
pub(super) struct Calendar {
    pub begun: bool,
    pub name: String,
    pub events: Vec<Event>,
    /// Line of an event that the end of the file cuts off.
    pub cut_off: Option<usize>,
}

pub(super) fn read(text: &str, user: Tz) -> Calendar {
    let zones = Zones::of(properties(text), user);
    let mut calendar = Calendar::default();
    let mut event: Option<Event> = None;
    // Alarms and other parts inside an event have properties of the same names.
    let mut inside = 0_usize;
    for property in properties(text) {
        let part = property.value.trim().to_ascii_uppercase();
        match property.name.as_str() {
            "BEGIN" if part == "VCALENDAR" => calendar.begun = true,
            "BEGIN" if part == "VEVENT" => {
                event = Some(Event { line: property.line, ..Event::default() });
                inside = 0;
            }
            "BEGIN" if event.is_some() => inside += 1,
            "END" if part == "VEVENT" => {
                if let Some(event) = event.take().filter(|_| calendar.events.len() < MOST_EVENTS) {
                    calendar.events.push(event);
                }
            }
            "END" => inside = inside.saturating_sub(1),
            "X-WR-CALNAME" | "NAME" if event.is_none() => calendar.name = tidy::line(&property.text()),
            _ if inside > 0 => {}
            _ => {
                if let Some(event) = &mut event {
                    event.take(&property, &zones);
                }
            }
        }
    }
    calendar.cut_off = event.map(|event| event.line);
    calendar
}

impl Event {
    fn take(&mut self, property: &Property, zones: &Zones) {
        match property.name.as_str() {
            "UID" => self.uid.clone_from(&property.value),
            "SUMMARY" => self.summary = tidy::line(&property.text()),
            "DTSTART" => {
                self.zone = zones.named(property);
                self.start = start(property, &property.value, zones);
                self.wrong_start = self.start.is_none().then(|| property.value.clone());
            }
            "RRULE" => {
                self.rule = Rule::parse(&property.value, |text| instant(property, text, zones));
                self.yearly |= self.rule.as_ref().is_some_and(Rule::is_yearly);
            }
            "RDATE" => {
                let dates: Vec<Start> =
                    property.value.split(',').filter_map(|text| start(property, text, zones)).collect();
                let own = self.start.into_iter();
                let mut days: Vec<NaiveDate> =
                    dates.iter().copied().chain(own).map(|d| d.date(zones.user)).collect();
                days.sort_unstable();
                self.yearly |= days.len() > 1
                    && days
                        .iter()
                        .zip(days.iter().skip(1))
                        .all(|(one, next)| (365..=366).contains(&(*next - *one).num_days()));
                self.also.extend(dates.into_iter().filter_map(|date| match date {
                    Start::Instant(at) => Some(at),
                    Start::Day(_) => None,
                }));
            }
            "EXDATE" => {
                self.except
                    .extend(property.value.split(',').filter_map(|text| instant(property, text, zones)));
            }
            "RECURRENCE-ID" => self.instead_of = instant(property, &property.value, zones),
            "STATUS" => self.cancelled = property.value.trim().eq_ignore_ascii_case("CANCELLED"),
            "ATTENDEE" | "ORGANIZER" => self.attendee(property),
            "CATEGORIES" | "X-GOOGLE-CALENDAR-CONTENT-TYPE" | "CLASS-NAME" => {
                self.says_birthday |= property.value.to_lowercase().contains("birthday");
            }
            name if name.contains("BIRTHDAY") && name.starts_with("X-") => self.says_birthday = true,
            _ => {}
        }
    }

    fn attendee(&mut self, property: &Property) {
        let declined =
            property.parameter("PARTSTAT").is_some_and(|status| status.eq_ignore_ascii_case("DECLINED"));
        let room = property.parameter("CUTYPE").is_some_and(|kind| {
            ["RESOURCE", "ROOM", "GROUP"].iter().any(|other| kind.eq_ignore_ascii_case(other))
        });
        let value = property.value.trim();
        let mail =
            value.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("mailto:")).map(|_| &value[7..]);
        let address = mail.or(property.parameter("EMAIL")).map(|mail| mail.trim().to_lowercase());
        if let Some(address) = address.filter(|address| address.contains('@') && !declined && !room)
            && !self.attendees.contains(&address)
            && self.attendees.len() < MOST_ATTENDEES
        {
            self.attendees.push(address);
        }
    }
}

fn instant(property: &Property, text: &str, zones: &Zones) -> Option<DateTime<Utc>> {
    match start(property, text, zones)? {
        Start::Instant(at) => Some(at),
        Start::Day(day) => Some(resolve(zones.user, day.and_time(chrono::NaiveTime::MIN))),
    }
}

/// A DATE or DATE-TIME (3.3.4, 3.3.5); a time of no zone is the user's.
fn start(property: &Property, text: &str, zones: &Zones) -> Option<Start> {
    let text = text.trim().split('/').next()?.replace(['-', ':'], "");
    if text.len() == 8 {
        return NaiveDate::parse_from_str(&text, "%Y%m%d").ok().map(Start::Day);
    }
    let (local, utc) = text.strip_suffix(['Z', 'z']).map_or((text.as_str(), false), |local| (local, true));
    let local = NaiveDateTime::parse_from_str(local, "%Y%m%dT%H%M%S")
        .or_else(|_| NaiveDateTime::parse_from_str(&format!("{local}00"), "%Y%m%dT%H%M%S"))
        .ok()?;
    if utc {
        return Some(Start::Instant(local.and_utc()));
    }
    let zone = zones.named(property).unwrap_or(zones.user);
    Some(Start::Instant(resolve(zone, local)))
}
