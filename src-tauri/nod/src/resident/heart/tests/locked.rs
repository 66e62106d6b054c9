//! Encrypted data: the key is lent, locked away, and found again, and nothing is lost meanwhile.

use chrono::TimeDelta;
use nod_core::api::Keychain;
use nod_core::link::Handed;
use nod_core::progress::Progress;
use nod_core::seal;

use super::*;

const WORDS: &str = "correct horse battery";

/// The rig's data encrypted, as the command line does it, with the resident told.
fn sealed() -> (Rig, Handed) {
    let mut rig = rig();
    let (peer, _heard) = rig.connect(9);
    rig.say(peer, Message::LetGo);
    // Its own connection is let go only while nobody looks; a switch waits outside of this thread.
    rig.heart.data.let_go();
    seal::turn_on(rig.folder.path(), WORDS, &Progress::default()).unwrap();
    let key = Handed::from(&seal::held_key(rig.folder.path()).unwrap());
    rig.say(peer, Message::Changed { topics: BTreeSet::from([Topic::Seal]) });
    (rig, key)
}

fn answer(heard: &mut Receiver<Message>) -> Option<Message> {
    heard.try_recv().ok()
}

#[test]
fn the_key_is_lent_until_it_is_locked_and_then_again_to_whoever_unlocked() {
    let (mut rig, key) = sealed();
    let (peer, mut heard) = rig.connect(1);
    rig.say(peer, Message::Key);
    assert_eq!(answer(&mut heard), Some(Message::KeyIs { key: Some(key.clone()) }));
    let (window, mut window_heard) = rig.connect(2);
    rig.say(window, Message::Watch);
    rig.say(peer, Message::Lock);
    assert_eq!(answer(&mut heard), Some(Message::Done));
    assert_eq!(answer(&mut window_heard), Some(Message::Lock));
    assert!(rig.heart.data.is_locked() && rig.heart.data.nod().is_none());
    let menu = rig.desktop.faces.borrow().last().cloned().unwrap().menu;
    assert!(menu.contains(&Entry::Item("Unlock Nod…".into(), Choice::Open(Route::Today))));
    assert_eq!(rig.heart.next_look(), None, "nothing wakes what is locked");
    rig.say(peer, Message::Key);
    assert_eq!(answer(&mut heard), Some(Message::KeyIs { key: None }));

    let other = Handed::from(&seal::DatabaseKey::from_hex(&"0".repeat(96)).unwrap());
    rig.say(peer, Message::Unlock { key: other });
    assert_eq!(answer(&mut heard), Some(Message::KeyIs { key: None }));
    assert!(rig.heart.data.is_locked());
    rig.say(peer, Message::Unlock { key });
    assert_eq!(answer(&mut heard), Some(Message::Done));
    assert!(!rig.heart.data.is_locked() && rig.heart.data.nod().is_some());
    let told = answer(&mut window_heard);
    assert!(matches!(told, Some(Message::Changed { topics }) if topics.contains(&Topic::Seal)));
}

#[test]
fn banners_are_taken_back_when_it_is_locked_and_come_again_after() {
    let (mut rig, key) = sealed();
    let (ticket, card) = rig.last_card();
    rig.news(News::Shown(ticket, place(ticket)));
    let before = rig.cards();
    let (peer, _heard) = rig.connect(1);
    rig.say(peer, Message::Lock);
    assert!(rig.desktop.withdrawn.borrow().contains(&ticket));
    rig.hear(Event::Resumed);
    assert_eq!(rig.cards(), before);
    rig.say(peer, Message::Unlock { key });
    let (again, shown) = rig.last_card();
    assert_ne!(again, ticket);
    assert_eq!(shown.title, card.title);
}

#[test]
fn what_is_asked_for_while_it_is_locked_is_done_once_it_is_unlocked() {
    let (mut rig, key) = sealed();
    let (peer, _heard) = rig.connect(1);
    let before = rig.moments();
    let nod = rig.heart.data.nod().unwrap();
    let person = nod.tray_people(rig.now, 1).unwrap()[0].id;
    let gesture = nod.gestures().unwrap()[0].id.clone();
    rig.say(peer, Message::Lock);
    rig.hear(Event::Chosen(Choice::Log(person, gesture)));
    let (_, card) = rig.last_card();
    assert_eq!(card.body, Texts::english().get("banner-locked"));
    rig.say(peer, Message::Unlock { key });
    assert_eq!(rig.moments(), before + 1);
}

#[test]
fn it_locks_itself_after_a_while_without_use_and_use_puts_that_off() {
    let (mut rig, _) = sealed();
    let (peer, mut heard) = rig.connect(1);
    seal::set_auto_lock(rig.folder.path(), Some(10)).unwrap();
    rig.say(peer, Message::Changed { topics: BTreeSet::from([Topic::Seal]) });
    let pass = |rig: &mut Rig, minutes: i64| {
        rig.now.utc += TimeDelta::minutes(minutes);
        rig.steady += Duration::from_secs(u64::try_from(minutes).unwrap() * 60);
        rig.heart.look(rig.now, rig.steady);
    };
    pass(&mut rig, 9);
    rig.say(peer, Message::Used);
    pass(&mut rig, 9);
    assert!(!rig.heart.data.is_locked());
    let left = rig.heart.next_look().unwrap() - rig.steady;
    assert!(left <= Duration::from_secs(60), "{left:?}");
    pass(&mut rig, 2);
    assert!(rig.heart.data.is_locked());
    rig.say(peer, Message::Key);
    assert!(std::iter::from_fn(|| answer(&mut heard)).any(|said| said == Message::KeyIs { key: None }));
}

#[test]
fn the_keychain_is_asked_at_the_start_and_again_while_it_has_no_key_but_not_after_locking_by_hand() {
    let (mut rig, key) = sealed();
    seal::note_keychain(rig.folder.path(), true).unwrap();
    seal::forget(rig.folder.path());
    rig.heart.data.let_go();
    rig.heart.look(rig.now, rig.steady);
    assert!(rig.heart.data.is_locked());
    rig.heart.read_sealing(rig.now);
    assert_eq!(*rig.desktop.fetches.borrow(), 1);
    rig.hear(Event::Fetched(None));
    let wait = rig.heart.next_look().unwrap() - rig.steady;
    assert!(wait > Duration::ZERO);
    rig.steady += wait;
    rig.heart.look(rig.now, rig.steady);
    assert_eq!(*rig.desktop.fetches.borrow(), 2);
    rig.hear(Event::Fetched(key.key()));
    assert!(!rig.heart.data.is_locked());
    let (peer, mut heard) = rig.connect(1);
    rig.say(peer, Message::Lock);
    rig.heart.read_sealing(rig.now);
    rig.hear(Event::Fetched(key.key()));
    assert!(rig.heart.data.is_locked(), "locked by hand stays locked");
    assert_eq!(*rig.desktop.fetches.borrow(), 2);
    while answer(&mut heard).is_some() {}
    rig.hear(Event::Keychain(peer, Keychain::On));
    assert_eq!(answer(&mut heard), Some(Message::SealIs { locked: true, keychain: Keychain::On }));
}
