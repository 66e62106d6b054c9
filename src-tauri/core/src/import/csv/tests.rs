//! Tables as programs write them, each named for its trap.

use super::super::{Hints, Reading, Reason};
use super::{Meaning, Meanings};
use crate::import::Incoming;

fn read(text: impl AsRef<[u8]>) -> Reading {
    super::super::read("team.csv", text.as_ref(), &Hints::default())
}

/// The people of a table in which there is nothing to complain about.
fn people(text: impl AsRef<[u8]>) -> Vec<Incoming> {
    let reading = read(text);
    assert_eq!(reading.errors, []);
    reading.people
}

fn contacts(person: &Incoming) -> Vec<(&str, &str)> {
    person.contacts.iter().map(|contact| (contact.label.as_str(), contact.value.as_str())).collect()
}

fn birthday(person: &Incoming) -> String {
    person.birthday.map(|day| day.to_string()).unwrap_or_default()
}

#[test]
fn google_new_heads_labels_and_several_values_in_a_field() {
    let text = "First Name,Middle Name,Last Name,Nickname,Organization Name,Organization Title,Organization Department,\
        Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,\
        Address 1 - City,Address 1 - Country\n\
        Amara,,Okafor,Am,Harbour Works,Engineer,Payments, --03-22,\"Rows on Tuesdays,\nbefore work\",x,\
        * myContacts ::: Team,* Work,amara@x.example ::: am@y.example,Mobile,+44 20 555 ::: 020 556,Bristol,UK\n";
    let people = people(text);
    let amara = &people[0];
    assert_eq!((amara.name.as_str(), amara.called.as_str(), amara.line), ("Amara Okafor", "Am", 2));
    assert_eq!((amara.role.as_str(), amara.team.as_str()), ("Engineer", "Payments"));
    assert_eq!((birthday(amara).as_str(), amara.place.as_str()), ("--03-22", "Bristol, UK"));
    assert_eq!(
        (amara.tags.as_slice(), amara.notes.as_str()),
        (&["Team".to_owned()][..], "Rows on Tuesdays,\nbefore work")
    );
    assert_eq!(
        contacts(amara),
        [
            ("work", "amara@x.example"),
            ("work", "am@y.example"),
            ("mobile", "+44 20 555"),
            ("mobile", "020 556")
        ]
    );
}

#[test]
fn google_old_heads_have_a_name_of_their_own_and_types() {
    let text = "Name,Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Organization 1 - Name,\
        Organization 1 - Title\nAmara O.,Amara,Okafor,* myContacts ::: Rowers,Work,a@x.example,Harbour,Engineer\n";
    let amara = &people(text)[0];
    assert_eq!(
        (amara.name.as_str(), amara.role.as_str(), amara.organisation.as_str()),
        ("Amara O.", "Engineer", "Harbour")
    );
    assert_eq!(
        (amara.tags.as_slice(), contacts(amara)),
        (&["Rowers".to_owned()][..], vec![("work", "a@x.example")])
    );
}

#[test]
fn outlook_titles_are_prefixes_and_its_zero_dates_are_none() {
    let text = "Title,First Name,Last Name,Company,Department,Job Title,Business Phone,Home Fax,E-mail Address,\
        E-mail 2 Address,Birthday,Categories,Notes\r\n\
        Dr.,Amara,Okafor,Harbour,Payments,Engineer,020 555,020 556,a@x.example,b@x.example,3/22/1984,Team;Rowers,\r\n\
        ,Leo,Brandt,,,,,,,,0/0/00,,\r\n";
    let people = people(text);
    assert_eq!((people[0].name.as_str(), people[0].role.as_str()), ("Dr. Amara Okafor", "Engineer"));
    assert_eq!((birthday(&people[0]).as_str(), people[0].tags.len()), ("1984-03-22", 2));
    assert_eq!(contacts(&people[0])[2..], [("work", "020 555"), ("home fax", "020 556")]);
    assert_eq!((people[1].name.as_str(), people[1].birthday), ("Leo Brandt", None));
}

#[test]
fn linkedin_notes_above_the_head_empty_addresses_and_its_dates() {
    let text = "Notes:\n\"When exporting your connection data, you may notice that some addresses are missing.\"\n\n\
        First Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
        Amara,Okafor,https://www.linkedin.example/in/amara,,Harbour Works,Engineer,14 Nov 2026\n\
        ,,,,,,\n";
    let people = people(text);
    let [amara] = people.as_slice() else { panic!("one person, {people:?}") };
    assert_eq!((amara.name.as_str(), amara.role.as_str(), amara.line), ("Amara Okafor", "Engineer", 5));
    assert_eq!(amara.notes, "Connected on 2026-11-14");
    assert_eq!(contacts(amara), [("", "https://www.linkedin.example/in/amara")]);
}

const THUNDERBIRD: &str = "Amara;Okafor;Amara Okafor;Am;a@x.example;b@x.example;am;020 1;020 2;;;020 3;;;;;;;;;Bristol;;;UK;\
    Engineer;Payments;Harbour;https://x.example;;1984;3;22;;;;;Rows\n";

#[test]
fn thunderbird_without_a_head_and_with_semicolons() {
    let amara = &people(THUNDERBIRD)[0];
    assert_eq!(
        (amara.name.as_str(), amara.called.as_str(), amara.place.as_str()),
        ("Amara Okafor", "Am", "Bristol, UK")
    );
    assert_eq!(
        (birthday(amara).as_str(), amara.team.as_str(), amara.notes.as_str()),
        ("1984-03-22", "Payments", "Rows")
    );
    assert_eq!(contacts(amara)[2..5], [("work", "020 1"), ("home", "020 2"), ("mobile", "020 3")]);
}

#[test]
fn thunderbird_with_heads_in_another_language_and_tabs() {
    let heads = (1..=37).map(|n| format!("Feld {n}")).collect::<Vec<_>>().join("\t");
    let text = format!("{heads}\n{}", THUNDERBIRD.replace(';', "\t"));
    let reading = read(&text);
    assert!(reading.people.iter().any(|person| person.name == "Amara Okafor"), "{:?}", reading.people);
}

#[test]
fn any_table_is_guessed_by_heads_and_contents() {
    let text = "Who|Does|How to reach|Shoe size\nAmara Okafor|Engineer|a@x.example|39\nLeo Brandt|Designer|l@x.example|44\n";
    let reading = read(text);
    let meanings: Vec<Meaning> = reading.columns.iter().map(|column| column.meaning).collect();
    assert_eq!(meanings, [Meaning::Name, Meaning::Nothing, Meaning::Email, Meaning::Nothing]);
    assert_eq!(contacts(&reading.people[1]), [("", "l@x.example")]);
}

#[test]
fn a_table_without_a_head_is_guessed_by_contents() {
    let reading = read(
        "Amara Okafor,a@x.example,+44 20 5550101,1984-03-22\nLeo Brandt,l@x.example,+49 30 5550102,1990-01-31\n",
    );
    assert_eq!((reading.people.len(), reading.people[0].name.as_str()), (2, "Amara Okafor"));
    assert_eq!(
        (birthday(&reading.people[1]).as_str(), contacts(&reading.people[0]).len()),
        ("1990-01-31", 2)
    );
}

#[test]
fn what_the_user_says_of_a_column_holds_and_a_remembered_word_too() {
    let text = "Who,Does,Where\nAmara Okafor,Engineer,Bristol\n";
    let said = Meanings {
        said: vec![("does".to_owned(), Meaning::Role), ("3".to_owned(), Meaning::Place)],
        ..Meanings::default()
    };
    let reading = super::super::read("x.csv", text.as_bytes(), &Hints { columns: said, ..Hints::default() });
    let amara = &reading.people[0];
    assert_eq!((amara.role.as_str(), amara.place.as_str()), ("Engineer", "Bristol"));
    let words: Vec<String> = reading.columns.iter().map(|column| column.meaning.word().to_owned()).collect();
    let mut remembered = Meanings::default();
    remembered.remembered.insert(super::columns::signature(&reading.columns), words);
    let again =
        super::super::read("y.csv", text.as_bytes(), &Hints { columns: remembered, ..Hints::default() });
    assert_eq!(again.people[0].role, "Engineer");
}

#[test]
fn encodings_and_marks_make_no_difference() {
    let text = "Name;Geburtstag\nZoë Müller;22.03.1984\n";
    let utf_16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let windows: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    for bytes in [
        text.as_bytes().to_vec(),
        format!("\u{feff}{text}").into_bytes(),
        utf_16,
        windows,
        format!("sep=;\n{text}").into_bytes(),
    ] {
        let zoe = &people(&bytes)[0];
        assert_eq!((zoe.name.as_str(), birthday(zoe).as_str()), ("Zoë Müller", "1984-03-22"));
    }
}

#[test]
fn a_column_tells_by_itself_which_number_is_the_month() {
    let people = people("Name,Birthday\nAda,1/2/1980\nBo,22/3/1984\n");
    assert_eq!(
        (birthday(&people[0]), birthday(&people[1])),
        ("1980-02-01".to_owned(), "1984-03-22".to_owned())
    );
}

#[test]
fn a_row_without_a_name_and_a_wrong_date_are_said_with_their_lines() {
    let reading = read("Name,Birthday,Role\nAda,\"22\n33\",x\n,,Engineer\n\n\"Bo \"\"B\"\" Lind\",,\n");
    let said: Vec<(usize, &str)> = reading.errors.iter().map(|p| (p.line, p.reason.message_id())).collect();
    assert_eq!(said, [(2, "import-reason-not-a-date"), (4, "import-reason-no-name")]);
    assert_eq!((reading.people[1].name.as_str(), reading.people[1].line), ("Bo \"B\" Lind", 6));
}

#[test]
fn a_quote_that_is_never_closed_leaves_out_its_row_only() {
    let reading = read("Name,Notes\nAda,fine\nBo,\"cut off\nCy,x\n");
    let names: Vec<&str> = reading.people.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["Ada", "Cy"]);
    assert_eq!((reading.errors[0].line, reading.errors[0].reason.clone()), (3, Reason::Truncated));
}

#[test]
fn a_table_without_names_or_addresses_is_refused_with_a_way_out() {
    let reading = read("Shoe size,Colour\n39,12\n44,13\n");
    assert_eq!((reading.people.len(), reading.errors[0].reason.clone()), (0, Reason::NoNameColumn));
    assert_eq!(read("").errors[0].reason, Reason::Empty);
    assert_eq!(read(b"\x00\x01\x02PK").errors[0].reason, Reason::Binary);
}

#[test]
fn outlook_in_german_and_french_is_read() {
    let german = "\"Anrede\",\"Vorname\",\"Weitere Vornamen\",\"Nachname\",\"Suffix\",\"Firma\",\"Abteilung\",\"Position\",\
        \"Ort geschäftlich\",\"Land/Region geschäftlich\",\"Telefon geschäftlich\",\"Telefon geschäftlich 2\",\
        \"Fax privat\",\"Mobiltelefon\",\"E-Mail-Adresse\",\"E-Mail-Typ\",\"E-Mail: Angezeigter Name\",\
        \"E-Mail 2: Adresse\",\"Geburtstag\",\"Kategorien\",\"Notizen\"\r\n\
        \"Dr.\",\"Jürgen\",\"\",\"Weiß\",\"\",\"Straßenbau AG\",\"Brücken\",\"Ingenieur\",\"Köln\",\"Deutschland\",\
        \"0221 555\",\"0221 556\",\"0221 557\",\"0170 555\",\"j@bau.example\",\"SMTP\",\"Jürgen Weiß (j@bau.example)\",\
        \"jw@x.example\",\"22.03.1984\",\"Team;Rudern\",\"Zeile\"\r\n";
    let narrow: Vec<u8> = german.chars().map(|c| u8::try_from(c).unwrap()).collect();
    for file in [german.as_bytes().to_vec(), narrow, german.replace("\",\"", "\";\"").into_bytes()] {
        let people = people(&file);
        let juergen = &people[0];
        assert_eq!((juergen.name.as_str(), juergen.role.as_str()), ("Dr. Jürgen Weiß", "Ingenieur"));
        assert_eq!((juergen.team.as_str(), juergen.place.as_str()), ("Brücken", "Köln, Deutschland"));
        assert_eq!((birthday(juergen).as_str(), juergen.tags.len()), ("1984-03-22", 2));
        assert_eq!(
            contacts(juergen),
            [
                ("", "j@bau.example"),
                ("", "jw@x.example"),
                ("work", "0221 555"),
                ("work", "0221 556"),
                ("home fax", "0221 557"),
                ("mobile", "0170 555")
            ]
        );
    }
    let french = "Titre,Prénom,Deuxième prénom,Nom,Société,Service,Titre,Ville (bureau),Pays/Région (bureau),\
        Téléphone (bureau),Tél. mobile,Adresse de messagerie,Type de messagerie,Nom complet de l'adresse de messagerie,\
        Anniversaire,Catégories,Notes\n\
        Mme,Zoé,,Lefèvre,Port,Quais,Ingénieure,Lyon,France,04 55 55,06 55 55,zoe@port.example,SMTP,Zoé,22/03/1984,Équipe,\n";
    let people = people(french);
    let zoe = &people[0];
    assert_eq!(
        (zoe.name.as_str(), zoe.role.as_str(), zoe.team.as_str()),
        ("Mme Zoé Lefèvre", "Ingénieure", "Quais")
    );
    assert_eq!((birthday(zoe).as_str(), zoe.place.as_str()), ("1984-03-22", "Lyon, France"));
    assert_eq!(contacts(zoe), [("", "zoe@port.example"), ("work", "04 55 55"), ("mobile", "06 55 55")]);
}

#[test]
fn a_head_in_words_that_are_not_known_is_no_person() {
    let reading = read("Imiona;Adres;Numer\nAda Byron;ada@x.example;39\nBo Lind;bo@x.example;44\n");
    let names: Vec<&str> = reading.people.iter().map(|person| person.name.as_str()).collect();
    assert_eq!((names, reading.people[0].line), (vec!["Ada Byron", "Bo Lind"], 2));
    let headless = read("Ada,www.ada.example\nBo,www.bo.example\n");
    assert_eq!(headless.people.len(), 2);
}

#[test]
fn lines_end_in_cr_alone_and_a_line_says_the_delimiter() {
    let text = "Sep=;\rName;E-mail\rAda, B.;ada@x.example\r\rBo;bo@x.example\r";
    let people = people(text);
    assert_eq!((people[0].name.as_str(), people[1].line), ("Ada, B.", 5));
}

#[test]
fn files_put_together_repeat_the_head_and_the_mark() {
    let file = "\u{feff}Name,E-mail\nAda,ada@x.example\n";
    let people = people(format!("{file}{}", file.replace("Ada", "Bo")));
    assert_eq!(people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(), ["Ada", "Bo"]);
}

#[test]
fn a_quote_that_is_never_closed_costs_its_own_row() {
    let text = "Name,Role,E-mail\nAda,Analyst,ada@x.example\nBo,\"Clerk,bo@x.example\nCy,Cook,cy@x.example\nDi,Diver,di@x.example\n";
    let reading = read(text);
    let names: Vec<(usize, &str)> = reading.people.iter().map(|p| (p.line, p.name.as_str())).collect();
    assert_eq!(names, [(2, "Ada"), (4, "Cy"), (5, "Di")]);
    assert_eq!(
        reading.errors.iter().map(|p| (p.line, &p.reason)).collect::<Vec<_>>(),
        [(3, &Reason::Truncated)]
    );
    // The end of a note is no row.
    let cut = read("Name,Role,Notes\nAda,Analyst,x\nBo,Clerk,\"one\ntwo\nthree\n");
    assert_eq!((cut.people.len(), cut.errors.len(), cut.errors[0].line), (1, 1, 3));
}

#[test]
fn own_fields_teams_and_labels_are_read_as_they_stand() {
    let text = "Name,Team,Other teams,Nod circle,Rhythm in days,Custom Field 1 - Label,Custom Field 1 - Value,Phone 1 - Label,\
        Phone 1 - Value\nAda,Platform,\"Guild, north ::: Choir\",close,21,Shirt,M; slim,Summer house,020 555\n";
    let ada = &people(text)[0];
    assert_eq!(ada.other_teams, ["Guild, north", "Choir"]);
    assert_eq!((ada.own[0].name.as_str(), ada.own[0].value.as_str()), ("Shirt", "M; slim"));
    assert_eq!((ada.circle.as_str(), ada.rhythm_days), ("close", Some(21)));
    assert_eq!(contacts(ada), [("Summer house", "020 555")]);
}
