//! What a column means, by what stands in it, where its head does not say.

use csv::StringRecord;

use super::columns::{Column, Meaning};
use super::table::Table;
use crate::import::date::{self, Order};

/// Looks into the columns whose heads say nothing.
pub(super) fn guess(table: &Table, columns: &mut [Column]) {
    let named =
        columns.iter().any(|column| column.meaning.names_a_person() && column.meaning != Meaning::Email);
    let headless = table.heads().is_empty();
    let mut name = None;
    for (index, column) in columns.iter_mut().enumerate() {
        if column.meaning != Meaning::Nothing {
            continue;
        }
        let values: Vec<&str> = table
            .sample()
            .iter()
            .filter_map(|row| row.get(index))
            .map(str::trim)
            .filter(|value| !value.is_empty())
            .collect();
        let most = |fits: fn(&str) -> bool| {
            !values.is_empty() && values.iter().filter(|value| fits(value)).count() * 5 >= values.len() * 4
        };
        if most(is_address) {
            column.meaning = Meaning::Email;
        } else if most(is_web) {
            column.meaning = Meaning::Url;
        } else if most(is_phone) {
            column.meaning = Meaning::Phone;
        } else if headless && most(is_birthday) {
            column.meaning = Meaning::Birthday;
        } else if !named && name.is_none() && most(is_name) {
            name = Some(index);
        }
    }
    if let Some(column) = name.and_then(|index| columns.get_mut(index)) {
        column.meaning = Meaning::Name;
    }
}

/// True when the first row is a head in words that are not known: it holds no address, number or date, and a column below
/// it is full of them.
pub(super) fn is_head(rows: &[StringRecord]) -> bool {
    let Some((first, below)) = rows.split_first().filter(|(_, below)| !below.is_empty()) else {
        return false;
    };
    if first.iter().any(|field| field.contains('@') || field.chars().filter(char::is_ascii_digit).count() > 2)
    {
        return false;
    }
    let tells = |value: &str| is_address(value) || is_phone(value) || is_web(value) || is_birthday(value);
    (0..first.len()).any(|index| {
        let values =
            below.iter().filter_map(|row| row.get(index)).map(str::trim).filter(|value| !value.is_empty());
        let values: Vec<&str> = values.collect();
        let telling = values.iter().filter(|value| tells(value)).count();
        let head = first.get(index).map(str::trim).unwrap_or_default();
        !values.is_empty() && telling * 5 >= values.len() * 4 && !head.is_empty() && !tells(head)
    })
}

fn is_address(value: &str) -> bool {
    value.split_once('@').is_some_and(|(user, host)| {
        !user.is_empty() && host.contains('.') && !value.chars().any(char::is_whitespace)
    })
}

fn is_web(value: &str) -> bool {
    value.starts_with("http://") || value.starts_with("https://") || value.starts_with("www.")
}

fn is_phone(value: &str) -> bool {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    (6..=15).contains(&digits)
        && value.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')' | ' ' | '.' | '/'))
        && !is_birthday(value)
}

fn is_birthday(value: &str) -> bool {
    date::birthday(value, Order::DayFirst).or(date::birthday(value, Order::MonthFirst)).is_some()
}

/// Letters, no digits, not a sentence.
fn is_name(value: &str) -> bool {
    let words = value.split_whitespace().count();
    (1..=5).contains(&words)
        && value.chars().any(char::is_alphabetic)
        && !value.chars().any(|c| c.is_ascii_digit() || matches!(c, '@' | ':' | '?' | '!'))
}
