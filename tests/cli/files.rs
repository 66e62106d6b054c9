//! Files that are not what they should be: one clear sentence each, and nothing changed.

use std::fs::File;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use support::Home;
use support::folder::Snapshot;
use support::team::{self, CONTACTS, COUNT};

/// Imports a file that must be refused with one sentence, and checks that nothing was changed.
#[track_caller]
fn refuse(home: &Home, file: &Path) -> String {
    let before = Snapshot::of(&home.nod_data());
    let said = home.nod(&["import", "--yes", file.to_str().unwrap()]).exited(1).one_sentence();
    before.assert_unchanged(&home.nod_data());
    said
}

fn home_with_team() -> Home {
    let home = Home::new();
    team::bring_in(&home);
    home
}

#[test]
fn a_file_that_is_not_there() {
    let home = home_with_team();
    let said = refuse(&home, Path::new("no such file.vcf"));
    assert!(said.contains("no such file.vcf"), "{said}");
}

#[test]
fn a_folder() {
    let home = home_with_team();
    refuse(&home, home.path());
}

#[test]
fn a_file_that_may_not_be_read() {
    let home = home_with_team();
    let file = home.file("secret.vcf", CONTACTS);
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0)).unwrap();
    if File::open(&file).is_ok() {
        // Root may read anything but this: a process's own memory map, which no one may read as a file.
        refuse(&home, Path::new("/proc/self/mem"));
    } else {
        refuse(&home, &file);
    }
}

#[test]
fn an_empty_file() {
    let home = home_with_team();
    let said = refuse(&home, &home.file("empty.vcf", ""));
    assert!(said.contains("empty"), "{said}");
    refuse(&home, &home.file("blank.vcf", "\r\n \n\t\n"));
}

#[test]
fn a_binary_file() {
    let home = home_with_team();
    let noise: Vec<u8> = (0..40_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    refuse(&home, &home.file("picture.vcf", noise));
    refuse(&home, &home.file("program.vcf", std::fs::read("/bin/true").unwrap()));
}

#[test]
fn a_text_that_is_no_contact_file() {
    let home = home_with_team();
    refuse(&home, &home.file("letter.vcf", "Dear Sir or Madam,\n\nwe regret to inform you.\n"));
}

#[test]
fn a_file_of_100_megabytes() {
    let home = home_with_team();
    let file = home.file("huge.vcf", "");
    File::options().write(true).open(&file).unwrap().set_len(100 * 1024 * 1024).unwrap();
    let said = refuse(&home, &file);
    assert!(said.contains("20 MB"), "{said}");
}

#[test]
fn an_endless_file() {
    let home = home_with_team();
    refuse(&home, Path::new("/dev/zero"));
}

#[test]
fn a_truncated_file_keeps_what_is_whole_and_says_where_it_ends() {
    let home = Home::new();
    let cut = &CONTACTS[..CONTACTS.find("VERSION:3.0\r\nFN:Tomasz").unwrap() + 40];
    let report = home.json(&["import", "--yes", home.file("cut.vcf", cut).to_str().unwrap()]);
    let errors = report["errors"].as_array().unwrap();
    assert_eq!(errors.len(), 1, "{report}");
    assert!(errors[0]["file"].as_str().unwrap().ends_with("cut.vcf"));
    assert!(errors[0]["line"].as_u64().unwrap() > 10, "{report}");
    assert!(errors[0]["reason"].as_str().unwrap().ends_with('.'));
    assert!(home.json(&["people"]).to_string().contains("Amara Okafor"));
}

#[test]
fn a_card_without_a_name_is_left_out_and_the_others_come_in() {
    let home = Home::new();
    let cards = format!("BEGIN:VCARD\r\nVERSION:4.0\r\nNOTE:who is this\r\nEND:VCARD\r\n{CONTACTS}");
    let report = home.json(&["import", "--yes", home.file("cards.vcf", cards).to_str().unwrap()]);
    assert_eq!(report["added"], COUNT);
    let errors = report["errors"].as_array().unwrap();
    assert_eq!((errors.len(), &errors[0]["line"]), (1, &serde_json::json!(1)), "{report}");
}

#[test]
fn nothing_but_a_card_without_a_name_is_refused() {
    let home = home_with_team();
    refuse(
        &home,
        &home.file("nameless.vcf", "BEGIN:VCARD\r\nVERSION:4.0\r\nNOTE:who is this\r\nEND:VCARD\r\n"),
    );
}
