//! The calendar file that is kept up to date.

use super::*;

impl Rig {
    /// Goes on to when the calendar is due, and waits until it was written.
    fn write_calendar(&mut self) -> Option<String> {
        self.steady += Duration::from_secs(3);
        self.heart.look(self.now, self.steady);
        let event = self.heard.blocking_recv().expect("the thread says how it went");
        let Event::CalendarWritten(trouble) = &event else { panic!("{event:?}") };
        let trouble = trouble.clone();
        self.hear(event);
        trouble
    }
}

#[test]
fn a_change_is_in_the_calendar_some_seconds_later_and_nothing_wakes_for_it_before() {
    let mut rig = rig();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("nod.ics");
    let mut other = Nod::open(rig.folder.path()).unwrap();
    other.calendar_keep(Some(&file), rig.now).unwrap();
    rig.heart.look(rig.now, rig.steady);
    assert_eq!(rig.write_calendar(), None);
    let before = std::fs::metadata(&file).unwrap().modified().unwrap();

    rig.steady += Duration::from_secs(10);
    rig.heart.look(rig.now, rig.steady);
    assert!(
        rig.heart.next_look().is_none_or(|next| next > rig.steady + Duration::from_secs(5)),
        "nothing is due"
    );

    let fields = nod_core::api::PersonFields {
        name: "Ada Byron".to_owned(),
        birthday: "--12-10".to_owned(),
        ..nod_core::api::PersonFields::default()
    };
    other.person_save(None, &fields, rig.now).unwrap();
    rig.heart.look(rig.now, rig.steady);
    assert!(!std::fs::read_to_string(&file).unwrap().contains("Ada"), "not at once");
    assert_eq!(rig.write_calendar(), None);
    assert!(std::fs::read_to_string(&file).unwrap().contains("Ada Byron’s birthday"));
    assert!(std::fs::metadata(&file).unwrap().modified().unwrap() >= before);
}

#[test]
fn a_calendar_that_cannot_be_written_is_noted_until_it_can() {
    let mut rig = rig();
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("there");
    std::fs::create_dir(&place).unwrap();
    let mut other = Nod::open(rig.folder.path()).unwrap();
    other.calendar_keep(Some(&place.join("nod.ics")), rig.now).unwrap();
    std::fs::remove_dir_all(&place).unwrap();
    rig.heart.look(rig.now, rig.steady);
    let trouble = rig.write_calendar().expect("the folder is gone");
    assert_eq!(other.calendar_file().unwrap().unwrap().trouble, trouble);

    std::fs::create_dir(&place).unwrap();
    other.pause(Some("1h"), rig.now).unwrap();
    rig.heart.look(rig.now, rig.steady);
    assert_eq!(rig.write_calendar(), None);
    assert_eq!(other.calendar_file().unwrap().unwrap().trouble, "");
    assert!(place.join("nod.ics").is_file());
}
