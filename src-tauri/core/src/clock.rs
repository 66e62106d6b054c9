//! Time: the only place that reads the clock, and the rules for civil time.
//!
//! Everything else is given a [`Now`]. Days are calendar days in the user's zone, never 86,400 seconds.

use chrono::{
    DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Timelike, Utc,
};
use chrono_tz::Tz;

/// An instant and the zone the user is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// The instant.
    pub utc: DateTime<Utc>,
    /// The user's zone.
    pub zone: Tz,
}

impl Now {
    /// The wall clock's instant in the system's zone.
    #[must_use]
    #[allow(clippy::disallowed_methods)]
    pub fn read() -> Self {
        Self { utc: Utc::now(), zone: system_zone() }
    }

    /// This instant in `zone`.
    #[must_use]
    pub const fn at(utc: DateTime<Utc>, zone: Tz) -> Self {
        Self { utc, zone }
    }

    /// The user's civil date.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.date_of(self.utc)
    }

    /// The user's civil date and time.
    #[must_use]
    pub fn local(&self) -> NaiveDateTime {
        self.utc.with_timezone(&self.zone).naive_local()
    }

    /// The instant as RFC 3339 with the zone's offset, to the second: its date part is the user's civil date.
    #[must_use]
    pub fn rfc3339(&self) -> String {
        self.utc.with_timezone(&self.zone).to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
    }

    /// Minutes since the civil day's midnight, 0 to 1439.
    #[must_use]
    pub fn minute_of_day(&self) -> u16 {
        let time = self.local().time();
        u16::try_from(time.hour() * 60 + time.minute()).unwrap_or(0)
    }

    /// The civil date of `instant` in the user's zone.
    #[must_use]
    pub fn date_of(&self, instant: DateTime<Utc>) -> NaiveDate {
        instant.with_timezone(&self.zone).date_naive()
    }

    /// The instant of a civil date and time in the user's zone; see [`resolve`].
    #[must_use]
    pub fn instant(&self, local: NaiveDateTime) -> DateTime<Utc> {
        resolve(self.zone, local)
    }

    /// The instant at `minute` minutes after midnight of `date`.
    #[must_use]
    pub fn instant_at(&self, date: NaiveDate, minute: u16) -> DateTime<Utc> {
        let minutes = u32::from(minute.min(1439));
        let time = NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0).unwrap_or(NaiveTime::MIN);
        self.instant(date.and_time(time))
    }
}

/// A reading of the clock that is never set and stands still in suspend; only the distance between two means anything.
#[must_use]
#[allow(clippy::disallowed_methods)]
pub fn steady() -> std::time::Instant {
    std::time::Instant::now()
}

/// The instant of a civil time in `zone`: in a gap (clocks put forward) the first instant after it, in an overlap
/// (clocks put back) the first of the two.
#[must_use]
pub fn resolve(zone: Tz, local: NaiveDateTime) -> DateTime<Utc> {
    match zone.from_local_datetime(&local) {
        chrono::LocalResult::Single(at) | chrono::LocalResult::Ambiguous(at, _) => at.with_timezone(&Utc),
        chrono::LocalResult::None => first_after_gap(zone, local),
    }
}

/// The first instant after the gap that `local` falls into. Gaps run from minutes to a whole day (Apia, 30 December
/// 2011), so the search doubles out from `local` and then halves back to the transition.
fn first_after_gap(zone: Tz, local: NaiveDateTime) -> DateTime<Utc> {
    let naive = local.and_utc();
    let (mut low, mut high) = (naive - TimeDelta::hours(48), naive + TimeDelta::hours(48));
    let shows = |at: DateTime<Utc>| at.with_timezone(&zone).naive_local();
    while high - low > TimeDelta::seconds(1) {
        let middle = low + (high - low) / 2;
        if shows(middle) >= local { high = middle } else { low = middle }
    }
    high.with_nanosecond(0).unwrap_or(high)
}

/// `date` plus `days` calendar days, held inside chrono's range.
#[must_use]
pub fn plus_days(date: NaiveDate, days: u32) -> NaiveDate {
    date.checked_add_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MAX)
}

/// `date` minus `days` calendar days, held inside chrono's range.
#[must_use]
pub fn minus_days(date: NaiveDate, days: u32) -> NaiveDate {
    date.checked_sub_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MIN)
}

/// Calendar days from `from` to `to`; negative when `to` is earlier.
#[must_use]
pub fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days()
}

/// Days since Monday, 0 to 6.
#[must_use]
pub fn weekday(date: NaiveDate) -> usize {
    usize::try_from(date.weekday().num_days_from_monday()).unwrap_or(0)
}

/// The system's zone: `TZ` when it names one, else what the system is set to, else UTC.
#[must_use]
pub fn system_zone() -> Tz {
    let named = std::env::var("TZ").ok();
    named
        .as_deref()
        .and_then(|name| name.trim_start_matches(':').parse().ok())
        .or_else(|| iana_time_zone::get_timezone().ok().and_then(|name| name.parse().ok()))
        .unwrap_or(Tz::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn civil(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
    }

    #[test]
    fn a_time_in_a_gap_is_the_first_instant_after_it() {
        let berlin: Tz = "Europe/Berlin".parse().unwrap();
        assert_eq!(resolve(berlin, civil("2026-03-29 02:30")).to_rfc3339(), "2026-03-29T01:00:00+00:00");
        let lord_howe: Tz = "Australia/Lord_Howe".parse().unwrap();
        assert_eq!(resolve(lord_howe, civil("2026-10-04 02:15")).to_rfc3339(), "2026-10-03T15:30:00+00:00");
        let apia: Tz = "Pacific/Apia".parse().unwrap();
        assert_eq!(resolve(apia, civil("2011-12-30 12:00")).to_rfc3339(), "2011-12-30T10:00:00+00:00");
    }

    #[test]
    fn a_time_in_an_overlap_is_the_first_of_the_two() {
        let berlin: Tz = "Europe/Berlin".parse().unwrap();
        assert_eq!(resolve(berlin, civil("2026-10-25 02:30")).to_rfc3339(), "2026-10-25T00:30:00+00:00");
    }

    #[test]
    fn the_date_is_the_users_and_not_utcs() {
        let now = Now::at("2026-11-22T23:30:00Z".parse().unwrap(), "Asia/Tokyo".parse().unwrap());
        assert_eq!(now.today().to_string(), "2026-11-23");
        assert_eq!(now.minute_of_day(), 8 * 60 + 30);
    }
}
