//! What the web UI can ask. Each command is one call of the core; `permissions/ui.toml` lists the same names.

use std::path::Path;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::NaiveDate;
use nod_core::api::{
    BlockRow, DayAhead, Done, Failure, LogRequest, Logged, MomentsPage, MomentsRequest, NewContribution,
    NewOccasion, NewOwnReminder, OpId, OwnReminderRow, PeoplePage, PeopleRequest, PersonFields, PersonPage,
    QuickReading, QuickRequest, Route, Settings, ShortcutView, TodayView, TransitionKind, Undone, Welcome,
    Why,
};
use nod_core::autostart::{self, Autostart};
use nod_core::clock::Now;
use nod_core::draft;
use nod_core::error::Error;
use nod_core::id::{
    BlockId, CircleId, ContributionId, FollowUpId, MomentId, OccasionId, OwnReminderId, PersonId,
};
use nod_core::link::{self, Message};
use nod_core::nod::PersonSaved;
use nod_core::shortcut::ShortcutState;
use nod_core::texts::Texts;
use tauri::ipc::Invoke;
use tauri::{AppHandle, State, WebviewWindow};

#[allow(clippy::wildcard_imports, reason = "each command comes with hidden items of Tauri's")]
use super::data::*;
use super::desk::Desk;
#[allow(clippy::wildcard_imports, reason = "each command comes with hidden items of Tauri's")]
use super::notebook::*;
use super::options::Options;
#[allow(clippy::wildcard_imports, reason = "each command comes with hidden items of Tauri's")]
use super::seal::*;
use super::{bar, locale, windows};

type Answer<T> = Result<T, Failure>;

/// The commands, by name.
macro_rules! commands {
    ($($name:ident),* $(,)?) => {
        /// Answers the web UI.
        pub fn handler() -> impl Fn(Invoke) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$($name),*]
        }

        #[cfg(test)]
        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

commands![
    welcome,
    today,
    people,
    person,
    photo,
    moments,
    quick_read,
    quick_log,
    log,
    later,
    skip,
    why,
    preview,
    rhythm_offer,
    transition_set,
    follow_up_add,
    follow_up_edit,
    follow_up_done,
    follow_up_let_go,
    contribution_add,
    contribution_let_go,
    occasion_add,
    occasion_edit,
    occasion_remove,
    own_reminders,
    own_reminder,
    own_add,
    own_edit,
    own_done,
    own_remove,
    blocks,
    away_add,
    leave_add,
    person_pause,
    block_remove,
    person_save,
    person_archive,
    moment_delete,
    import_preview,
    import_open,
    import_apply,
    sample_team,
    seal,
    seal_on,
    seal_off,
    seal_lock,
    seal_unlock,
    seal_passphrase,
    seal_recovery,
    seal_keychain,
    seal_auto_lock,
    undo,
    redo,
    settings_save,
    autostart_is_on,
    autostart_set,
    shortcut,
    shortcut_set,
    circle_rhythm,
    pause,
    window_ready,
    quick_close,
    quick_draft,
    quick_draft_keep,
    quick_resize,
    open_main,
    data,
    data_export,
    work_progress,
    work_stop,
    unplaced,
    place,
    photo_choose,
    photo_remove,
    backup_now,
    backup_folder_choose,
    backup_folder_usual,
    calendar_choose,
    calendar_off,
    restore_preview,
    restore_backup,
    search,
    moment,
    moment_edit,
    timeline,
    details,
    detail_categories,
    detail_add,
    detail_edit,
    detail_delete,
    notes_html,
    duplicates,
    merge_preview,
    merge,
    person_delete,
    person_erase,
    bin,
    bin_restore,
    brief,
];

#[tauri::command]
async fn welcome(desk: State<'_, Desk>) -> Answer<Welcome> {
    desk.ask(|nod, now| nod.welcome(now, &locale::locale())).await
}

#[tauri::command]
async fn today(desk: State<'_, Desk>) -> Answer<TodayView> {
    desk.ask(|nod, now| nod.today(None, now)).await
}

#[tauri::command]
async fn people(desk: State<'_, Desk>, request: PeopleRequest) -> Answer<PeoplePage> {
    desk.ask(move |nod, now| nod.people(&request, now)).await
}

#[tauri::command]
async fn person(desk: State<'_, Desk>, id: PersonId) -> Answer<PersonPage> {
    desk.ask(move |nod, now| nod.person(id, now)).await
}

/// The photo as a data URL: nothing is ever loaded from elsewhere.
#[tauri::command]
async fn photo(desk: State<'_, Desk>, id: PersonId) -> Answer<Option<String>> {
    let photo = desk.ask(move |nod, _| nod.photo(id)).await?;
    Ok(photo.map(|(mime, bytes)| format!("data:{mime};base64,{}", STANDARD.encode(bytes))))
}

#[tauri::command]
async fn moments(desk: State<'_, Desk>, request: MomentsRequest) -> Answer<MomentsPage> {
    desk.ask(move |nod, now| nod.moments(&request, now)).await
}

#[tauri::command]
async fn quick_read(desk: State<'_, Desk>, request: QuickRequest) -> Answer<QuickReading> {
    desk.ask(move |nod, now| nod.quick_read(&request, now)).await
}

#[tauri::command]
async fn quick_log(desk: State<'_, Desk>, request: QuickRequest) -> Answer<Logged> {
    desk.ask(move |nod, now| nod.quick_log_draft(&request, now)).await
}

#[tauri::command]
async fn log(desk: State<'_, Desk>, request: LogRequest) -> Answer<Logged> {
    desk.ask(move |nod, now| nod.log(&request, now)).await
}

#[tauri::command]
async fn later(desk: State<'_, Desk>, reminder: String, when: String) -> Answer<Done> {
    desk.ask(move |nod, now| nod.later(&reminder, &when, now)).await
}

#[tauri::command]
async fn skip(desk: State<'_, Desk>, reminder: String) -> Answer<Done> {
    desk.ask(move |nod, now| nod.skip(&reminder, now)).await
}

#[tauri::command]
async fn why(desk: State<'_, Desk>, id: PersonId) -> Answer<Why> {
    desk.ask(move |nod, now| nod.why(id, now)).await
}

#[tauri::command]
async fn preview(desk: State<'_, Desk>, settings: Settings, days: u32) -> Answer<Vec<DayAhead>> {
    desk.ask(move |nod, now| nod.preview(&settings, days, now)).await
}

#[tauri::command]
async fn rhythm_offer(desk: State<'_, Desk>, id: PersonId, take: bool) -> Answer<Done> {
    desk.ask(move |nod, now| nod.rhythm_offer(id, take, now)).await
}

/// What they go through, from today on.
#[tauri::command]
async fn transition_set(desk: State<'_, Desk>, id: PersonId, kind: Option<TransitionKind>) -> Answer<Done> {
    desk.ask(move |nod, now| nod.transition_set(id, kind.map(|kind| (kind, now.today())), now)).await
}

#[tauri::command]
async fn follow_up_add(desk: State<'_, Desk>, person: PersonId, text: String, on: NaiveDate) -> Answer<Done> {
    desk.ask(move |nod, now| nod.follow_up_add(person, &text, on, now)).await
}

#[tauri::command]
async fn follow_up_edit(desk: State<'_, Desk>, id: FollowUpId, text: String, on: NaiveDate) -> Answer<Done> {
    desk.ask(move |nod, now| nod.follow_up_edit(id, &text, on, now)).await
}

#[tauri::command]
async fn follow_up_done(desk: State<'_, Desk>, id: FollowUpId) -> Answer<Done> {
    desk.ask(move |nod, now| nod.follow_up_done(id, now)).await
}

#[tauri::command]
async fn follow_up_let_go(desk: State<'_, Desk>, id: FollowUpId) -> Answer<Done> {
    desk.ask(move |nod, now| nod.follow_up_let_go(id, now)).await
}

#[tauri::command]
async fn contribution_add(desk: State<'_, Desk>, contribution: NewContribution) -> Answer<Done> {
    desk.ask(move |nod, now| nod.contribution_add(&contribution, now)).await
}

#[tauri::command]
async fn contribution_let_go(desk: State<'_, Desk>, id: ContributionId) -> Answer<Done> {
    desk.ask(move |nod, now| nod.contribution_let_go(id, now)).await
}

#[tauri::command]
async fn occasion_add(desk: State<'_, Desk>, occasion: NewOccasion) -> Answer<Done> {
    desk.ask(move |nod, now| nod.occasion_add(&occasion, now)).await
}

#[tauri::command]
async fn occasion_edit(desk: State<'_, Desk>, id: OccasionId, occasion: NewOccasion) -> Answer<Done> {
    desk.ask(move |nod, now| nod.occasion_edit(id, &occasion, now)).await
}

#[tauri::command]
async fn occasion_remove(desk: State<'_, Desk>, id: OccasionId) -> Answer<Done> {
    desk.ask(move |nod, now| nod.occasion_remove(id, now)).await
}

#[tauri::command]
async fn own_reminders(desk: State<'_, Desk>) -> Answer<Vec<OwnReminderRow>> {
    desk.ask(|nod, now| nod.own_reminders(now)).await
}

#[tauri::command]
async fn own_reminder(desk: State<'_, Desk>, id: OwnReminderId) -> Answer<NewOwnReminder> {
    desk.ask(move |nod, _| nod.own_reminder(id)).await
}

#[tauri::command]
async fn own_add(desk: State<'_, Desk>, reminder: NewOwnReminder) -> Answer<Done> {
    desk.ask(move |nod, now| nod.own_add(&reminder, now)).await
}

#[tauri::command]
async fn own_edit(desk: State<'_, Desk>, id: OwnReminderId, reminder: NewOwnReminder) -> Answer<Done> {
    desk.ask(move |nod, now| nod.own_edit(id, &reminder, now)).await
}

/// `id` is the own reminder's, or that of its row on Today.
#[tauri::command]
async fn own_done(desk: State<'_, Desk>, id: String) -> Answer<Done> {
    desk.ask(move |nod, now| nod.own_done(&id, now)).await
}

#[tauri::command]
async fn own_remove(desk: State<'_, Desk>, id: OwnReminderId) -> Answer<Done> {
    desk.ask(move |nod, now| nod.own_remove(id, now)).await
}

#[tauri::command]
async fn blocks(desk: State<'_, Desk>) -> Answer<Vec<BlockRow>> {
    desk.ask(|nod, now| nod.blocks(now)).await
}

#[tauri::command]
async fn away_add(desk: State<'_, Desk>, from: NaiveDate, until: NaiveDate) -> Answer<Done> {
    desk.ask(move |nod, now| nod.away_add(from, until, now)).await
}

#[tauri::command]
async fn leave_add(
    desk: State<'_, Desk>,
    person: PersonId,
    from: NaiveDate,
    until: NaiveDate,
) -> Answer<Done> {
    desk.ask(move |nod, now| nod.leave_add(person, from, until, now)).await
}

#[tauri::command]
async fn person_pause(desk: State<'_, Desk>, id: PersonId, until: NaiveDate) -> Answer<Done> {
    desk.ask(move |nod, now| nod.person_pause(id, until, now)).await
}

#[tauri::command]
async fn block_remove(desk: State<'_, Desk>, id: BlockId) -> Answer<Done> {
    desk.ask(move |nod, now| nod.block_remove(id, now)).await
}

#[tauri::command]
async fn person_save(
    desk: State<'_, Desk>,
    id: Option<PersonId>,
    fields: PersonFields,
) -> Answer<PersonSaved> {
    desk.ask(move |nod, now| nod.person_save(id, &fields, now)).await
}

#[tauri::command]
async fn person_archive(desk: State<'_, Desk>, id: PersonId, archived: bool) -> Answer<Done> {
    desk.ask(move |nod, now| nod.person_archive(id, archived, now)).await
}

#[tauri::command]
async fn moment_delete(desk: State<'_, Desk>, id: MomentId) -> Answer<Done> {
    desk.ask(move |nod, now| nod.moment_delete(id, now)).await
}

#[tauri::command]
async fn sample_team(desk: State<'_, Desk>) -> Answer<Done> {
    desk.ask(|nod, now| nod.sample_team(now)).await
}

#[tauri::command]
async fn undo(desk: State<'_, Desk>, op: Option<OpId>) -> Answer<Undone> {
    desk.ask(move |nod, _| nod.undo(op)).await
}

#[tauri::command]
async fn redo(desk: State<'_, Desk>) -> Answer<Undone> {
    desk.ask(|nod, _| nod.redo()).await
}

#[tauri::command]
async fn settings_save(desk: State<'_, Desk>, settings: Settings) -> Answer<Done> {
    desk.ask(move |nod, now| nod.settings_save(&settings, now)).await
}

#[tauri::command]
async fn autostart_is_on() -> Answer<bool> {
    told(autostart::of_user())
}

#[tauri::command]
async fn autostart_set(options: State<'_, Options>, on: bool) -> Answer<bool> {
    let nod = std::env::current_exe().map(|window| window.with_file_name("nod"));
    let nod = nod.map_err(|source| Error::File { path: "nod".into(), source });
    told(nod.and_then(|nod| autostart::turn(on, &nod, &options.folder)))
}

/// The keys that open the quick bar, and how the desktop has taken them.
#[tauri::command]
async fn shortcut(desk: State<'_, Desk>, options: State<'_, Options>) -> Answer<ShortcutView> {
    let state = ask_resident(&options.folder, Message::Status).await;
    desk.ask(move |nod, _| nod.shortcut(state.as_ref())).await
}

/// Sets them once the resident has them from the desktop; what another program has changes nothing.
#[tauri::command]
async fn shortcut_set(
    desk: State<'_, Desk>,
    options: State<'_, Options>,
    keys: String,
) -> Answer<ShortcutView> {
    let tried = match keys.as_str() {
        "" => Some(ShortcutState::Off),
        _ => ask_resident(&options.folder, Message::TryShortcut { keys: keys.clone() }).await,
    };
    desk.ask(move |nod, now| {
        nod.shortcut_set(&keys, tried.as_ref(), now)?;
        nod.shortcut(tried.as_ref())
    })
    .await
}

/// What the resident says of the shortcut, asked where waiting holds up nobody.
async fn ask_resident(folder: &Path, message: Message) -> Option<ShortcutState> {
    let folder = folder.to_owned();
    let answer = tauri::async_runtime::spawn_blocking(move || link::ask(&folder, &message)).await;
    match answer.ok().flatten()? {
        Message::ShortcutIs(state) => Some(state),
        Message::StatusIs(status) => Some(status.shortcut),
        _ => None,
    }
}

fn told(status: nod_core::error::Result<Autostart>) -> Answer<bool> {
    status.map(|status| status == Autostart::On).map_err(|error| error.failure(&Texts::english()))
}

#[tauri::command]
async fn circle_rhythm(desk: State<'_, Desk>, id: CircleId, days: Option<u16>) -> Answer<Done> {
    desk.ask(move |nod, now| nod.circle_rhythm(id, days, now)).await
}

#[tauri::command]
async fn pause(desk: State<'_, Desk>, until: Option<String>) -> Answer<Done> {
    desk.ask(move |nod, now| nod.pause(until.as_deref(), now)).await
}

#[tauri::command]
fn window_ready(window: WebviewWindow, view: String) {
    tracing::debug!(view, "a window is ready");
    windows::ready(&window);
}

/// How long a kept draft waits for the database to say whether it was logged.
const DRAFT_PATIENCE: Duration = Duration::from_millis(500);

/// Not on the core's thread: a held database must not hold up the draft for long.
#[tauri::command]
async fn quick_draft(desk: State<'_, Desk>, options: State<'_, Options>) -> Answer<String> {
    if !draft::is_kept(&options.folder) {
        return Ok(String::new());
    }
    let logged = tokio::time::timeout(DRAFT_PATIENCE, desk.ask(|nod, _| nod.logged_draft())).await;
    let logged = logged.ok().and_then(Result::ok).flatten();
    Ok(draft::kept(&options.folder, logged.as_deref(), Now::read()).unwrap_or_default())
}

#[tauri::command]
async fn quick_draft_keep(options: State<'_, Options>, text: String, closed: bool) -> Answer<()> {
    let kept = draft::keep(&options.folder, &text, closed, Now::read());
    kept.map_err(|error| error.failure(&Texts::english()))
}

#[tauri::command]
fn quick_close(app: AppHandle) {
    windows::hide(&app, windows::QUICK);
}

#[tauri::command]
fn quick_resize(app: AppHandle, width: f64, height: f64) {
    bar::resize(&app, width, height);
}

#[tauri::command]
fn open_main(app: AppHandle, route: Route) {
    windows::on_main_thread(&app, move |app| windows::show_main(app, Some(route)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_allow_list_names_exactly_the_commands() {
        let list = include_str!("../permissions/ui.toml");
        let (_, list) = list.split_once("commands.allow").unwrap();
        let mut allowed: Vec<&str> = list.split('"').skip(1).step_by(2).collect();
        let mut handled = NAMES.to_vec();
        allowed.sort_unstable();
        handled.sort_unstable();
        assert_eq!(allowed, handled);
    }
}
