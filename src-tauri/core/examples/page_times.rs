//! Times a person's page of a data folder: `page_times FOLDER [ROUNDS]`. Random people, and the busiest ones. Prints the
//! median, the 99th percentile and the slowest of each.

use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

use nod_core::api::TimelineRequest;
use nod_core::clock::{Now, steady};
use nod_core::id::PersonId;
use nod_core::nod::Nod;
use nod_core::plan::mix;
use rusqlite::{Connection, OpenFlags};

/// Random people looked at in a round, and the busiest ones.
const PEOPLE: usize = 400;
const BUSIEST: usize = 100;

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let Some(folder) = args.next() else {
        eprintln!("page_times FOLDER [ROUNDS]");
        return ExitCode::from(2);
    };
    let rounds = args.next().and_then(|text| text.parse().ok()).unwrap_or(5);
    match measure(folder.as_ref(), rounds) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(folder: &std::path::Path, rounds: u64) -> Result<(), Box<dyn Error>> {
    let now = Now::read();
    let nod = Nod::open(folder)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let file = Connection::open_with_flags(folder.join(nod_core::store::DATABASE_FILE), flags)?;
    let ids = |sql: &str| -> rusqlite::Result<Vec<PersonId>> {
        file.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
    };
    let everyone = ids("SELECT id FROM person ORDER BY id")?;
    let busiest = ids("SELECT person FROM met ORDER BY moments DESC, person")?;
    let mut random = Vec::new();
    for roll in 0..PEOPLE as u64 * rounds {
        let at = usize::try_from(mix(7, &[&roll.to_le_bytes()]) % (everyone.len().max(1) as u64))?;
        random.extend(everyone.get(at));
    }
    let busy: Vec<PersonId> = (0..rounds).flat_map(|_| busiest.iter().take(BUSIEST).copied()).collect();
    // Statements are prepared once, as in a window that is open.
    for id in busy.iter().take(3) {
        nod.person(*id, now)?;
        nod.timeline(&timeline_of(*id), now)?;
    }
    for (who, people) in [("random people", &random), ("the busiest", &busy)] {
        let (mut pages, mut timelines) = (Vec::new(), Vec::new());
        for id in people {
            let start = steady();
            nod.person(*id, now)?;
            pages.push(start.elapsed());
            let start = steady();
            nod.timeline(&timeline_of(*id), now)?;
            timelines.push(start.elapsed());
        }
        print(&format!("page, {who}"), pages);
        print(&format!("its timeline, {who}"), timelines);
    }
    Ok(())
}

/// The part of the timeline that the page begins with.
fn timeline_of(person: PersonId) -> TimelineRequest {
    TimelineRequest { person, offset: 0, limit: 30 }
}

fn print(name: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: usize| times.get((times.len() * share / 100).min(times.len().saturating_sub(1)));
    let ms = |share: usize| at(share).map_or(0.0, |took| took.as_secs_f64() * 1000.0);
    println!("{name:<30} median {:>6.2} ms, p99 {:>6.2} ms, slowest {:>6.2} ms", ms(50), ms(99), ms(100));
}
