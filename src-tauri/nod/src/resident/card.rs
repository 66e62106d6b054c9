//! A banner as it is handed to the notification daemon, cut to what the daemon can do.

use nod_core::nod::Place;
use nod_core::words;
use notify_rust::{Hint, Notification, Timeout, Urgency};

/// How long a confirmation stays, in milliseconds: long enough to take it back.
const CONFIRMATION_MS: u32 = 10_000;

/// What a banner says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Card {
    /// Title, plain text.
    pub title: String,
    /// Body, plain text.
    pub body: String,
    /// Key and label of each button; the key `default` is a click on the body.
    pub actions: Vec<(String, String)>,
    /// True for what only confirms something just done: gone by itself, and not kept in any list.
    pub passing: bool,
    /// A banner that stands already, in whose place this one is shown.
    pub instead: Option<Place>,
}

/// A notification daemon.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Daemon {
    /// Its name.
    pub name: String,
    /// What it is known by: its bus and its connection to it. No other daemon ever has the same.
    pub id: String,
    /// True when it shows buttons.
    pub buttons: bool,
    /// True when it reads the body as markup.
    pub markup: bool,
}

impl Daemon {
    /// Takes over a list of capabilities.
    pub fn can(&mut self, capabilities: &[String]) {
        let has = |what: &str| capabilities.iter().any(|capability| capability == what);
        self.buttons = has("actions");
        self.markup = has("body-markup");
    }
}

impl Card {
    /// The daemon's number of the banner it replaces, 0 for none. One that another daemon had is gone with that.
    pub fn replaces(&self, daemon: &Daemon) -> u32 {
        self.instead.as_ref().filter(|place| place.daemon == daemon.id).map_or(0, |place| place.number)
    }

    /// The card as `daemon` takes it.
    pub fn notification(&self, daemon: &Daemon) -> Notification {
        let body: Vec<String> = self.body.lines().map(words::harmless).collect();
        let body = body.join("\n");
        let body = if daemon.markup { escape(&body) } else { body };
        // Without buttons the body's click may still be told; notify-osd alone turns it into a dialog box.
        let body_only = daemon.name != "notify-osd";
        let wanted = |key: &str| daemon.buttons || (key == "default" && body_only);
        let actions = self.actions.iter().filter(|(key, _)| wanted(key));
        let mut notification = Notification::new();
        notification
            .appname("Nod")
            .summary(&words::harmless(&self.title))
            .body(&body)
            .icon("nod")
            .hint(Hint::DesktopEntry("nod".to_owned()))
            .hint(Hint::Category(if self.passing { "x-nod.done" } else { "presence" }.to_owned()))
            .hint(Hint::Urgency(Urgency::Normal))
            .hint(Hint::Transient(self.passing))
            .timeout(if self.passing { Timeout::Milliseconds(CONFIRMATION_MS) } else { Timeout::Default });
        for (key, label) in actions {
            notification.action(key, &words::harmless(label));
        }
        notification
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card() -> Card {
        let action = |key: &str| (key.to_owned(), key.to_uppercase());
        Card {
            title: "A moment for R&D <3?".into(),
            body: "1 < 2 & 3".into(),
            actions: ["default", "log", "later"].map(action).to_vec(),
            passing: false,
            instead: None,
        }
    }

    #[test]
    fn the_body_is_escaped_only_for_daemons_that_read_markup() {
        let mut daemon = Daemon::default();
        assert_eq!(card().notification(&daemon).body, "1 < 2 & 3");
        daemon.can(&["body-markup".into()]);
        let sent = card().notification(&daemon);
        assert_eq!((sent.body.as_str(), sent.summary.as_str()), ("1 &lt; 2 &amp; 3", "A moment for R&D <3?"));
    }

    #[test]
    fn buttons_are_only_sent_to_daemons_that_show_them() {
        let mut daemon = Daemon::default();
        assert_eq!(card().notification(&daemon).actions, ["default", "DEFAULT"]);
        daemon.name = "notify-osd".into();
        assert!(card().notification(&daemon).actions.is_empty());
        daemon.can(&["actions".into()]);
        assert_eq!(card().notification(&daemon).actions.len(), 6);
    }
}
