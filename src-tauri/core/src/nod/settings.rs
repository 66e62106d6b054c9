//! Settings, circles' rhythms and the pause.

use chrono::{DateTime, Utc};

use super::Nod;
use crate::api::{Done, Settings, ShortcutView};
use crate::clock::{Now, plus_days, weekday};
use crate::error::{Error, Result};
use crate::id::CircleId;
use crate::shortcut::ShortcutState;
use crate::store::{circles, settings};
use crate::{person, words};

impl Nod {
    /// Saves the settings.
    ///
    /// # Errors
    /// When a value is out of its limits.
    pub fn settings_save(&mut self, new: &Settings, now: Now) -> Result<Done> {
        let words = self.texts.get("done-settings");
        self.act(now, |tx| settings::save(tx, new).map(|()| words))
    }

    /// Sets the keys that open the quick bar, empty for none. `tried` is what the resident says of them; without a
    /// resident it finds out when it runs.
    ///
    /// # Errors
    /// When they are no shortcut, or another program has them.
    pub fn shortcut_set(&mut self, keys: &str, tried: Option<&ShortcutState>, now: Now) -> Result<Done> {
        let message = match tried {
            Some(ShortcutState::Taken) => Some("error-shortcut-taken"),
            Some(ShortcutState::NoKey) => Some("error-shortcut-no-key"),
            _ => None,
        };
        if let Some(message) = message.filter(|_| !keys.is_empty()) {
            return Err(Error::field("shortcut", message, vec![("keys", keys.into())]));
        }
        let settings = Settings { shortcut: keys.to_owned(), ..self.settings()? };
        self.settings_save(&settings, now)
    }

    /// The shortcut for the quick bar, and what the resident says of it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn shortcut(&self, state: Option<&ShortcutState>) -> Result<ShortcutView> {
        let keys = self.settings()?.shortcut;
        let says = ShortcutState::says(state, &keys, &self.texts);
        let state = if keys.is_empty() { "off" } else { state.map_or("unknown", ShortcutState::word) };
        Ok(ShortcutView { state: state.to_owned(), says, keys })
    }

    /// The settings as they are.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn settings_now(&self) -> Result<Settings> {
        self.settings()
    }

    /// Sets a circle's rhythm in days.
    ///
    /// # Errors
    /// When there is no such circle or the rhythm is out of its limits.
    pub fn circle_rhythm(&mut self, id: CircleId, days: Option<u16>, now: Now) -> Result<Done> {
        let days = person::rhythm(days)?;
        let circle = self.circles()?.into_iter().find(|c| c.id == id).map(|c| c.name).unwrap_or_default();
        let rhythm = words::rhythm(&self.texts, days);
        let words =
            self.texts.with("done-circle-rhythm", &[("circle", circle.into()), ("rhythm", rhythm.into())]);
        self.act(now, |tx| circles::set_rhythm(tx, id, days).map(|()| words))
    }

    /// Makes Nod quiet: `1h`, `today`, `monday` or a date (until its quiet hours end); `None` ends it.
    ///
    /// # Errors
    /// When the time cannot be read or is over.
    pub fn pause(&mut self, until: Option<&str>, now: Now) -> Result<Done> {
        let Some(text) = until else {
            let words = self.texts.get("done-resumed");
            return self.act(now, |tx| settings::set_pause(tx, None).map(|()| words));
        };
        let until = self.pause_end(text, now)?;
        let end = words::instant(&self.texts, Now::at(until, now.zone), now.today());
        let words = self.texts.with("done-paused", &[("until", end.into())]);
        self.act(now, |tx| settings::set_pause(tx, Some(until)).map(|()| words))
    }

    fn pause_end(&self, text: &str, now: Now) -> Result<DateTime<Utc>> {
        let morning = self.settings()?.quiet_until;
        let date = match text {
            "1h" => return Ok(now.utc + chrono::TimeDelta::hours(1)),
            "today" => plus_days(now.today(), 1),
            "monday" => {
                let days = 7 - u32::try_from(weekday(now.today())).unwrap_or(0);
                plus_days(now.today(), days)
            }
            date => {
                date.parse().map_err(|_| Error::field("until", "error-when", vec![("value", date.into())]))?
            }
        };
        let until = now.instant_at(date, morning);
        if until <= now.utc {
            return Err(Error::field("until", "error-when-past", vec![("value", text.into())]));
        }
        Ok(until)
    }

    /// The instant until which Nod is quiet, if it is.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn paused_until(&self, now: Now) -> Result<Option<DateTime<Utc>>> {
        Ok(settings::pause(self.reader())?.filter(|until| *until > now.utc))
    }

    /// "14:30", "Monday, 8:30": until when Nod is quiet, if it is.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn paused_words(&self, now: Now) -> Result<Option<String>> {
        let until = self.paused_until(now)?;
        Ok(until.map(|until| words::instant(&self.texts, Now::at(until, now.zone), now.today())))
    }
}
