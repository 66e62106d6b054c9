mod calendar;
mod held;
mod left;
mod locked;
mod shortcut;

use std::cell::RefCell;
use std::rc::Rc;

use nod_core::clock;
use nod_core::nod::{Nod, Place};
use nod_core::seal::DatabaseKey;
use notify_rust::CloseReason;
use tempfile::TempDir;
use tokio::sync::mpsc::{Receiver, UnboundedReceiver, channel, unbounded_channel};

use super::super::board::{News, Ticket, Trouble};
use super::super::card::{Card, Daemon};
use super::super::menu::Entry;
use super::super::shortcut::Want;
use super::super::windows::Start;
use nod_core::api::Route;

use super::*;

#[derive(Clone, Default)]
struct Desktop {
    cards: Rc<RefCell<Vec<(Ticket, Card)>>>,
    withdrawn: Rc<RefCell<Vec<Ticket>>>,
    cleared: Rc<RefCell<Vec<Place>>>,
    faces: Rc<RefCell<Vec<Face>>>,
    starts: Rc<RefCell<Vec<Start>>>,
    wants: Rc<RefCell<Vec<Want>>>,
    fetches: Rc<RefCell<usize>>,
    vault: Rc<RefCell<Option<DatabaseKey>>>,
}

impl Shortcuts for Desktop {
    fn want(&self, want: Want) {
        self.wants.borrow_mut().push(want);
    }
}

impl Notifier for Desktop {
    fn show(&self, ticket: Ticket, card: Card) {
        self.cards.borrow_mut().push((ticket, card));
    }

    fn withdraw(&self, ticket: Ticket) {
        self.withdrawn.borrow_mut().push(ticket);
    }

    fn clear(&self, place: Place) {
        self.cleared.borrow_mut().push(place);
    }

    fn finish(&self) {}
}

impl Tray for Desktop {
    fn show(&self, face: Face) {
        self.faces.borrow_mut().push(face);
    }
}

impl Vault for Desktop {
    fn fetch(&self) {
        *self.fetches.borrow_mut() += 1;
    }

    fn keep(&self, _peer: Peer, key: Option<DatabaseKey>) {
        *self.vault.borrow_mut() = key;
    }

    fn look(&self, _peer: Peer) {}
}

impl Starter for Desktop {
    fn start(&self, start: Start) {
        self.starts.borrow_mut().push(start);
    }
}

/// Where a banner stands.
fn place(ticket: Ticket) -> Place {
    Place { daemon: "bus/:1.7".into(), number: u32::try_from(ticket.0).unwrap() + 100 }
}

fn dunst() -> Daemon {
    Daemon { id: "bus/:1.7".into(), name: "dunst".into(), buttons: true, markup: true }
}

struct Rig {
    heart: Heart,
    desktop: Desktop,
    folder: TempDir,
    heard: UnboundedReceiver<Event>,
    now: Now,
    steady: Instant,
}

/// A Nod with the sample team on a Friday at ten, on a desktop whose daemon shows buttons.
fn rig() -> Rig {
    let folder = tempfile::tempdir().unwrap();
    let now = Now::at("2026-11-20T09:00:00Z".parse().unwrap(), chrono_tz::Tz::Europe__Berlin);
    let steady = clock::steady();
    Nod::open(folder.path()).unwrap().sample_team(now).unwrap();
    let desktop = Desktop::default();
    let (events, heard) = unbounded_channel();
    let limbs = Limbs {
        events,
        notifier: Box::new(desktop.clone()),
        tray: Box::new(desktop.clone()),
        shortcuts: Box::new(desktop.clone()),
        starter: Box::new(desktop.clone()),
        vault: Box::new(desktop.clone()),
    };
    let data = Data::open(folder.path()).unwrap();
    let heart = Heart::new(data, limbs, Face::default(), now, steady);
    let mut rig = Rig { heart, desktop, folder, heard, now, steady };
    rig.hear(Event::Bus(true));
    rig
}

impl Rig {
    fn hear(&mut self, event: Event) {
        self.heart.hear(event, self.now, self.steady);
        self.heart.look(self.now, self.steady);
    }

    fn news(&mut self, news: News) {
        self.hear(Event::Banner(news));
    }

    fn say(&mut self, peer: Peer, message: Message) {
        self.heart.hear_said(Said::Message(peer, message), self.now);
        self.heart.look(self.now, self.steady);
    }

    fn connect(&mut self, number: u64) -> (Peer, Receiver<Message>) {
        let (told, heard) = channel(8);
        self.heart.hear_said(Said::Came(Peer(number), told), self.now);
        (Peer(number), heard)
    }

    fn moments(&self) -> usize {
        let nod = Nod::open(self.folder.path()).unwrap();
        nod.moments(&nod_core::api::MomentsRequest::default(), self.now).unwrap().total
    }

    fn last_card(&self) -> (Ticket, Card) {
        self.desktop.cards.borrow().last().cloned().unwrap()
    }

    fn cards(&self) -> usize {
        self.desktop.cards.borrow().len()
    }
}

#[test]
fn log_on_a_banner_logs_once_and_undo_takes_it_back() {
    let mut rig = rig();
    let before = rig.moments();
    let (ticket, card) = rig.last_card();
    assert_eq!(
        card.actions.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(),
        ["default", "log", "later"]
    );
    rig.news(News::Shown(ticket, place(ticket)));
    rig.news(News::Pressed(ticket, "log".into()));
    assert_eq!(rig.moments(), before + 1);
    let (done, confirmation) = rig.last_card();
    assert!(confirmation.passing && done != ticket);
    // What a daemon may still say of it changes nothing.
    rig.news(News::Pressed(ticket, "log".into()));
    rig.news(News::Closed(ticket, CloseReason::Dismissed));
    assert_eq!(rig.moments(), before + 1);
    rig.news(News::Pressed(done, "undo".into()));
    assert_eq!(rig.moments(), before);
    assert!(rig.desktop.starts.borrow().is_empty(), "no window is needed");
}

#[test]
fn a_click_on_the_body_opens_the_person() {
    let mut rig = rig();
    let (ticket, _) = rig.last_card();
    rig.news(News::Pressed(ticket, "default".into()));
    assert_eq!(rig.desktop.starts.borrow().len(), 1);
    let (window, mut heard) = rig.connect(1);
    rig.say(window, Message::Watch);
    assert!(matches!(heard.try_recv(), Ok(Message::Open { route: Route::Person { .. } })));
}

#[test]
fn a_banner_answered_elsewhere_is_withdrawn() {
    let mut rig = rig();
    let (ticket, _) = rig.last_card();
    rig.news(News::Shown(ticket, place(ticket)));
    let mut other = Nod::open(rig.folder.path()).unwrap();
    let reminder = other.today(None, rig.now).unwrap().reminders[0].id.clone();
    other.log_reminder(&reminder, rig.now).unwrap();
    rig.hear(Event::Resumed);
    assert_eq!(*rig.desktop.withdrawn.borrow(), [ticket]);
    rig.hear(Event::Resumed);
    assert_eq!(rig.desktop.withdrawn.borrow().len(), 1);
}

#[test]
fn a_banner_that_cannot_be_shown_waits_for_a_daemon() {
    let mut rig = rig();
    let (ticket, card) = rig.last_card();
    rig.news(News::NotShown(ticket, Trouble::NoDaemon));
    let tried = rig.cards();
    for _ in 0..5 {
        rig.heart.plan_again();
        rig.heart.look(rig.now, rig.steady);
    }
    assert_eq!(rig.cards(), tried, "nothing is tried while there is none");
    rig.news(News::Daemon(Some(dunst())));
    let (again, same) = rig.last_card();
    assert!(again != ticket && same == card);
    rig.news(News::Shown(again, place(again)));
    rig.news(News::Lost(again));
    assert_eq!(rig.last_card().1, card, "a daemon that dies with it gives it back");
}

#[test]
fn a_change_is_passed_on_to_every_window_but_the_one_it_came_from() {
    let mut rig = rig();
    let ((one, mut heard_one), (two, mut heard_two)) = (rig.connect(1), rig.connect(2));
    rig.say(one, Message::Watch);
    rig.say(two, Message::Watch);
    let topics = BTreeSet::from([Topic::People]);
    rig.say(one, Message::Changed { topics: topics.clone() });
    assert_eq!(heard_one.try_recv(), Ok(Message::Done));
    assert!(heard_one.try_recv().is_err());
    assert_eq!(heard_two.try_recv(), Ok(Message::Changed { topics }));
    // A write that nobody told of is everybody's.
    Nod::open(rig.folder.path()).unwrap().pause(Some("1h"), rig.now).unwrap();
    rig.heart.look(rig.now, rig.steady);
    assert_eq!(heard_one.try_recv(), Ok(Message::Changed { topics: Topic::of_data() }));
    assert_eq!(heard_two.try_recv(), Ok(Message::Changed { topics: Topic::of_data() }));
    assert!(rig.desktop.faces.borrow().last().unwrap().paused, "and the tray shows it");
}

#[test]
fn the_tray_logs_at_once_and_its_face_is_sent_only_when_it_differs() {
    let mut rig = rig();
    let (before, faces) = (rig.moments(), rig.desktop.faces.borrow().len());
    rig.hear(Event::Resumed);
    assert_eq!(rig.desktop.faces.borrow().len(), faces);
    let face = rig.desktop.faces.borrow().last().cloned().unwrap();
    let Some(Entry::Menu(_, people)) = face.menu.first().cloned() else { panic!("no people in {face:?}") };
    let Some(Entry::Menu(_, gestures)) = people.last().cloned() else { panic!("no gestures in {people:?}") };
    let Some(Entry::Item(_, choice)) = gestures.first().cloned() else { panic!("nothing in {gestures:?}") };
    rig.hear(Event::Chosen(choice));
    assert_eq!(rig.moments(), before + 1);
    let (ticket, card) = rig.last_card();
    assert_eq!(card.actions.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(), ["undo", "note"]);
    rig.news(News::Pressed(ticket, "note".into()));
    let (window, mut heard) = rig.connect(1);
    rig.say(window, Message::Watch);
    assert!(
        matches!(heard.try_recv(), Ok(Message::Quick { prefill, moment: Some(_) }) if prefill.ends_with(' '))
    );
}

#[test]
fn quit_tells_every_window() {
    let mut rig = rig();
    let ((window, mut heard), (cli, mut answered)) = (rig.connect(1), rig.connect(2));
    rig.say(window, Message::Watch);
    rig.say(cli, Message::Quit);
    assert!(rig.heart.ends());
    assert_eq!(heard.try_recv(), Ok(Message::Quit));
    assert_eq!(answered.try_recv(), Ok(Message::Done));
}

#[test]
fn without_a_session_bus_nothing_is_claimed_and_the_status_says_so() {
    let mut rig = rig();
    rig.hear(Event::Bus(false));
    let cards = rig.cards();
    rig.hear(Event::Resumed);
    assert_eq!(rig.cards(), cards);
    let (peer, mut heard) = rig.connect(1);
    rig.say(peer, Message::Status);
    let Ok(Message::StatusIs(status)) = heard.try_recv() else { panic!("no status") };
    assert!(!status.session_bus && !status.tray && status.notifications.is_none());
    assert!(status.next_wake.is_some());
}

#[test]
fn open_on_a_banner_of_several_shows_the_day_and_tomorrow_puts_them_off() {
    let mut rig = rig();
    let mut other = Nod::open(rig.folder.path()).unwrap();
    let settings = nod_core::api::Settings { banners_a_day: 6, ..other.settings_now().unwrap() };
    other.settings_save(&settings, rig.now).unwrap();
    rig.heart.look(rig.now, rig.steady);
    let (ticket, card) = rig.last_card();
    assert_eq!(
        card.actions.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(),
        ["default", "open", "tomorrow"]
    );
    let standing = other.today(None, rig.now).unwrap().reminders.len();
    rig.news(News::Shown(ticket, place(ticket)));
    rig.news(News::Pressed(ticket, "tomorrow".into()));
    assert!(other.today(None, rig.now).unwrap().reminders.len() < standing);
    rig.news(News::Pressed(ticket, "open".into()));
    let (window, mut heard) = rig.connect(1);
    rig.say(window, Message::Watch);
    assert!(matches!(heard.try_recv(), Ok(Message::Open { route: Route::Today })));
}

#[test]
fn what_was_listened_to_logs_itself_at_the_wake_for_its_end_and_once() {
    let mut rig = rig();
    let before = rig.moments();
    let person = rig.heart.data.nod().unwrap().find_person("amara", rig.now).unwrap();
    rig.hear(Event::Chosen(Choice::Listen(person)));
    let running = |rig: &Rig| {
        let faces = rig.desktop.faces.borrow();
        matches!(&faces.last().unwrap().menu[0], Entry::Menu(words, ends) if words.starts_with("Listening to Amara") && ends.len() == 2)
    };
    assert!(running(&rig));
    let end = rig.heart.listens_until.expect("an end");
    assert!(rig.heart.wake().is_some_and(|wake| wake <= end), "a wake for the end at the latest");
    assert_eq!(end - rig.now.utc, chrono::TimeDelta::minutes(2));
    let cards = rig.cards();

    rig.now = Now::at(end, rig.now.zone);
    rig.steady += Duration::from_secs(120);
    rig.heart.look(rig.now, rig.steady);
    assert_eq!((rig.moments(), rig.cards()), (before + 1, cards + 1));
    let (ticket, card) = rig.last_card();
    assert_eq!(card.title, "Listened to Amara");
    assert_eq!(card.actions.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(), ["undo", "note"]);
    assert!(!running(&rig));
    rig.heart.look(rig.now, rig.steady);
    assert_eq!(rig.moments(), before + 1);
    rig.news(News::Shown(ticket, place(ticket)));
    rig.news(News::Pressed(ticket, "undo".into()));
    assert_eq!(rig.moments(), before);
}

#[test]
fn a_timer_that_ended_while_nod_was_not_running_is_logged_at_the_next_start() {
    let mut rig = rig();
    let before = rig.moments();
    let earlier = Now::at(rig.now.utc - chrono::TimeDelta::hours(1), rig.now.zone);
    let mut nod = Nod::open(rig.folder.path()).unwrap();
    let person = nod.find_person("amara", earlier).unwrap();
    nod.listen(person, 2, earlier).unwrap();
    rig.say(Peer(1), Message::Changed { topics: [Topic::Reminders].into() });
    rig.heart.look(rig.now, rig.steady);
    assert_eq!(rig.moments(), before + 1);
}

#[test]
fn a_timer_stopped_in_the_tray_logs_what_was_asked_for() {
    let mut rig = rig();
    let before = rig.moments();
    let person = rig.heart.data.nod().unwrap().find_person("amara", rig.now).unwrap();
    for (log, count) in [(false, before), (true, before + 1)] {
        rig.hear(Event::Chosen(Choice::Listen(person)));
        rig.hear(Event::Chosen(Choice::StopListening { log }));
        assert_eq!(rig.moments(), count);
    }
}
