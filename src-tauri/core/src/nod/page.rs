//! One person as Markdown: everything Nod knows, to read or to hand over.

use std::fmt::Write;

use super::Nod;
use crate::api::{MomentsRequest, Source};
use crate::clock::Now;
use crate::error::Result;
use crate::id::PersonId;
use crate::store::details;

/// Moments read at a time.
const AT_A_TIME: usize = 500;

impl Nod {
    /// Everything about a person as Markdown, the photo excepted: fields, notes, details, follow-ups, moments.
    ///
    /// # Errors
    /// When there is no such person.
    pub fn person_markdown(&self, id: PersonId, now: Now) -> Result<String> {
        let page = self.person(id, now)?;
        let fields = &page.fields;
        let mut text = format!("# {}\n", plain(&fields.name));
        let label = |name: &str| self.texts.get(&format!("cli-label-{name}"));
        let (teams, tags) = (fields.other_teams.join(", "), fields.tags.join(", "));
        let pairs = [
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
            ("circle", &page.circle_name.clone().unwrap_or_default()),
            ("rhythm", &page.rhythm),
            ("tags", &tags),
        ]
        .map(|(name, value)| (label(name), value.clone()));
        let own = fields.own.iter().map(|own| (own.name.clone(), own.value.clone()));
        list(
            &mut text,
            pairs
                .into_iter()
                .chain(own)
                .filter(|(_, v)| !v.is_empty())
                .map(|(name, value)| format!("{}: {}", plain(&name), plain(&value))),
        );
        self.heading(&mut text, "page-contacts", fields.contacts.is_empty());
        list(&mut text, fields.contacts.iter().map(|c| plain(format!("{} {}", c.value, c.label).trim())));
        self.heading(&mut text, "page-notes", fields.notes.is_empty());
        if !fields.notes.is_empty() {
            let _ = writeln!(text, "\n{}", fields.notes);
        }
        let details = details::of_person(self.reader(), id, now.today(), true)?;
        self.heading(&mut text, "page-details", details.is_empty());
        list(
            &mut text,
            details.into_iter().map(|detail| {
                let fields = &detail.fields;
                let mut marks = vec![self.category_words(&fields.category)];
                marks.extend((fields.source == Source::Inferred).then(|| self.texts.get("page-inferred")));
                marks.extend(fields.private.then(|| self.texts.get("page-private")));
                marks.extend(
                    fields
                        .expires_on
                        .map(|day| self.texts.with("page-expires", &[("day", day.to_string().into())])),
                );
                format!("{} {} ({})", fields.learned_on, plain(&fields.text), plain(&marks.join(", ")))
            }),
        );
        self.heading(&mut text, "page-follow-ups", page.follow_ups.is_empty());
        list(&mut text, page.follow_ups.iter().map(|f| format!("{} {}", f.on, plain(&f.text))));
        self.heading(&mut text, "page-moments", page.moments_total == 0);
        let mut offset = 0;
        loop {
            let request =
                MomentsRequest { person: Some(id), offset, limit: AT_A_TIME, ..MomentsRequest::default() };
            let rows = self.moments(&request, now)?.rows;
            if rows.is_empty() {
                return Ok(text);
            }
            offset += rows.len();
            if offset == rows.len() {
                text.push('\n');
            }
            for row in rows {
                let words = format!("{} {}", plain(&row.gesture_words), plain(&row.moment.note));
                let _ = writeln!(text, "- {} {}", row.moment.on, words.trim_end());
            }
        }
    }

    fn heading(&self, text: &mut String, message: &str, empty: bool) {
        if !empty {
            let _ = writeln!(text, "\n## {}", self.texts.get(message));
        }
    }
}

fn list(text: &mut String, items: impl Iterator<Item = String>) {
    for (number, item) in items.enumerate() {
        if number == 0 {
            text.push('\n');
        }
        let _ = writeln!(text, "- {item}");
    }
}

/// A text on one line in which Markdown and HTML mean nothing.
fn plain(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut plain = String::with_capacity(line.len());
    for c in line.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '|' | '~' | '!') {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn what_was_typed_is_text_and_no_markdown() {
        assert_eq!(plain("<b>*x*</b>\n# y"), r"\<b\>\*x\*\</b\> \# y");
    }
}
