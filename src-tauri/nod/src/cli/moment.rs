//! `nod moment`.

use std::process::ExitCode;

use nod_core::api::{Channel, Direction, MomentsRequest, NewMoment};
use nod_core::id::MomentId;

use super::Ended;
use super::args::{MomentChange, MomentCommand};
use super::desk::Desk;
use super::today::find_gesture;

pub fn moment(desk: &mut Desk, command: MomentCommand) -> Result<ExitCode, Ended> {
    let now = desk.now;
    match command {
        MomentCommand::Edit { id, change } => edit(desk, &id, &change),
        MomentCommand::Delete { id } => {
            let id = find(desk, &id)?;
            let done = desk.nod()?.moment_delete(id, now)?;
            Ok(desk.done(&done))
        }
    }
}

/// A moment by its id; `last` is the newest.
fn find(desk: &mut Desk, id: &str) -> Result<MomentId, Ended> {
    let now = desk.now;
    if id == "last" {
        let request = MomentsRequest { limit: 1, ..MomentsRequest::default() };
        let page = desk.nod()?.moments(&request, now)?;
        return page
            .rows
            .first()
            .map(|row| row.moment.id)
            .ok_or_else(|| Ended::Said(desk.texts.get("cli-no-moments"), 1));
    }
    id.parse().map_err(|_| Ended::Said(desk.texts.with("cli-no-id", &[("value", id.into())]), 1))
}

fn edit(desk: &mut Desk, id: &str, change: &MomentChange) -> Result<ExitCode, Ended> {
    let (now, texts) = (desk.now, desk.texts.clone());
    let id = find(desk, id)?;
    let nod = desk.nod()?;
    let known = nod.moment(id, now)?.moment;
    let mut new = NewMoment {
        people: known.people,
        gestures: known.gestures,
        direction: known.direction,
        channel: known.channel,
        note: known.note,
        at: None,
    };
    if !change.with.is_empty() {
        new.people = change.with.iter().map(|name| nod.find_person(name, now)).collect::<Result<_, _>>()?;
    }
    if !change.gesture.is_empty() {
        new.gestures =
            change.gesture.iter().map(|name| find_gesture(nod, name, &texts)).collect::<Result<_, _>>()?;
    }
    if let Some(word) = &change.direction {
        new.direction = Direction::from_word(word).ok_or_else(|| {
            Ended::Said(texts.with("cli-no-direction", &[("value", word.as_str().into())]), 1)
        })?;
    }
    if let Some(channel) = &change.channel {
        new.channel = (!channel.is_empty()).then(|| Channel(channel.clone()));
    }
    if let Some(note) = &change.note {
        new.note.clone_from(note);
    }
    if let Some(when) = &change.when {
        new.at = Some(nod.read_when(when, now)?);
    }
    let done = nod.moment_edit(id, &new, now)?;
    Ok(desk.done(&done))
}
