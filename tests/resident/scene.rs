//! The scene most of these tests play in.

use serde_json::Value;
use support::Desktop;
use support::fake_time::FakeTime;
use support::notifications::Banner;
use support::team;

/// Title of Amara's reminder.
pub const AMARA: &str = "A moment for Amara?";

/// A desktop in which Amara, thanked on Monday 1 March 2027 with a rhythm of 7 days, is due for certain by the time the
/// clock is moved to. The day's windows for banners open at 9:15 and 14:00.
pub fn amara_due(desktop: &Desktop, at: &str) -> FakeTime {
    let mut clock = FakeTime::at(desktop, "2027-03-01 09:00");
    let file = desktop.file("team.vcf", team::CONTACTS);
    clock.nod(desktop, &["import", "--yes", file.to_str().unwrap()]).succeeded();
    clock.nod(desktop, &["person", "edit", "amara", "--rhythm", "7"]).succeeded();
    clock.nod(desktop, &["log", "amara thx for the notes"]).succeeded();
    clock.jump_to(desktop, at);
    clock
}

/// True for the banner of Amara's reminder.
pub fn is_amara(banner: &Banner) -> bool {
    banner.title == AMARA
}

/// True for the banner that confirms a moment.
pub fn confirms(banner: &Banner) -> bool {
    banner.actions.iter().any(|(_, label)| label == "Undo")
}

/// True for the banner that says that a moment was undone.
pub fn undoes(banner: &Banner) -> bool {
    banner.text().contains("Undone")
}

/// All moments.
pub fn moments(desktop: &Desktop) -> Vec<Value> {
    desktop.json(&["moments"])["moments"].as_array().expect("a list of moments").clone()
}

/// Who is on Today.
pub fn today(desktop: &Desktop, clock: &FakeTime) -> Vec<String> {
    let today = clock.nod(desktop, &["today", "--json"]).succeeded().json();
    let names = today["reminders"].as_array().unwrap().iter();
    names.map(|reminder| reminder["person"]["name"].as_str().unwrap().to_owned()).collect()
}
