//! A table of people, with heads that Nod and Google read back.

use std::io::Write;

use super::contacts::Card;
use super::unwritten;
use crate::api::{Contact, ContactKind};
use crate::error::{Error, Result};

const HEADS: [&str; 16] = [
    "Name",
    "Nickname",
    "Pronunciation",
    "Pronouns",
    "Role",
    "Team",
    "Other teams",
    "Organisation",
    "Place",
    "Time zone",
    "Start date",
    "Birthday",
    "Nod circle",
    "Rhythm in days",
    "Tags",
    "Notes",
];

/// Contacts by kind, with the heads of their label and value.
const KINDS: [(ContactKind, &str, &str); 4] = [
    (ContactKind::Email, "E-mail", "Label"),
    (ContactKind::Phone, "Phone", "Label"),
    (ContactKind::Handle, "IM", "Service"),
    (ContactKind::Url, "Website", "Label"),
];

pub(super) fn write(cards: &[Card], out: &mut dyn Write) -> Result<usize> {
    let of =
        |card: &'_ Card, kind: ContactKind| card.fields.contacts.iter().filter(|c| c.kind == kind).count();
    let most: Vec<usize> =
        KINDS.iter().map(|(kind, ..)| cards.iter().map(|card| of(card, *kind)).max().unwrap_or(0)).collect();
    let mut table = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out);
    let mut heads: Vec<String> = HEADS.iter().map(|head| (*head).to_owned()).collect();
    for ((_, name, label), most) in KINDS.iter().zip(&most) {
        heads.extend(
            (1..=*most).flat_map(|n| [format!("{name} {n} - {label}"), format!("{name} {n} - Value")]),
        );
    }
    let own = cards.iter().map(|card| card.fields.own.len()).max().unwrap_or(0);
    heads.extend(
        (1..=own).flat_map(|n| [format!("Custom Field {n} - Label"), format!("Custom Field {n} - Value")]),
    );
    table.write_record(&heads).map_err(failed)?;
    for card in cards {
        let fields = &card.fields;
        let rhythm = fields.rhythm_days.map(|days| days.to_string()).unwrap_or_default();
        let mut row: Vec<String> = [
            &fields.name,
            &fields.called,
            &fields.pronunciation,
            &fields.pronouns,
            &fields.role,
            &fields.team,
            &several(&fields.other_teams),
            &fields.organisation,
            &fields.place,
            &fields.zone,
            &fields.start_date,
            &fields.birthday,
            &card.circle,
            &rhythm,
            &several(&card.tags),
            &fields.notes,
        ]
        .into_iter()
        .map(|cell| harmless(cell))
        .collect();
        for ((kind, ..), most) in KINDS.iter().zip(&most) {
            let mut contacts: Vec<&Contact> = fields.contacts.iter().filter(|c| c.kind == *kind).collect();
            contacts.truncate(*most);
            for place in 0..*most {
                let contact = contacts.get(place);
                row.push(contact.map(|c| harmless(&c.label)).unwrap_or_default());
                row.push(contact.map(|c| harmless(&c.value)).unwrap_or_default());
            }
        }
        for place in 0..own {
            let field = fields.own.get(place);
            row.push(field.map(|own| harmless(&own.name)).unwrap_or_default());
            row.push(field.map(|own| harmless(&own.value)).unwrap_or_default());
        }
        table.write_record(&row).map_err(failed)?;
    }
    table.flush().map_err(unwritten)?;
    Ok(cards.len())
}

/// What Google writes between several values of a cell.
const SEVERAL: &str = " ::: ";

/// Apart as Google writes them, so that a tag or a team may hold a comma.
fn several(names: &[String]) -> String {
    let several = names.join(SEVERAL);
    if names.len() == 1 && several.contains([',', ';']) { format!("{several}{SEVERAL}") } else { several }
}

/// A cell that no spreadsheet takes for a formula: what begins like one gets the apostrophe that marks a text. A number
/// (of a telephone, a day without a year) is none.
pub(crate) fn harmless(cell: &str) -> String {
    let number =
        cell.chars().skip(1).all(|c| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')' | '-' | '.' | '/'));
    let formula =
        cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !(cell.starts_with(['+', '-']) && number);
    // An apostrophe of one's own before such a character would be taken for the mark when the table is read again.
    let marked = cell.starts_with('\'') && cell[1..].starts_with(['=', '+', '-', '@', '\'']);
    if formula || marked { format!("'{cell}") } else { cell.to_owned() }
}

/// A cell without the mark that [`harmless`] gave it.
pub(crate) fn unmarked(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@', '\''])).unwrap_or(cell)
}

fn failed(error: ::csv::Error) -> Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(source) => unwritten(source),
        other => unwritten(std::io::Error::other(format!("{other:?}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_calculate_is_marked_as_text_and_read_back() {
        for cell in ["=HYPERLINK(\"x\")", "@SUM(1)", "+1+cmd|' /C calc'!A0", "-2+3+x", "'=x", "''x"] {
            let marked = harmless(cell);
            assert!(marked.starts_with('\'') && marked.len() == cell.len() + 1, "{cell}");
            assert_eq!(unmarked(&marked), cell);
        }
        for cell in ["+44 20 (555) 01", "--03-22", "Ada", "'tis", ""] {
            assert_eq!((harmless(cell).as_str(), unmarked(cell)), (cell, cell));
        }
    }
}
