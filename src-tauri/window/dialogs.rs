//! The desktop's own dialogs for choosing a file.

use std::path::PathBuf;

use gtk::glib::{self, Cast};
use gtk::prelude::{FileChooserExt, NativeDialogExt, NativeDialogExtManual};
use tauri::{AppHandle, Manager};
use tokio::sync::oneshot;

use super::windows;

/// Names the file that is taken instead of asking: no test can press the buttons of a dialog.
const ANSWER: &str = "NOD_CHOSEN_FILE";

/// Asks where to save a file that is called `name` unless the user says otherwise; nothing when they chose none.
pub async fn save(app: &AppHandle, name: String) -> Option<PathBuf> {
    ask(app, gtk::FileChooserAction::Save, move |dialog| {
        dialog.set_do_overwrite_confirmation(true);
        dialog.set_current_name(&name);
    })
    .await
}

/// Asks for a folder; nothing when they chose none.
pub async fn folder(app: &AppHandle) -> Option<PathBuf> {
    ask(app, gtk::FileChooserAction::SelectFolder, |dialog| dialog.set_create_folders(true)).await
}

/// Asks for a picture; nothing when they chose none. `kind` names what may be chosen.
pub async fn picture(app: &AppHandle, kind: String) -> Option<PathBuf> {
    ask(app, gtk::FileChooserAction::Open, move |dialog| {
        let pictures = gtk::FileFilter::new();
        pictures.set_name(Some(&kind));
        for mime in ["image/png", "image/jpeg", "image/gif", "image/webp"] {
            pictures.add_mime_type(mime);
        }
        dialog.add_filter(pictures);
    })
    .await
}

async fn ask(
    app: &AppHandle,
    action: gtk::FileChooserAction,
    prepare: impl FnOnce(&gtk::FileChooserNative) + Send + 'static,
) -> Option<PathBuf> {
    if let Some(chosen) = std::env::var_os(ANSWER) {
        return Some(PathBuf::from(chosen)).filter(|path| !path.as_os_str().is_empty());
    }
    let (answer, answered) = oneshot::channel();
    windows::on_main_thread(app, move |app| {
        let parent = app.get_webview_window(windows::MAIN).and_then(|window| window.gtk_window().ok());
        let parent = parent.map(|window| window.upcast::<gtk::Window>());
        let dialog = gtk::FileChooserNative::new(None, parent.as_ref(), action, None, None);
        dialog.set_modal(true);
        prepare(&dialog);
        glib::spawn_future_local(async move {
            let chosen = dialog.run_future().await == gtk::ResponseType::Accept;
            let path = if chosen { dialog.filename() } else { None };
            dialog.destroy();
            // A window that went away no longer wants its answer.
            let _ = answer.send(path);
        });
    });
    answered.await.ok().flatten()
}
