//! What JSON holds: the tables, and how their values are written.

use std::collections::BTreeMap;

use base64::Engine;
use rusqlite::Connection;
use rusqlite::types::{Value as Sql, ValueRef};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::error::Result;

/// Whose a table's rows are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// What people and moments refer to: always there.
    Everyone,
    /// The user's: only in an export of everything.
    User,
    /// A person's, named by this column.
    Person(&'static str),
    /// A moment's, named by this column; there when one of its people is.
    Moment(&'static str),
}

/// A table that is exported.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Whose its rows are.
    pub of: Of,
}

const fn table(name: &'static str, of: Of) -> Table {
    Table { name, of }
}

/// Every table of an export, a table after those it refers to. **To export a new table, add it here**; its columns are
/// read from the database. Rows whose column `private` is 1 are left out when asked. A test holds this list against the
/// schema.
pub const TABLES: [Table; 22] = [
    table("circle", Of::Everyone),
    table("gesture", Of::Everyone),
    table("setting", Of::User),
    table("person", Of::Person("id")),
    table("contact", Of::Person("person")),
    table("tag", Of::Person("person")),
    table("photo", Of::Person("person")),
    table("own_field", Of::Person("person")),
    table("other_team", Of::Person("person")),
    table("detail", Of::Person("person")),
    table("imported", Of::Person("person")),
    table("moment", Of::Moment("id")),
    table("moment_gesture", Of::Moment("moment")),
    table("moment_person", Of::Person("person")),
    table("follow_up", Of::Person("person")),
    table("contribution", Of::Person("person")),
    table("occasion", Of::Person("person")),
    table("own_reminder", Of::Person("person")),
    table("block", Of::Person("person")),
    table("transition", Of::Person("person")),
    table("offer", Of::Person("person")),
    table("put_off", Of::Person("person")),
];

/// Tables that are not exported: what triggers and the index keep, what Nod itself remembers, and the undo journal.
pub const NOT_EXPORTED: [&str; 9] =
    ["met", "habit", "search", "search_entry", "search_stale", "banner", "state", "journal", "journal_row"];

/// A column as the database declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// `INTEGER`, `TEXT` or `BLOB`.
    pub kind: String,
    /// True when it may not be NULL.
    pub needed: bool,
    /// Its default, as an SQL literal.
    pub default: Option<String>,
    /// Its place in the primary key, from 1; 0 for none.
    pub key: i64,
    /// The table it refers to.
    pub refers: Option<String>,
}

/// The columns of a table, in order.
///
/// # Errors
/// When the database cannot be read.
pub fn columns(connection: &Connection, table: &str) -> Result<Vec<Column>> {
    let mut keys =
        connection.prepare_cached("SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?1)")?;
    let refers: BTreeMap<String, String> =
        keys.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let mut select = connection
        .prepare_cached("SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_info(?1)")?;
    let columns = select.query_map([table], |row| {
        let name: String = row.get(0)?;
        let refers = refers.get(&name).cloned();
        Ok(Column {
            kind: row.get(1)?,
            needed: row.get(2)?,
            default: row.get(3)?,
            key: row.get(4)?,
            refers,
            name,
        })
    })?;
    Ok(columns.collect::<rusqlite::Result<_>>()?)
}

/// A value as JSON: numbers and texts as they are, ids as UUIDs, other bytes as `{"base64": "…"}`.
pub(super) fn to_json(column: &Column, value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => json!(number),
        ValueRef::Real(number) => json!(number),
        ValueRef::Text(text) => Value::String(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => match Uuid::from_slice(bytes) {
            Ok(id) if column.name != "bytes" => Value::String(id.to_string()),
            _ => json!({ "base64": base64::engine::general_purpose::STANDARD.encode(bytes) }),
        },
    }
}

/// The value of a column, if JSON holds one that fits.
pub(crate) fn from_json(column: &Column, value: &Value) -> Option<Sql> {
    match (column.kind.as_str(), value) {
        (_, Value::Null) => (!column.needed).then_some(Sql::Null),
        ("INTEGER", Value::Number(number)) => number.as_i64().map(Sql::Integer),
        ("TEXT", Value::String(text)) => Some(Sql::Text(text.clone())),
        ("BLOB", Value::String(text)) => {
            Uuid::parse_str(text).ok().map(|id| Sql::Blob(id.as_bytes().to_vec()))
        }
        ("BLOB", Value::Object(object)) => {
            let text = object.get("base64")?.as_str()?;
            base64::engine::general_purpose::STANDARD.decode(text).ok().map(Sql::Blob)
        }
        _ => None,
    }
}
