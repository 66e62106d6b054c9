//! The commands of what comes in and goes out: imports, exports, backups, photos, and who came in and is in no circle yet.
//! What may take a while runs as long work ([`Desk::ask_long`]), which can be watched and stopped.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use nod_core::api::{
    DataView, Done, Failure, ImportChosen, ImportFile, ImportReport, OpId, RestorePreview, Unplaced,
    WorkProgress,
};
use nod_core::error::{Error, Result};
use nod_core::export::Format;
use nod_core::id::{CircleId, PersonId};
use nod_core::limits;
use nod_core::nod::{FileToImport, ImportChoice, Nod};
use tauri::{AppHandle, State};
use zeroize::Zeroizing;

use super::desk::Desk;
use super::seal::aside;
use super::{dialogs, photo};

type Answer<T> = std::result::Result<T, Failure>;

#[tauri::command]
pub(crate) async fn import_preview(
    desk: State<'_, Desk>,
    files: Vec<ImportFile>,
    chosen: ImportChosen,
) -> Answer<ImportReport> {
    desk.ask_long(move |nod, now| nod.import_preview_of(&decode(files)?, &choice(chosen), now)).await
}

/// Opens a file that is encrypted in the age format.
#[tauri::command]
pub(crate) async fn import_open(file: ImportFile, passphrase: String) -> Answer<ImportFile> {
    let passphrase = Zeroizing::new(passphrase);
    aside(move || {
        let opened = decode_one(file)?.open(&passphrase)?;
        Ok(ImportFile { name: opened.name, base64: STANDARD.encode(&opened.bytes) })
    })
    .await
}

#[tauri::command]
pub(crate) async fn import_apply(
    desk: State<'_, Desk>,
    files: Vec<ImportFile>,
    chosen: ImportChosen,
) -> Answer<ImportReport> {
    desk.ask_long(move |nod, now| nod.import_apply_of(&decode(files)?, &choice(chosen), now)).await
}

fn choice(chosen: ImportChosen) -> ImportChoice {
    ImportChoice { columns: chosen.columns, meetings: chosen.meetings.into_iter().collect() }
}

fn decode(files: Vec<ImportFile>) -> Result<Vec<FileToImport>> {
    files.into_iter().map(decode_one).collect()
}

fn decode_one(file: ImportFile) -> Result<FileToImport> {
    let unreadable = || Error::refused("error-import-file", vec![("name", file.name.clone().into())]);
    // Base64 takes four letters for three bytes.
    if file.base64.len() as u64 / 4 * 3 > limits::IMPORT_FILE + 3 {
        return Err(unreadable());
    }
    let bytes = STANDARD.decode(&file.base64).map_err(|_| unreadable())?;
    Ok(FileToImport { name: file.name, bytes })
}

/// How far the long work under way is, if there is any.
#[tauri::command]
pub(crate) fn work_progress(desk: State<'_, Desk>) -> Option<WorkProgress> {
    desk.far().map(|(done, of)| WorkProgress { done, of })
}

/// Asks the long work under way to stop. It then ends with the failure `stopped`, and everything is as it was.
#[tauri::command]
pub(crate) fn work_stop(desk: State<'_, Desk>) {
    desk.stop();
}

#[tauri::command]
pub(crate) async fn unplaced(desk: State<'_, Desk>, op: Option<OpId>, limit: usize) -> Answer<Unplaced> {
    desk.ask(move |nod, _| nod.unplaced(op, limit.min(10_000))).await
}

#[tauri::command]
pub(crate) async fn place(
    desk: State<'_, Desk>,
    people: Vec<PersonId>,
    circle: Option<CircleId>,
) -> Answer<Done> {
    desk.ask(move |nod, now| nod.place(&people, circle, now)).await
}

/// Asks for a picture and keeps a small one of it as the person's photo; nothing when the user chose none.
#[tauri::command]
pub(crate) async fn photo_choose(
    app: AppHandle,
    desk: State<'_, Desk>,
    id: PersonId,
) -> Answer<Option<Done>> {
    let kind = desk.ask(|nod, _| Ok(nod.texts().get("dialog-pictures"))).await?;
    let Some(path) = dialogs::picture(&app, kind).await else { return Ok(None) };
    desk.ask(move |nod, now| {
        let whole = Nod::photo_check(photo::read(&path)?)?;
        // What the desktop cannot read, though it is a picture, is kept as it is.
        let photo = photo::small(&whole).unwrap_or(whole);
        nod.photo_set(id, Some(photo), now)
    })
    .await
    .map(Some)
}

#[tauri::command]
pub(crate) async fn photo_remove(desk: State<'_, Desk>, id: PersonId) -> Answer<Done> {
    desk.ask(move |nod, now| nod.photo_set(id, None, now)).await
}

#[tauri::command]
pub(crate) async fn data(desk: State<'_, Desk>) -> Answer<DataView> {
    desk.ask(|nod, now| Ok(nod.data(now))).await
}

/// Asks for a file and writes to it; nothing when the user chose none.
#[tauri::command]
pub(crate) async fn data_export(
    app: AppHandle,
    desk: State<'_, Desk>,
    format: String,
    without_private: bool,
    passphrase: Option<String>,
) -> Answer<Option<Done>> {
    // A page for each person, in a folder.
    if format == "pages" {
        let Some(folder) = dialogs::folder(&app).await else { return Ok(None) };
        return desk
            .ask_long(move |nod, now| nod.export_pages_to(&folder, without_private, now))
            .await
            .map(Some);
    }
    let age = passphrase.map(Zeroizing::new);
    let extension = Format::ALL.iter().find(|(_, word, _)| *word == format).map_or("", |(.., known)| known);
    let sealed = if age.is_some() { ".age" } else { "" };
    let name = desk.ask(move |_, now| Ok(format!("nod-{}.{extension}{sealed}", now.today()))).await?;
    let Some(path) = dialogs::save(&app, name).await else { return Ok(None) };
    desk.ask_long(move |nod, now| {
        let age = age.as_ref().map(|passphrase| passphrase.as_str());
        nod.export_to(&path, &format, without_private, age, now)
    })
    .await
    .map(Some)
}

#[tauri::command]
pub(crate) async fn backup_now(desk: State<'_, Desk>) -> Answer<Done> {
    desk.ask_long(|nod, now| nod.backup_now(now)).await
}

/// Asks for a folder and puts backups there from now on; nothing when the user chose none.
#[tauri::command]
pub(crate) async fn backup_folder_choose(app: AppHandle, desk: State<'_, Desk>) -> Answer<Option<Done>> {
    let Some(folder) = dialogs::folder(&app).await else { return Ok(None) };
    desk.ask(move |nod, now| nod.backups_go_to(Some(&folder), now)).await.map(Some)
}

/// Puts backups beside the data again.
#[tauri::command]
pub(crate) async fn backup_folder_usual(desk: State<'_, Desk>) -> Answer<Done> {
    desk.ask(|nod, now| nod.backups_go_to(None, now)).await
}

/// Asks for a file and keeps the calendar in it; nothing when the user chose none.
#[tauri::command]
pub(crate) async fn calendar_choose(app: AppHandle, desk: State<'_, Desk>) -> Answer<Option<Done>> {
    let Some(path) = dialogs::save(&app, "nod.ics".to_owned()).await else { return Ok(None) };
    desk.ask_long(move |nod, now| nod.calendar_keep(Some(&path), now)).await.map(Some)
}

/// Keeps no calendar any more.
#[tauri::command]
pub(crate) async fn calendar_off(desk: State<'_, Desk>) -> Answer<Done> {
    desk.ask(|nod, now| nod.calendar_keep(None, now)).await
}

#[tauri::command]
pub(crate) async fn restore_preview(desk: State<'_, Desk>, file: String) -> Answer<RestorePreview> {
    desk.ask_long(move |nod, _| nod.restore_preview(&file)).await
}

#[tauri::command]
pub(crate) async fn restore_backup(desk: State<'_, Desk>, file: String) -> Answer<Done> {
    desk.ask_long(move |nod, now| nod.restore_backup(&file, now)).await
}
