//! `nod search`.

use std::process::ExitCode;

use nod_core::api::{SearchHit, SearchRequest};
use serde_json::{Value, json};

use super::args;
use super::desk::Desk;
use super::{Ended, print};

pub fn search(desk: &mut Desk, args: &args::Search) -> Result<ExitCode, Ended> {
    let now = desk.now;
    let mut request = SearchRequest { text: args.query.join(" "), ..SearchRequest::default() };
    let mut hits: Vec<SearchHit> = Vec::new();
    let mut more = false;
    let mut unread = None;
    while hits.len() < args.limit {
        request.limit = (args.limit - hits.len()).min(100);
        let page = desk.nod()?.search(&request, now)?;
        hits.extend(page.hits);
        unread = page.unread;
        more = page.next.is_some();
        match page.next {
            Some(next) => request.after = Some(next),
            None => break,
        }
    }
    if desk.json {
        let found: Vec<Value> = hits.iter().map(hit_json).collect();
        print::json(&json!({ "hits": found, "more": more, "unread": unread }));
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(sentence) = unread {
        eprintln!("{}", print::one_line(&sentence));
    }
    if hits.is_empty() {
        println!("{}", desk.texts.get("cli-nothing-found"));
        return Ok(ExitCode::SUCCESS);
    }
    let head = ["when", "what", "who", "found"].map(|name| desk.texts.get(&format!("cli-column-{name}")));
    let rows: Vec<Vec<String>> = hits
        .into_iter()
        .map(|hit| {
            let names: Vec<String> = hit.people.into_iter().map(|person| person.name).collect();
            let on = hit.on.map(|on| on.to_string()).unwrap_or_default();
            let kind = desk.texts.get(&format!("search-kind-{}", print::word(hit.kind)));
            let what = if hit.title.is_empty() { kind } else { hit.title };
            vec![on, what, names.join(", "), hit.excerpt]
        })
        .collect();
    desk.style.table(&head, &rows);
    Ok(ExitCode::SUCCESS)
}

fn hit_json(hit: &SearchHit) -> Value {
    let people: Vec<Value> = hit.people.iter().map(|p| json!({ "id": p.id, "name": p.name })).collect();
    json!({
        "kind": hit.kind,
        "id": hit.id,
        "people": people,
        "title": hit.title,
        "on": hit.on,
        "excerpt": hit.excerpt,
        "matched": hit.matched,
    })
}
