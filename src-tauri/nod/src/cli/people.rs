//! `nod people`, `nod person`, `nod circles`.

use std::io::Read;
use std::process::ExitCode;

use nod_core::api::{
    Circle, Contact, ContactKind, Done, MomentRow, MomentsRequest, OwnField, PeopleRequest, PersonFields,
    PersonPage, PersonRow,
};
use nod_core::error::Error;
use nod_core::id::CircleId;
use nod_core::limits;
use nod_core::nod::PersonSaved;
use nod_core::quick::fold::fold;
use serde_json::{Value, json};

use super::args;
use super::desk::Desk;
use super::{Ended, print};

pub fn list(desk: &mut Desk, args: &args::People) -> Result<ExitCode, Ended> {
    let (now, texts) = (desk.now, desk.texts.clone());
    let circles = desk.nod()?.circles()?;
    let circle = match &args.circle {
        Some(name) => find_circle(desk, &circles, name)?,
        None => None,
    };
    let mut request = PeopleRequest {
        query: args.query.join(" "),
        circle,
        archived: args.archived,
        limit: 500,
        ..PeopleRequest::default()
    };
    let mut rows: Vec<PersonRow> = Vec::new();
    let nearest = loop {
        let page = desk.nod()?.people(&request, now)?;
        let (total, nearest) = (page.total, page.nearest);
        rows.extend(page.rows);
        request.offset = rows.len();
        if rows.len() >= total {
            break nearest;
        }
    };
    if desk.json {
        print::json(&rows.iter().map(|row| row_json(row, &circles)).collect());
        return Ok(ExitCode::SUCCESS);
    }
    if rows.is_empty() {
        let said = match nearest {
            Some(person) => texts.with("cli-nobody-near", &[("name", person.name.into())]),
            None if args.archived && request.query.is_empty() => texts.get("cli-nobody-archived"),
            None if request.query.is_empty() && circle.is_none() => texts.get("cli-nobody"),
            None => texts.get("cli-nobody-found"),
        };
        print::say(&said);
        return Ok(ExitCode::SUCCESS);
    }
    let head =
        ["name", "circle", "rhythm", "last", "next"].map(|name| texts.get(&format!("cli-column-{name}")));
    let table: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            vec![
                row.person.name.clone(),
                circle_name(row.circle, &circles).unwrap_or_default(),
                row.rhythm.clone(),
                row.last.as_ref().map(|last| last.on.to_string()).unwrap_or_default(),
                row.next_due.map(|due| due.to_string()).unwrap_or_default(),
            ]
        })
        .collect();
    desk.style.table(&head, &table);
    Ok(ExitCode::SUCCESS)
}

fn circle_name(id: Option<CircleId>, circles: &[Circle]) -> Option<String> {
    circles.iter().find(|circle| Some(circle.id) == id).map(|circle| circle.name.clone())
}

fn row_json(row: &PersonRow, circles: &[Circle]) -> Value {
    json!({
        "id": row.person.id,
        "name": row.person.name,
        "line": row.person.line,
        "circle": circle_name(row.circle, circles),
        "rhythm_days": row.rhythm_days,
        "last_moment": row.last.as_ref().map(|last| last.on),
        "last_gesture": row.last.as_ref().map(|last| &last.gesture),
        "next_due": row.next_due,
    })
}

/// Newest moments that are shown with a person; `nod moments` has the others.
const MOMENTS: usize = 50;

pub fn show(desk: &mut Desk, name: &str) -> Result<ExitCode, Ended> {
    let (now, texts) = (desk.now, desk.texts.clone());
    let nod = desk.nod()?;
    let id = nod.find_person(name, now)?;
    let page = nod.person(id, now)?;
    let request = MomentsRequest { person: Some(id), limit: MOMENTS, ..MomentsRequest::default() };
    let moments = nod.moments(&request, now)?.rows;
    if desk.json {
        print::json(&page_json(&page, &moments, now));
        return Ok(ExitCode::SUCCESS);
    }
    let (style, fields) = (desk.style, &page.fields);
    println!("{}", style.strong(&page.person.name));
    let label = |name: &str| texts.get(&format!("cli-label-{name}"));
    let last = page.last.as_ref().map(|last| last.ago.clone()).unwrap_or_default();
    let next = if page.next_due.is_some() { page.next_words.clone() } else { String::new() };
    for (name, value) in [
        ("called", &fields.called),
        ("pronunciation", &fields.pronunciation),
        ("pronouns", &fields.pronouns),
        ("role", &fields.role),
        ("team", &fields.team),
        ("other-teams", &fields.other_teams.join(", ")),
        ("organisation", &fields.organisation),
        ("tags", &fields.tags.join(", ")),
        ("place", &fields.place),
        ("local-time", &page.local_time.clone().unwrap_or_default()),
        ("circle", &page.circle_name.clone().unwrap_or_default()),
        ("rhythm", &page.rhythm),
        ("next", &next),
        ("last", &last),
        ("start-date", &fields.start_date),
        ("birthday", &fields.birthday),
    ] {
        style.pair(&label(name), value);
    }
    for contact in &fields.contacts {
        style.pair(&label("contact"), format!("{} {}", contact.value, contact.label).trim());
    }
    for own in &fields.own {
        style.pair(&own.name, &own.value);
    }
    for detail in &page.details {
        style.pair(&detail.category_words, &detail.text);
    }
    for follow_up in &page.follow_ups {
        style.pair(&label("follow-up"), &format!("{}: {}", follow_up.when, follow_up.text));
    }
    style.pair(&label("notes"), &fields.notes);
    style.pair(&label("id"), &page.person.id.to_string());
    for row in &moments {
        let words = print::one_line(&format!("{}  {}", row.gesture_words, row.moment.note));
        println!("{}  {words}", style.faint(&row.moment.on.to_string()));
    }
    Ok(ExitCode::SUCCESS)
}

fn page_json(page: &PersonPage, moments: &[MomentRow], now: nod_core::clock::Now) -> Value {
    let mut value = serde_json::to_value(&page.fields).unwrap_or_default();
    let moments: Vec<Value> = moments.iter().map(|row| super::today::moment_json(&row.moment, now)).collect();
    let follow_ups: Vec<Value> =
        page.follow_ups.iter().map(|f| json!({ "id": f.id, "text": f.text, "on": f.on })).collect();
    for (name, field) in [
        ("id", json!(page.person.id)),
        ("circle", json!(page.circle_name)),
        ("own_rhythm_days", json!(page.fields.rhythm_days)),
        ("rhythm_days", json!(page.rhythm_days)),
        ("photo", json!(page.person.has_photo)),
        ("last_moment", json!(page.last.as_ref().map(|last| last.on))),
        ("next_due", json!(page.next_due)),
        ("archived", json!(page.archived)),
        ("details", page.details.iter().map(super::details::detail_json).collect()),
        ("follow_ups", follow_ups.into()),
        ("moments", moments.into()),
        ("moments_total", json!(page.moments_total)),
    ] {
        value[name] = field;
    }
    value
}

pub fn add(desk: &mut Desk, name: &str, given: &args::Fields) -> Result<ExitCode, Ended> {
    if let (false, Some(new)) = (name.is_empty(), &given.new_name) {
        let args = [("first", new.as_str().into()), ("second", name.into())];
        return Err(Ended::Said(desk.texts.with("cli-two-names", &args), 1));
    }
    let mut fields = PersonFields { name: name.to_owned(), ..PersonFields::default() };
    apply(desk, &mut fields, given)?;
    let photo = photo(desk, given)?;
    let now = desk.now;
    let saved = desk.nod()?.person_save(None, &fields, now)?;
    set_photo(desk, &saved, photo)?;
    Ok(tell(desk, &saved))
}

pub fn edit(desk: &mut Desk, name: &str, given: &args::Fields) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let nod = desk.nod()?;
    let id = nod.find_person(name, now)?;
    let mut fields = nod.person(id, now)?.fields;
    apply(desk, &mut fields, given)?;
    let photo = photo(desk, given)?;
    let mut saved = desk.nod()?.person_save(Some(id), &fields, now)?;
    if let Some(done) = set_photo(desk, &saved, photo)? {
        (saved.op, saved.words) = (done.op, done.words);
    }
    Ok(tell(desk, &saved))
}

/// The photo's file, `Some(None)` to take the photo away, or nothing.
fn photo(desk: &Desk, given: &args::Fields) -> Result<Option<Option<Vec<u8>>>, Ended> {
    let Some(path) = &given.photo else { return Ok(given.no_photo.then_some(None)) };
    // A file that is far too large is not read whole.
    let mut bytes = Vec::new();
    let limit = nod_core::limits::PHOTO as u64 + 1;
    let read = std::fs::File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes));
    read.map_err(|source| Error::File { path: path.clone(), source })?;
    if bytes.is_empty() {
        return Err(Ended::Said(desk.texts.get("error-photo"), 1));
    }
    Ok(Some(Some(bytes)))
}

fn set_photo(
    desk: &mut Desk,
    saved: &PersonSaved,
    photo: Option<Option<Vec<u8>>>,
) -> Result<Option<Done>, Ended> {
    let now = desk.now;
    let Some(photo) = photo else { return Ok(None) };
    let nod = desk.nod()?;
    match nod.photo_set(saved.person.id, photo, now) {
        Ok(done) => Ok(Some(done)),
        Err(refused) => {
            // What was saved before it goes back, so that a refusal has changed nothing.
            if saved.op.is_some() {
                nod.undo(saved.op)?;
            }
            Err(refused.into())
        }
    }
}

pub fn delete(desk: &mut Desk, name: &str) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let nod = desk.nod()?;
    let id = nod.find_person(name, now)?;
    let done = nod.person_delete(id, now)?;
    Ok(desk.done(&done))
}

fn tell(desk: &Desk, saved: &PersonSaved) -> ExitCode {
    if desk.json {
        let person = json!({ "id": saved.person.id, "name": saved.person.name });
        print::json(
            &json!({ "person": person, "done": saved.op.is_some(), "undo": saved.op, "words": saved.words }),
        );
    } else {
        print::say(&saved.words);
    }
    ExitCode::SUCCESS
}

fn apply(desk: &mut Desk, fields: &mut PersonFields, given: &args::Fields) -> Result<(), Ended> {
    let put = |field: &mut String, value: &Option<String>| {
        if let Some(value) = value {
            field.clone_from(value);
        }
    };
    put(&mut fields.name, &given.new_name);
    put(&mut fields.called, &given.called);
    put(&mut fields.pronunciation, &given.pronunciation);
    put(&mut fields.pronouns, &given.pronouns);
    put(&mut fields.role, &given.role);
    if let [main, others @ ..] = given.team.as_slice() {
        fields.team.clone_from(main);
        fields.other_teams = others.to_vec();
    }
    // Naming tags replaces them all; an empty one clears them.
    if !given.tag.is_empty() {
        fields.tags.clone_from(&given.tag);
    }
    for field in &given.field {
        set_own(desk, fields, field)?;
    }
    put(&mut fields.organisation, &given.organisation);
    put(&mut fields.place, &given.place);
    put(&mut fields.zone, &given.zone);
    put(&mut fields.start_date, &given.start_date);
    put(&mut fields.birthday, &given.birthday);
    put(&mut fields.notes, &given.notes);
    for (kind, values) in [
        (ContactKind::Email, &given.email),
        (ContactKind::Phone, &given.phone),
        (ContactKind::Handle, &given.handle),
    ] {
        // Naming contacts of a kind replaces those of that kind; an empty one clears them.
        if !values.is_empty() {
            fields.contacts.retain(|contact| contact.kind != kind);
        }
        let new = values.iter().map(|value| Contact { kind, label: String::new(), value: value.clone() });
        fields.contacts.extend(new);
    }
    if let Some(name) = &given.circle {
        let circles = desk.nod()?.circles()?;
        fields.circle = find_circle(desk, &circles, name)?;
    }
    if let Some(text) = &given.rhythm {
        fields.rhythm_days = rhythm(desk, text)?;
    }
    Ok(())
}

/// `Shirt size=M` sets a field of one's own; `Shirt size=` takes it away.
fn set_own(desk: &Desk, fields: &mut PersonFields, given: &str) -> Result<(), Ended> {
    let Some((name, value)) = given.split_once('=') else {
        return Err(Ended::Said(desk.texts.with("cli-no-field", &[("value", given.into())]), 1));
    };
    let (name, value) = (name.trim().to_owned(), value.trim().to_owned());
    match fields.own.iter_mut().find(|own| fold(&own.name) == fold(&name)) {
        Some(own) => own.value = value,
        None => fields.own.push(OwnField { name, value }),
    }
    Ok(())
}

/// `none`, `whenever`, `14`, `14d`, `2w`.
fn rhythm(desk: &Desk, text: &str) -> Result<Option<u16>, Ended> {
    if matches!(text, "none" | "") {
        return Ok(None);
    }
    if text == "whenever" {
        return Ok(Some(limits::WHENEVER));
    }
    let weeks = text.strip_suffix('w');
    let number = weeks.or_else(|| text.strip_suffix('d')).unwrap_or(text).parse::<u16>().ok();
    let days = number.and_then(|n| n.checked_mul(if weeks.is_some() { 7 } else { 1 }));
    days.map(Some).ok_or_else(|| Ended::Said(desk.texts.with("cli-no-rhythm", &[("value", text.into())]), 1))
}

/// A circle by its built-in word or its name; `none` is no circle.
fn find_circle(desk: &Desk, circles: &[Circle], name: &str) -> Result<Option<CircleId>, Ended> {
    if matches!(name, "none" | "") {
        return Ok(None);
    }
    let wanted = fold(name);
    let fits = |circle: &&Circle| {
        fold(&circle.name) == wanted || circle.built_in.as_deref() == Some(wanted.as_str())
    };
    circles.iter().find(fits).map(|circle| Some(circle.id)).ok_or_else(|| {
        let known: Vec<&str> = circles.iter().map(|c| c.built_in.as_deref().unwrap_or(&c.name)).collect();
        let args = [("name", name.into()), ("known", known.join(", ").into())];
        Ended::Said(desk.texts.with("cli-no-circle", &args), 1)
    })
}

pub fn archive(desk: &mut Desk, name: &str, archived: bool) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let nod = desk.nod()?;
    let id = nod.find_person(name, now)?;
    let done = nod.person_archive(id, archived, now)?;
    Ok(desk.done(&done))
}

pub fn circles(desk: &mut Desk) -> Result<ExitCode, Ended> {
    let circles = desk.nod()?.circles()?;
    if desk.json {
        let value = |c: &Circle| json!({ "id": c.id, "name": c.name, "rhythm_days": c.rhythm_days, "people": c.people });
        print::json(&circles.iter().map(value).collect());
        return Ok(ExitCode::SUCCESS);
    }
    let head = ["circle", "rhythm", "people"].map(|name| desk.texts.get(&format!("cli-column-{name}")));
    let rows: Vec<Vec<String>> =
        circles.into_iter().map(|c| vec![c.name, c.rhythm, c.people.to_string()]).collect();
    desk.style.table(&head, &rows);
    Ok(ExitCode::SUCCESS)
}
