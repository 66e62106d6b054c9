//! Reading the JSON row by row: each is taken before the next is read.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{Row, Taking};
use crate::error::Result;

/// The file: a head, and tables.
pub(super) struct File<'x, 'b, 'a, 't>(pub &'x mut Taking<'b, 'a, 't>);

impl<'de> DeserializeSeed<'de> for File<'_, '_, '_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> std::result::Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for File<'_, '_, '_, '_> {
    type Value = ();
    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("an export")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "version" => {
                    let version = map.next_value()?;
                    let taken = self.0.version(version);
                    kept(self.0, taken)?;
                }
                "tables" => map.next_value_seed(Tables(self.0))?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// Keeps an error of Nod's own while the reader carries one of its own out.
fn kept<T, E: serde::de::Error>(
    taking: &mut Taking<'_, '_, '_>,
    result: Result<T>,
) -> std::result::Result<T, E> {
    result.map_err(|error| {
        taking.failure = Some(error);
        E::custom("refused")
    })
}

struct Tables<'x, 'b, 'a, 't>(&'x mut Taking<'b, 'a, 't>);

impl<'de> DeserializeSeed<'de> for Tables<'_, '_, '_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> std::result::Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Tables<'_, '_, '_, '_> {
    type Value = ();
    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("tables")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            map.next_value_seed(Rows(self.0, name))?;
        }
        Ok(())
    }
}

struct Rows<'x, 'b, 'a, 't>(&'x mut Taking<'b, 'a, 't>, String);

impl<'de> DeserializeSeed<'de> for Rows<'_, '_, '_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> std::result::Result<(), D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Rows<'_, '_, '_, '_> {
    type Value = ();
    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("rows")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> std::result::Result<(), A::Error> {
        while let Some(row) = rows.next_element::<Row>()? {
            let taken = self.0.row(&self.1, row);
            kept(self.0, taken)?;
        }
        Ok(())
    }
}
