//! Every way to write, as a row of [`WRITES`]: its name is that of the method of `Nod` it goes through, and its numbers
//! choose among what there is. A test holds the table against the sources, so that no new method is left out.

use chrono::{Days, NaiveDate, TimeDelta};
use nod_core::api::{
    Contact, ContactKind, DetailFields, LogRequest, NewContribution, NewMoment, NewOccasion, NewOwnReminder,
    OpId, OwnField, PersonFields, QuickRequest, Recurrence, RecurrenceUnit, Settings,
};
use nod_core::clock::Now;
use nod_core::error::Result;
use nod_core::export::{Choice, Format};
use nod_core::gesture::GestureId;
use nod_core::id::{
    BlockId, ContributionId, DetailId, FollowUpId, MomentId, OccasionId, OwnReminderId, PersonId,
};
use nod_core::moment::Direction;
use nod_core::nod::{Answer, FileToImport, ImportChoice};
use nod_core::transition::TransitionKind;
use proptest::prelude::*;

use crate::support::{Desk, card, card_file, look, named, typed};

pub const NAMES: [&str; 6] =
    ["Amara Okafor", "Leo Martin", "Zoë Müller", "王小明", "نور حداد", "Kim O'Brien"];
const WHEN: [&str; 4] = ["2h", "tomorrow", "next-week", "2027-03-01"];
const UNTIL: [&str; 3] = ["1h", "today", "monday"];

type Numbers = [usize; 4];
type CarryOut = fn(&mut Desk, Numbers, Now) -> Result<Option<OpId>>;

/// The methods that change what the user has, each with how often it is drawn. Those that need something to work on,
/// and find nothing, change nothing.
pub const WRITES: [(&str, usize, CarryOut); 46] = [
    ("person_save", 6, person_save),
    ("person_archive", 1, |desk, [a, b, ..], now| {
        let Some(id) = desk.someone(a) else { return Ok(None) };
        Ok(desk.nod.person_archive(id, b % 2 == 0, now)?.op)
    }),
    ("photo_set", 2, |desk, [a, b, ..], now| {
        let Some(id) = desk.someone(a) else { return Ok(None) };
        let photo = (b > 0).then(|| [PNG, format!("photo {b}").repeat(9).as_bytes()].concat());
        Ok(desk.nod.photo_set(id, photo, now)?.op)
    }),
    ("person_delete", 2, |desk, [a, ..], now| {
        let Some(id) = desk.someone(a) else { return Ok(None) };
        Ok(desk.nod.person_delete(id, now)?.op)
    }),
    ("merge", 3, |desk, [a, b, c, _], now| {
        let (Some(keep), Some(gone)) = (desk.someone(a), desk.someone(b)) else { return Ok(None) };
        let chosen = PersonFields { notes: format!("chosen {c}"), ..named(NAMES[c]) };
        Ok(desk.nod.merge(keep, gone, (c % 2 == 0).then_some(&chosen), now)?.op)
    }),
    ("place", 1, |desk, [a, b, c, _], now| {
        let who: Vec<PersonId> = [a, b].into_iter().filter_map(|n| desk.someone(n)).collect();
        let circles = desk.nod.circles()?;
        Ok(desk.nod.place(&who, circles.get(c).map(|circle| circle.id), now)?.op)
    }),
    ("log", 4, log),
    ("log_gesture", 1, |desk, [a, b, ..], now| {
        let Some(id) = desk.someone(a) else { return Ok(None) };
        let Some(gesture) = GestureId::built_in().nth(b) else { return Ok(None) };
        Ok(desk.nod.log_gesture(id, &gesture, now)?.op)
    }),
    ("quick_log", 4, |desk, [a, b, ..], now| {
        if b > 0 {
            let said = ["thx for it yesterday >mon ask again", "helped me with the move"][b % 2];
            return Ok(desk.nod.quick_log(&typed(&format!("{} {said}", NAMES[a])), now)?.op);
        }
        let mut request = QuickRequest { text: format!("@newbie{a} thx"), ..QuickRequest::default() };
        request.fix.add_unknown = true;
        Ok(desk.nod.quick_log(&request, now)?.op)
    }),
    ("quick_log_draft", 4, |desk, [a, b, ..], now| {
        if b > 0 {
            let said = ["thx for it yesterday >mon ask again", "helped me with the move"][b % 2];
            return Ok(desk.nod.quick_log_draft(&typed(&format!("{} {said}", NAMES[a])), now)?.op);
        }
        let mut request = QuickRequest { text: format!("@newbie{a} thx"), ..QuickRequest::default() };
        request.fix.add_unknown = true;
        Ok(desk.nod.quick_log_draft(&request, now)?.op)
    }),
    ("shortcut_set", 1, |desk, [a, ..], now| {
        Ok(desk.nod.shortcut_set(["", "Ctrl+Alt+N", "Ctrl+Alt+M"][a % 3], None, now)?.op)
    }),
    ("moment_edit", 3, moment_edit),
    ("moment_delete", 2, |desk, [a, ..], now| {
        let Some(id) = desk.moment(a) else { return Ok(None) };
        Ok(desk.nod.moment_delete(id, now)?.op)
    }),
    ("listened", 1, |desk, [a, ..], now| {
        let Some(id) = desk.someone(a) else { return Ok(None) };
        desk.nod.listen(id, 2, Now::at(now.utc - TimeDelta::minutes(9), now.zone))?;
        Ok(desk.nod.listened(now)?.and_then(|logged| logged.op))
    }),
    ("stop_listening", 1, |desk, [a, b, ..], now| {
        let Some(id) = desk.someone(a) else { return Ok(None) };
        desk.nod.listen(id, 5, Now::at(now.utc - TimeDelta::minutes(1), now.zone))?;
        Ok(desk.nod.stop_listening(b % 2 == 0, now)?.and_then(|logged| logged.op))
    }),
    ("later", 3, |desk, [a, b, ..], now| {
        let Some(id) = desk.reminder(a, now) else { return Ok(None) };
        Ok(desk.nod.later(&id, WHEN[b % WHEN.len()], now)?.op)
    }),
    ("later_all", 1, |desk, [a, ..], now| {
        let all = desk.reminders(now);
        Ok(desk.nod.later_all(&all, WHEN[a % WHEN.len()], now)?.op)
    }),
    ("skip", 3, |desk, [a, ..], now| {
        let Some(id) = desk.reminder(a, now) else { return Ok(None) };
        Ok(desk.nod.skip(&id, now)?.op)
    }),
    ("log_reminder", 2, |desk, [a, ..], now| {
        let Some(id) = desk.reminder(a, now) else { return Ok(None) };
        Ok(desk.nod.log_reminder(&id, now)?.and_then(|logged| logged.op))
    }),
    ("answer_banner", 2, |desk, [a, b, ..], now| {
        let banners = desk.nod.claim_banners(now)?;
        let Some(banner) = banners.get(a % banners.len().max(1)) else { return Ok(None) };
        let answer = [Answer::Log, Answer::Later, Answer::NotNow, Answer::Done][b % 4];
        Ok(desk.nod.answer_banner(banner, answer, now)?.map(|confirmation| confirmation.op))
    }),
    ("rhythm_offer", 2, |desk, [a, b, ..], now| {
        let Some(id) = desk.someone(a) else { return Ok(None) };
        desk.ignore_banners_of(id, now);
        Ok(desk.nod.rhythm_offer(id, b % 2 == 0, now)?.op)
    }),
    ("detail_add", 3, |desk, [a, b, ..], now| {
        let Some(id) = desk.someone(a) else { return Ok(None) };
        Ok(desk.nod.detail_add(id, &about(&format!("likes tea {b}")), now)?.op)
    }),
    ("detail_edit", 1, |desk, [a, b, ..], now| {
        let Some(id) = desk.nth::<DetailId>("SELECT id FROM detail ORDER BY text, id", a) else {
            return Ok(None);
        };
        let fields = DetailFields { private: Some(b % 2 == 0), ..about("prefers 王小明's tea") };
        Ok(desk.nod.detail_edit(id, &fields, now)?.op)
    }),
    ("detail_delete", 1, |desk, [a, ..], now| {
        let Some(id) = desk.nth::<DetailId>("SELECT id FROM detail ORDER BY text, id", a) else {
            return Ok(None);
        };
        Ok(desk.nod.detail_delete(id, now)?.op)
    }),
    ("follow_up_add", 2, |desk, [a, b, ..], now| {
        let Some(id) = desk.someone(a) else { return Ok(None) };
        Ok(desk.nod.follow_up_add(id, &format!("ask about the exam {b}"), day(now, b), now)?.op)
    }),
    ("follow_up_edit", 1, |desk, [a, b, ..], now| {
        let Some(id) = desk.follow_up(a) else { return Ok(None) };
        Ok(desk.nod.follow_up_edit(id, &format!("asked otherwise {b}"), day(now, b), now)?.op)
    }),
    ("follow_up_move", 1, |desk, [a, b, ..], now| {
        let Some(id) = desk.follow_up(a) else { return Ok(None) };
        Ok(desk.nod.follow_up_move(id, day(now, b), now)?.op)
    }),
    ("follow_up_done", 1, |desk, [a, ..], now| {
        let Some(id) = desk.follow_up(a) else { return Ok(None) };
        Ok(desk.nod.follow_up_done(id, now)?.op)
    }),
    ("follow_up_let_go", 1, |desk, [a, ..], now| {
        let Some(id) = desk.follow_up(a) else { return Ok(None) };
        Ok(desk.nod.follow_up_let_go(id, now)?.op)
    }),
    ("contribution_add", 2, |desk, [a, b, ..], now| {
        let Some(person) = desk.someone(a) else { return Ok(None) };
        let new = NewContribution {
            person,
            what: format!("Fixed the boat {b}"),
            changed: "We float".to_owned(),
            on: (b % 2 == 0).then(|| now.today() - Days::new(3)),
        };
        Ok(desk.nod.contribution_add(&new, now)?.op)
    }),
    ("contribution_thanked", 1, |desk, [a, ..], now| {
        let Some(id) = desk.contribution(a) else { return Ok(None) };
        Ok(desk.nod.contribution_thanked(id, now)?.op)
    }),
    ("contribution_let_go", 1, |desk, [a, ..], now| {
        let Some(id) = desk.contribution(a) else { return Ok(None) };
        Ok(desk.nod.contribution_let_go(id, now)?.op)
    }),
    ("occasion_add", 2, |desk, [a, b, ..], now| {
        let Some(person) = desk.someone(a) else { return Ok(None) };
        Ok(desk.nod.occasion_add(&occasion(person, b, now), now)?.op)
    }),
    ("occasion_edit", 2, |desk, [a, b, c, _], now| {
        let Some(id) = desk.nth::<OccasionId>("SELECT id FROM occasion ORDER BY title, id", a) else {
            return Ok(None);
        };
        let Some(person) = desk.someone(c) else { return Ok(None) };
        Ok(desk.nod.occasion_edit(id, &occasion(person, b, now), now)?.op)
    }),
    ("occasion_remove", 1, |desk, [a, ..], now| {
        let Some(id) = desk.nth::<OccasionId>("SELECT id FROM occasion ORDER BY title, id", a) else {
            return Ok(None);
        };
        Ok(desk.nod.occasion_remove(id, now)?.op)
    }),
    ("own_add", 3, |desk, [a, b, c, _], now| {
        let person = desk.someone(a).filter(|_| c % 3 > 0);
        Ok(desk.nod.own_add(&own_reminder(person, b, now), now)?.op)
    }),
    ("own_edit", 2, |desk, [a, b, c, _], now| {
        let Some(id) = desk.own_reminder(a) else { return Ok(None) };
        let person = desk.someone(c).filter(|_| c % 3 > 0);
        Ok(desk.nod.own_edit(id, &own_reminder(person, b, now), now)?.op)
    }),
    ("own_done", 2, |desk, [a, ..], now| {
        let Some(id) = desk.own_reminder(a) else { return Ok(None) };
        Ok(desk.nod.own_done(&id.to_string(), now)?.op)
    }),
    ("own_remove", 1, |desk, [a, ..], now| {
        let Some(id) = desk.own_reminder(a) else { return Ok(None) };
        Ok(desk.nod.own_remove(id, now)?.op)
    }),
    ("away_add", 1, |desk, [a, b, ..], now| Ok(desk.nod.away_add(day(now, a), day(now, a + b), now)?.op)),
    ("leave_add", 1, |desk, [a, b, c, _], now| {
        let Some(id) = desk.someone(a) else { return Ok(None) };
        Ok(desk.nod.leave_add(id, day(now, b), day(now, b + c), now)?.op)
    }),
    ("person_pause", 1, |desk, [a, b, ..], now| {
        let Some(id) = desk.someone(a) else { return Ok(None) };
        Ok(desk.nod.person_pause(id, day(now, b), now)?.op)
    }),
    ("person_resume", 1, |desk, [a, ..], now| {
        let Some(id) = desk.someone(a) else { return Ok(None) };
        Ok(desk.nod.person_resume(id, now)?.op)
    }),
    ("block_remove", 1, |desk, [a, ..], now| {
        let Some(id) = desk.nth::<BlockId>("SELECT id FROM block ORDER BY from_date, id", a) else {
            return Ok(None);
        };
        Ok(desk.nod.block_remove(id, now)?.op)
    }),
    ("transition_set", 2, |desk, [a, b, ..], now| {
        let Some(id) = desk.someone(a) else { return Ok(None) };
        let kinds = [TransitionKind::New, TransitionKind::Back, TransitionKind::HardWeek];
        let transition = kinds.get(b % 4).map(|kind| (*kind, now.today() - Days::new(1)));
        Ok(desk.nod.transition_set(id, transition, now)?.op)
    }),
    ("bin_restore", 2, |desk, [a, ..], now| {
        // What it takes back is an entry that was there before: that, too, can be brought back and taken back again.
        let bin = desk.nod.bin(now)?;
        let Some(entry) = bin.get(a % bin.len().max(1)) else { return Ok(None) };
        desk.nod.bin_restore(entry.op)?;
        desk.nod.redo()?;
        Ok(None)
    }),
];

/// Those that change a setting, a circle, or much at once.
pub const WIDE_WRITES: [(&str, usize, CarryOut); 6] = [
    ("pause", 2, |desk, [a, ..], now| Ok(desk.nod.pause(UNTIL.get(a % 4).copied(), now)?.op)),
    ("settings_save", 2, |desk, [a, b, ..], now| {
        let banners_a_day = u8::try_from(a % 4).unwrap();
        let settings = Settings { banners_a_day, jitter: b % 2 == 0, ..Settings::default() };
        Ok(desk.nod.settings_save(&settings, now)?.op)
    }),
    ("circle_rhythm", 2, |desk, [a, b, ..], now| {
        let circles = desk.nod.circles()?;
        let days = u16::try_from(b * 9).ok().filter(|days| *days > 0);
        Ok(desk.nod.circle_rhythm(circles[a % circles.len()].id, days, now)?.op)
    }),
    ("import_apply", 2, |desk, [a, b, ..], now| {
        let text = format!(
            "{}{}",
            card(&format!("FN:{}\nROLE:from a card\nCATEGORIES:t{b}", NAMES[a])),
            card(&format!("UID:u{b}\nFN:{}\nEMAIL:c{b}@x.org\nTEL:+4930123456{b}", NAMES[b]))
        );
        Ok(desk.nod.import_apply(&[card_file(&text)], now)?.op)
    }),
    ("import_apply_of", 3, import_apply_of),
    ("sample_team", 1, |desk, _, now| Ok(desk.nod.sample_team(now)?.op)),
];

/// Methods that take `&mut self` and leave no entry of the journal of their own, each with why.
pub const LEAVE_NO_ENTRY: [(&str, &str); 21] = [
    ("working", "follows other work"),
    ("undo", "is what is tested"),
    ("redo", "is what is tested"),
    ("person_erase", "is for good; has a property of its own"),
    ("person_erase_with_backups", "is for good"),
    ("restore_backup", "puts another file in place, and keeps what was here as a backup"),
    ("quick_rehearse", "changes nothing"),
    ("import_preview", "changes nothing"),
    ("import_preview_of", "changes nothing"),
    ("listen", "starts a timer, which is stopped"),
    ("look", "notes that the user was seen"),
    ("calendar_keep", "is settings_save, and a file elsewhere"),
    ("backups_go_to", "is settings_save, once the folder was tried"),
    ("calendar_written", "what Nod itself remembers"),
    ("left_standing", "the ledger of banners"),
    ("claim_banners", "the ledger of banners"),
    ("banner_shown", "the ledger of banners"),
    ("banner_shown_at", "the ledger of banners"),
    ("banner_not_shown", "the ledger of banners"),
    ("banner_withdrawn", "the ledger of banners"),
    ("banner_replaced", "the ledger of banners"),
];

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x08\0\0\0\x08";

/// A write with the numbers that choose what it works on.
#[derive(Debug, Clone)]
pub struct Write {
    pub name: &'static str,
    pub numbers: Numbers,
}

/// Any write, the more frequent ones more often.
pub fn write() -> impl Strategy<Value = Write> {
    let all = || WRITES.iter().chain(&WIDE_WRITES);
    let names: Vec<&str> = all().flat_map(|(name, weight, _)| std::iter::repeat_n(*name, *weight)).collect();
    (proptest::sample::select(names), proptest::array::uniform4(0..6_usize))
        .prop_map(|(name, numbers)| Write { name, numbers })
}

impl Desk {
    /// Carries out a write; nothing when there is nobody or nothing to do it with.
    pub fn carry_out(&mut self, write: &Write, now: Now) -> Result<Option<OpId>> {
        let (.., carry_out) =
            WRITES.iter().chain(&WIDE_WRITES).find(|(name, ..)| *name == write.name).unwrap();
        carry_out(self, write.numbers, now)
    }

    /// The `n`th of the ids that `sql` gives, from the first again after the last.
    fn nth<T: rusqlite::types::FromSql + Copy>(&self, sql: &str, n: usize) -> Option<T> {
        let file = look(self.folder.path());
        let mut select = file.prepare(sql).unwrap();
        let ids: Vec<T> =
            select.query_map([], |row| row.get(0)).unwrap().collect::<rusqlite::Result<_>>().unwrap();
        ids.get(n % ids.len().max(1)).copied()
    }

    pub fn someone(&self, n: usize) -> Option<PersonId> {
        self.nth("SELECT id FROM person ORDER BY name, id", n)
    }

    fn moment(&self, n: usize) -> Option<MomentId> {
        self.nth("SELECT id FROM moment ORDER BY at_ms, note, id", n)
    }

    fn follow_up(&self, n: usize) -> Option<FollowUpId> {
        self.nth("SELECT id FROM follow_up ORDER BY text, id", n)
    }

    fn contribution(&self, n: usize) -> Option<ContributionId> {
        self.nth("SELECT id FROM contribution ORDER BY what, id", n)
    }

    fn own_reminder(&self, n: usize) -> Option<OwnReminderId> {
        self.nth("SELECT id FROM own_reminder ORDER BY text, id", n)
    }

    fn reminder(&self, n: usize, now: Now) -> Option<String> {
        let all = self.reminders(now);
        all.get(n % all.len().max(1)).cloned()
    }

    /// As if banners of someone's rhythm had come and gone, so that a longer one is offered.
    fn ignore_banners_of(&self, id: PersonId, now: Now) {
        let file =
            rusqlite::Connection::open(self.folder.path().join(nod_core::store::DATABASE_FILE)).unwrap();
        for days in 1..=4 {
            let on = now.today() - Days::new(days);
            file.execute(
                "INSERT OR IGNORE INTO banner (reminder, on_date, slot, person, state, claimed_ms)
                 VALUES ('rhythm-' || ?1 || '-' || ?2, ?2, 0, ?3, 'expired', 0)",
                rusqlite::params![id.to_string(), on, id],
            )
            .unwrap();
        }
    }
}

fn person_save(desk: &mut Desk, [a, b, c, d]: Numbers, now: Now) -> Result<Option<OpId>> {
    let days = u16::try_from(1 + c * 5 + d).unwrap();
    if b % 2 == 0 {
        let fields = PersonFields { rhythm_days: Some(days), ..named(NAMES[a]) };
        return Ok(desk.nod.person_save(None, &fields, now)?.op);
    }
    let Some(id) = desk.someone(a) else { return Ok(None) };
    let mut fields = desk.nod.person(id, now)?.fields;
    match c {
        0 => {
            fields.role = format!("Role {d}, it's \"new\"");
            fields.called = format!("Called {d}");
            fields.pronunciation = "ah-MAH-rah".to_owned();
            fields.pronouns = "they/them".to_owned();
        }
        1 => fields.rhythm_days = (d > 0).then_some(days),
        2 => fields.circle = desk.nod.circles()?.get(d).map(|circle| circle.id),
        3 => {
            let value = format!("a{d}@x.org");
            fields.contacts.push(Contact { kind: ContactKind::Email, label: String::new(), value });
            fields.place = format!("Place {d}");
            fields.zone = "Asia/Tokyo".to_owned();
            fields.birthday = "--03-22".to_owned();
            fields.start_date = "2021-11-20".to_owned();
        }
        4 => {
            fields.contacts.clear();
            fields.tags = vec![format!("tag {d}")];
            fields.other_teams.push(format!("Team {d}"));
            fields.own.push(OwnField { name: "Size".to_owned(), value: format!("{d}") });
        }
        _ => fields.notes = format!("line\nÄ {d}"),
    }
    Ok(desk.nod.person_save(Some(id), &fields, now)?.op)
}

fn log(desk: &mut Desk, [a, b, c, d]: Numbers, now: Now) -> Result<Option<OpId>> {
    let people: Vec<PersonId> = [a, b, c].into_iter().filter_map(|n| desk.someone(n)).collect();
    let moment = NewMoment {
        people,
        gestures: GestureId::built_in().skip(d).take(1 + d % 2).collect(),
        direction: [Direction::Mine, Direction::Theirs, Direction::Mutual][d % 3],
        channel: None,
        note: format!("note {d}"),
        at: Some(now.utc - TimeDelta::days(i64::try_from(d).unwrap())),
    };
    let reminder = desk.reminder(a, now);
    Ok(desk.nod.log(&LogRequest { moment, reminder, answers_follow_up: true }, now)?.op)
}

fn moment_edit(desk: &mut Desk, [a, b, c, _]: Numbers, now: Now) -> Result<Option<OpId>> {
    let Some(id) = desk.moment(a) else { return Ok(None) };
    let new = NewMoment {
        people: [b, c].into_iter().filter_map(|n| desk.someone(n)).collect(),
        gestures: GestureId::built_in().skip(c).take(1).collect(),
        direction: [Direction::Mine, Direction::Theirs][c % 2],
        channel: None,
        note: format!("changed {c}"),
        at: (c % 3 == 0).then_some(now.utc - TimeDelta::hours(1)),
    };
    Ok(desk.nod.moment_edit(id, &new, now)?.op)
}

/// A table with columns that mean something, a calendar with meetings, a journal of another program, or Nod's own file.
fn import_apply_of(desk: &mut Desk, [a, b, c, _]: Numbers, now: Now) -> Result<Option<OpId>> {
    let (name, bytes) = match c % 4 {
        0 => ("table.csv", format!("Name,Wozu\n{},team {b}\nSomebody {b},", NAMES[a]).into_bytes()),
        1 => {
            let event = |day: &str| {
                format!(
                    "BEGIN:VEVENT\nSUMMARY:1:1\nDTSTART:{day}T100000\nATTENDEE:mailto:c{b}@x.org\nEND:VEVENT\n"
                )
            };
            let (one, two) = (event("20261117"), event("20261118"));
            ("cal.ics", format!("BEGIN:VCALENDAR\n{one}{two}END:VCALENDAR\n").into_bytes())
        }
        2 => {
            let friends = format!(
                "### Activities:\n- 2018-11-0{}: **{n}** and I went out.\n\n### Notes:\n- 2017-06-06: **{n}** ñ\n\n### Friends:\n- {n}\n",
                b + 1,
                n = NAMES[a]
            );
            ("friends.md", friends.into_bytes())
        }
        _ => {
            let mut out = Vec::new();
            desk.nod.export(Format::Json, &Choice::default(), now, &mut out)?;
            // Something to bring back, where there is somebody.
            if let Some(id) = desk.someone(a) {
                let file = look(desk.folder.path());
                let known: String =
                    file.query_row("SELECT name FROM person WHERE id = ?1", [id], |row| row.get(0)).unwrap();
                let text = String::from_utf8(out).unwrap();
                out = text.replace(&format!("\"{known}\""), &format!("\"{known} {b}\"")).into_bytes();
            }
            ("nod.json", out)
        }
    };
    let choice =
        ImportChoice { columns: vec![("Wozu".to_owned(), "team".to_owned())], meetings: [1, 2].into() };
    Ok(desk.nod.import_apply_of(&[FileToImport { name: name.to_owned(), bytes }], &choice, now)?.op)
}

pub fn about(text: &str) -> DetailFields {
    DetailFields { text: text.to_owned(), ..DetailFields::default() }
}

fn day(now: Now, n: usize) -> NaiveDate {
    now.today() + Days::new(u64::try_from(n).unwrap())
}

fn occasion(person: PersonId, n: usize, now: Now) -> NewOccasion {
    let day = if n.is_multiple_of(2) { "--12-01".to_owned() } else { day(now, n).to_string() };
    let lead_days = u8::try_from(n).unwrap();
    NewOccasion { person, title: format!("Exam {n}"), day, yearly: n.is_multiple_of(2), lead_days }
}

fn own_reminder(person: Option<PersonId>, n: usize, now: Now) -> NewOwnReminder {
    let every = n.is_multiple_of(3).then_some(Recurrence { count: 2, unit: RecurrenceUnit::Day });
    let at = n.is_multiple_of(2).then_some(9 * 60);
    NewOwnReminder { text: format!("Sailing course {n}"), on: day(now, n + 1), at, every, person }
}
