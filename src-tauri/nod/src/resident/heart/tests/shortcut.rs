//! The keys that open the quick bar.

use nod_core::api::Settings;
use nod_core::shortcut::ShortcutState;

use super::*;
use crate::resident::shortcut::Heard;

impl Rig {
    fn set_shortcut(&mut self, keys: &str) {
        let mut nod = Nod::open(self.folder.path()).unwrap();
        let settings = Settings { shortcut: keys.to_owned(), ..nod.settings_now().unwrap() };
        nod.settings_save(&settings, self.now).unwrap();
        self.heart.look(self.now, self.steady);
    }

    fn answer(&mut self, state: ShortcutState) {
        let wished = self.desktop.wants.borrow().last().unwrap().wished;
        self.hear(Event::Shortcut(Heard::Is(wished, state)));
    }
}

#[test]
fn keys_that_are_set_are_taken_and_said_and_open_the_quick_bar() {
    let mut rig = rig();
    assert!(rig.desktop.wants.borrow().is_empty(), "nothing is asked of the desktop before something is set");
    let (window, mut heard) = rig.connect(1);
    rig.say(window, Message::Watch);
    rig.set_shortcut("Ctrl+Alt+N");
    assert_eq!(heard.try_recv().unwrap(), Message::Changed { topics: Topic::of_data() });
    rig.answer(ShortcutState::Grabbed);
    assert!(matches!(heard.try_recv().unwrap(), Message::Changed { .. }), "windows show how it was taken");
    rig.hear(Event::Shortcut(Heard::Pressed));
    assert_eq!(heard.try_recv().unwrap(), Message::Quick { prefill: String::new(), moment: None });
    rig.say(window, Message::Status);
    let Message::StatusIs(status) = heard.try_recv().unwrap() else { panic!("no status") };
    assert_eq!(status.shortcut, ShortcutState::Grabbed);
}

#[test]
fn who_tries_keys_is_told_how_the_desktop_takes_them() {
    let mut rig = rig();
    let (asker, mut heard) = rig.connect(1);
    rig.say(asker, Message::TryShortcut { keys: "Ctrl+Alt+N".into() });
    rig.answer(ShortcutState::Grabbed);
    assert_eq!(heard.try_recv().unwrap(), Message::ShortcutIs(ShortcutState::Grabbed));
    rig.set_shortcut("Ctrl+Alt+N");
    assert_eq!(rig.desktop.wants.borrow().len(), 1, "what was tried is not asked again");
    rig.say(asker, Message::TryShortcut { keys: "Ctrl+Alt+M".into() });
    rig.answer(ShortcutState::Taken);
    assert_eq!(heard.try_recv().unwrap(), Message::ShortcutIs(ShortcutState::Taken));
    assert_eq!(rig.desktop.wants.borrow().len(), 2, "those before stay");
}
