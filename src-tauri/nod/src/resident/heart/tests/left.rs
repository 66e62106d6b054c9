//! Banners that stand: from another day, and from another resident.

use super::*;

impl Rig {
    /// The resident is cut off, and another one starts.
    fn cut_off(&mut self) {
        let (events, _) = unbounded_channel();
        let limbs = || Limbs {
            events: events.clone(),
            notifier: Box::new(self.desktop.clone()),
            tray: Box::new(self.desktop.clone()),
            shortcuts: Box::new(self.desktop.clone()),
            starter: Box::new(self.desktop.clone()),
            vault: Box::new(self.desktop.clone()),
        };
        let data = Data::open(self.folder.path()).unwrap();
        self.heart = Heart::new(data, limbs(), Face::default(), self.now, self.steady);
        self.hear(Event::Bus(true));
    }

    /// As many days later at the same time.
    fn pass(&mut self, days: u32) {
        self.pass_hours(days * 24);
    }

    fn pass_hours(&mut self, hours: u32) {
        self.now.utc += chrono::TimeDelta::hours(hours.into());
        self.steady += Duration::from_secs(u64::from(hours) * 3_600);
        self.heart.look(self.now, self.steady);
    }

    /// The last card came up, and the daemon let it go.
    fn come_and_gone(&mut self) -> Card {
        let (ticket, card) = self.last_card();
        self.news(News::Shown(ticket, place(ticket)));
        self.news(News::Closed(ticket, CloseReason::Expired));
        card
    }

    /// Puts rows of Today off in the window; the first so many.
    fn put_off(&mut self, rows: usize, until: &str) {
        let mut window = Nod::open(self.folder.path()).unwrap();
        let reminders = window.today(None, self.now).unwrap().reminders;
        for reminder in &reminders[..rows] {
            window.later(&reminder.id, until, self.now).unwrap();
        }
        self.hear(Event::Resumed);
    }
}

#[test]
fn what_came_and_is_put_off_anew_comes_anew() {
    let mut rig = rig();
    let card = rig.come_and_gone();
    rig.put_off(1, "1h");
    for _ in 0..2 {
        let before = rig.cards();
        rig.pass_hours(1);
        assert_eq!(rig.cards(), before + 1);
        assert_eq!(rig.come_and_gone().title, card.title);
        rig.put_off(1, "1h");
    }
}

#[test]
fn of_several_at_once_the_one_that_comes_anew_takes_their_place() {
    let mut rig = rig();
    rig.news(News::Daemon(Some(dunst())));
    rig.come_and_gone();
    rig.put_off(2, "2h");
    rig.pass_hours(2);
    let (several, both) = rig.last_card();
    rig.news(News::Shown(several, place(several)));
    rig.put_off(1, "1h");
    assert!(rig.desktop.withdrawn.borrow().is_empty(), "the other one still stands");
    rig.pass_hours(1);
    let (one, alone) = rig.last_card();
    assert!(one != several && alone.title != both.title);
    assert_eq!(*rig.desktop.withdrawn.borrow(), [several]);
    rig.news(News::Shown(one, place(one)));
    let cards = rig.cards();
    let nod = Nod::open(rig.folder.path()).unwrap();
    let wake = nod.next_wake(rig.now).unwrap().unwrap() - rig.now.utc;
    assert!(wake > chrono::TimeDelta::minutes(10), "nothing is claimed and never shown: {wake}");
    rig.cut_off();
    rig.news(News::Daemon(Some(dunst())));
    assert_eq!(rig.cards(), cards + 1);
    assert_eq!(rig.last_card().1.instead, Some(place(one)), "only that one is left to take over");
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
