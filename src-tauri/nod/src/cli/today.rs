//! `nod log`, `nod today`, `nod moments`, `nod sample`.

use std::process::ExitCode;

use nod_core::api::{Logged, MomentRow, MomentsRequest, QuickFix, QuickRequest, Reminder};
use nod_core::clock::Now;
use nod_core::error::{Error, Question};
use nod_core::moment::Moment;
use serde_json::{Value, json};

use super::args;
use super::desk::Desk;
use super::{Ended, print};

/// Logs. What could not be written is printed back; what was refused or asked about is in the sentence anyway.
pub fn log(desk: &mut Desk, args: &args::Log) -> Result<ExitCode, Ended> {
    write_log(desk, args).map_err(|ended| match ended {
        Ended::Core(error) if !matches!(error, Error::Refused(_) | Error::Asks(_)) => {
            Ended::Unkept(error, args.text.join(" "))
        }
        other => other,
    })
}

fn write_log(desk: &mut Desk, args: &args::Log) -> Result<ExitCode, Ended> {
    let (now, texts) = (desk.now, desk.texts.clone());
    let nod = desk.nod()?;
    let at = match &args.when {
        Some(text) => Some(nod.read_when(text, now)?),
        None => None,
    };
    let fix = QuickFix { add_unknown: args.add, ..QuickFix::default() };
    let request = QuickRequest { text: args.text.join(" "), at, fix };
    let logged = if args.dry_run { nod.quick_rehearse(&request, now) } else { nod.quick_log(&request, now) };
    if let (Err(Error::Asks(Question::UnknownName { typed, nearest })), false) = (&logged, desk.json)
        && nearest.is_empty()
    {
        return Err(Ended::Said(texts.with("cli-log-add", &[("typed", typed.clone().into())]), 2));
    }
    let logged = logged?;
    if desk.json {
        print::json(&logged_json(&logged, now));
        return Ok(ExitCode::SUCCESS);
    }
    let words = logged.words.clone();
    print::say(&if args.dry_run { texts.with("cli-would-log", &[("words", words.into())]) } else { words });
    if let Some(follow_up) = logged.follow_up {
        let args = [("when", follow_up.words.into()), ("text", follow_up.text.into())];
        print::say(&texts.with("cli-follow-up", &args));
    }
    for detail in logged.details {
        print::say(&texts.with("cli-detail", &[("text", detail.into())]));
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn moment_json(moment: &Moment, now: Now) -> Value {
    let zone = moment.zone.parse().unwrap_or(now.zone);
    json!({
        "id": moment.id,
        "at": Now::at(moment.at, zone).rfc3339(),
        "on": moment.on,
        "gestures": moment.gestures,
        "direction": moment.direction,
        "channel": moment.channel,
        "note": moment.note,
    })
}

pub(super) fn logged_json(logged: &Logged, now: Now) -> Value {
    let people: Vec<Value> = logged.people.iter().map(|p| json!({ "id": p.id, "name": p.name })).collect();
    let follow_up = logged.follow_up.as_ref().map(|f| json!({ "text": f.text, "on": f.on }));
    json!({
        "moment": moment_json(&logged.moment, now),
        "people": people,
        "follow_up": follow_up,
        "details": logged.details,
        "undo": logged.op,
        "words": logged.words,
    })
}

pub fn today(desk: &mut Desk, args: &args::Today) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let on = args.on.as_deref().map(|text| nod_core::person::day("on", text)).transpose()?;
    let view = desk.nod()?.today(on, now)?;
    if desk.json {
        let reminders: Vec<Value> = view.reminders.iter().map(reminder_json).collect();
        print::json(
            &json!({ "date": view.date, "reminders": reminders, "more": view.more, "clock": view.clock }),
        );
        return Ok(ExitCode::SUCCESS);
    }
    let (style, texts) = (desk.style, &desk.texts);
    if let Some(clock) = view.clock {
        print::say(&clock);
    }
    if view.people == 0 {
        println!("{}", texts.get("cli-nobody"));
    } else if view.reminders.is_empty() {
        println!("{}", texts.get("cli-today-empty"));
        if let Some(next) = view.next {
            print::say(&next);
        }
    }
    for reminder in &view.reminders {
        let time = reminder.time.as_deref().unwrap_or_default();
        let prompt = print::one_line(&reminder.prompt);
        match &reminder.person {
            Some(person) => {
                println!(
                    "{}  {}",
                    style.strong(&person.name),
                    style.faint(format!("{} {time}", person.line).trim())
                );
                println!("  {prompt}");
            }
            None => println!("{}  {}", style.strong(&prompt), style.faint(time)),
        }
        println!("  {}", style.faint(&reminder.why));
        if let Some(offer) = &reminder.offer {
            println!("  {}", style.faint(&offer.words));
        }
        println!("  {}", style.faint(&reminder.id));
    }
    if view.more > 0 {
        println!("{}", texts.with("cli-today-more", &[("count", view.more.into())]));
    }
    Ok(ExitCode::SUCCESS)
}

fn reminder_json(reminder: &Reminder) -> Value {
    json!({
        "id": reminder.id,
        "kind": reminder.kind,
        "person": print::person_json(reminder.person.as_ref()),
        "why": reminder.why,
        "prompt": reminder.prompt,
        "gesture": reminder.gesture,
        "due": reminder.due,
        "time": reminder.time,
        "offer": reminder.offer.as_ref().map(|offer| json!({ "rhythm_days": offer.days, "words": offer.words })),
    })
}

pub fn moments(desk: &mut Desk, args: &args::Moments) -> Result<ExitCode, Ended> {
    let (now, texts) = (desk.now, desk.texts.clone());
    let nod = desk.nod()?;
    let person = args.person.as_deref().map(|name| nod.find_person(name, now)).transpose()?;
    let gesture = match &args.gesture {
        Some(name) => Some(find_gesture(nod, name, &texts)?),
        None => None,
    };
    let mut page = nod_core::api::MomentsPage { total: 0, rows: Vec::new() };
    // The core gives at most 500 at a time.
    while page.rows.len() < args.limit {
        let limit = args.limit - page.rows.len();
        let request = MomentsRequest { person, gesture: gesture.clone(), offset: page.rows.len(), limit };
        let next = nod.moments(&request, now)?;
        page.total = next.total;
        if next.rows.is_empty() {
            break;
        }
        page.rows.extend(next.rows);
    }
    if desk.json {
        let rows: Vec<Value> = page.rows.iter().map(|row| row_json(row, now)).collect();
        print::json(&json!({ "total": page.total, "moments": rows }));
        return Ok(ExitCode::SUCCESS);
    }
    if page.rows.is_empty() {
        println!("{}", texts.get("cli-no-moments"));
        return Ok(ExitCode::SUCCESS);
    }
    let head = ["when", "what", "who", "note"].map(|name| texts.get(&format!("cli-column-{name}")));
    let rows: Vec<Vec<String>> = page
        .rows
        .into_iter()
        .map(|row| {
            let names: Vec<String> = row.people.into_iter().map(|person| person.name).collect();
            vec![
                format!("{} {}", row.moment.on, row.time),
                row.gesture_words,
                names.join(", "),
                row.moment.note,
            ]
        })
        .collect();
    desk.style.table(&head, &rows);
    Ok(ExitCode::SUCCESS)
}

fn row_json(row: &MomentRow, now: Now) -> Value {
    let people: Vec<Value> = row.people.iter().map(|p| json!({ "id": p.id, "name": p.name })).collect();
    let mut value = moment_json(&row.moment, now);
    value["people"] = people.into();
    value
}

pub(super) fn find_gesture(
    nod: &nod_core::nod::Nod,
    name: &str,
    texts: &nod_core::texts::Texts,
) -> Result<nod_core::gesture::GestureId, Ended> {
    let gestures = nod.gestures()?;
    let wanted = name.to_lowercase();
    let found = gestures.iter().find(|g| g.id.as_str() == wanted || g.name.to_lowercase() == wanted);
    found.map(|gesture| gesture.id.clone()).ok_or_else(|| {
        let known: Vec<&str> = gestures.iter().map(|g| g.id.as_str()).collect();
        let args = [("name", name.into()), ("known", known.join(", ").into())];
        Ended::Said(texts.with("cli-no-gesture", &args), 1)
    })
}

pub fn sample(desk: &mut Desk) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let done = desk.nod()?.sample_team(now)?;
    Ok(desk.done(&done))
}
