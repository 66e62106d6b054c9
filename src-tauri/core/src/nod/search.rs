//! Search over everything: people and all that is kept about them, as one types.

use std::cell::RefCell;

use chrono::{Days, NaiveDate, NaiveTime};

use super::Nod;
use super::moments::Faces;
use crate::api::{PersonChip, SearchHit, SearchKind, SearchPage, SearchRequest};
use crate::clock::Now;
use crate::detail;
use crate::error::{Error, Result};
use crate::gesture::GestureId;
use crate::id::PersonId;
use crate::limits;
use crate::quick::{Resolution, fold::fold, utf16};
use crate::search::query::Part;
use crate::search::words::{of_gesture, of_person, plain};
use crate::search::{self, Excerpt, Filter, Query, count, excerpt};
use crate::store::search::{AnyFollowUp, Found, Kind, each, follow_up, person_text, refresh};
use crate::store::{contributions, details, moments, occasions, own_reminders, people};
use crate::words;

/// Finds on a page when the request does not say.
const PAGE: usize = 20;
/// A word that begins the names of more people than this is not taken for a name.
const NAMES: usize = 8;
/// How many finds of one kind are looked at for a page: a phrase may leave out many, and the page is short then.
const LOOKED_AT: usize = 500;
/// People whose names begin with what is typed stand before those it is only known of, such as where they are.
const NAMES_FIRST: usize = 10;
/// People offered when a query comes near a name without meeting it.
const NEAR: usize = 3;

/// A query with its filters looked up.
struct Search {
    query: Query,
    /// Whom each part of the query may name.
    named: Vec<Vec<PersonId>>,
    /// Whom the page begins with; no page has them again.
    first: Vec<PersonId>,
    /// What the index is asked, without what only some kinds have.
    expression: String,
    gestures: Vec<GestureId>,
    /// Civil dates, both included.
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    /// A filter names what is not there.
    nothing: bool,
    unread: Option<String>,
    /// Who was shown already.
    faces: RefCell<Faces>,
}

impl Nod {
    /// A page of what `request` finds.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn search(&self, request: &SearchRequest, now: Now) -> Result<SearchPage> {
        match refresh(self.reader()) {
            // Another process writes, or this one may not: what is indexed already is found all the same.
            Err(Error::Busy | Error::ReadOnly(_) | Error::DiskFull) => {}
            refreshed => refreshed?,
        }
        let typed = words::brief_bytes(&request.text, limits::QUERY);
        let mut search = self.prepare(search::parse(typed), now)?;
        let mut page = SearchPage { unread: search.unread.clone(), ..SearchPage::default() };
        if search.query.is_empty() || search.nothing {
            return Ok(page);
        }
        let limit = if request.limit == 0 { PAGE } else { request.limit.min(100) };
        let after = request.after.and_then(|place| i64::try_from(place).ok());
        if search.query.filters.is_empty() && !search.query.parts.iter().any(|part| part.quoted) {
            // One place is left for the rest, from which the next page goes on.
            let most = NAMES_FIRST.min(limit - 1);
            search.first = self.first_beginning(&search.query.typed(), most, now)?;
        }
        if after.is_none() {
            for id in &search.first {
                page.hits.extend(self.hit(Found::Person(*id), &search, now)?);
            }
        }
        for kind in Kind::ALL {
            if search.leaves_out(kind) || page.next.is_some() {
                continue;
            }
            self.search_kind(kind, &search, after, limit, &mut page, now)?;
        }
        if after.is_none() && !page.hits.iter().any(|hit| hit.kind == SearchKind::Person) {
            self.add_near(&search, limit, &mut page, now)?;
        }
        Ok(page)
    }

    fn search_kind(
        &self,
        kind: Kind,
        search: &Search,
        after: Option<i64>,
        limit: usize,
        page: &mut SearchPage,
        now: Now,
    ) -> Result<()> {
        let (from, to) = search.places(kind, now);
        let to = after.map_or(to, |after| to.min(after - 1));
        if to < from {
            return Ok(());
        }
        let mut looked_at = 0;
        let mut last = None;
        each(self.reader(), &search.expression_for(kind), (from, to), |place, found| {
            looked_at += 1;
            if page.hits.len() == limit || looked_at > LOOKED_AT {
                page.next = last.or(after).and_then(|place| u64::try_from(place).ok());
                return Ok(false);
            }
            last = Some(place);
            if matches!(&found, Found::Person(id) if search.first.contains(id)) {
                return Ok(true);
            }
            if let Some(hit) = self.hit(found, search, now)? {
                page.hits.push(hit);
            }
            Ok(true)
        })
    }

    /// What is shown of a find; nothing when it is none after all.
    fn hit(&self, found: Found, search: &Search, now: Now) -> Result<Option<SearchHit>> {
        let query = &search.query;
        let today = now.today();
        let hit = |kind, id: String, on: Option<NaiveDate>, text: &str| {
            let Excerpt { text, matched } = excerpt(text, query);
            SearchHit {
                kind,
                id,
                people: Vec::new(),
                title: String::new(),
                on,
                when: String::new(),
                excerpt: text,
                matched,
                name_matched: Vec::new(),
            }
        };
        let mut hit = match found {
            Found::Person(id) => {
                let texts = person_text(self.reader(), id)?;
                if !search.holds_together(&[id], || texts.join("\n")) {
                    return Ok(None);
                }
                let rest = texts.get(1..).unwrap_or_default();
                let counted =
                    rest.iter().map(|text| (count(text, query), std::cmp::Reverse(text.len()), text));
                let best = counted
                    .filter(|(count, ..)| *count > 0)
                    .max_by_key(|(count, length, _)| (*count, *length));
                let best = best.map(|(.., text)| text);
                let chip = people::chip(self.reader(), id)?;
                let shown = best.map_or_else(|| chip.line.clone(), Clone::clone);
                SearchHit { people: vec![chip], ..hit(SearchKind::Person, id.to_string(), None, &shown) }
            }
            Found::Detail(id) => {
                let detail = details::get(self.reader(), id)?;
                let fields = &detail.fields;
                let expired = fields.expires_on.is_some_and(|last| last < today);
                if expired || !search.holds_together(&[detail.person], || fields.text.clone()) {
                    return Ok(None);
                }
                SearchHit {
                    people: vec![search.face(self, detail.person)?],
                    // What belongs nowhere says so by saying nothing.
                    title: Some(self.category_words(&fields.category))
                        .filter(|_| fields.category != detail::OTHER)
                        .unwrap_or_default(),
                    when: words::ago(&self.texts, fields.learned_on, today),
                    ..hit(SearchKind::Detail, id.to_string(), Some(fields.learned_on), &fields.text)
                }
            }
            Found::FollowUp(id) => {
                let Some(AnyFollowUp { person, text, on, ended, .. }) = follow_up(self.reader(), id)? else {
                    return Ok(None);
                };
                if !search.holds_together(&[person], || text.clone()) {
                    return Ok(None);
                }
                SearchHit {
                    people: vec![search.face(self, person)?],
                    title: ended.map(|_| self.texts.get("search-follow-up-ended")).unwrap_or_default(),
                    when: words::day(&self.texts, on, today),
                    ..hit(SearchKind::FollowUp, id.to_string(), Some(on), &text)
                }
            }
            Found::Contribution(id) => {
                let Some(known) = contributions::any(self.reader(), id)? else { return Ok(None) };
                let noted = known.noted;
                let text = [noted.what.as_str(), noted.changed.as_str()].join(" ").trim().to_owned();
                if !search.holds_together(&[noted.person], || text.clone()) {
                    return Ok(None);
                }
                SearchHit {
                    people: vec![search.face(self, noted.person)?],
                    title: match known.ended.as_deref() {
                        None => self.texts.get("search-contribution-unsaid"),
                        Some("thanked") => self.texts.get("search-contribution-thanked"),
                        Some(_) => self.texts.get("search-contribution-let-go"),
                    },
                    when: words::ago(&self.texts, noted.on, today),
                    ..hit(SearchKind::Contribution, id.to_string(), Some(noted.on), &text)
                }
            }
            Found::Occasion(id) => {
                let own = occasions::get(self.reader(), id)?;
                if !search.holds_together(&[own.person], || own.title.clone()) {
                    return Ok(None);
                }
                let next = own.next(today);
                SearchHit {
                    people: vec![search.face(self, own.person)?],
                    when: next.map(|day| words::day(&self.texts, day, today)).unwrap_or_default(),
                    ..hit(SearchKind::Occasion, id.to_string(), next, &own.title)
                }
            }
            Found::OwnReminder(id) => {
                let Some(own) = own_reminders::any(self.reader(), id)? else { return Ok(None) };
                if !search.holds_together(own.person.as_slice(), || own.text.clone()) {
                    return Ok(None);
                }
                let people: Vec<_> =
                    own.person.iter().map(|id| people::chip(self.reader(), *id)).collect::<Result<_>>()?;
                let done = own.every.is_none() && own.done_on.is_some();
                let title = if done { self.texts.get("search-own-reminder-done") } else { String::new() };
                let (first, text) = (own.on, own.text.clone());
                let row = if done { None } else { self.own_row(own, now)? };
                SearchHit {
                    people,
                    title,
                    when: row.as_ref().map(|row| row.when.clone()).unwrap_or_default(),
                    ..hit(
                        SearchKind::OwnReminder,
                        id.to_string(),
                        Some(row.map_or(first, |row| row.on)),
                        &text,
                    )
                }
            }
            Found::Moment(id) => {
                // Many are looked at for a phrase, so no more is read of each than is asked.
                let binds = search.query.parts.iter().any(|part| part.together.is_some());
                let may_name = search.named.iter().any(|named| !named.is_empty());
                let with =
                    if binds && may_name { moments::people_of(self.reader(), id)? } else { Vec::new() };
                if binds {
                    let note = moments::note(self.reader(), id)?;
                    if !search.holds_together(&with, || note.clone()) {
                        return Ok(None);
                    }
                }
                let row =
                    self.moment_row(moments::get(self.reader(), id)?, &mut search.faces.borrow_mut(), now)?;
                SearchHit {
                    people: row.people,
                    title: row.gesture_words,
                    when: row.ago,
                    ..hit(SearchKind::Moment, id.to_string(), Some(row.moment.on), &row.moment.note)
                }
            }
        };
        if hit.on.is_some_and(|on| {
            search.from.is_some_and(|from| on < from) || search.until.is_some_and(|until| on > until)
        }) {
            return Ok(None);
        }
        hit.name_matched =
            hit.people.first().map(|chip| excerpt(&chip.name, query).matched).unwrap_or_default();
        Ok(Some(hit))
    }

    /// People whose names the query comes near, first on the page.
    fn add_near(&self, search: &Search, limit: usize, page: &mut SearchPage, now: Now) -> Result<()> {
        if !search.query.filters.is_empty() || search.query.parts.iter().any(|part| part.quoted) {
            return Ok(());
        }
        let typed = search.query.typed();
        let hits = self.roster_hits(&typed, NEAR, now)?;
        for (index, hit) in hits.into_iter().enumerate().take(limit) {
            let person = people::chip(self.reader(), hit.id)?;
            let offset = |at| utf16(&person.name, at);
            let near = SearchHit {
                kind: SearchKind::Person,
                id: hit.id.to_string(),
                title: String::new(),
                on: None,
                when: String::new(),
                excerpt: person.line.clone(),
                matched: Vec::new(),
                name_matched: hit.matched.iter().map(|r| (offset(r.start), offset(r.end))).collect(),
                people: vec![person],
            };
            page.hits.insert(index, near);
        }
        Ok(())
    }

    fn prepare(&self, query: Query, now: Now) -> Result<Search> {
        let mut search = Search {
            named: Vec::new(),
            first: Vec::new(),
            expression: String::new(),
            gestures: Vec::new(),
            from: None,
            until: None,
            nothing: false,
            unread: None,
            faces: RefCell::default(),
            query: Query::default(),
        };
        let mut asked: Vec<String> = Vec::new();
        for part in &query.parts {
            let named = self.may_name(part, now)?;
            asked.push(expression(part, &named));
            search.named.push(named);
        }
        for filter in &query.filters {
            match filter {
                Filter::Person(name) => {
                    let people = self.named(name, now)?;
                    if people.is_empty() {
                        search.lacks(
                            self.texts.with("search-no-such-person", &[("name", name.as_str().into())]),
                        );
                    } else {
                        asked.push(any(people.into_iter().map(of_person)));
                    }
                }
                Filter::Gesture(name) => match self.gestures_named(name)? {
                    found if found.is_empty() => search
                        .lacks(self.texts.with("search-no-such-gesture", &[("name", name.as_str().into())])),
                    found => search.gestures.extend(found),
                },
                Filter::Before(value) | Filter::After(value) => match self.days(value, now) {
                    Some((first, last)) if matches!(filter, Filter::Before(_)) => {
                        let _ = last;
                        let until = first - Days::new(1);
                        search.until = Some(search.until.map_or(until, |known| known.min(until)));
                    }
                    Some((_, last)) => {
                        let from = last + Days::new(1);
                        search.from = Some(search.from.map_or(from, |known| known.max(from)));
                    }
                    None => {
                        search.unread =
                            Some(self.texts.with("search-no-such-day", &[("value", value.as_str().into())]));
                    }
                },
            }
        }
        search.expression = asked.join(" AND ");
        search.query = query;
        Ok(search)
    }

    /// The people whose names a part of the query begins, when they are few.
    fn may_name(&self, part: &Part, now: Now) -> Result<Vec<PersonId>> {
        if part.quoted || part.typed.chars().count() < 2 {
            return Ok(Vec::new());
        }
        self.beginning(&part.typed, NAMES, now)
    }

    fn named(&self, name: &str, now: Now) -> Result<Vec<PersonId>> {
        if let Ok(id) = name.parse::<PersonId>() {
            return Ok(vec![id]);
        }
        Ok(match self.resolve(name, now)? {
            Resolution::Certain(id) => vec![id],
            Resolution::Tie(ids) => ids,
            Resolution::Unknown => people::archived_named(self.reader(), name)?.into_iter().collect(),
        })
    }

    fn gestures_named(&self, name: &str) -> Result<Vec<GestureId>> {
        let wanted = fold(name);
        let all = self.gestures()?;
        let fitting = |fits: &dyn Fn(&str) -> bool| -> Vec<GestureId> {
            let fit = all.iter().filter(|g| fits(&fold(g.id.as_str())) || fits(&fold(&g.name)));
            fit.map(|g| g.id.clone()).collect()
        };
        let exact = fitting(&|name| name == wanted);
        Ok(if exact.is_empty() { fitting(&|name| name.starts_with(&wanted)) } else { exact })
    }

    /// The first and last day that `2026`, `2026-03`, `2026-03-14` or words like `yesterday` mean.
    fn days(&self, value: &str, now: Now) -> Option<(NaiveDate, NaiveDate)> {
        let first_of = |year: i32, month: u32| NaiveDate::from_ymd_opt(year, month, 1);
        let numbers: Option<Vec<u32>> = value.split('-').map(|part| part.parse().ok()).collect();
        match numbers.as_deref() {
            Some([year @ 1000..=9998]) => {
                let year = i32::try_from(*year).ok()?;
                Some((first_of(year, 1)?, first_of(year + 1, 1)?.pred_opt()?))
            }
            Some([year @ 1000..=9998, month]) => {
                let year = i32::try_from(*year).ok()?;
                let next = if *month == 12 { first_of(year + 1, 1)? } else { first_of(year, month + 1)? };
                Some((first_of(year, *month)?, next.pred_opt()?))
            }
            Some([1000..=9998, _, _]) => value.parse().ok().map(|day| (day, day)),
            Some(_) => None,
            None => self.read_when(value, now).ok().map(|at| (now.date_of(at), now.date_of(at))),
        }
    }
}

impl Search {
    fn face(&self, nod: &Nod, id: PersonId) -> Result<PersonChip> {
        self.faces.borrow_mut().chip(nod, id)
    }

    fn lacks(&mut self, sentence: String) {
        self.nothing = true;
        self.unread = Some(sentence);
    }

    /// True when a filter asks for what this kind does not have: what comes again and again has no one day.
    fn leaves_out(&self, kind: Kind) -> bool {
        let dated = self.from.is_some() || self.until.is_some();
        (kind != Kind::Moment && !self.gestures.is_empty())
            || (matches!(kind, Kind::Person | Kind::Occasion | Kind::OwnReminder) && dated)
            || (self.expression.is_empty() && self.gestures.is_empty() && !dated)
    }

    fn expression_for(&self, kind: Kind) -> String {
        let mut expression = self.expression.clone();
        if kind == Kind::Moment && !self.gestures.is_empty() {
            if !expression.is_empty() {
                expression.push_str(" AND ");
            }
            expression.push_str(&any(self.gestures.iter().map(of_gesture)));
        }
        if expression.is_empty() {
            // Everything of the kind: each entry but a person's own names somebody.
            expression = String::from("\"\u{e000}\" *");
        }
        expression
    }

    /// The places of the days asked for, a day wider on both sides: a moment's day is that of where one was.
    fn places(&self, kind: Kind, now: Now) -> (i64, i64) {
        let (first, last) = kind.places();
        let at = |day: NaiveDate| kind.place_of(now.instant(day.and_time(NaiveTime::MIN)));
        (
            self.from.and_then(|day| day.checked_sub_days(Days::new(1))).map_or(first, at),
            self.until.and_then(|day| day.checked_add_days(Days::new(2))).map_or(last, at),
        )
    }

    /// True when what has to stand together does, or one of `people` is named by it.
    fn holds_together(&self, people: &[PersonId], text: impl Fn() -> String) -> bool {
        let mut text_of = None;
        self.query.parts.iter().zip(&self.named).all(|(part, named)| {
            let Some(together) = part.together.as_ref() else { return true };
            people.iter().any(|person| named.contains(person))
                || text_of.get_or_insert_with(|| plain(&text())).contains(together.as_str())
        })
    }
}

/// A part of the query as the index is asked: its words, or the people it may name.
fn expression(part: &Part, named: &[PersonId]) -> String {
    let word =
        |wanted: &search::Wanted| format!("\"{}\"{}", wanted.asked(), if wanted.prefix { " *" } else { "" });
    let words: Vec<String> = part.wanted.iter().map(word).collect();
    let words = words.join(" AND ");
    if named.is_empty() {
        return format!("({words})");
    }
    format!("(({words}) OR {})", any(named.iter().copied().map(of_person)))
}

/// An expression for any of some words.
fn any(words: impl Iterator<Item = String>) -> String {
    let words: Vec<String> = words.map(|word| format!("\"{word}\"")).collect();
    format!("({})", words.join(" OR "))
}
