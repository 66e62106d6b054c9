//! Banners that stand: from another day, and from another resident.

use super::*;

impl Rig {
    /// The resident is cut off, and another one starts.
    fn cut_off(&mut self) {
        let limbs = || Limbs {
            notifier: Box::new(self.desktop.clone()),
            tray: Box::new(self.desktop.clone()),
            shortcuts: Box::new(self.desktop.clone()),
            starter: Box::new(self.desktop.clone()),
        };
        let data = Data::open(self.folder.path()).unwrap();
        self.heart = Heart::new(data, limbs(), Face::default(), self.now, self.steady);
        self.hear(Event::Bus(true));
    }

    /// As many days later at the same time.
    fn pass(&mut self, days: u32) {
        self.now.utc += chrono::TimeDelta::days(days.into());
        self.steady += Duration::from_secs(u64::from(days) * 86_400);
        self.heart.look(self.now, self.steady);
    }
}

#[test]
fn a_banner_that_still_stands_makes_room_for_its_newer_self() {
    let mut rig = rig();
    let (friday, card) = rig.last_card();
    rig.news(News::Shown(friday, place(friday)));
    rig.pass(3);
    let (monday, again) = rig.last_card();
    assert_eq!(again.title, card.title, "the same reminder, on the next working day");
    assert_ne!(monday, friday);
    assert_eq!(*rig.desktop.withdrawn.borrow(), [friday]);
    // The one that is up is answered as ever, the other one is not heard of again.
    rig.news(News::Shown(monday, place(monday)));
    let before = rig.moments();
    rig.news(News::Pressed(friday, "log".into()));
    assert_eq!(rig.moments(), before);
    rig.news(News::Pressed(monday, "log".into()));
    assert_eq!(rig.moments(), before + 1);
}

#[test]
fn a_banner_left_by_a_resident_that_was_cut_off_is_shown_in_its_place_and_answered() {
    let mut rig = rig();
    let (ticket, card) = rig.last_card();
    rig.news(News::Daemon(Some(dunst())));
    rig.news(News::Shown(ticket, place(ticket)));
    rig.cut_off();
    assert_eq!(rig.cards(), 1, "it was shown");
    rig.news(News::Daemon(Some(dunst())));
    let (taken, again) = rig.last_card();
    assert_eq!(again, Card { instead: Some(place(ticket)), ..card });
    assert_eq!(rig.cards(), 2);
    rig.news(News::Shown(taken, place(ticket)));
    let before = rig.moments();
    rig.news(News::Pressed(taken, "log".into()));
    assert_eq!(rig.moments(), before + 1);
    rig.cut_off();
    let cards = rig.cards();
    rig.news(News::Daemon(Some(dunst())));
    assert_eq!(rig.cards(), cards, "what was answered is not taken over again");
}

#[test]
fn a_banner_left_with_another_daemon_is_gone_with_it() {
    let mut rig = rig();
    let (ticket, _) = rig.last_card();
    rig.news(News::Shown(ticket, place(ticket)));
    rig.cut_off();
    rig.news(News::Daemon(Some(Daemon { id: "bus/:1.9".into(), ..dunst() })));
    assert_eq!(rig.cards(), 1);
    assert!(rig.desktop.cleared.borrow().is_empty(), "nothing of the new daemon's is touched");
}

#[test]
fn a_banner_left_standing_whose_reminder_was_answered_meanwhile_is_closed() {
    let mut rig = rig();
    let (ticket, _) = rig.last_card();
    rig.news(News::Shown(ticket, place(ticket)));
    let mut other = Nod::open(rig.folder.path()).unwrap();
    let reminder = other.today(None, rig.now).unwrap().reminders[0].id.clone();
    other.log_reminder(&reminder, rig.now).unwrap();
    rig.cut_off();
    let cards = rig.cards();
    rig.news(News::Daemon(Some(dunst())));
    assert_eq!(*rig.desktop.cleared.borrow(), [place(ticket)]);
    assert_eq!(rig.cards(), cards);
}

#[test]
fn a_banner_left_on_another_day_is_closed_when_its_newer_self_is_up() {
    let mut rig = rig();
    let (friday, card) = rig.last_card();
    rig.news(News::Shown(friday, place(friday)));
    rig.now.utc += chrono::TimeDelta::days(3);
    rig.cut_off();
    assert_eq!(rig.last_card().1.title, card.title, "Monday's");
    let cards = rig.cards();
    rig.news(News::Daemon(Some(dunst())));
    assert_eq!(*rig.desktop.cleared.borrow(), [place(friday)]);
    assert_eq!(rig.cards(), cards);
}

#[test]
fn at_its_end_no_banner_is_left_whose_buttons_would_do_nothing() {
    let mut rig = rig();
    let (ticket, _) = rig.last_card();
    rig.news(News::Shown(ticket, place(ticket)));
    rig.heart.finish(rig.now, rig.steady);
    assert!(rig.desktop.withdrawn.borrow().contains(&ticket));
    rig.cut_off();
    rig.news(News::Daemon(Some(dunst())));
    assert_eq!(rig.cards(), 1, "and none comes again; Today has it");
    let today = Nod::open(rig.folder.path()).unwrap().today(None, rig.now).unwrap();
    assert!(!today.reminders.is_empty());
}
