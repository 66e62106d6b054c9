//! What every test works with.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{NaiveDateTime, TimeDelta};
use nod_core::api::{ImportReport, LogRequest, Logged, NewMoment, PersonFields, QuickRequest, Settings};
use nod_core::clock::{Now, resolve};
use nod_core::gesture::GestureId;
use nod_core::id::PersonId;
use nod_core::moment::Direction;
use nod_core::nod::{FileToImport, Nod};
use nod_core::store::DATABASE_FILE;
use proptest::test_runner::Config;
use rusqlite::{Connection, OpenFlags};
use tempfile::TempDir;

/// Fixes jitter and prompts in every test.
pub const SEED: i64 = 7;

/// A Nod in a folder of its own, gone with it.
pub struct Desk {
    pub folder: TempDir,
    pub nod: Nod,
}

/// A new Nod with the tests' seed.
pub fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    drop(Nod::open(folder.path()).unwrap());
    let file = Connection::open(folder.path().join(DATABASE_FILE)).unwrap();
    file.execute("UPDATE state SET value = ?1 WHERE name = 'seed'", [SEED.to_string()]).unwrap();
    file.close().unwrap();
    let nod = Nod::open(folder.path()).unwrap();
    Desk { folder, nod }
}

impl Desk {
    /// Ends this Nod and starts another on the same folder.
    pub fn reopen(self) -> Self {
        let Self { folder, nod } = self;
        drop(nod);
        let nod = Nod::open(folder.path()).unwrap();
        Self { folder, nod }
    }

    /// Another Nod on the same folder.
    pub fn second(&self) -> Nod {
        Nod::open(self.folder.path()).unwrap()
    }

    pub fn dump(&self) -> Dump {
        dump(self.folder.path())
    }

    /// Entries of the undo journal.
    pub fn entries(&self) -> i64 {
        self.number("SELECT count(*) FROM journal")
    }

    pub fn number(&self, sql: &str) -> i64 {
        look(self.folder.path()).query_row(sql, [], |row| row.get(0)).unwrap()
    }

    pub fn add(&mut self, name: &str, rhythm: Option<u16>, now: Now) -> PersonId {
        let fields = PersonFields { rhythm_days: rhythm, ..named(name) };
        self.nod.person_save(None, &fields, now).unwrap().person.id
    }

    pub fn log(&mut self, people: &[PersonId], direction: Direction, now: Now) -> Logged {
        let moment = NewMoment {
            people: people.to_vec(),
            gestures: vec![GestureId::new("thanked").unwrap()],
            direction,
            channel: None,
            note: String::new(),
            at: None,
        };
        let request = LogRequest { moment, reminder: None, answers_follow_up: false };
        self.nod.log(&request, now).unwrap()
    }

    /// Rhythms to the day and banners at any time of any day, so that a test reads as it is meant.
    pub fn plainly(&mut self, now: Now) {
        let settings = Settings {
            jitter: false,
            working_days: [true; 7],
            quiet_from: 0,
            quiet_until: 0,
            ..Settings::default()
        };
        self.nod.settings_save(&settings, now).unwrap();
    }

    /// The reminders of Today, by id.
    pub fn reminders(&self, now: Now) -> Vec<String> {
        self.nod.today(None, now).unwrap().reminders.into_iter().map(|r| r.id).collect()
    }

    pub fn import(&mut self, text: &str, now: Now) -> ImportReport {
        self.nod.import_apply(&[card_file(text)], now).unwrap()
    }
}

pub fn named(name: &str) -> PersonFields {
    PersonFields { name: name.to_owned(), ..PersonFields::default() }
}

pub fn typed(text: &str) -> QuickRequest {
    QuickRequest { text: text.to_owned(), ..QuickRequest::default() }
}

/// A civil time in Berlin.
pub fn at(text: &str) -> Now {
    at_in("Europe/Berlin", text)
}

pub fn at_in(zone: &str, text: &str) -> Now {
    let zone = zone.parse().unwrap();
    let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
    Now::at(resolve(zone, local), zone)
}

pub fn after(now: Now, step: TimeDelta) -> Now {
    Now::at(now.utc + step, now.zone)
}

pub fn card_file(text: &str) -> FileToImport {
    FileToImport { name: "cards.vcf".to_owned(), bytes: text.as_bytes().to_vec() }
}

/// One vCard with the lines given.
pub fn card(lines: &str) -> String {
    format!("BEGIN:VCARD\nVERSION:4.0\n{lines}\nEND:VCARD\n")
}

/// The tables whose rows are journaled, with their keys.
pub const TABLES: [(&str, &[&str]); 22] = [
    ("circle", &["id"]),
    ("gesture", &["id"]),
    ("person", &["id"]),
    ("contact", &["person", "position"]),
    ("tag", &["person", "name"]),
    ("photo", &["person"]),
    ("imported", &["person", "source"]),
    ("own_field", &["person", "position"]),
    ("other_team", &["person", "position"]),
    ("detail", &["id"]),
    ("moment", &["id"]),
    ("moment_gesture", &["moment", "position"]),
    ("moment_person", &["moment", "person"]),
    ("follow_up", &["id"]),
    ("put_off", &["reminder"]),
    ("contribution", &["id"]),
    ("occasion", &["id"]),
    ("own_reminder", &["id"]),
    ("block", &["id"]),
    ("transition", &["person"]),
    ("offer", &["person"]),
    ("setting", &["name"]),
];

/// Every value of the journaled tables by table, key and column, as SQL literals.
pub type Dump = BTreeMap<(String, String, String), String>;

pub fn look(folder: &Path) -> Connection {
    Connection::open_with_flags(folder.join(DATABASE_FILE), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
}

pub fn dump(folder: &Path) -> Dump {
    let file = look(folder);
    let mut all = Dump::new();
    for (table, key) in TABLES {
        let names: Vec<String> = file
            .prepare(&format!("SELECT * FROM {table}"))
            .unwrap()
            .column_names()
            .into_iter()
            .map(str::to_owned)
            .collect();
        let quoted: Vec<String> = names.iter().map(|name| format!("quote(\"{name}\")")).collect();
        let key: Vec<String> = key.iter().map(|name| format!("quote(\"{name}\")")).collect();
        let sql = format!("SELECT {}, {} FROM {table}", key.join(" || '/' || "), quoted.join(", "));
        let mut select = file.prepare(&sql).unwrap();
        let mut rows = select.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let key: String = row.get(0).unwrap();
            for (index, name) in names.iter().enumerate() {
                let value = row.get(index + 1).unwrap();
                all.insert((table.to_owned(), key.clone(), name.clone()), value);
            }
        }
    }
    all
}

/// `cases` of a property, or what `PROPTEST_CASES` asks for.
pub fn cases(cases: u32) -> Config {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok());
    Config { cases: asked.unwrap_or(cases), failure_persistence: None, ..Config::default() }
}
