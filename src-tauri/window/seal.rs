//! The commands of encryption at rest. None of them needs the database to be open; what rewrites it runs as long work
//! ([`Desk::ask_alone`]), which can be watched and stopped.

use std::collections::BTreeSet;
use std::path::Path;

use nod_core::api::{Failure, Keychain, RecoveryShown, SealView, Topic};
use nod_core::error::{Error, Result};
use nod_core::link::{self, Message};
use nod_core::seal;
use nod_core::texts::Texts;
use tauri::State;
use zeroize::Zeroizing;

use super::desk::{Desk, tell};
use super::options::Options;
use super::resident::Line;

type Answer<T> = std::result::Result<T, Failure>;

/// Runs what may wait for the resident or take a tenth of a second where nothing else waits for it.
pub(crate) async fn aside<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Answer<T> {
    let done = tauri::async_runtime::spawn_blocking(work).await;
    let gone = |_| Failure { code: "internal".to_owned(), message: String::new(), field: None };
    done.map_err(gone)?.map_err(|error| tell(&error, &Texts::english()))
}

/// How the data in `folder` is kept, as this process and the resident know it.
fn view(folder: &Path) -> Result<SealView> {
    // What the resident can open is not locked here either.
    let _ = seal::borrow(folder);
    let state = seal::state(folder)?;
    let keychain = match link::ask_patiently(folder, &Message::Seal) {
        Some(Message::SealIs { keychain, .. }) => keychain,
        _ if state.keychain => Keychain::On,
        _ => Keychain::Absent,
    };
    Ok(SealView {
        encrypted: state.encrypted,
        locked: state.locked,
        keychain,
        auto_lock_minutes: state.auto_lock_minutes,
    })
}

#[tauri::command]
pub(crate) async fn seal(options: State<'_, Options>) -> Answer<SealView> {
    let folder = options.folder.clone();
    aside(move || view(&folder)).await
}

/// Turns encryption on; the recovery key is said this once.
#[tauri::command]
pub(crate) async fn seal_on(
    desk: State<'_, Desk>,
    line: State<'_, Line>,
    passphrase: String,
    keychain: bool,
) -> Answer<RecoveryShown> {
    let passphrase = Zeroizing::new(passphrase);
    let shown = desk
        .ask_alone(move |folder, progress| {
            let recovery = seal::turn_on(folder, &passphrase, progress)?;
            seal::lend(folder);
            if keychain && !keeps(folder, true) {
                tracing::warn!("the keychain did not take the key");
            }
            Ok(RecoveryShown { recovery_key: recovery.written().to_string() })
        })
        .await;
    line.changed(&Topic::all());
    shown
}

/// Turns encryption off.
#[tauri::command]
pub(crate) async fn seal_off(
    desk: State<'_, Desk>,
    line: State<'_, Line>,
    passphrase: String,
) -> Answer<SealView> {
    let passphrase = Zeroizing::new(passphrase);
    let viewed = desk
        .ask_alone(move |folder, progress| {
            let kept = seal::state(folder)?.keychain;
            seal::turn_off(folder, &passphrase, progress)?;
            if kept && !keeps(folder, false) {
                tracing::warn!("the keychain did not let go of the key");
            }
            view(folder)
        })
        .await;
    line.changed(&Topic::all());
    viewed
}

/// Has the keychain keep the key, or not; true when it then does as asked.
fn keeps(folder: &Path, on: bool) -> bool {
    let wanted = if on { Keychain::On } else { Keychain::Off };
    matches!(
        link::ask_patiently(folder, &Message::KeepInKeychain { on }),
        Some(Message::SealIs { keychain, .. }) if keychain == wanted
    )
}

/// Locks: the resident and every window forget the key.
#[tauri::command]
pub(crate) async fn seal_lock(
    desk: State<'_, Desk>,
    line: State<'_, Line>,
    options: State<'_, Options>,
) -> Answer<()> {
    let folder = options.folder.clone();
    aside(move || {
        let _ = link::ask(&folder, &Message::Lock);
        seal::forget(&folder);
        Ok(())
    })
    .await?;
    desk.let_go().await;
    line.changed(&BTreeSet::from([Topic::Seal]));
    Ok(())
}

/// Unlocks, by passphrase or recovery key.
#[tauri::command]
pub(crate) async fn seal_unlock(
    line: State<'_, Line>,
    options: State<'_, Options>,
    secret: String,
) -> Answer<()> {
    let (folder, secret) = (options.folder.clone(), Zeroizing::new(secret));
    aside(move || {
        seal::unlock(&folder, &secret)?;
        seal::lend(&folder);
        if let Err(error) = seal::finish(&folder) {
            tracing::warn!(%error, "what an earlier switch left could not be finished");
        }
        Ok(())
    })
    .await?;
    line.changed(&Topic::all());
    Ok(())
}

/// Changes the passphrase.
#[tauri::command]
pub(crate) async fn seal_passphrase(options: State<'_, Options>, old: String, fresh: String) -> Answer<()> {
    let folder = options.folder.clone();
    let (old, fresh) = (Zeroizing::new(old), Zeroizing::new(fresh));
    aside(move || seal::change_passphrase(&folder, &old, &fresh)).await
}

/// Makes a new recovery key in place of the one before.
#[tauri::command]
pub(crate) async fn seal_recovery(options: State<'_, Options>, passphrase: String) -> Answer<RecoveryShown> {
    let (folder, passphrase) = (options.folder.clone(), Zeroizing::new(passphrase));
    aside(move || {
        let recovery = seal::renew_recovery(&folder, &passphrase)?;
        Ok(RecoveryShown { recovery_key: recovery.written().to_string() })
    })
    .await
}

/// Has the keychain keep the key, or forget it.
#[tauri::command]
pub(crate) async fn seal_keychain(
    line: State<'_, Line>,
    options: State<'_, Options>,
    on: bool,
) -> Answer<SealView> {
    let folder = options.folder.clone();
    let viewed = aside(move || {
        if keeps(&folder, on) { view(&folder) } else { Err(Error::refused("error-no-keychain", vec![])) }
    })
    .await;
    line.changed(&BTreeSet::from([Topic::Seal]));
    viewed
}

/// Sets after how many minutes without use Nod locks itself.
#[tauri::command]
pub(crate) async fn seal_auto_lock(
    line: State<'_, Line>,
    options: State<'_, Options>,
    minutes: Option<u32>,
) -> Answer<SealView> {
    let folder = options.folder.clone();
    let viewed = aside(move || {
        seal::set_auto_lock(&folder, minutes)?;
        view(&folder)
    })
    .await;
    line.changed(&BTreeSet::from([Topic::Seal]));
    viewed
}
