//! A database that another process holds: the heart goes on, tries again, and loses nothing.

use nod_core::store::Store;

use super::*;

/// Another process in the middle of a write.
struct Holder(Store);

impl Holder {
    fn of(rig: &Rig) -> Self {
        let store = Store::open(rig.folder.path()).unwrap();
        store.reader().execute_batch("BEGIN IMMEDIATE").unwrap();
        Self(store)
    }

    fn lets_go(self) {
        self.0.reader().execute_batch("ROLLBACK").unwrap();
    }
}

impl Rig {
    /// Goes on to the next look the heart asked for, which lies ahead, and looks; tells by how long it was.
    fn go_on(&mut self) -> Duration {
        let next = self.heart.next_look().expect("something to look for");
        assert!(next > self.steady, "no busy loop");
        let passed = next - self.steady;
        self.steady = next;
        self.now.utc += chrono::TimeDelta::from_std(passed).unwrap();
        self.heart.look(self.now, self.steady);
        passed
    }
}

#[test]
fn buttons_pressed_while_the_database_is_held_are_carried_out_in_order_once_it_is_free() {
    let mut rig = rig();
    let before = rig.moments();
    let (ticket, _) = rig.last_card();
    rig.news(News::Shown(ticket, place(ticket)));
    let holder = Holder::of(&rig);
    let began = clock::steady();
    rig.news(News::Pressed(ticket, "log".into()));
    rig.hear(Event::Chosen(Choice::Pause("1h")));
    rig.hear(Event::Chosen(Choice::Resume));
    for _ in 0..4 {
        rig.go_on();
    }
    assert!(began.elapsed() < Duration::from_secs(5), "it waited for the holder: {:?}", began.elapsed());
    assert_eq!((rig.moments(), rig.cards()), (before, 1), "nothing yet, and nothing is said");
    holder.lets_go();
    rig.go_on();
    assert_eq!(rig.moments(), before + 1);
    assert!(rig.last_card().1.passing, "and now it is confirmed");
    let nod = Nod::open(rig.folder.path()).unwrap();
    assert_eq!(nod.paused_until(rig.now).unwrap(), None, "the pause came before its end");
}

#[test]
fn a_button_that_cannot_be_carried_out_for_half_a_minute_is_given_up_and_said() {
    let mut rig = rig();
    let before = rig.moments();
    let (ticket, _) = rig.last_card();
    rig.news(News::Shown(ticket, place(ticket)));
    let holder = Holder::of(&rig);
    rig.news(News::Pressed(ticket, "log".into()));
    let pressed = rig.steady;
    while rig.cards() == 1 {
        rig.go_on();
        assert!(rig.steady - pressed < Duration::from_secs(60), "it is never given up");
    }
    assert!(rig.steady - pressed >= Duration::from_secs(30));
    let (_, said) = rig.last_card();
    assert!(said.passing && said.body.contains("nothing was changed"), "{said:?}");
    holder.lets_go();
    rig.go_on();
    assert_eq!(rig.moments(), before, "what was said to be given up is not done after all");
}

#[test]
fn a_banner_that_comes_due_while_the_database_is_held_is_late_and_not_lost() {
    let mut rig = rig();
    let (morning, _) = rig.last_card();
    rig.news(News::Shown(morning, place(morning)));
    let holder = Holder::of(&rig);
    // The afternoon's window opens.
    rig.now.utc += chrono::TimeDelta::hours(5);
    rig.steady += Duration::from_secs(5 * 3600);
    rig.heart.look(rig.now, rig.steady);
    let mut waited = Duration::ZERO;
    for _ in 0..8 {
        waited += rig.go_on();
    }
    assert_eq!(rig.cards(), 1);
    assert!(waited > Duration::from_secs(60), "tried ever more rarely: {waited:?}");
    holder.lets_go();
    rig.go_on();
    assert_eq!(rig.cards(), 2);
}

#[test]
fn what_became_of_a_banner_is_noted_once_the_database_is_free() {
    let mut rig = rig();
    let (ticket, card) = rig.last_card();
    let holder = Holder::of(&rig);
    rig.news(News::Shown(ticket, place(ticket)));
    rig.news(News::Closed(ticket, CloseReason::Dismissed));
    holder.lets_go();
    rig.go_on();
    let mut next = Nod::open(rig.folder.path()).unwrap();
    for days in 0..10 {
        let now = Now { utc: rig.now.utc + chrono::TimeDelta::days(days), ..rig.now };
        let again = next.claim_banners(now).unwrap();
        assert!(again.iter().all(|banner| banner.title != card.title), "closed by the user: {again:?}");
    }
}
