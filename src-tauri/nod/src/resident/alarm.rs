//! Waking in time. Three ways, because none sees everything:
//!
//! - a timerfd on the wall clock: exact, goes on in suspend, and is cancelled when the clock is set;
//! - logind's word that the machine woke (see [`super::bus`]);
//! - while something is due within the day, a look at wall and steady clock every minute: it sees a changed zone, and a
//!   wall clock that only this process sees (libfaketime), by which a deadline may come at another time than the kernel
//!   thinks.

use std::os::fd::OwnedFd;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use nod_core::clock::Now;
use rustix::io::Errno;
use rustix::time::{Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec};
use tokio::io::unix::AsyncFd;

/// How often the clocks are compared while something is due within the day.
const LOOK: Duration = Duration::from_secs(60);

/// How far the clocks may drift apart between two looks before the wall clock counts as set: far over what NTP slews in
/// a minute, far under what anyone would notice.
const DRIFT: TimeDelta = TimeDelta::seconds(2);

/// A timer of the kernel's. tokio's own would wake up to three times for one deadline, as it passes from wheel to wheel.
#[derive(Debug)]
pub struct Alarm(AsyncFd<OwnedFd>);

impl Alarm {
    /// A silent alarm on the wall clock.
    ///
    /// # Errors
    /// When the system has no timers left.
    pub fn wall() -> std::io::Result<Self> {
        Self::on(TimerfdClockId::Realtime)
    }

    /// A silent alarm on the steady clock.
    ///
    /// # Errors
    /// When the system has no timers left.
    pub fn steady() -> std::io::Result<Self> {
        Self::on(TimerfdClockId::Monotonic)
    }

    fn on(clock: TimerfdClockId) -> std::io::Result<Self> {
        let timer = rustix::time::timerfd_create(clock, TimerfdFlags::NONBLOCK | TimerfdFlags::CLOEXEC)?;
        // Deprecated for types that could close their descriptor early; an OwnedFd cannot, and `register` is unsafe.
        #[allow(deprecated)]
        let timer = AsyncFd::new(timer)?;
        Ok(Self(timer))
    }

    /// Rings at `at` of the wall clock, or never.
    ///
    /// # Errors
    /// When the system refuses the time.
    pub fn set_at(&self, at: Option<DateTime<Utc>>) -> std::io::Result<()> {
        // An instant before 1970 is over anyway.
        let value = at.map(|at| (at.timestamp().max(0), i64::from(at.timestamp_subsec_nanos())));
        self.set(value, TimerfdTimerFlags::ABSTIME | TimerfdTimerFlags::CANCEL_ON_SET)
    }

    /// Rings after `after` of the steady clock, or never.
    ///
    /// # Errors
    /// When the system refuses the time.
    pub fn set_after(&self, after: Option<Duration>) -> std::io::Result<()> {
        let seconds = |after: Duration| i64::try_from(after.as_secs()).unwrap_or(i64::MAX);
        let value = after.map(|after| (seconds(after), i64::from(after.subsec_nanos())));
        self.set(value, TimerfdTimerFlags::empty())
    }

    fn set(&self, value: Option<(i64, i64)>, flags: TimerfdTimerFlags) -> std::io::Result<()> {
        let off = Timespec { tv_sec: 0, tv_nsec: 0 };
        // All zeros would turn the timer off.
        let value = value.map_or(off, |(tv_sec, nanos)| Timespec { tv_sec, tv_nsec: nanos.max(1) });
        rustix::time::timerfd_settime(&self.0, flags, &Itimerspec { it_interval: off, it_value: value })?;
        Ok(())
    }

    /// Waits until it rings or the clock is set.
    ///
    /// # Errors
    /// When the timer is broken.
    pub async fn rings(&self) -> std::io::Result<()> {
        loop {
            let mut ready = self.0.readable().await?;
            let mut count = [0; 8];
            match ready.try_io(|timer| Ok(rustix::io::read(timer, &mut count)?)) {
                Ok(Err(error)) if Errno::from_io_error(&error) != Some(Errno::CANCELED) => return Err(error),
                Ok(_) => return Ok(()),
                Err(_would_block) => {}
            }
        }
    }
}

/// Where both clocks stood when they were last looked at.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    now: Now,
    steady: Instant,
}

impl Look {
    /// A look at both clocks.
    pub const fn new(now: Now, steady: Instant) -> Self {
        Self { now, steady }
    }

    /// The steady clock then.
    pub const fn steady(&self) -> Instant {
        self.steady
    }

    /// True when the wall clock was set, the zone changed, the machine slept, or a new day began since.
    pub fn moved(&self, now: Now, steady: Instant) -> bool {
        let passed =
            TimeDelta::from_std(steady.saturating_duration_since(self.steady)).unwrap_or(TimeDelta::MAX);
        let drift = (now.utc - self.now.utc) - passed;
        drift.abs() > DRIFT || now.zone != self.now.zone || now.today() != self.now.today()
    }

    /// When `at` comes, on the steady clock, as far as can be seen from here; soon, when it is over, but never at once.
    pub fn after(&self, at: DateTime<Utc>) -> Instant {
        let left = (at - self.now.utc).to_std().unwrap_or(Duration::ZERO);
        self.steady + left.max(Duration::from_millis(20))
    }

    /// When to look again, on the steady clock, for something due at `wake`.
    pub fn next(&self, wake: Option<DateTime<Utc>>) -> Option<Instant> {
        let left = wake? - self.now.utc;
        if left > TimeDelta::days(1) {
            return None;
        }
        let left = left.to_std().unwrap_or(Duration::ZERO);
        // A deadline that is over by the wall clock this process sees is looked at soon, never at once: no busy loop.
        Some(self.steady + left.clamp(Duration::from_millis(20), LOOK))
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;
    use nod_core::clock;

    use super::*;

    fn at(text: &str, zone: Tz) -> Now {
        Now::at(text.parse().unwrap(), zone)
    }

    const BERLIN: Tz = Tz::Europe__Berlin;

    #[test]
    fn a_set_clock_another_zone_and_a_new_day_are_seen() {
        let steady = clock::steady();
        let look = Look::new(at("2026-11-20T08:00:00Z", BERLIN), steady);
        let minute = steady + Duration::from_secs(60);
        assert!(!look.moved(at("2026-11-20T08:01:00Z", BERLIN), minute));
        assert!(!look.moved(at("2026-11-20T08:01:01Z", BERLIN), minute), "slewed by NTP");
        assert!(look.moved(at("2026-11-20T16:01:00Z", BERLIN), minute));
        assert!(look.moved(at("2026-11-20T07:01:00Z", BERLIN), minute));
        assert!(look.moved(at("2026-11-20T08:01:00Z", Tz::Asia__Tokyo), minute));
        let day = Duration::from_secs(15 * 3600);
        assert!(look.moved(at("2026-11-20T23:00:00Z", BERLIN), steady + day));
    }

    #[test]
    fn clocks_are_compared_only_while_something_is_due_within_the_day() {
        let steady = clock::steady();
        let look = Look::new(at("2026-11-20T08:00:00Z", BERLIN), steady);
        let due = |text: &str| look.next(Some(text.parse().unwrap())).map(|next| next - steady);
        assert_eq!(look.next(None), None);
        assert_eq!(due("2026-11-22T08:00:00Z"), None);
        assert_eq!(due("2026-11-20T18:00:00Z"), Some(LOOK));
        assert_eq!(due("2026-11-20T08:00:07Z"), Some(Duration::from_secs(7)));
        assert_eq!(due("2026-11-20T07:00:00Z"), Some(Duration::from_millis(20)));
    }

    #[test]
    fn an_alarm_rings_at_its_time_and_one_in_the_past_at_once() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let alarm = Alarm::wall().unwrap();
            let soon = Now::read().utc + TimeDelta::milliseconds(30);
            alarm.set_at(Some(soon)).unwrap();
            alarm.rings().await.unwrap();
            assert!(Now::read().utc >= soon);
            alarm.set_at(Some(soon - TimeDelta::days(1))).unwrap();
            alarm.rings().await.unwrap();
            alarm.set_at(None).unwrap();
            let silent = tokio::time::timeout(Duration::from_millis(50), alarm.rings()).await;
            assert!(silent.is_err());
            let steady = Alarm::steady().unwrap();
            steady.set_after(Some(Duration::ZERO)).unwrap();
            steady.rings().await.unwrap();
        });
    }
}
