//! The desktop's own dialog for where to save a file.

use std::path::PathBuf;

use gtk::glib::{self, Cast};
use gtk::prelude::{FileChooserExt, NativeDialogExt, NativeDialogExtManual};
use tauri::{AppHandle, Manager};
use tokio::sync::oneshot;

use super::windows;

/// Asks where to save a file that is called `name` unless the user says otherwise; nothing when they chose none.
pub async fn ask(app: &AppHandle, name: String) -> Option<PathBuf> {
    let (answer, answered) = oneshot::channel();
    windows::on_main_thread(app, move |app| {
        let parent = app.get_webview_window(windows::MAIN).and_then(|window| window.gtk_window().ok());
        let parent = parent.map(|window| window.upcast::<gtk::Window>());
        let save = gtk::FileChooserAction::Save;
        let dialog = gtk::FileChooserNative::new(None, parent.as_ref(), save, None, None);
        dialog.set_modal(true);
        dialog.set_do_overwrite_confirmation(true);
        dialog.set_current_name(&name);
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
