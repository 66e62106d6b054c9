//! Fills a new data folder with made-up people and moments: `generate FOLDER PEOPLE MOMENTS [SEED]`.
//!
//! The rows go in through SQL, because a million actions one by one would take an hour; the file is a valid one all the
//! same, and the same seed gives the same people. Moments are spread over the three years before today, a few people
//! have most of them, and everyone is in a circle.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a generator that cannot go on ends

use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use nod_core::clock::{Now, minus_days};
use nod_core::id::{FollowUpId, MomentId, PersonId};
use nod_core::nod::Nod;
use nod_core::plan::mix;
use nod_core::quick::fold::fold;
use nod_core::store::DATABASE_FILE;
use rusqlite::{Connection, Transaction, params};

const BEGINNINGS: [&str; 20] = [
    "Am", "Le", "No", "Han", "To", "Pri", "Sam", "Ta", "Jo", "Mi", "An", "Ka", "Lu", "Ro", "Vi", "Ste", "El",
    "Ma", "Zo", "Be",
];
const MIDDLES: [&str; 35] = [
    "a", "ri", "lo", "ne", "sha", "ko", "ber", "mi", "ta", "vo", "li", "ran", "du", "sel", "wi", "go", "pa",
    "ke", "ny", "fa", "hol", "cu", "je", "mo", "ti", "xa", "qui", "zen", "bro", "dal", "es", "fir", "gu",
    "han", "ip",
];
const ENDINGS: [&str; 15] =
    ["ra", "n", "o", "na", "sz", "ya", "el", "mar", "son", "ski", "ová", "ez", "berg", "ius", "ke"];
const TEAMS: [&str; 8] =
    ["Platform", "Payments", "Mobile", "Insights", "Checkout", "Customer care", "Sales", "Design"];
const ROLES: [&str; 6] = [
    "Release engineer",
    "Product designer",
    "Data analyst",
    "Support lead",
    "Account manager",
    "QA engineer",
];
const GESTURES: [&str; 7] =
    ["thanked", "acknowledged", "checked-in", "listened", "remembered", "helped", "celebrated"];
const NOTES: [&str; 6] = [
    "For staying with the rollback until it was calm.",
    "Asked how the first week of the redesign went; long talk about the hiring plan.",
    "",
    "The diagram made the review quick.",
    "Exam on Friday, ask again.",
    "Took the on-call so that the weekend stayed free.",
];

/// Days over which the moments are spread.
const SPAN: u64 = 3 * 365;

/// A row of choices that is the same for the same seed.
struct Dice {
    seed: u64,
    rolls: u64,
}

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.rolls += 1;
        mix(self.seed, &[&self.rolls.to_le_bytes()]) % sides.max(1)
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[usize::try_from(self.below(list.len() as u64)).unwrap()]
    }
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| args.get(at).map(|text| text.parse::<u64>().expect("a number"));
    let (Some(folder), Some(people), Some(moments)) = (args.first().map(PathBuf::from), number(1), number(2))
    else {
        eprintln!("generate FOLDER PEOPLE MOMENTS [SEED]");
        std::process::exit(2);
    };
    generate(&folder, people, moments, number(3).unwrap_or(7));
}

fn generate(folder: &Path, people: u64, moments: u64, seed: u64) {
    let now = Now::read();
    drop(Nod::open(folder).expect("a new data folder"));
    let mut file = Connection::open(folder.join(DATABASE_FILE)).unwrap();
    file.execute_batch("PRAGMA foreign_keys = ON; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000")
        .unwrap();
    let tx = file.transaction().unwrap();
    tx.execute("UPDATE state SET value = ?1 WHERE name = 'seed'", [seed.to_string()]).unwrap();
    let mut dice = Dice { seed, rolls: 0 };
    let ids = add_people(&tx, &mut dice, people, now);
    add_moments(&tx, &mut dice, &ids, moments, now);
    tx.commit().unwrap();
    file.execute_batch("ANALYZE").unwrap_or_default();
    file.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
}

fn add_people(tx: &Transaction<'_>, dice: &mut Dice, people: u64, now: Now) -> Vec<PersonId> {
    let circles: Vec<Vec<u8>> = {
        let mut select = tx.prepare("SELECT id FROM circle ORDER BY position").unwrap();
        select.query_map([], |row| row.get(0)).unwrap().collect::<rusqlite::Result<_>>().unwrap()
    };
    let mut person = tx
        .prepare(
            "INSERT INTO person (id, uid, name, folded, called, pronunciation, pronouns, role, team, organisation, place,
                 zone, start_date, birthday, notes, circle, rhythm_days, archived, created_on)
             VALUES (?1, ?2, ?3, ?4, '', '', '', ?5, ?6, 'Globex', 'Berlin', 'Europe/Berlin', '', '', '', ?7, NULL, 0, ?8)",
        )
        .unwrap();
    let mut contact = tx
        .prepare("INSERT INTO contact (person, position, kind, label, value, matching) VALUES (?1, ?2, ?3, '', ?4, ?4)")
        .unwrap();
    let created = minus_days(now.today(), u32::try_from(SPAN).unwrap());
    let mut ids = Vec::new();
    for number in 0..people {
        let name = format!("{} {}", word(dice, 1), word(dice, 2));
        let circle = match dice.below(100) {
            0 => 0,
            1..5 => 1,
            5..30 => 2,
            _ => 3,
        };
        let id = PersonId::new(now.utc - TimeDelta::days(i64::try_from(SPAN).unwrap()));
        let (role, team) = (dice.of(&ROLES), dice.of(&TEAMS));
        let uid = format!("generated-{number}");
        person.execute(params![id, uid, name, fold(&name), role, team, circles[circle], created]).unwrap();
        contact.execute(params![id, 0, "email", format!("p{number}@globex.example")]).unwrap();
        contact.execute(params![id, 1, "phone", format!("+49301{number:07}")]).unwrap();
        ids.push(id);
    }
    ids
}

/// "Amara", "Hanloberg": a made-up name of one or two middles.
fn word(dice: &mut Dice, middles: u64) -> String {
    let mut word = dice.of(&BEGINNINGS).to_owned();
    for _ in 0..middles {
        word.push_str(dice.of(&MIDDLES));
    }
    word + dice.of(&ENDINGS)
}

fn add_moments(tx: &Transaction<'_>, dice: &mut Dice, people: &[PersonId], moments: u64, now: Now) {
    let mut moment = tx
        .prepare(
            "INSERT INTO moment (id, at_ms, on_date, zone, direction, channel, note)
             VALUES (?1, ?2, ?3, 'UTC', ?4, ?5, ?6)",
        )
        .unwrap();
    let mut gesture =
        tx.prepare("INSERT INTO moment_gesture (moment, position, gesture) VALUES (?1, 0, ?2)").unwrap();
    let mut with = tx
        .prepare(
            "INSERT INTO moment_person (moment, person, position, at_ms, on_date, moves)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )
        .unwrap();
    let mut follow_up = tx
        .prepare(
            "INSERT INTO follow_up (id, person, text, on_date, planted_on, moment, ended)
             VALUES (?1, ?2, 'ask how it went', ?3, ?4, ?5, ?6)",
        )
        .unwrap();
    let start = now.utc - TimeDelta::days(i64::try_from(SPAN).unwrap());
    let step = SPAN * 24 * 3600 * 1000 / moments.max(1);
    for number in 0..moments {
        let at: DateTime<Utc> = start + TimeDelta::milliseconds(i64::try_from(number * step).unwrap());
        let (at_ms, on): (i64, NaiveDate) = (at.timestamp_millis(), at.date_naive());
        let id = MomentId::new(at);
        let direction = if dice.below(5) == 0 { "theirs" } else { "mine" };
        let channel = (dice.below(2) == 0).then_some("chat");
        moment.execute(params![id, at_ms, on, direction, channel, dice.of(&NOTES)]).unwrap();
        gesture.execute(params![id, dice.of(&GESTURES)]).unwrap();
        let count = 1 + i64::from(dice.below(8) == 0);
        let mut chosen = Vec::new();
        for position in 0..count {
            let person = pick(dice, people);
            if !chosen.contains(&person) {
                with.execute(params![id, person, position, at_ms, on, direction != "theirs"]).unwrap();
                chosen.push(person);
            }
        }
        if dice.below(100) == 0 {
            let open = moments - number < moments / 50;
            let ended = (!open).then_some("asked");
            let then = on + chrono::Days::new(7);
            follow_up.execute(params![FollowUpId::new(at), chosen[0], then, on, id, ended]).unwrap();
        }
    }
}

/// Someone: half of the moments are with a tenth of the people.
fn pick(dice: &mut Dice, people: &[PersonId]) -> PersonId {
    let all = people.len() as u64;
    let among = if dice.below(2) == 0 { all.div_ceil(10) } else { all };
    people[usize::try_from(dice.below(among)).unwrap()]
}
