//! Fills a new data folder with made-up people, moments and details: `generate FOLDER PEOPLE MOMENTS [SEED] [DETAILS]`.
//!
//! The rows go in through SQL, because a million actions one by one would take an hour; the file is a valid one all the
//! same, and the same seed gives the same people. Moments are spread over the three years before today, a few people
//! have most of them, and everyone is in a circle. Notes and details are made of some two thousand words, few of which
//! are frequent, as in a language.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use nod_core::clock::{Now, minus_days};
use nod_core::id::{DetailId, FollowUpId, MomentId, PersonId};
use nod_core::nod::Nod;
use nod_core::plan::mix;
use nod_core::quick::fold::fold;
use nod_core::store::{DATABASE_FILE, Store, search};
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
/// Frequent words of notes, the most frequent first.
const WORDS: [&str; 48] = [
    "the",
    "a",
    "and",
    "for",
    "to",
    "of",
    "with",
    "in",
    "on",
    "it",
    "was",
    "about",
    "how",
    "that",
    "went",
    "asked",
    "review",
    "release",
    "notes",
    "demo",
    "plan",
    "week",
    "team",
    "rollback",
    "call",
    "long",
    "talk",
    "after",
    "first",
    "calm",
    "diagram",
    "exam",
    "weekend",
    "hiring",
    "onboarding",
    "redesign",
    "customer",
    "question",
    "meeting",
    "shift",
    "ticket",
    "incident",
    "deadline",
    "coffee",
    "holiday",
    "daughter",
    "marathon",
    "garden",
];
/// Whole words beside the frequent ones are made of a beginning, a middle and an ending.
const CATEGORIES: [&str; 5] = ["family", "interests", "work", "food", "other"];

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
        let at = self.below(list.len() as u64);
        usize::try_from(at).ok().and_then(|at| list.get(at)).copied().unwrap_or_default()
    }

    /// A sentence of `words` words. Low numbers are thrown more often, as a language prefers few words.
    fn sentence(&mut self, words: u64) -> String {
        let mut sentence = String::new();
        for _ in 0..words {
            if !sentence.is_empty() {
                sentence.push(' ');
            }
            if self.below(3) == 0 {
                sentence.push_str(&word(self, 1).to_lowercase());
            } else {
                let reach = 1 + self.below(WORDS.len() as u64);
                let at = usize::try_from(self.below(reach)).unwrap_or(0);
                sentence.push_str(WORDS.get(at).copied().unwrap_or_default());
            }
        }
        sentence
    }
}

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| args.get(at).and_then(|text| text.parse::<u64>().ok());
    let (Some(folder), Some(people), Some(moments)) = (args.first().map(PathBuf::from), number(1), number(2))
    else {
        eprintln!("generate FOLDER PEOPLE MOMENTS [SEED] [DETAILS]");
        return ExitCode::from(2);
    };
    let details = number(4).unwrap_or(moments / 5);
    match generate(&folder, people, moments, number(3).unwrap_or(7), details) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn generate(folder: &Path, people: u64, moments: u64, seed: u64, details: u64) -> Outcome<()> {
    let now = Now::read();
    drop(Nod::open(folder)?);
    let mut file = Connection::open(folder.join(DATABASE_FILE))?;
    file.execute_batch("PRAGMA foreign_keys = ON; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000")?;
    let tx = file.transaction()?;
    tx.execute("UPDATE state SET value = ?1 WHERE name = 'seed'", [seed.to_string()])?;
    let mut dice = Dice { seed, rolls: 0 };
    let ids = add_people(&tx, &mut dice, people, now)?;
    add_moments(&tx, &mut dice, &ids, moments, now)?;
    add_details(&tx, &mut dice, &ids, details, now)?;
    tx.commit()?;
    drop(file);
    // The index of search: the triggers noted what is new, the store takes it in.
    let store = Store::open(folder)?;
    store.reader().execute_batch("PRAGMA cache_size = -200000; PRAGMA synchronous = OFF")?;
    search::refresh(store.reader())?;
    store.reader().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}

fn add_details(
    tx: &Transaction<'_>,
    dice: &mut Dice,
    people: &[PersonId],
    details: u64,
    now: Now,
) -> Outcome<()> {
    let mut detail = tx.prepare(
        "INSERT INTO detail (id, person, text, category, learned_on, source, private, expires_on)
         VALUES (?1, ?2, ?3, ?4, ?5, 'told', 0, NULL)",
    )?;
    for _ in 0..details {
        let learned = minus_days(now.today(), u32::try_from(dice.below(SPAN))?);
        let Some(person) = pick(dice, people) else { break };
        let length = 3 + dice.below(6);
        let (text, category) = (dice.sentence(length), dice.of(&CATEGORIES));
        detail.execute(params![DetailId::new(now.utc), person, text, category, learned])?;
    }
    Ok(())
}

fn add_people(tx: &Transaction<'_>, dice: &mut Dice, people: u64, now: Now) -> Outcome<Vec<PersonId>> {
    let circles: Vec<Vec<u8>> = {
        let mut select = tx.prepare("SELECT id FROM circle ORDER BY position")?;
        select.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?
    };
    let mut person = tx
        .prepare(
            "INSERT INTO person (id, uid, name, folded, called, pronunciation, pronouns, role, team, organisation, place,
                 zone, start_date, birthday, notes, circle, rhythm_days, archived, created_on)
             VALUES (?1, ?2, ?3, ?4, '', '', '', ?5, ?6, 'Globex', 'Berlin', 'Europe/Berlin', '', '', '', ?7, NULL, 0, ?8)",
        )?;
    let mut contact = tx
        .prepare("INSERT INTO contact (person, position, kind, label, value, matching) VALUES (?1, ?2, ?3, '', ?4, ?4)")?;
    let created = minus_days(now.today(), u32::try_from(SPAN)?);
    let mut ids = Vec::new();
    for number in 0..people {
        let name = format!("{} {}", word(dice, 1), word(dice, 2));
        let circle = match dice.below(100) {
            0 => 0,
            1..5 => 1,
            5..30 => 2,
            _ => 3,
        };
        let id = PersonId::new(now.utc - TimeDelta::days(i64::try_from(SPAN)?));
        let (role, team) = (dice.of(&ROLES), dice.of(&TEAMS));
        let uid = format!("generated-{number}");
        person.execute(params![id, uid, name, fold(&name), role, team, circles.get(circle), created])?;
        contact.execute(params![id, 0, "email", format!("p{number}@globex.example")])?;
        contact.execute(params![id, 1, "phone", format!("+49301{number:07}")])?;
        ids.push(id);
    }
    Ok(ids)
}

/// "Amara", "Hanloberg": a made-up name of one or two middles.
fn word(dice: &mut Dice, middles: u64) -> String {
    let mut word = dice.of(&BEGINNINGS).to_owned();
    for _ in 0..middles {
        word.push_str(dice.of(&MIDDLES));
    }
    word + dice.of(&ENDINGS)
}

fn add_moments(
    tx: &Transaction<'_>,
    dice: &mut Dice,
    people: &[PersonId],
    moments: u64,
    now: Now,
) -> Outcome<()> {
    let mut moment = tx.prepare(
        "INSERT INTO moment (id, at_ms, on_date, zone, direction, channel, note)
             VALUES (?1, ?2, ?3, 'UTC', ?4, ?5, ?6)",
    )?;
    let mut gesture =
        tx.prepare("INSERT INTO moment_gesture (moment, position, gesture) VALUES (?1, 0, ?2)")?;
    let mut with = tx.prepare(
        "INSERT INTO moment_person (moment, person, position, at_ms, on_date, moves)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let mut follow_up = tx.prepare(
        "INSERT INTO follow_up (id, person, text, on_date, planted_on, moment, ended)
             VALUES (?1, ?2, 'ask how it went', ?3, ?4, ?5, ?6)",
    )?;
    let start = now.utc - TimeDelta::days(i64::try_from(SPAN)?);
    let step = SPAN * 24 * 3600 * 1000 / moments.max(1);
    for number in 0..moments {
        let at: DateTime<Utc> = start + TimeDelta::milliseconds(i64::try_from(number * step)?);
        let (at_ms, on): (i64, NaiveDate) = (at.timestamp_millis(), at.date_naive());
        let id = MomentId::new(at);
        let direction = if dice.below(5) == 0 { "theirs" } else { "mine" };
        let channel = (dice.below(2) == 0).then_some("chat");
        // One moment in six has no note.
        let length = if dice.below(6) == 0 { 0 } else { 3 + dice.below(14) };
        moment.execute(params![id, at_ms, on, direction, channel, dice.sentence(length)])?;
        gesture.execute(params![id, dice.of(&GESTURES)])?;
        let count = 1 + i64::from(dice.below(8) == 0);
        let mut chosen = Vec::new();
        for position in 0..count {
            let Some(person) = pick(dice, people) else { break };
            if !chosen.contains(&person) {
                with.execute(params![id, person, position, at_ms, on, direction != "theirs"])?;
                chosen.push(person);
            }
        }
        if dice.below(100) == 0 {
            let open = moments - number < moments / 50;
            let ended = (!open).then_some("asked");
            let then = on + chrono::Days::new(7);
            follow_up.execute(params![FollowUpId::new(at), chosen.first(), then, on, id, ended])?;
        }
    }
    Ok(())
}

/// Someone: half of the moments are with a tenth of the people.
fn pick(dice: &mut Dice, people: &[PersonId]) -> Option<PersonId> {
    let all = people.len() as u64;
    let among = if dice.below(2) == 0 { all.div_ceil(10) } else { all };
    usize::try_from(dice.below(among)).ok().and_then(|at| people.get(at)).copied()
}
