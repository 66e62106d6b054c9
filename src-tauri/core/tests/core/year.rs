//! A year with two hundred people, day by day against a slow reference.
//!
//! The reference is written from the rules in words, not from the planner: due = civil date of the last moment of one's
//! own + rhythm, moved to a working day; a follow-up ripens on its day and stands for thirty; a birthday comes on the
//! last working day before it and stands for three days after it; a moment answers all of these; a return from an
//! absence of a week keeps three and spreads the rest over their next cycle. Where chance has a say (variation, first
//! cycles, what a return spread), the reference holds the date to its range when it is first seen, and to that date
//! from then on.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use nod_core::api::{PeopleRequest, PersonFields, Settings};
use nod_core::clock::Now;
use nod_core::id::PersonId;
use nod_core::moment::Direction;
use nod_core::nod::{Answer, BannerKind};
use nod_core::plan::ReminderKey;

use crate::support::{Desk, at, desk, named};

const PEOPLE: usize = 200;

/// Every so many of them, in days: 2.8 a day in all, less than the user of this year answers.
const RHYTHMS: [u16; 10] = [30, 60, 60, 60, 90, 90, 90, 120, 120, 120];

/// First days and lengths of what the machine slept through; together forty days.
const ASLEEP: [(&str, u32); 8] = [
    ("2027-01-22", 3),
    ("2027-02-12", 5),
    ("2027-03-27", 2),
    ("2027-05-01", 4),
    ("2027-06-18", 6),
    ("2027-09-03", 5),
    ("2027-10-30", 3),
    ("2027-11-10", 12),
];

/// Times away, the first too short to be an absence.
const AWAY: [(&str, &str); 3] =
    [("2027-02-22", "2027-02-26"), ("2027-07-19", "2027-08-01"), ("2027-12-23", "2028-01-02")];

/// Berlin, three weeks in New York, Berlin again. Clocks change in Berlin on 28 March and on 31 October.
fn zone_on(day: NaiveDate) -> chrono_tz::Tz {
    let away = date("2027-05-10") <= day && day < date("2027-05-31");
    if away { chrono_tz::America::New_York } else { chrono_tz::Europe::Berlin }
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn plus(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(u64::from(days))).unwrap()
}

/// The day, or the Monday after a weekend.
fn to_work(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        chrono::Weekday::Sat => plus(day, 2),
        chrono::Weekday::Sun => plus(day, 1),
        _ => day,
    }
}

/// The day, or the Friday before a weekend.
fn back_to_work(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        chrono::Weekday::Sat => day.pred_opt().unwrap(),
        chrono::Weekday::Sun => day.pred_opt().unwrap().pred_opt().unwrap(),
        _ => day,
    }
}

/// A user who decides by a seed (a linear congruence: nothing here needs better).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// What the rules in words say of a person.
struct Known {
    rhythm: u32,
    /// The last moment of one's own.
    met: Option<NaiveDate>,
    since: NaiveDate,
    /// The due date once seen; it stays until the next moment or return.
    due: Option<NaiveDate>,
    /// The range a return spread it over.
    spread: Option<(NaiveDate, NaiveDate)>,
    birthday: (u32, u32),
    /// Days of open follow-ups.
    asks: Vec<NaiveDate>,
    /// The last day they stood on Today.
    suggested: NaiveDate,
    put_off: Option<DateTime<Utc>>,
}

impl Known {
    /// The earliest and latest day the rules allow.
    fn range(&self, jitter: bool) -> (NaiveDate, NaiveDate) {
        if let Some(spread) = self.spread {
            return spread;
        }
        let varies = if jitter { self.rhythm / 5 } else { 0 };
        match self.met {
            Some(met) => (to_work(plus(met, self.rhythm - varies)), to_work(plus(met, self.rhythm + varies))),
            None => (self.since, to_work(plus(self.since, self.rhythm - 1))),
        }
    }

    fn meet(&mut self, on: NaiveDate) {
        self.met = self.met.max(Some(on));
        (self.due, self.spread, self.put_off) = (None, None, None);
        self.asks.retain(|day| *day > on);
    }

    fn asks_on(&self, today: NaiveDate) -> bool {
        self.asks.iter().any(|day| to_work(*day) <= today && today <= plus(to_work(*day), 30))
    }

    fn has_birthday(&self, today: NaiveDate) -> bool {
        [today.year() - 1, today.year(), today.year() + 1].into_iter().any(|year| {
            let day = NaiveDate::from_ymd_opt(year, self.birthday.0, self.birthday.1).unwrap();
            let comes = back_to_work(day);
            comes <= today && today <= plus(day, 3) && self.met.is_none_or(|met| met < comes)
        })
    }
}

struct Year {
    desk: Desk,
    ids: Vec<PersonId>,
    known: Vec<Known>,
    chance: Chance,
    jitter: bool,
    now: Now,
    seen: NaiveDate,
    /// The last return that spread something.
    returned: Option<NaiveDate>,
    /// The days on which the user was there.
    here: Vec<NaiveDate>,
    banners: BTreeMap<NaiveDate, usize>,
    suggestions: usize,
    returns: usize,
    answered: usize,
}

impl Year {
    fn new(jitter: bool, seed: u64) -> Self {
        let mut desk = desk();
        let now = at("2027-01-01 07:00");
        let settings = Settings { jitter, ..Settings::default() };
        desk.nod.settings_save(&settings, now).unwrap();
        let mut chance = Chance(seed);
        let (mut ids, mut known) = (Vec::new(), Vec::new());
        for number in 0..PEOPLE {
            let rhythm = RHYTHMS[number % RHYTHMS.len()];
            let (month, day) = (1 + chance.below(12), 1 + chance.below(28));
            let fields = PersonFields {
                rhythm_days: Some(rhythm),
                // One in four has a birthday that is known.
                birthday: if number % 4 == 0 { format!("--{month:02}-{day:02}") } else { String::new() },
                ..named(&format!("Person {number:03}"))
            };
            ids.push(desk.nod.person_save(None, &fields, now).unwrap().person.id);
            known.push(Known {
                rhythm: u32::from(rhythm),
                met: None,
                since: now.today(),
                due: None,
                spread: None,
                birthday: (u32::try_from(month).unwrap(), u32::try_from(day).unwrap()),
                asks: Vec::new(),
                suggested: now.today(),
                put_off: None,
            });
        }
        for (from, until) in AWAY {
            desk.nod.away_add(date(from), date(until), now).unwrap();
        }
        let seen = now.today();
        let banners = BTreeMap::new();
        Self {
            desk,
            ids,
            known,
            chance,
            jitter,
            now,
            seen,
            returned: None,
            here: Vec::new(),
            banners,
            suggestions: 0,
            returns: 0,
            answered: 0,
        }
    }

    fn number(&self, id: PersonId) -> usize {
        self.ids.iter().position(|known| *known == id).unwrap()
    }

    fn dues(&self) -> Vec<NaiveDate> {
        let request = PeopleRequest { limit: PEOPLE, ..PeopleRequest::default() };
        let page = self.desk.nod.people(&request, self.now).unwrap();
        let by_id: HashMap<PersonId, Option<NaiveDate>> =
            page.rows.into_iter().map(|row| (row.person.id, row.next_due)).collect();
        self.ids.iter().map(|id| by_id[id].unwrap()).collect()
    }

    /// Every due date is the reference's.
    fn check_dues(&mut self) {
        let (dues, today, jitter) = (self.dues(), self.now.today(), self.jitter);
        for (number, (known, due)) in self.known.iter_mut().zip(dues).enumerate() {
            let (from, until) = known.range(jitter);
            assert!(
                (from..=until).contains(&due),
                "person {number} on {today}: {due}, not {from} to {until}"
            );
            assert!(due.weekday().num_days_from_monday() < 5, "{due} is a day off");
            assert_eq!(*known.due.get_or_insert(due), due, "person {number} moved on {today}");
        }
    }

    /// People with something that stands, by the rules: certainly, and perhaps (what a return spread or let go).
    fn stand(&self) -> (BTreeSet<usize>, BTreeSet<usize>) {
        let today = self.now.today();
        let (mut certain, mut perhaps) = (BTreeSet::new(), BTreeSet::new());
        for (number, known) in self.known.iter().enumerate() {
            let rhythm = known.due.is_some_and(|due| due <= today);
            let other = known.asks_on(today) || (number % 4 == 0 && known.has_birthday(today));
            let back = known.put_off.is_none_or(|until| until <= self.now.utc);
            if rhythm && back {
                certain.insert(number);
            } else if other || rhythm {
                // A return may have spread it; a rhythm that was put off leaves what else stands.
                let sure =
                    back && self.returned.is_none_or(|on| on < today && today > plus(on, 45)) && !rhythm;
                if sure {
                    certain.insert(number)
                } else {
                    perhaps.insert(number)
                };
            }
        }
        (certain, perhaps)
    }

    /// True when a long absence, or a long time away, ended by this day.
    fn is_back(&self) -> bool {
        let today = self.now.today();
        let slept = (today - self.seen).num_days() >= 7;
        let away = AWAY.iter().map(|(from, until)| (date(from), date(until))).any(|(from, until)| {
            let long = (until - from).num_days() + 1 >= 7;
            let ago = (today - until).num_days();
            long && (1..=7).contains(&ago) && self.returned.is_none_or(|on| on <= until)
        });
        slept || away
    }

    /// Looks as a resident does, and answers as this user does.
    fn look(&mut self) {
        let (now, today) = (self.now, self.now.today());
        let back = self.is_back();
        let before: Vec<usize> = self.stand().0.into_iter().collect();
        let banners = self.desk.nod.claim_banners(now).unwrap();
        if back {
            self.check_return(&before);
        }
        self.seen = today;
        for banner in banners {
            self.desk.nod.banner_shown(&banner).unwrap();
            let count =
                1 + banner.also.iter().filter(|(name, _)| name.parse::<ReminderKey>().is_ok()).count();
            if banner.slot >= 0 {
                *self.banners.entry(today).or_default() += count;
            }
            let answer = match (self.chance.below(10), banner.kind) {
                (0..=5, BannerKind::Person) => Answer::Log,
                (6, BannerKind::Person) => Answer::Later,
                (7, _) => Answer::Dismissed,
                _ => Answer::Expired,
            };
            self.desk.nod.answer_banner(&banner, answer, now).unwrap();
            if let Some(number) = banner.person.map(|id| self.number(id)) {
                match answer {
                    Answer::Log => self.known[number].meet(today),
                    Answer::Later => {
                        self.known[number].put_off = Some(now.instant_at(plus(today, 1), 9 * 60 + 15));
                    }
                    _ => {}
                }
                self.answered += usize::from(answer == Answer::Log);
            }
        }
    }

    /// A return keeps at most three of what was due and spreads the others over their next cycle.
    fn check_return(&mut self, before: &[usize]) {
        let (dues, today) = (self.dues(), self.now.today());
        let spread: Vec<usize> = (0..PEOPLE)
            .filter(|number| self.known[*number].due.is_some_and(|due| due <= today && dues[*number] > today))
            .collect();
        if spread.is_empty() {
            assert!(
                before.len() <= 3 || self.returned == Some(today),
                "a backlog of {} on {today}",
                before.len()
            );
            return;
        }
        self.returns += 1;
        self.returned = Some(today);
        for number in spread {
            let known = &mut self.known[number];
            known.spread = Some((to_work(plus(today, 1)), to_work(plus(today, known.rhythm))));
            known.due = None;
        }
        let kept = self.known.iter().filter(|known| known.due.is_some_and(|due| due <= today)).count();
        assert!(kept <= 3, "{kept} kept on {today}");
        let view = self.desk.nod.today(None, self.now).unwrap();
        assert!(view.reminders.len() + view.more <= 3, "{} on {today}", view.reminders.len() + view.more);
    }

    /// The end of a day at the desk: some moments of one's own accord, most of Today answered, some follow-ups.
    fn work(&mut self) {
        let (now, today) = (self.now, self.now.today());
        let view = self.desk.nod.today(None, now).unwrap();
        for row in &view.reminders {
            let number = self.number(row.person.as_ref().unwrap().id);
            self.known[number].suggested = today;
            self.suggestions += 1;
            if self.chance.below(10) < 8 {
                self.desk.nod.log_reminder(&row.id, now).unwrap().unwrap();
                self.known[number].meet(today);
                self.answered += 1;
            }
        }
        for _ in 0..self.chance.below(3) {
            let number = usize::try_from(self.chance.below(PEOPLE as u64)).unwrap();
            let theirs = self.chance.below(8) == 0;
            if !theirs {
                self.desk.log(&[self.ids[number]], Direction::Mine, now);
                self.known[number].meet(today);
            }
        }
        if self.chance.below(3) == 0 {
            let number = usize::try_from(self.chance.below(PEOPLE as u64)).unwrap();
            let on = plus(today, 1 + u32::try_from(self.chance.below(20)).unwrap());
            self.desk.nod.follow_up_add(self.ids[number], "the exam", on, now).unwrap();
            self.known[number].asks.push(on);
        }
    }

    fn check_day(&mut self) {
        self.check_dues();
        let today = self.now.today();
        let view = self.desk.nod.today(None, self.now).unwrap();
        assert!(view.reminders.len() <= 5, "{} rows on {today}", view.reminders.len());
        let (certain, perhaps) = self.stand();
        let shown = view.reminders.len() + view.more;
        assert!(
            (certain.len()..=certain.len() + perhaps.len()).contains(&shown),
            "{shown} on {today}, not {} to {}",
            certain.len(),
            certain.len() + perhaps.len()
        );
        for row in &view.reminders {
            let number = self.number(row.person.as_ref().unwrap().id);
            assert!(certain.contains(&number) || perhaps.contains(&number), "{} early on {today}", row.id);
            self.known[number].suggested = today;
        }
        assert!(self.banners.get(&today).is_none_or(|count| *count <= 2), "{:?}", self.banners.get(&today));
        for (number, known) in self.known.iter().enumerate() {
            let since = known.suggested.max(known.met.unwrap_or(known.since));
            // Days on which nobody was there to be reminded do not count, and the due date and the one a return spread
            // it to may each fall on a weekend. A cycle may be a fifth longer than the rhythm.
            let silent = self.here.iter().rev().take_while(|day| **day > since).count();
            let most = usize::try_from(2 * known.rhythm + known.rhythm / 5).unwrap() + 4;
            assert!(silent <= most, "person {number} unsuggested for {silent} days on {today}");
        }
    }

    /// The day from morning to evening, by the wakes the scheduler asks for.
    fn live(&mut self, day: NaiveDate) {
        self.now.zone = zone_on(day);
        let evening = self.now.instant_at(day, 18 * 60);
        self.now.utc = self.now.utc.max(self.now.instant_at(day, 6 * 60));
        self.look();
        self.check_dues();
        while let Some(wake) = self.desk.nod.next_wake(self.now).unwrap().filter(|wake| *wake <= evening) {
            assert!(wake > self.now.utc);
            self.now.utc = wake;
            self.look();
        }
        self.now.utc = evening;
        self.look();
        let away = AWAY.iter().any(|(from, until)| date(from) <= day && day <= date(until));
        if !away {
            self.here.push(day);
        }
        if day.weekday().num_days_from_monday() < 5 && !away {
            self.work();
        }
        self.check_day();
    }
}

fn a_year(jitter: bool, seed: u64) -> Year {
    let mut year = Year::new(jitter, seed);
    let asleep: BTreeSet<NaiveDate> =
        ASLEEP.iter().flat_map(|(from, days)| (0..*days).map(move |day| plus(date(from), day))).collect();
    assert_eq!(asleep.len(), 40);
    for day in (0..366).map(|day| plus(date("2027-01-01"), day)) {
        if !asleep.contains(&day) {
            year.live(day);
        }
    }
    year
}

fn check(year: &Year) {
    // A year in which something happened: else the checks would say nothing.
    assert!(year.returns >= 2 && year.suggestions > 500 && year.answered > 400, "{}", year.answered);
    assert!(year.banners.len() > 180, "{} days with a banner", year.banners.len());
}

#[test]
fn a_year_to_the_day_with_two_hundred_people_is_what_the_rules_say() {
    check(&a_year(false, 1));
}

#[test]
fn a_year_with_variation_and_two_hundred_people_is_what_the_rules_say() {
    check(&a_year(true, 2));
}
