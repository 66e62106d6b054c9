use super::*;

const US: Option<&str> = Some(":1.7");

fn at(number: u32) -> Place {
    Place { daemon: "/:1.7".into(), number }
}

fn serial(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).unwrap()
}

fn pressed(key: &str) -> Signal {
    Signal::Pressed(key.into())
}

fn closed(reason: CloseReason) -> Signal {
    Signal::Closed(reason)
}

/// A board with a daemon that has said what it can do.
fn board() -> Board {
    let mut board = Board::default();
    assert_eq!(
        board.owner(Some(":1.7".into())),
        [Deed::Send(Call::Information), Deed::Send(Call::Capabilities)]
    );
    board.sent(serial(1), Call::Information);
    board.sent(serial(2), Call::Capabilities);
    assert!(board.reply(serial(1), US, Reply::Information("dunst".into())).is_empty());
    let deeds = board.reply(serial(2), US, Reply::Capabilities(vec!["actions".into()]));
    let daemon = Daemon { id: "/:1.7".into(), name: "dunst".into(), buttons: true, markup: false };
    assert_eq!(deeds, [Deed::Tell(News::Daemon(Some(daemon)))]);
    board
}

fn send(board: &mut Board, ticket: u64, at: u32) {
    let deeds = board.show(Ticket(ticket), Card::default());
    assert_eq!(deeds, [Deed::Send(Call::Notify(Ticket(ticket), Card::default()))]);
    board.sent(serial(at), Call::Notify(Ticket(ticket), Card::default()));
}

fn put_up(board: &mut Board, ticket: u64, number: u32) {
    let call = 100 + u32::try_from(ticket).unwrap();
    send(board, ticket, call);
    let deeds = board.reply(serial(call), US, Reply::Number(number));
    assert_eq!(deeds, [Deed::Tell(News::Shown(Ticket(ticket), at(number)))]);
}

fn tell(ticket: u64, key: &str) -> Deed {
    Deed::Tell(News::Pressed(Ticket(ticket), key.into()))
}

#[test]
fn two_banners_answered_at_once_both_arrive() {
    let mut board = board();
    put_up(&mut board, 1, 11);
    put_up(&mut board, 2, 12);
    assert_eq!(board.signal(US, 12, pressed("log")), [tell(2, "log"), close(12)]);
    assert_eq!(board.signal(US, 11, pressed("later")), [tell(1, "later"), close(11)]);
    assert!(board.signal(US, 12, closed(CloseReason::Dismissed)).is_empty());
    assert!(board.signal(US, 11, closed(CloseReason::CloseAction)).is_empty());
}

#[test]
fn a_click_counts_once_however_often_it_is_said() {
    let mut board = board();
    put_up(&mut board, 1, 11);
    assert_eq!(board.signal(US, 11, pressed("log")), [tell(1, "log"), close(11)]);
    assert!(board.signal(US, 11, pressed("log")).is_empty());
    assert!(board.signal(US, 11, pressed("later")).is_empty());
    assert!(board.signal(US, 11, closed(CloseReason::Dismissed)).is_empty());
    assert!(board.signal(US, 11, closed(CloseReason::Dismissed)).is_empty());
}

#[test]
fn a_click_that_is_heard_after_the_closing_counts() {
    let mut board = board();
    put_up(&mut board, 1, 11);
    let dismissed = Deed::Tell(News::Closed(Ticket(1), CloseReason::Dismissed));
    assert_eq!(board.signal(US, 11, closed(CloseReason::Dismissed)), [dismissed]);
    assert!(board.signal(US, 11, closed(CloseReason::Dismissed)).is_empty());
    assert_eq!(board.signal(US, 11, pressed("log")), [tell(1, "log")]);
    assert!(board.signal(US, 11, pressed("log")).is_empty());
}

#[test]
fn a_click_that_comes_before_the_number_counts() {
    let mut board = board();
    send(&mut board, 1, 50);
    send(&mut board, 2, 51);
    assert!(board.signal(US, 12, pressed("later")).is_empty());
    assert!(board.signal(US, 11, pressed("log")).is_empty());
    assert!(board.signal(US, 11, closed(CloseReason::Dismissed)).is_empty());
    let deeds = board.reply(serial(50), US, Reply::Number(11));
    assert_eq!(deeds, [Deed::Tell(News::Shown(Ticket(1), at(11))), tell(1, "log"), close(11)]);
    let deeds = board.reply(serial(51), US, Reply::Number(12));
    assert_eq!(deeds, [Deed::Tell(News::Shown(Ticket(2), at(12))), tell(2, "later"), close(12)]);
}

#[test]
fn what_is_said_of_other_programs_banners_is_not_kept() {
    let mut board = board();
    assert!(board.signal(US, 11, pressed("log")).is_empty());
    put_up(&mut board, 1, 11);
    assert_eq!(board.signal(US, 11, pressed("later")), [tell(1, "later"), close(11)]);
}

#[test]
fn only_the_daemon_is_believed() {
    let mut board = board();
    put_up(&mut board, 1, 11);
    assert!(board.signal(Some(":1.99"), 11, pressed("log")).is_empty());
    assert!(board.signal(None, 11, pressed("log")).is_empty());
    send(&mut board, 2, 51);
    let deeds = board.reply(serial(51), Some(":1.6"), Reply::Number(12));
    assert_eq!(deeds, [Deed::Tell(News::NotShown(Ticket(2), Trouble::Refused))], "a daemon that is gone");
}

#[test]
fn a_daemon_that_dies_loses_its_banners_and_the_next_starts_afresh() {
    let mut board = board();
    put_up(&mut board, 1, 11);
    let deeds = board.owner(None);
    assert_eq!(deeds, [Deed::Tell(News::Lost(Ticket(1))), Deed::Tell(News::Daemon(None))]);
    let asking = [Deed::Send(Call::Information), Deed::Send(Call::Capabilities)];
    assert_eq!(board.owner(Some(":1.9".into())), asking);
    assert!(board.show(Ticket(2), Card::default()).is_empty(), "waits until the daemon said what it can do");
    board.sent(serial(3), Call::Capabilities);
    let deeds = board.reply(serial(3), Some(":1.9"), Reply::Capabilities(Vec::new()));
    assert_eq!(deeds.last(), Some(&Deed::Send(Call::Notify(Ticket(2), Card::default()))));
    board.sent(serial(4), Call::Notify(Ticket(2), Card::default()));
    board.reply(serial(4), Some(":1.9"), Reply::Number(11));
    assert_eq!(board.signal(Some(":1.9"), 11, pressed("log")), [tell(2, "log"), close(11)]);
}

#[test]
fn without_a_daemon_every_banner_comes_back_at_once() {
    let mut board = Board::default();
    assert_eq!(
        board.show(Ticket(1), Card::default()).len(),
        2,
        "asking starts a daemon that the bus can start"
    );
    assert!(board.show(Ticket(2), Card::default()).is_empty());
    board.sent(serial(1), Call::Information);
    board.sent(serial(2), Call::Capabilities);
    board.reply(serial(1), None, Reply::Error(true));
    let absent = |ticket| Deed::Tell(News::NotShown(Ticket(ticket), Trouble::NoDaemon));
    assert_eq!(board.reply(serial(2), None, Reply::Error(true)), [absent(1), absent(2)]);
    assert_eq!(board.show(Ticket(3), Card::default()).len(), 2);
}

#[test]
fn a_withdrawn_banner_is_closed_wherever_it_is() {
    let mut board = board();
    put_up(&mut board, 1, 11);
    assert_eq!(board.withdraw(Ticket(1)), [close(11)]);
    assert!(board.signal(US, 11, closed(CloseReason::CloseAction)).is_empty());
    send(&mut board, 2, 51);
    assert!(board.withdraw(Ticket(2)).is_empty());
    assert_eq!(board.reply(serial(51), US, Reply::Number(12)), [close(12)]);
    assert!(board.signal(US, 12, pressed("log")).is_empty());
    send(&mut board, 3, 52);
    board.withdraw(Ticket(3));
    assert!(board.reply(serial(52), US, Reply::Error(false)).is_empty());
    board.owner(None);
    board.show(Ticket(4), Card::default());
    board.withdraw(Ticket(4));
    board.sent(serial(60), Call::Capabilities);
    assert!(board.reply(serial(60), None, Reply::Error(true)).is_empty());
}

#[test]
fn a_daemon_that_the_bus_can_start_is_never_absent() {
    let (mut board, deeds) = Board::begin("bus".into(), true, None);
    assert_eq!(deeds, [Deed::Send(Call::Information), Deed::Send(Call::Capabilities)]);
    assert_eq!(board.owner(Some(":1.9".into())).len(), 2);
    assert!(board.owner(None).is_empty(), "it ended because it had nothing to show");
    let (_, deeds) = Board::begin("bus".into(), false, None);
    assert!(deeds.is_empty());
}

#[test]
fn a_banner_of_an_earlier_resident_is_replaced_and_closed_only_at_the_daemon_that_has_it() {
    let mut board = board();
    let card = |place: Place| Card { instead: Some(place), ..Card::default() };
    assert_eq!(card(at(5)).replaces(board.daemon()), 5);
    assert_eq!(board.clear(&at(5)), [close(5)]);
    board.owner(Some(":1.8".into()));
    assert_eq!(card(at(5)).replaces(board.daemon()), 0, "another daemon's number five is not ours");
    assert_eq!(board.clear(&at(5)), []);
}
