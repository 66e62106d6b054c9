//! A page for each person: all that is known, what is to come back to, and the moments, newest first. The photo is left
//! out.

use std::fmt::Write as _;
use std::io::Write;

use chrono::NaiveDate;
use rusqlite::Connection;

use super::contacts::Card;
use super::{Choice, unwritten};
use crate::detail::{Detail, Source};
use crate::error::Result;
use crate::id::PersonId;
use crate::store::{contributions, details, follow_ups, gestures, moments, occasions, own_reminders};
use crate::texts::Texts;
use crate::words;

pub(super) fn write(
    connection: &Connection,
    cards: &[Card],
    choice: &Choice,
    texts: &Texts,
    today: NaiveDate,
    out: &mut dyn Write,
) -> Result<usize> {
    let one = choice.people.len() == 1;
    if !one {
        out.write_all(format!("# {}\n\n", texts.get("export-book")).as_bytes()).map_err(unwritten)?;
    }
    for card in cards {
        let private = !choice.without_private;
        let page = Page { connection, card, texts, today, private, depth: if one { 1 } else { 2 } };
        out.write_all(page.written()?.as_bytes()).map_err(unwritten)?;
    }
    Ok(cards.len())
}

/// What a page of its own is called: the name in plain letters, and the end of the id so that no two are the same.
#[must_use]
pub fn file_name(name: &str, id: PersonId) -> String {
    let plain: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(60).collect();
    let plain = plain.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    let id = id.to_string();
    let tail = id.rsplit('-').next().unwrap_or_default();
    format!("{plain}-{tail}.md")
}

/// What a person's page is made of.
struct Page<'a> {
    connection: &'a Connection,
    card: &'a Card,
    texts: &'a Texts,
    today: NaiveDate,
    /// With what is marked private.
    private: bool,
    /// The level of its head.
    depth: usize,
}

impl Page<'_> {
    fn written(&self) -> Result<String> {
        let (card, fields, texts) = (self.card, &self.card.fields, self.texts);
        let mut page = format!("{} {}\n\n", "#".repeat(self.depth), line(&fields.name));
        let mut items: Vec<String> = self.facts();
        let own = fields.own.iter().map(|own| format!("{}: {}", line(&own.name), line(&own.value)));
        items.extend(own);
        list(&mut page, &items);
        let reach: Vec<String> =
            fields.contacts.iter().map(|c| line(format!("{} {}", c.value, c.label).trim())).collect();
        self.section(&mut page, "page-contacts", &reach);
        if !fields.notes.is_empty() {
            let _ = write!(page, "{}{}\n\n", self.head("page-notes"), self.below(&fields.notes));
        }
        self.section(&mut page, "page-details", &self.details()?);
        let open = follow_ups::of_person(self.connection, card.id)?;
        let open: Vec<String> = open.iter().map(|f| format!("{} {}", f.on, line(&f.text))).collect();
        self.section(&mut page, "page-follow-ups", &open);
        self.section(&mut page, "page-contributions", &self.contributions()?);
        let occasions = occasions::of_person(self.connection, card.id)?;
        let occasions: Vec<String> = occasions
            .iter()
            .map(|own| {
                let yearly =
                    if own.yearly { format!(" ({})", texts.get("page-yearly")) } else { String::new() };
                format!("{} {}{yearly}", own.day, line(&own.title))
            })
            .collect();
        self.section(&mut page, "page-occasions", &occasions);
        let own = own_reminders::of_person(self.connection, card.id)?;
        let own: Vec<String> = own.iter().map(|own| format!("{} {}", own.on, line(&own.text))).collect();
        self.section(&mut page, "page-own-reminders", &own);
        self.section(&mut page, "page-moments", &self.moments()?);
        Ok(page)
    }

    /// What has a field of its own.
    fn facts(&self) -> Vec<String> {
        let (card, fields, texts) = (self.card, &self.card.fields, self.texts);
        let built_in = texts.find(&format!("circle-{}", card.circle), &[]);
        let circle = built_in.unwrap_or_else(|| card.circle.clone());
        let rhythm = fields.rhythm_days.map(|days| words::rhythm(texts, Some(days))).unwrap_or_default();
        let (teams, tags) = (fields.other_teams.join(", "), card.tags.join(", "));
        let facts = [
            ("called", &fields.called),
            ("pronunciation", &fields.pronunciation),
            ("pronouns", &fields.pronouns),
            ("role", &fields.role),
            ("team", &fields.team),
            ("other-teams", &teams),
            ("organisation", &fields.organisation),
            ("place", &fields.place),
            ("zone", &fields.zone),
            ("start-date", &fields.start_date),
            ("birthday", &fields.birthday),
            ("circle", &circle),
            ("rhythm", &rhythm),
            ("tags", &tags),
        ];
        let known = facts.into_iter().filter(|(_, value)| !value.is_empty());
        known
            .map(|(name, value)| format!("{}: {}", texts.get(&format!("cli-label-{name}")), line(value)))
            .collect()
    }

    fn details(&self) -> Result<Vec<String>> {
        let all = details::of_person(self.connection, self.card.id, self.today, true)?;
        Ok(all
            .iter()
            .filter(|detail| self.private || !detail.fields.private)
            .map(|d| self.detail(d))
            .collect())
    }

    fn detail(&self, detail: &Detail) -> String {
        let (fields, texts) = (&detail.fields, self.texts);
        let mut marks = vec![words::category(texts, &fields.category)];
        marks.extend((fields.source == Source::Inferred).then(|| texts.get("page-inferred")));
        marks.extend(fields.private.then(|| texts.get("page-private")));
        let expires = |day: NaiveDate| texts.with("page-expires", &[("day", day.to_string().into())]);
        marks.extend(fields.expires_on.map(expires));
        format!("{} {} ({})", fields.learned_on, line(&fields.text), line(&marks.join(", ")))
    }

    fn contributions(&self) -> Result<Vec<String>> {
        let all = contributions::of_person(self.connection, self.card.id)?;
        Ok(all
            .iter()
            .map(|known| {
                let noted = &known.noted;
                let changed = if noted.changed.is_empty() {
                    String::new()
                } else {
                    format!(": {}", line(&noted.changed))
                };
                let unsaid = known.ended.is_none().then(|| format!(" ({})", self.texts.get("page-unsaid")));
                format!("{} {}{changed}{}", noted.on, line(&noted.what), unsaid.unwrap_or_default())
            })
            .collect())
    }

    fn moments(&self) -> Result<Vec<String>> {
        let filter = moments::Filter { person: Some(self.card.id), ..moments::Filter::default() };
        let (_, with) = moments::list(self.connection, &filter, 0, usize::MAX)?;
        let known = gestures::all(self.connection)?;
        Ok(with
            .iter()
            .map(|moment| {
                let names: Vec<String> = moment
                    .gestures
                    .iter()
                    .filter_map(|id| known.iter().find(|gesture| gesture.id == *id))
                    .map(|gesture| words::gesture(self.texts, gesture))
                    .collect();
                let note =
                    if moment.note.is_empty() { String::new() } else { format!(": {}", line(&moment.note)) };
                let whose = self.texts.get(&format!("export-{}", moment.direction.as_str()));
                let whose = if whose.is_empty() { String::new() } else { format!(" ({whose})") };
                format!("{} {}{whose}{note}", moment.on, line(&names.join(", ")))
            })
            .collect())
    }

    fn head(&self, message: &str) -> String {
        format!("{} {}\n\n", "#".repeat(self.depth + 1), self.texts.get(message))
    }

    fn section(&self, page: &mut String, message: &str, items: &[String]) {
        if !items.is_empty() {
            page.push_str(&self.head(message));
            list(page, items);
        }
    }

    /// Notes are Markdown already; their heads go below the page's own.
    fn below(&self, notes: &str) -> String {
        let deeper = "#".repeat(self.depth + 1);
        let lower =
            |line: &str| if line.starts_with('#') { format!("{deeper}{line}") } else { line.to_owned() };
        notes.lines().map(lower).collect::<Vec<_>>().join("\n")
    }
}

fn list(page: &mut String, items: &[String]) {
    for item in items {
        let _ = writeln!(page, "- {item}");
    }
    if !items.is_empty() {
        page.push('\n');
    }
}

/// Text on one line in which Markdown and HTML mean nothing.
fn line(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        for c in word.chars() {
            if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '|' | '~' | '!') {
                plain.push('\\');
            }
            plain.push(c);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn what_was_typed_is_text_and_no_markdown() {
        assert_eq!(line("<b>*x*</b>\n# y"), r"\<b\>\*x\*\</b\> \# y");
    }
}
