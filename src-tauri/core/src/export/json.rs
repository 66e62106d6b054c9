//! Nod's own JSON: the rows of every table, each on a line of its own. `docs/export.schema.json` describes it.

use std::io::Write;

use rusqlite::Connection;
use serde_json::{Map, Value, json};

use super::tables::{Of, TABLES, Table, columns, to_json};
use super::{Choice, unwritten};
use crate::clock::Now;
use crate::error::Result;
use crate::id::PersonId;

/// The version of the JSON's own form. What tables and columns mean is the version of the schema.
pub(crate) const VERSION: u64 = 1;

/// True when a file begins as an export of Nod's does.
#[must_use]
pub fn is_export(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    let head: String = head.chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}').collect();
    head.starts_with("{\"nod\":\"export\"")
}

pub(super) fn write(
    connection: &Connection,
    choice: &Choice,
    now: Now,
    out: &mut dyn Write,
) -> Result<usize> {
    let schema: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let whole = choice.people.is_empty() && !choice.without_private;
    let head = format!(
        "{{\n\"nod\": \"export\",\n\"version\": {VERSION},\n\"schema\": {schema},\n\"program\": {},\n\"made_at\": {},\n\
         \"whole\": {whole},\n\"tables\": {{",
        json!(env!("CARGO_PKG_VERSION")),
        json!(now.rfc3339()),
    );
    let mut put = |text: &str| out.write_all(text.as_bytes()).map_err(unwritten);
    put(&head)?;
    let mut people = 0;
    let mut first = true;
    for table in TABLES.iter().filter(|table| choice.people.is_empty() || table.of != Of::User) {
        put(&format!("{}\n{}: [", if first { "" } else { "," }, json!(table.name)))?;
        first = false;
        let columns = columns(connection, table.name)?;
        let mut select = connection.prepare(&sql(table, &columns, choice))?;
        let mut rows = select.query([])?;
        let mut count = 0;
        while let Some(row) = rows.next()? {
            let mut object = Map::new();
            for (index, column) in columns.iter().enumerate() {
                object.insert(column.name.clone(), to_json(column, row.get_ref(index)?));
            }
            put(if count == 0 { "\n" } else { ",\n" })?;
            put(&Value::Object(object).to_string())?;
            count += 1;
        }
        put("\n]")?;
        if table.name == "person" {
            people = count;
        }
    }
    put("\n}\n}\n")?;
    Ok(people)
}

/// The rows of a table that were chosen, by its key.
fn sql(table: &Table, columns: &[super::tables::Column], choice: &Choice) -> String {
    let names: Vec<String> = columns.iter().map(|column| format!("\"{}\"", column.name)).collect();
    let mut key: Vec<&super::tables::Column> = columns.iter().filter(|column| column.key > 0).collect();
    key.sort_by_key(|column| column.key);
    let key: Vec<String> = key.iter().map(|column| format!("\"{}\"", column.name)).collect();
    let mut conditions = Vec::new();
    if choice.without_private && columns.iter().any(|column| column.name == "private") {
        conditions.push("private = 0".to_owned());
    }
    if !choice.people.is_empty() {
        let ids = list(&choice.people);
        match table.of {
            Of::Everyone | Of::User => {}
            Of::Person(column) => conditions.push(format!("\"{column}\" IN ({ids})")),
            Of::Moment(column) => conditions
                .push(format!("\"{column}\" IN (SELECT moment FROM moment_person WHERE person IN ({ids}))")),
        }
    }
    let filter =
        if conditions.is_empty() { String::new() } else { format!(" WHERE {}", conditions.join(" AND ")) };
    format!("SELECT {} FROM \"{}\"{filter} ORDER BY {}", names.join(", "), table.name, key.join(", "))
}

/// Ids as SQL literals: 32 hexadecimal digits each, and nothing else.
fn list(people: &[PersonId]) -> String {
    let literal = |id: &PersonId| {
        let hex: String = id.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        format!("x'{hex}'")
    };
    people.iter().map(literal).collect::<Vec<_>>().join(", ")
}
