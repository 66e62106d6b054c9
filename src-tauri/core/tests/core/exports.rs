//! Everything out, and back in.

use std::collections::BTreeSet;

use nod_core::api::{
    Contact, ContactKind, DetailFields, LogRequest, NewMoment, OwnField, PersonFields, Settings,
};
use nod_core::export::{Choice, Format, tables};
use nod_core::gesture::GestureId;
use nod_core::moment::{Channel, Direction};
use nod_core::nod::FileToImport;
use proptest::prelude::*;

use crate::support::{Desk, at, card, cases, desk, look, named, typed};

fn export(desk: &Desk, format: Format, choice: &Choice) -> String {
    let mut out = Vec::new();
    desk.nod.export(format, choice, at("2026-11-20 10:00"), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn file(name: &str, text: &str) -> FileToImport {
    FileToImport { name: name.to_owned(), bytes: text.as_bytes().to_vec() }
}

#[test]
fn every_table_is_exported_or_said_not_to_be() {
    let desk = desk();
    let file = look(desk.folder.path());
    let mut select = file
        .prepare(
            "SELECT name FROM pragma_table_list
             WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite_%'",
        )
        .unwrap();
    let there: BTreeSet<String> =
        select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let known = tables::TABLES.iter().map(|table| table.name).chain(tables::NOT_EXPORTED);
    assert_eq!(there, known.map(str::to_owned).collect());
}

/// What a person may hold, with what formats stumble over.
fn any_fields() -> impl Strategy<Value = PersonFields> {
    let text = || prop_oneof![Just(String::new()), "[a-zA-Zäßé漢,;:\\\\\"'=+@<>#*_ -]{1,30}"];
    let kind = prop::sample::select(
        &[ContactKind::Email, ContactKind::Phone, ContactKind::Handle, ContactKind::Url][..],
    );
    let label = prop::sample::select(&["", "work", "home", "mobile", "Summer house"][..]);
    let contact = (kind, label, "[a-z0-9]{1,8}").prop_map(|(kind, label, value)| Contact {
        kind,
        label: label.to_owned(),
        value,
    });
    let birthday = prop::sample::select(&["", "1984-03-22", "--03-22", "--02-29"][..]);
    let notes = prop_oneof![Just(String::new()), "[a-z,;\\\\\n=]{1,200}"];
    // What a list of several holds may have anything in it but the mark that keeps them apart.
    let label = || "[a-zA-Zé漢][a-zA-Zé漢,;\\\\\"'=+@<># -]{0,15}";
    let labels = || prop::collection::vec(label(), 0..3);
    let own = prop::collection::vec((label(), label()), 0..3)
        .prop_map(|own| own.into_iter().map(|(name, value)| OwnField { name, value }).collect::<Vec<_>>());
    let zone = prop::sample::select(&["", "Africa/Lagos", "Europe/Berlin"][..]);
    let start = prop::sample::select(&["", "2019-03-04"][..]);
    (
        ("[A-Za-zäßé漢]{1,12}", text(), text(), text()),
        (text(), notes, birthday),
        (text(), text(), text(), zone, start),
        (labels(), labels(), own),
        prop::collection::vec(contact, 0..5),
    )
        .prop_map(|(first, second, third, (other_teams, tags, own), contacts)| {
            let (name, called, role, team) = first;
            let (place, notes, birthday) = second;
            let (pronunciation, pronouns, organisation, zone, start_date) = third;
            PersonFields {
                called,
                role,
                team,
                place,
                notes,
                birthday: birthday.to_owned(),
                pronunciation,
                pronouns,
                organisation,
                zone: zone.to_owned(),
                start_date: start_date.to_owned(),
                other_teams,
                tags,
                own,
                contacts,
                rhythm_days: Some(14),
                ..named(&name)
            }
        })
}

/// A Nod with people, moments, follow-ups, settings, and decisions about reminders.
fn filled(people: &[PersonFields], moments: &[(usize, usize, bool)]) -> Desk {
    let now = at("2026-11-20 10:00");
    let mut desk = desk();
    let mut ids = Vec::new();
    let circles = desk.nod.circles().unwrap();
    for (number, fields) in people.iter().enumerate() {
        // Every other one is in a circle.
        let circle = circles.get(number % (2 * circles.len().max(1))).map(|circle| circle.id);
        let fields = PersonFields { circle, ..fields.clone() };
        ids.push(desk.nod.person_save(None, &fields, now).unwrap().person.id);
    }
    for (one, other, theirs) in moments {
        let people = vec![ids[one % ids.len()], ids[other % ids.len()]];
        let moment = NewMoment {
            people,
            gestures: vec![GestureId::new("thanked").unwrap(), GestureId::new("helped").unwrap()],
            direction: if *theirs { Direction::Theirs } else { Direction::Mine },
            channel: Some(Channel("call".to_owned())),
            note: "a\nnote".to_owned(),
            at: None,
        };
        let request = LogRequest { moment, reminder: None, answers_follow_up: false };
        desk.nod.log(&request, now).unwrap();
    }
    if let Some(circle) = desk.nod.circles().unwrap().first() {
        desk.nod.circle_rhythm(circle.id, Some(9), now).unwrap();
    }
    desk.nod.settings_save(&Settings { your_name: "Me".to_owned(), ..Settings::default() }, now).unwrap();
    desk.nod.quick_log(&typed("zzz thx >fri ask"), now).ok();
    desk
}

/// All that a card or a row of a table can say of a person, each on a line.
const WHOLE_PERSON: &str = "
    SELECT concat_ws('|', name, called, pronunciation, pronouns, role, team, organisation, place, zone, start_date, birthday,
        notes, rhythm_days, (SELECT built_in || circle.name FROM circle WHERE circle.id = person.circle),
        (SELECT group_concat(name, '/' ORDER BY position) FROM other_team WHERE person = person.id),
        (SELECT group_concat(name, '/' ORDER BY name) FROM tag WHERE person = person.id),
        (SELECT group_concat(name || '=' || value, '/' ORDER BY position) FROM own_field WHERE person = person.id),
        (SELECT group_concat(kind || ':' || label || ':' || value, '/' ORDER BY kind, position)
            FROM contact WHERE person = person.id))
    FROM person ORDER BY 1";

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn json_comes_back_into_an_empty_nod_as_it_was(
        people in prop::collection::vec(any_fields(), 1..6),
        moments in prop::collection::vec((0..9_usize, 0..9_usize, any::<bool>()), 0..6),
    ) {
        let mut from = filled(&people, &moments);
        from.import(&card("UID:7\nFN:Zed\nPHOTO:data:image/gif;base64,R0lGODlhAQABAA==\nCATEGORIES:a"), at("2026-11-20 10:00"));
        let text = export(&from, Format::Json, &Choice::default());
        let mut to = desk();
        let report = to.nod.import_apply(&[file("nod.json", &text)], at("2026-12-01 10:00")).unwrap();
        prop_assert_eq!(&report.errors, &vec![]);
        prop_assert_eq!(to.dump(), from.dump());
        prop_assert_eq!(to.number("SELECT count(*) FROM met"), from.number("SELECT count(*) FROM met"));
        let again = to.nod.import_apply(&[file("nod.json", &text)], at("2026-12-02 10:00")).unwrap();
        prop_assert_eq!(again.op, None);
        to.nod.undo(report.op).unwrap();
        prop_assert_eq!(to.dump(), desk().dump());
    }

    #[test]
    fn cards_and_tables_say_of_people_all_that_they_can(people in prop::collection::vec(any_fields(), 1..4)) {
        let from = filled(&people, &[]);
        for (format, name) in [(Format::VCard, "a.vcf"), (Format::VCard3, "b.vcf"), (Format::Csv, "c.csv")] {
            let text = export(&from, format, &Choice::default());
            let mut to = desk();
            let report = to.nod.import_apply(&[file(name, &text)], at("2026-11-20 10:00")).unwrap();
            prop_assert_eq!(&report.errors, &vec![], "{}", &text);
            let fields = |desk: &Desk| {
                let file = look(desk.folder.path());
                let mut select = file.prepare(WHOLE_PERSON).unwrap();
                let rows: Vec<String> = select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
                rows
            };
            prop_assert_eq!(fields(&to), fields(&from), "{}", &text);
        }
    }
}

#[test]
fn cards_and_tables_carry_tags_own_fields_and_every_team() {
    let mut desk = desk();
    let fields = PersonFields {
        team: "Platform".to_owned(),
        other_teams: vec!["Guild, north".to_owned()],
        tags: vec!["mentor".to_owned()],
        own: vec![OwnField { name: "Shirt".to_owned(), value: "M; slim".to_owned() }],
        ..named("Ada")
    };
    desk.nod.person_save(None, &fields, at("2026-11-20 10:00")).unwrap();
    for format in [Format::VCard, Format::VCard3] {
        let text = export(&desk, format, &Choice::default());
        for line in
            ["ORG:;Platform", "X-NOD-TEAM:Guild\\, north", "CATEGORIES:mentor", "X-NOD-FIELD:Shirt;M\\; slim"]
        {
            assert!(text.lines().any(|found| found == line), "{line}\n{text}");
        }
    }
    let table = export(&desk, Format::Csv, &Choice::default());
    for cell in ["Platform", "\"Guild, north ::: \"", "mentor", "Custom Field 1 - Label", "Shirt,M; slim"] {
        assert!(table.contains(cell), "{cell}\n{table}");
    }
    assert!(export(&desk, Format::Markdown, &Choice::default()).contains("- Other teams: Guild, north"));
}

#[test]
fn what_is_private_stays_here_when_asked() {
    let now = at("2026-11-20 10:00");
    let mut desk = desk();
    let ada = desk.add("Ada", None, now);
    for (text, private) in [("bad knee", true), ("green tea", false)] {
        let fields =
            DetailFields { text: text.to_owned(), private: Some(private), ..DetailFields::default() };
        desk.nod.detail_add(ada, &fields, now).unwrap();
    }
    let without = Choice { without_private: true, ..Choice::default() };
    for (format, word, _) in Format::ALL {
        let (all, open) = (export(&desk, format, &Choice::default()), export(&desk, format, &without));
        assert!(!open.contains("knee"), "{word}");
        assert_eq!(all.contains("knee"), all.contains("green tea"), "{word}");
        assert_eq!(open.contains("green tea"), matches!(format, Format::Json | Format::Markdown), "{word}");
    }
}

#[test]
fn one_person_goes_out_with_what_is_theirs_and_nobody_else() {
    let now = at("2026-11-20 10:00");
    let mut desk = desk();
    let (ada, bo) = (desk.add("Ada", None, now), desk.add("Bo", None, now));
    desk.log(&[ada, bo], Direction::Mine, now);
    desk.log(&[bo], Direction::Mine, now);
    let choice = Choice { people: vec![ada], ..Choice::default() };
    for (format, ..) in Format::ALL {
        let text = export(&desk, format, &choice);
        assert!(!text.contains("Bo"), "{text}");
    }
    let mut to = crate::support::desk();
    let text = export(&desk, Format::Json, &choice);
    let report = to.nod.import_apply(&[file("ada.json", &text)], now).unwrap();
    assert_eq!((report.added, report.moments), (1, 1));
}

#[test]
fn json_into_another_nod_adds_what_is_not_here_and_knows_people_again() {
    let now = at("2026-11-20 10:00");
    let mut from = desk();
    from.import(&card("FN:Ada Byron\nEMAIL:ada@x.org\nTITLE:Analyst"), now);
    let ada = from.nod.find_person("ada", now).unwrap();
    from.log(&[ada], Direction::Mine, now);
    let text = export(&from, Format::Json, &Choice::default());
    let mut to = desk();
    to.import(&card("FN:Ada\nEMAIL:ada@x.org"), now);
    let report = to.nod.import_apply(&[file("nod.json", &text)], now).unwrap();
    assert_eq!((report.added, report.merged, report.moments), (0, 1, 1));
    let here = to.nod.find_person("ada", now).unwrap();
    let page = to.nod.person(here, now).unwrap();
    assert_eq!(
        (page.fields.name.as_str(), page.fields.role.as_str(), page.moments_total),
        ("Ada", "Analyst", 1)
    );
    assert_eq!(to.nod.import_apply(&[file("nod.json", &text)], now).unwrap().op, None);
}

#[test]
fn a_spoilt_export_is_refused_with_its_line_and_changes_nothing() {
    let from = filled(&[named("Ada"), named("Bo")], &[(0, 1, false)]);
    let text = export(&from, Format::Json, &Choice::default());
    let mut to = desk();
    let before = to.dump();
    let spoilt = [
        text[..text.len() / 2].to_owned(),
        text.replace("2026-11-20", "2026-13-20"),
        text.replace("\"Ada\"", "\"\""),
        text.replace("\"mine\"", "\"sideways\""),
        text.replace("\"version\": 1", "\"version\": 99"),
        text.replace("\"moves\":1", "\"moves\":0"),
        text.replace("\"moment_gesture\"", "\"moment_gestu\""),
        text.replace("\"moment_person\"", "\"\""),
        text.replace("\"gesture\":\"helped\"", "\"gesture\":\"danced\""),
        text.replace("\"note\":\"a\\nnote\"", "\"note\":\"a\\u0007\""),
        text.replace("\"at_ms\":", "\"at_ms\":\"x\",\"was\":"),
    ];
    for text in spoilt {
        let refused = to.nod.import_apply(&[file("nod.json", &text)], at("2026-11-20 10:00"));
        assert!(refused.is_err(), "{text}");
        assert_eq!(to.dump(), before);
    }
}

/// The JSON Schema of an export, from the tables themselves.
fn described() -> serde_json::Value {
    use serde_json::{Value, json};
    let desk = desk();
    let file = look(desk.folder.path());
    let of = |column: &tables::Column| {
        let kind = match column.kind.as_str() {
            "INTEGER" => json!({ "type": "integer" }),
            "TEXT" => json!({ "type": "string" }),
            _ if column.name == "bytes" => {
                json!({ "type": "object", "required": ["base64"], "properties": { "base64": { "type": "string" } } })
            }
            _ => json!({ "type": "string", "format": "uuid" }),
        };
        if column.needed { kind } else { json!({ "anyOf": [kind, { "type": "null" }] }) }
    };
    let list = tables::TABLES.iter().map(|table| {
        let columns = tables::columns(&file, table.name).unwrap();
        let properties: serde_json::Map<String, Value> =
            columns.iter().map(|c| (c.name.clone(), of(c))).collect();
        let items = json!({ "type": "object", "properties": properties });
        (table.name.to_owned(), json!({ "type": "array", "items": items }))
    });
    let list: serde_json::Map<String, Value> = list.collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Nod's own export",
        "description": "Everything that Nod keeps, table by table; docs/data-format.md says what each column means. Ids are \
            UUIDs, civil dates 2026-11-20, instants milliseconds since 1970 in UTC. A column that is missing has its default.",
        "type": "object",
        "required": ["nod", "version", "schema", "tables"],
        "properties": {
            "nod": { "const": "export" },
            "version": { "const": 1, "description": "The form of this file." },
            "schema": { "type": "integer", "description": "The schema of the database it came from." },
            "program": { "type": "string", "description": "The version of Nod that wrote it." },
            "made_at": { "type": "string", "format": "date-time" },
            "whole": { "type": "boolean", "description": "False when people were chosen or private rows left out." },
            "tables": { "type": "object", "properties": list },
        },
    })
}

/// With `NOD_WRITE_SCHEMA` set, writes the file instead.
#[test]
fn the_published_schema_is_that_of_the_tables() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/export.schema.json");
    let described = described();
    if std::env::var_os("NOD_WRITE_SCHEMA").is_some() {
        std::fs::write(&path, serde_json::to_string_pretty(&described).unwrap() + "\n").unwrap();
    }
    let published: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    assert_eq!(
        published, described,
        "run this test with NOD_WRITE_SCHEMA=1 and commit docs/export.schema.json"
    );
}
