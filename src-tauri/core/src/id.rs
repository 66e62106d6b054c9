//! Identifiers: UUIDv7 newtypes, so that an id is never reused, sorts by creation and survives export.

use std::fmt;
use std::str::FromStr;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, Utc};
use rusqlite::ToSql;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::{Timestamp, Uuid};

/// An identifier that could not be read: it is not a UUID.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier: {0:?}")]
pub struct NotAnId(pub String);

/// A UUIDv7 at `at`. After the time stands a counter, so that what one action makes keeps its order.
fn next(at: DateTime<Utc>) -> Uuid {
    /// Bits of the counter; the other half of those after the time stays random.
    const BITS: u8 = 32;
    static COUNTER: AtomicU32 = AtomicU32::new(0);
    let seconds = u64::try_from(at.timestamp()).unwrap_or(0);
    let count = COUNTER.fetch_add(1, Ordering::Relaxed);
    Uuid::new_v7(Timestamp::from_unix_time(seconds, at.timestamp_subsec_nanos(), u128::from(count), BITS))
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(transparent)]
        #[ts(type = "string", export)]
        pub struct $name(Uuid);

        impl $name {
            /// A new identifier whose time part is `at`, behind those this process made before it in the same
            /// millisecond.
            #[must_use]
            pub fn new(at: chrono::DateTime<chrono::Utc>) -> Self {
                Self(next(at))
            }

            /// An identifier made from its 16 bytes (tests and generated data).
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }

            /// The 16 bytes, as stored.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                Uuid::parse_str(text).map(Self).map_err(|_| NotAnId(text.to_owned()))
            }
        }

        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::Borrowed(ValueRef::Blob(self.0.as_bytes())))
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                let bytes = value.as_blob()?;
                Uuid::from_slice(bytes)
                    .map(Self)
                    .map_err(|_| FromSqlError::InvalidBlobSize { expected_size: 16, blob_size: bytes.len() })
            }
        }
    };
}

id!(
    /// A person.
    PersonId
);
id!(
    /// A moment.
    MomentId
);
id!(
    /// A circle.
    CircleId
);
id!(
    /// A follow-up.
    FollowUpId
);
id!(
    /// A contribution.
    ContributionId
);
id!(
    /// An own occasion.
    OccasionId
);
id!(
    /// An own reminder.
    OwnReminderId
);
id!(
    /// An away period, a leave or a person's pause.
    BlockId
);
id!(
    /// A detail.
    DetailId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_their_making_also_within_a_millisecond() {
        let at = "2026-11-20T09:00:00Z".parse().unwrap();
        let made: Vec<PersonId> = (0..100).map(|_| PersonId::new(at)).collect();
        assert!(made.is_sorted() && made.iter().collect::<std::collections::HashSet<_>>().len() == 100);
        assert_eq!(made[0].as_bytes()[6] >> 4, 7);
    }
}
