//! `nod export`: what other programs make of it, and what a file may not do.

use std::os::unix::fs::PermissionsExt;

use support::Home;
use support::home::run;
use support::process::system_program;
use support::team::{self, COUNT};

/// A person with all that formats stumble over.
const CARD: &str = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Zoë \\, Müller; 漢字\r\nNICKNAME:Zo\r\nBDAY:--0229\r\n\
    NOTE:one\\ntwo\\, three\\; four and a line that is longer than seventy-five bytes so that it has to be folded äöü\r\n\
    EMAIL;TYPE=work:zoe@x.example\r\nTEL;TYPE=\"work,cell\":+44 20 5550101\r\nORG:Harbour\\; Works;Pay\\, ments\r\n\
    CATEGORIES:a,b\\, c\r\nPHOTO:data:image/gif;base64,R0lGODlhAQABAA==\r\nEND:VCARD\r\n";

fn home() -> Home {
    let home = Home::new();
    team::bring_in(&home);
    let file = home.file("zoe.vcf", CARD);
    home.nod(&["import", "--yes", file.to_str().unwrap()]).succeeded();
    home.nod(&["log", "zoë müller", "thx", ">fri", "ask, and; listen"]).succeeded();
    home
}

/// Exports and has a Python script read it; what it prints.
fn python(home: &Home, file: &str, format: &str, script: &str) -> String {
    let path = home.path().join(file);
    home.nod(&["export", path.to_str().unwrap(), "--format", format]).succeeded();
    let mut command = home.command(system_program(&["python3"]));
    command.args(["-c", script, path.to_str().unwrap()]);
    run(command, b"").succeeded().stdout
}

const READ_CARDS: &str = "
import sys, vobject
for card in vobject.readComponents(open(sys.argv[1], encoding='utf-8', newline='').read()):
    if '漢' in card.fn.value:
        print(card.fn.value, card.note.value.split('\\n')[1], card.email.value, card.org.value, card.categories.value, sep='|')
print(sum(1 for _ in vobject.readComponents(open(sys.argv[1], encoding='utf-8', newline='').read())))
";

#[test]
fn cards_are_read_by_vobject() {
    let home = home();
    for format in ["vcard", "vcard3"] {
        let said = python(&home, "all.vcf", format, READ_CARDS);
        let lines: Vec<&str> = said.lines().collect();
        let zoe = lines.iter().find(|line| line.starts_with("Zoë , Müller; 漢字")).unwrap();
        assert!(
            zoe.contains("two, three; four and a line") && zoe.contains("folded äöü|zoe@x.example"),
            "{zoe}"
        );
        assert!(
            zoe.contains("Harbour; Works") && zoe.contains("Pay, ments") && zoe.contains("b, c"),
            "{zoe}"
        );
        assert_eq!(lines.last().copied(), Some((COUNT + 1).to_string().as_str()));
    }
}

#[test]
fn cards_are_read_by_khard() {
    let home = home();
    for format in ["vcard", "vcard3"] {
        // khard keeps a card a file.
        let book = home.path().join(format);
        std::fs::create_dir(&book).unwrap();
        let cards = home.nod(&["export", "-", "--format", format]).succeeded().stdout;
        for (number, card) in cards.split_inclusive("END:VCARD\r\n").enumerate() {
            std::fs::write(book.join(format!("{number}.vcf")), card).unwrap();
        }
        let config = format!("[addressbooks]\n[[team]]\npath = {}\n[general]\ndebug = no\n", book.display());
        let config = home.file(&format!("{format}.conf"), config);
        let khard = |arguments: &[&str]| {
            let mut command = home.command(system_program(&["khard"]));
            command.arg("--config").arg(&config).args(arguments);
            run(command, b"").succeeded()
        };
        let listed = khard(&["list", "--parsable"]);
        assert_eq!(listed.stdout.lines().count(), COUNT + 1, "{}{}", listed.stdout, listed.stderr);
        let shown = khard(&["show", "Zoë"]).stdout;
        for text in
            ["Zoë , Müller; 漢字", "zoe@x.example", "+44 20 5550101", "Harbour; Works", "two, three; four"]
        {
            assert!(shown.contains(text), "{text}\n{shown}");
        }
    }
}

#[test]
fn the_calendar_is_read_by_icalendar() {
    let script = "
import sys, icalendar
events = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read()).walk('VEVENT')
for e in events:
    print(e['SUMMARY'], e.decoded('DTSTART'), 'RRULE' in e, sep='|')
";
    let said = python(&home(), "all.ics", "ics", script);
    assert!(said.contains("Zoë , Müller; 漢字’s birthday|20"), "{said}");
    assert!(said.contains("-02-29|True") && said.contains(": ask, and; listen|"), "{said}");
}

#[test]
fn the_table_is_read_by_pythons_csv() {
    let script = "
import sys, csv
rows = list(csv.DictReader(open(sys.argv[1], encoding='utf-8', newline='')))
print(len(rows), [r['Birthday'] for r in rows if r['Nickname'] == 'Zo'])
";
    assert_eq!(python(&home(), "all.csv", "csv", script), format!("{} ['--02-29']\n", COUNT + 1));
}

#[test]
fn a_file_is_the_owners_only_and_is_never_left_half_written() {
    let home = home();
    let path = home.path().join("all.json");
    home.nod(&["export", path.to_str().unwrap()]).succeeded();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let to_stdout = home.nod(&["export", "-", "--format", "json"]).succeeded().stdout;
    let without_time = |text: &str| {
        text.lines().filter(|line| !line.starts_with("\"made_at\"")).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(without_time(&std::fs::read_to_string(&path).unwrap()), without_time(&to_stdout));
    let nowhere = home.path().join("nowhere/all.json");
    home.nod(&["export", nowhere.to_str().unwrap()]).refused();
    home.nod(&["export", home.path().join("all").to_str().unwrap()]).refused();
    let own = home.nod_data().join("nod.json");
    home.nod(&["export", own.to_str().unwrap()]).refused();
}

#[test]
fn markdown_is_one_book_or_a_page_for_each_person() {
    let home = home();
    let pages = home.path().join("pages");
    std::fs::create_dir(&pages).unwrap();
    home.nod(&["export", pages.to_str().unwrap()]).succeeded();
    assert_eq!(std::fs::read_dir(&pages).unwrap().count(), COUNT + 1);
    let book = home.nod(&["export", "-", "--format", "markdown"]).succeeded().stdout;
    assert!(book.starts_with("# People\n") && book.contains("ask, and; listen"), "{book}");
}

#[test]
fn everything_comes_back_into_an_empty_nod() {
    let home = home();
    let path = home.path().join("all.json");
    home.nod(&["export", path.to_str().unwrap()]).succeeded();
    let other = Home::new();
    let report = other.json(&["import", "--yes", path.to_str().unwrap()]);
    assert_eq!(
        (&report["added"], &report["moments"]),
        (&serde_json::json!(COUNT + 1), &serde_json::json!(1))
    );
    assert_eq!(other.json(&["people"]), home.json(&["people"]));
}
