//! Hostile text: kept as it was, and harmless wherever the command line or an export shows it.

use serde_json::{Value, json};
use support::{Home, hostile};

/// A person of each text, with the text in everything that is kept of them.
fn home() -> Home {
    let home = Home::new();
    for (_, text) in hostile::texts() {
        let who = text.split(' ').next().unwrap().to_owned();
        let field = format!("{who} field={text}");
        let add =
            ["person", "add", &text, "--role", &text, "--team", &text, "--place", &text, "--tag", &text];
        home.nod(&[&add[..], &["--called", &text, "--notes", &text, "--field", &field]].concat()).succeeded();
        home.nod(&["detail", "add", &who, &text]).succeeded();
        home.nod(&["log", &format!("@{who}"), "thx", &format!("\"{}\"", text.replace('"', "'"))]).succeeded();
        home.nod(&["follow-up", "add", &who, &text, "--on", "2099-01-05"]).succeeded();
        home.nod(&["occasion", "add", &who, &text, "--on", "--12-24"]).succeeded();
        home.nod(&["remind", &text, "--on", "2099-01-05", "--person", &who]).succeeded();
        home.nod(&["thanks", "add", &who, &text, "--changed", &text]).succeeded();
    }
    home
}

/// Every text that a JSON value holds.
fn strings<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
    match value {
        Value::String(text) => found.push(text),
        Value::Array(all) => all.iter().for_each(|one| strings(one, found)),
        Value::Object(all) => all.values().for_each(|one| strings(one, found)),
        _ => {}
    }
}

/// As it is kept on one line: control characters are gone, white space is one space.
fn kept(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The letters and digits of a text: what is read from other programs' files is rid of marks that nobody sees.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn hostile_text_is_kept_and_comes_out_harmless() {
    let home = home();
    let everywhere: [&[&str]; 12] = [
        &["people"],
        &["today"],
        &["moments"],
        &["follow-up", "list"],
        &["thanks"],
        &["occasion", "list"],
        &["remind", "list"],
        &["duplicates"],
        &["plan"],
        &["bin"],
        &["search", "eve"],
        &["search", "thx OR NEAR(\" *:"],
    ];
    for arguments in everywhere {
        let ran = home.nod(arguments);
        assert_eq!(hostile::harm(&(ran.stdout + &ran.stderr)), None, "{arguments:?}");
    }
    for (what, text) in hostile::texts() {
        let who = text.split(' ').next().unwrap();
        let page = home.json(&["person", "show", who]);
        for field in ["name", "called", "role", "team", "place"] {
            assert_eq!(page[field], json!(kept(&text)), "{field} of {what}");
        }
        for arguments in [
            &["person", "show", who][..],
            &["person", "timeline", who],
            &["person", "export", who],
            &["detail", "list", who],
            &["brief", who],
            &["why", who],
            &["search", &text],
            &["search", &format!("\"{text}")],
            &["person", "edit", who, "--role", &format!("{text} again")],
            &["undo"],
            &["merge", who, "nobody like that", "--dry-run"],
            &["person", "delete", who],
            &["bin"],
            &["undo"],
        ] {
            let ran = home.nod(arguments);
            assert_eq!(hostile::harm(&(ran.stdout + &ran.stderr)), None, "{arguments:?}");
        }
    }
}

#[test]
fn a_text_of_64_kb_is_kept_whole_and_found() {
    let home = Home::new();
    let long = hostile::longest();
    // The program takes no argument that long in one piece on every system: the text comes in by a file.
    let file = home.file("long.csv", hostile::longest_as_table("Longest"));
    home.nod(&["import", "--yes", file.to_str().unwrap()]).succeeded();
    let page = home.json(&["person", "show", "longest"]);
    let notes = page["notes"].as_str().unwrap();
    assert!(notes.len() > 60_000);
    assert_eq!(letters(notes), letters(&long));
    let ran = home.nod(&["person", "show", "longest"]).succeeded();
    assert_eq!(hostile::harm(&ran.stdout), None);
    assert_eq!(home.json(&["search", "eve5"])["hits"].as_array().unwrap().len(), 1);
}

#[test]
fn exports_hold_it_as_it_was_and_a_second_nod_reads_it_back() {
    let home = home();
    let whole = home.path().join("files/all.json");
    home.nod(&["export", whole.to_str().unwrap(), "--format", "json"]).succeeded();
    let exported: Value = serde_json::from_slice(&std::fs::read(&whole).unwrap()).unwrap();
    let mut found = Vec::new();
    strings(&exported, &mut found);
    for (what, text) in hostile::texts() {
        assert!(found.contains(&kept(&text).as_str()), "{what} is not in the JSON as it is kept");
    }
    let other = Home::new();
    other.nod(&["import", "--yes", whole.to_str().unwrap()]).succeeded();
    let again = other.path().join("files/all.json");
    other.nod(&["export", again.to_str().unwrap(), "--format", "json"]).succeeded();
    let mut tables: [Value; 2] =
        [&whole, &again].map(|file| serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap());
    for table in &mut tables {
        table.as_object_mut().unwrap().retain(|_, value| value.is_array());
    }
    let [first, second] = tables;
    assert_eq!(first, second);

    // As Markdown, HTML means nothing: whatever shows the page runs nothing of it.
    let pages = home.path().join("files/pages");
    std::fs::create_dir(&pages).unwrap();
    home.nod(&["export", pages.to_str().unwrap(), "--format", "markdown"]).succeeded();
    for entry in std::fs::read_dir(&pages).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        assert_eq!(hostile::harm(name), None, "the name of a page");
        let text = std::fs::read_to_string(&path).unwrap();
        let own_words: Vec<&str> = text.lines().filter(|line| !line.contains("<!--")).collect();
        // Notes are Markdown of the user's own and stay as they were written.
        let notes = own_words.iter().filter(|line| line.contains("<script>")).count();
        assert!(notes <= 1, "{name} has a script outside of the notes");
    }

    // A vCard brings the names back as well.
    let cards = home.path().join("files/all.vcf");
    home.nod(&["export", cards.to_str().unwrap(), "--format", "vcard"]).succeeded();
    let third = Home::new();
    third.nod(&["import", "--yes", cards.to_str().unwrap()]).succeeded();
    let people = third.json(&["people"]);
    let mut names = Vec::new();
    strings(&people, &mut names);
    for (what, text) in hostile::texts() {
        let back = names.iter().any(|name| letters(name) == letters(&text));
        assert!(back, "{what} did not come back from its card");
    }
}

/// Half of a surrogate pair is no character: files that hold one are read, and it is shown as what cannot be read.
#[test]
fn lone_surrogates_from_files_are_replaced_and_the_rest_is_kept() {
    let home = Home::new();
    let utf16 = |text: &[u16]| -> Vec<u8> {
        [0xfeff_u16].iter().chain(text).flat_map(|unit| unit.to_le_bytes()).collect()
    };
    let mut card: Vec<u16> = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Half ".encode_utf16().collect();
    card.extend([0xd83d, u16::from(b' ')]);
    card.extend("Smile\r\nNOTE:low ".encode_utf16());
    card.push(0xde00);
    card.extend(" alone\r\nEND:VCARD\r\n".encode_utf16());
    let file = home.file("half.vcf", utf16(&card));
    home.nod(&["import", "--yes", file.to_str().unwrap()]).succeeded();
    let page = home.json(&["person", "show", "half"]);
    assert_eq!(
        (&page["name"], &page["notes"]),
        (&json!("Half \u{fffd} Smile"), &json!("low \u{fffd} alone"))
    );

    // The same in UTF-8, as some programs write it.
    let bytes = [b"Name,Notes\nHalved ", &b"\xed\xa0\xbd"[..], b" Two,x \xed\xb8\x80 y\n"].concat();
    let file = home.file("half.csv", bytes);
    home.nod(&["import", "--yes", file.to_str().unwrap()]).succeeded();
    let halved = home.json(&["person", "show", "halved"]);
    assert!(
        halved["name"].as_str().unwrap().starts_with("Halved ")
            && halved["notes"].as_str().unwrap().ends_with('y')
    );

    // In JSON a lone surrogate can be written with only letters. Nothing of the file is lost in silence.
    let whole = home.path().join("files/all.json");
    home.nod(&["export", whole.to_str().unwrap(), "--format", "json"]).succeeded();
    let text = std::fs::read_to_string(&whole).unwrap().replace("Half \u{fffd} Smile", "Half \\ud83d Grin");
    let file = home.file("half.json", text);
    let ran = home.nod(&["import", "--yes", file.to_str().unwrap()]);
    let names = home.json(&["people"]).to_string();
    assert!(
        names.contains("Grin")
            || !ran.status.success()
            || !ran.stderr.is_empty()
            || ran.stdout.contains("could not"),
        "{ran:?}"
    );
    assert_eq!(hostile::harm(&(ran.stdout + &ran.stderr)), None);
}
