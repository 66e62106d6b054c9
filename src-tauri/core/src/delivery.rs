//! Delivery: which reminders become banners, and when to look again. Pure; the ledger of banners is kept by the store.
//!
//! A day has a budget of banners, shared out over its windows. A window that was slept through gives nothing to the
//! next. Quiet hours, days off and a pause show nothing and lose nothing: Today is the truth, a banner only points to
//! it. What the user put off to a time comes back at that time, outside windows and budget.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::api::Settings;
use crate::block::Span;
use crate::clock::{Now, days_between, plus_days, weekday};
use crate::plan::{Amnesty, Plan, Planned};

/// The slot of a banner that came at a time the user asked for: put off to it, or an own reminder's.
pub const SLOT_ASKED: i64 = -1;

/// How long a claim keeps others from the same banner: whoever made it has shown the banner by then, or is gone.
pub const CLAIM_HOLDS: TimeDelta = TimeDelta::minutes(1);

/// Stands for the slot of a banner that keeps its reminder from coming again: one that the user closed on another day, or
/// one of a civil date that lies ahead since the clock went back or the user went west.
pub const SLOT_EARLIER: i64 = -2;

/// Stands for the slot of a banner of the day before that was asked for by a time: it came, whatever the date is where
/// the user went since.
pub const SLOT_DAY_BEFORE: i64 = -3;

/// How far a banner got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BannerState {
    /// Taken for showing; a crash from here on costs at most one banner too many.
    Claimed,
    /// Handed to the notification daemon.
    Shown,
    /// The daemon let it go by itself. Not an answer.
    Expired,
    /// The user closed it.
    Dismissed,
    /// The user pressed one of its buttons.
    Answered,
    /// Taken back, because the reminder was answered elsewhere.
    Withdrawn,
}

/// A banner of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BannerRow {
    /// The reminder's name.
    pub reminder: String,
    /// Which of the day's windows, or [`SLOT_ASKED`].
    pub slot: i64,
    /// How far it got.
    pub state: BannerState,
    /// When it was last claimed; the epoch once it was given back.
    pub claimed: DateTime<Utc>,
}

impl BannerRow {
    /// True when it was shown, or is about to be by whoever claimed it.
    fn stands(&self, now: Now) -> bool {
        self.state != BannerState::Claimed || self.is_held(now)
    }

    fn was_asked_for(&self) -> bool {
        matches!(self.slot, SLOT_ASKED | SLOT_EARLIER | SLOT_DAY_BEFORE)
    }

    fn is_held(&self, now: Now) -> bool {
        self.state == BannerState::Claimed && self.claimed <= now.utc && now.utc < self.claimed + CLAIM_HOLDS
    }
}

/// What stands in the way of banners.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hush<'a> {
    /// Quiet until this instant, if paused; one that is over counts for what was asked for inside it.
    pub paused_until: Option<DateTime<Utc>>,
    /// The user's away periods. Only an own reminder's time is heard in them.
    pub away: &'a [Span],
}

impl Hush<'_> {
    fn is_away(&self, day: NaiveDate) -> bool {
        self.away.iter().any(|span| span.holds(day))
    }
}

/// A banner to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due<'a> {
    /// The reminder.
    pub reminder: &'a Planned,
    /// Which slot it takes.
    pub slot: i64,
    /// When this slot was claimed for it before, if it was: of two processes that saw the same, one claims it now.
    pub claimed: Option<DateTime<Utc>>,
}

/// The banners to show at `now`; `ledger` holds those of the same civil day.
#[must_use]
pub fn banners<'a>(
    plan: &'a Plan,
    ledger: &[BannerRow],
    settings: &Settings,
    hush: Hush<'_>,
    now: Now,
) -> Vec<Due<'a>> {
    if hush.paused_until.is_some_and(|until| until > now.utc) || is_quiet(settings, now.minute_of_day()) {
        return Vec::new();
    }
    let today = now.today();
    let row = |planned: &Planned, slot: i64| {
        let key = planned.key.to_string();
        ledger.iter().find(move |row| row.slot == slot && row.reminder == key)
    };
    let due = |reminder, slot| Due { reminder, slot, claimed: row(reminder, slot).map(|row| row.claimed) };
    // Put off again after it came back, it comes back again. A time on the clock comes once, however often a journey west
    // brings it about.
    let is_called = |planned: &&Planned| {
        planned.asked_for.is_some_and(|asked| {
            let key = planned.key.to_string();
            let shown = ledger.iter().any(|row| {
                let came = row.claimed >= asked || !planned.put_off && row.was_asked_for();
                row.reminder == key && row.stands(now) && came
            });
            called_on(planned, settings, hush, now) == Some(today) && !shown
        })
    };
    let mut found: Vec<Due<'a>> =
        plan.today.iter().filter(is_called).map(|reminder| due(reminder, SLOT_ASKED)).collect();
    if let Some(window) = open_window(settings, hush, now) {
        let slot = i64::try_from(window).unwrap_or(i64::MAX);
        let standing: Vec<&BannerRow> = ledger.iter().filter(|row| row.stands(now)).collect();
        let used = standing.iter().filter(|row| row.slot == slot).count();
        // Windows may be moved within the day; the day's budget stays.
        let used_today = standing.iter().filter(|row| row.slot >= 0).count();
        let left_today = usize::from(settings.banners_a_day).saturating_sub(used_today);
        // The greeting after an absence is all its window says, however soon somebody looks again.
        let opened = now.instant_at(today, settings.windows.get(window).copied().unwrap_or_default());
        let greeted = standing.iter().any(|row| is_greeting(row) && row.claimed >= opened);
        let free = if greeted { 0 } else { quota(settings, window).saturating_sub(used).min(left_today) };
        let fresh = plan.today.iter().filter(|p| called_on(p, settings, hush, now) != Some(today));
        let fresh = fresh.filter(|p| {
            let key = p.key.to_string();
            !standing.iter().any(|row| row.reminder == key && row.slot != SLOT_DAY_BEFORE)
        });
        found.extend(fresh.take(free).map(|reminder| due(reminder, slot)));
    }
    found
}

/// The civil date on which a reminder that was asked for by a time is called: that time's, or that of the end of the
/// quiet hours, or of the pause, it fell into. Nothing on a day away, but for an own reminder.
fn called_on(planned: &Planned, settings: &Settings, hush: Hush<'_>, now: Now) -> Option<NaiveDate> {
    let asked = planned.asked_for?;
    let at = after_quiet(settings, hush.paused_until.map_or(asked, |until| until.max(asked)), now);
    // A pause that began after the time has nothing to do with it.
    let at = if at > now.utc { after_quiet(settings, asked, now) } else { at };
    let day = now.date_of(at);
    (planned.is_appointment() || !hush.is_away(day)).then_some(day)
}

/// What is shown at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Showing<'a> {
    /// One reminder.
    One(Due<'a>),
    /// Several, as one banner instead of a storm.
    Several(Vec<Due<'a>>),
    /// The greeting after an absence, with one easy hello.
    Return(Due<'a>),
    /// What was put off to the time of a return: the greeting is left unsaid, for one banner is enough.
    Instead(Vec<Due<'a>>),
}

/// What the ledger's names for greetings begin with.
const GREETING: &str = "return-";

/// The ledger's name for the greeting after an absence.
#[must_use]
pub fn return_key(amnesty: &Amnesty) -> String {
    format!("{GREETING}{}", amnesty.on)
}

/// True for today's greeting in the ledger, said or left unsaid.
fn is_greeting(row: &BannerRow) -> bool {
    row.slot == SLOT_ASKED && row.reminder.starts_with(GREETING)
}

/// Days after a return on which it may still be greeted.
const GREETED_WITHIN: i64 = 3;

/// Puts what is due at once into as few banners as it takes: an appointment by itself, the rest in one; after an absence
/// the greeting instead, or what was put off to that very time. `ledger` also holds the greetings of earlier days.
#[must_use]
pub fn bundle<'a>(
    due: Vec<Due<'a>>,
    amnesty: Option<&Amnesty>,
    ledger: &[BannerRow],
    now: Now,
) -> Vec<Showing<'a>> {
    let (alone, mut rest): (Vec<_>, Vec<_>) = due.into_iter().partition(|due| due.reminder.is_appointment());
    let mut found: Vec<Showing<'a>> = alone.into_iter().map(Showing::One).collect();
    let greets = amnesty.is_some_and(|amnesty| {
        let key = return_key(amnesty);
        let said = ledger.iter().any(|row| row.reminder == key && row.stands(now));
        (0..=GREETED_WITHIN).contains(&days_between(amnesty.on, now.today())) && !said
    });
    // Somebody easy: the greeting says one name, of a person, and the window's other banners wait.
    let hello = rest.iter().position(|due| due.slot != SLOT_ASKED && due.reminder.person.is_some());
    if let (true, Some(hello)) = (greets, hello) {
        let said = if rest.iter().any(|due| due.slot == SLOT_ASKED) {
            rest.retain(|due| due.slot == SLOT_ASKED);
            Showing::Instead(rest)
        } else {
            Showing::Return(rest.swap_remove(hello))
        };
        found.push(said);
        return found;
    }
    if rest.len() > 1 {
        found.push(Showing::Several(rest));
    } else {
        found.extend(rest.into_iter().map(Showing::One));
    }
    found
}

/// The window that is open: the last one that opened on this working day. One inside the quiet hours never does.
fn open_window(settings: &Settings, hush: Hush<'_>, now: Now) -> Option<usize> {
    if !is_working_day(settings, now.today()) || hush.is_away(now.today()) {
        return None;
    }
    let minute = now.minute_of_day();
    settings.windows.iter().rposition(|opens| *opens <= minute && !is_quiet(settings, *opens))
}

/// A window's share of the day's banners; what does not divide goes to the earlier ones.
#[must_use]
pub fn quota(settings: &Settings, window: usize) -> usize {
    let (banners, windows) = (usize::from(settings.banners_a_day), settings.windows.len().max(1));
    banners / windows + usize::from(window < banners % windows)
}

/// True on a day on which banners may show. No working day at all counts as all of them, as it does for the planner.
#[must_use]
pub fn is_working_day(settings: &Settings, date: NaiveDate) -> bool {
    settings.working_days[weekday(date)] || settings.working_days == [false; 7]
}

/// True inside the quiet hours, which may reach over midnight.
#[must_use]
pub fn is_quiet(settings: &Settings, minute: u16) -> bool {
    let (from, until) = (settings.quiet_from, settings.quiet_until);
    if from <= until { (from..until).contains(&minute) } else { minute >= from || minute < until }
}

/// The next instant at which something may change: a banner may be shown, or Today gets someone new. Nothing when
/// nothing lies ahead. `asked_for` are the instants of what is put off and of own reminders, `next_due` is the next civil
/// date on which someone new becomes due, `ledger` holds the banners of the civil day of `now`.
#[must_use]
pub fn next_wake(
    plan: &Plan,
    asked_for: impl Iterator<Item = DateTime<Utc>>,
    next_due: Option<NaiveDate>,
    ledger: &[BannerRow],
    settings: &Settings,
    hush: Hush<'_>,
    now: Now,
) -> Option<DateTime<Utc>> {
    let resumes = hush.paused_until.filter(|until| *until > now.utc);
    let resumes = resumes.map(|until| after_quiet(settings, until, now));
    let new_day = next_due.map(|date| now.instant_at(date, 0));
    let asked = asked_for.filter(|at| *at > now.utc).map(|at| after_quiet(settings, at, now));
    let waiting = !plan.today.is_empty();
    let from = if waiting { Some(now.today()) } else { next_due };
    let window = from.and_then(|date| next_window(settings, hush, date, now));
    // At the end of quiet hours a window may still be open, and what was asked for inside them is shown.
    let quiet_end = Some(Now::at(after_quiet(settings, now.utc, now), now.zone)).filter(|end| {
        let called = |planned: &Planned| called_on(planned, settings, hush, *end) == Some(end.today());
        waiting && (open_window(settings, hush, *end).is_some() || plan.today.iter().any(called))
    });
    let quiet_end = quiet_end.map(|end| end.utc);
    // Whoever claimed a banner may be gone.
    let claims = ledger.iter().filter(|row| row.is_held(now)).map(|row| row.claimed + CLAIM_HOLDS);
    resumes
        .into_iter()
        .chain(claims)
        .chain(new_day)
        .chain(asked)
        .chain(window)
        .chain(quiet_end)
        .filter(|at| *at > now.utc)
        .min()
}

/// The next opening of a window on a working day, from `date` on and after `now`. Windows in quiet hours never open, and
/// none does while the user is away.
fn next_window(settings: &Settings, hush: Hush<'_>, date: NaiveDate, now: Now) -> Option<DateTime<Utc>> {
    let mut from = date;
    // Away periods may follow one another; each is passed over once.
    for _ in 0..=hush.away.len() {
        let found = (0..8)
            .map(|days| plus_days(from, days))
            .filter(|day| is_working_day(settings, *day) && !hush.is_away(*day))
            .flat_map(|day| settings.windows.iter().map(move |minute| (day, *minute)))
            .filter(|(_, minute)| !is_quiet(settings, *minute))
            .map(|(day, minute)| now.instant_at(day, minute))
            .find(|at| *at > now.utc);
        if found.is_some() {
            return found;
        }
        from = crate::block::after(hush.away.iter().copied(), plus_days(from, 7));
    }
    None
}

/// `at`, or the end of the quiet hours it falls into.
fn after_quiet(settings: &Settings, at: DateTime<Utc>, now: Now) -> DateTime<Utc> {
    let there = Now::at(at, now.zone);
    let minute = there.minute_of_day();
    if !is_quiet(settings, minute) {
        return at;
    }
    let day = if minute < settings.quiet_until { there.today() } else { plus_days(there.today(), 1) };
    let end = now.instant_at(day, settings.quiet_until);
    // In an hour that comes twice the quiet hours may end twice; this is the second time.
    if end > at { end } else { at + TimeDelta::minutes(i64::from(settings.quiet_until) - i64::from(minute)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::PersonId;
    use crate::plan::{Reason, ReminderKey, Subject};

    const OPEN: Hush<'static> = Hush { paused_until: None, away: &[] };

    fn at(text: &str) -> Now {
        let zone: chrono_tz::Tz = "Europe/Berlin".parse().unwrap();
        let local = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
        Now::at(crate::clock::resolve(zone, local), zone)
    }

    fn planned(number: u8) -> Planned {
        let person = PersonId::from_bytes([number; 16]);
        Planned {
            key: ReminderKey { subject: Subject::Rhythm(person), due: "2026-11-19".parse().unwrap() },
            person: Some(person),
            reason: Reason::Rhythm(None),
            silence: 8,
            rhythm: Some(7),
            moments: 1,
            asked_for: None,
            put_off: false,
        }
    }

    fn plan_of(count: u8) -> Plan {
        Plan { today: (1..=count).map(planned).collect(), more: Vec::new() }
    }

    fn shown(number: u8, slot: i64) -> BannerRow {
        let reminder = planned(number).key.to_string();
        BannerRow { reminder, slot, state: BannerState::Expired, claimed: at("2026-11-20 09:15").utc }
    }

    fn people(due: &[Due<'_>]) -> Vec<u8> {
        due.iter().map(|d| d.reminder.person.unwrap().as_bytes()[0]).collect()
    }

    #[test]
    fn a_banner_that_was_closed_never_returns_but_an_expired_one_may() {
        let (plan, settings) = (plan_of(1), Settings::default());
        let earlier = |state| BannerRow { slot: SLOT_EARLIER, state, ..shown(1, 0) };
        let monday = at("2026-11-23 09:30");
        assert!(banners(&plan, &[earlier(BannerState::Dismissed)], &settings, OPEN, monday).is_empty());
        assert_eq!(people(&banners(&plan, &[], &settings, OPEN, monday)), [1]);
    }

    #[test]
    fn without_any_working_day_every_day_is_one() {
        let settings = Settings { working_days: [false; 7], ..Settings::default() };
        assert_eq!(people(&banners(&plan_of(1), &[], &settings, OPEN, at("2026-11-21 09:30"))), [1]);
    }

    #[test]
    fn each_window_gives_its_share_of_the_days_banners() {
        let (plan, settings) = (plan_of(5), Settings::default());
        let first = at("2026-11-20 09:30");
        assert_eq!(people(&banners(&plan, &[], &settings, OPEN, first)), [1]);
        assert!(banners(&plan, &[shown(1, 0)], &settings, OPEN, first).is_empty());
        let second = at("2026-11-20 14:00");
        assert_eq!(people(&banners(&plan, &[shown(1, 0)], &settings, OPEN, second)), [2]);
        assert!(banners(&plan, &[shown(1, 0), shown(2, 1)], &settings, OPEN, second).is_empty());
    }

    #[test]
    fn a_window_that_was_slept_through_gives_nothing_to_the_next() {
        assert_eq!(
            people(&banners(&plan_of(5), &[], &Settings::default(), OPEN, at("2026-11-20 16:00"))),
            [1]
        );
    }

    #[test]
    fn a_claimed_banner_that_was_not_shown_is_shown_after_a_crash() {
        let claimed = BannerRow { state: BannerState::Claimed, ..shown(1, 0) };
        let due = banners(
            &plan_of(2),
            std::slice::from_ref(&claimed),
            &Settings::default(),
            OPEN,
            at("2026-11-20 09:30"),
        )
        .iter()
        .map(|d| d.reminder.person.unwrap().as_bytes()[0])
        .collect::<Vec<_>>();
        assert_eq!(due, [1]);
    }

    #[test]
    fn quiet_hours_days_off_and_a_pause_show_nothing() {
        let (plan, settings) = (plan_of(2), Settings::default());
        for when in ["2026-11-20 08:00", "2026-11-20 19:00", "2026-11-20 23:59", "2026-11-21 09:30"] {
            assert!(banners(&plan, &[], &settings, OPEN, at(when)).is_empty(), "{when}");
        }
        let noon = at("2026-11-20 12:00");
        let paused = Hush { paused_until: Some(at("2026-11-20 13:00").utc), away: &[] };
        assert!(banners(&plan, &[], &settings, paused, noon).is_empty());
        let wake = next_wake(&plan, std::iter::empty(), None, &[], &settings, paused, noon);
        assert_eq!(wake, paused.paused_until);
    }

    #[test]
    fn what_was_put_off_comes_back_at_its_time_outside_the_budget() {
        let mut plan = plan_of(1);
        plan.today[0].asked_for = Some(at("2026-11-20 11:00").utc);
        let full = [shown(8, 0), shown(9, 1)];
        let due = banners(&plan, &full, &Settings::default(), OPEN, at("2026-11-20 11:00"));
        assert_eq!((people(&due), due[0].slot), (vec![1], SLOT_ASKED));
    }

    #[test]
    fn the_next_wake_is_the_next_window_with_something_to_say() {
        let (settings, none) = (Settings::default(), std::iter::empty);
        let wake = |plan: &Plan, next: Option<&str>, when: &str| {
            next_wake(plan, none(), next.map(|d| d.parse().unwrap()), &[], &settings, OPEN, at(when))
        };
        assert_eq!(wake(&plan_of(1), None, "2026-11-20 09:00"), Some(at("2026-11-20 09:15").utc));
        assert_eq!(wake(&plan_of(1), None, "2026-11-20 15:00"), Some(at("2026-11-23 09:15").utc));
        assert_eq!(wake(&plan_of(0), None, "2026-11-20 15:00"), None);
        assert_eq!(
            wake(&plan_of(0), Some("2026-11-26"), "2026-11-20 15:00"),
            Some(at("2026-11-26 00:00").utc)
        );
    }

    #[test]
    fn a_reminder_put_off_into_the_quiet_hours_waits_for_their_end() {
        let settings = Settings::default();
        let until = at("2026-11-20 20:00").utc;
        let wake =
            next_wake(&plan_of(0), [until].into_iter(), None, &[], &settings, OPEN, at("2026-11-20 18:00"));
        assert_eq!(wake, Some(at("2026-11-21 08:30").utc));
    }
}
