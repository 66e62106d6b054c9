//! The two windows: the main one and the quick bar. Closing hides, a hidden window is warm for a while, and when both
//! have been hidden long enough the process ends and its memory is gone.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use gtk::glib::Cast;
use gtk::prelude::{GtkWindowExt, WidgetExt};
use nod_core::api::{Route, Theme};
use nod_core::id::MomentId;
use serde::Serialize;
use tauri::{
    AppHandle, Emitter, Manager, PhysicalPosition, WebviewUrl, WebviewWindow, WebviewWindowBuilder, Window,
    WindowEvent,
};

use super::desk::Desk;
use super::{bar, first_draw, ground};

/// The main window's label and the quick bar's.
pub const MAIN: &str = "main";
/// The quick bar's label.
pub const QUICK: &str = "quick";

/// The design's size of the main window, in logical pixels.
const MAIN_SIZE: (f64, f64) = (1000.0, 700.0);
const MAIN_AT_LEAST: (f64, f64) = (380.0, 480.0);

/// What was asked of windows that are not ready to hear it.
#[derive(Default)]
pub struct Windows {
    route: Mutex<Option<Route>>,
    quick: Mutex<Option<Quick>>,
    /// Where the quick bar was when it was hidden. Window managers place a window that comes back as they like, unless it
    /// says where it was.
    quick_was_at: Mutex<Option<PhysicalPosition<i32>>>,
    /// Counts showings; a linger that began before the last one is over.
    showings: AtomicU64,
}

/// What the quick bar is told when it is shown.
#[derive(Debug, Clone, Serialize)]
struct Quick {
    prefill: String,
    /// The moment it says more about, when it does not begin another one.
    moment: Option<MomentId>,
}

/// Runs `work` where windows may be made.
pub fn on_main_thread(app: &AppHandle, work: impl FnOnce(&AppHandle) + Send + 'static) {
    let handle = app.clone();
    if let Err(error) = app.run_on_main_thread(move || work(&handle)) {
        tracing::warn!(%error, "the window could not be asked");
    }
}

/// Shows the main window, at `route` when one is given.
pub fn show_main(app: &AppHandle, route: Option<Route>) {
    app.state::<Windows>().showings.fetch_add(1, Ordering::SeqCst);
    if let Some(window) = app.get_webview_window(MAIN) {
        if let Some(route) = route {
            let _ = app.emit_to(MAIN, "route", route);
        }
        raise(&window);
        return;
    }
    *lock(&app.state::<Windows>().route) = route;
    let (told, theme) = told_first(app);
    let built = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::App("index.html".into()))
        .title("Nod")
        .initialization_script(told)
        .background_color(ground::of(theme))
        .inner_size(MAIN_SIZE.0, MAIN_SIZE.1)
        .min_inner_size(MAIN_AT_LEAST.0, MAIN_AT_LEAST.1)
        .center()
        .disable_drag_drop_handler()
        .build();
    match built {
        Ok(window) => first_draw::wait_for_page(&window),
        Err(error) => tracing::error!(%error, "the window could not be made"),
    }
}

/// Shows the quick bar with `prefill` typed; an empty one keeps what was being written.
pub fn show_quick(app: &AppHandle, prefill: String, moment: Option<MomentId>) {
    let quick = Quick { prefill, moment };
    app.state::<Windows>().showings.fetch_add(1, Ordering::SeqCst);
    if let Some(window) = app.get_webview_window(QUICK) {
        if !window.is_visible().unwrap_or(false) {
            let was = lock(&app.state::<Windows>().quick_was_at).take();
            bar::come_back(&window, was);
        }
        raise(&window);
        let _ = app.emit_to(QUICK, "quick", quick);
        return;
    }
    *lock(&app.state::<Windows>().quick) = Some(quick);
    let (told, theme) = told_first(app);
    bar::make(app, Some(theme), &told);
}

/// A script that tells the first window's page what it would else ask for before it shows anything, and the theme. A later
/// window is told nothing, and begins in the desktop's theme.
fn told_first(app: &AppHandle) -> (String, Theme) {
    let Some(welcome) = app.state::<Desk>().first_welcome() else { return (String::new(), Theme::System) };
    let json = serde_json::to_string(&welcome);
    let script = json.map(|json| format!("window.nodWelcome = {json};")).unwrap_or_default();
    (script, welcome.settings.theme)
}

/// Shows a window and gives it the keyboard. Always called because the user asked for it, so the window manager is told
/// that the request is of this instant; else it may hold the window back as one that steals the focus.
fn raise(window: &WebviewWindow) {
    let Ok(gtk) = window.gtk_window() else { return };
    gtk.realize();
    let x11 = gtk.window().and_then(|surface| surface.downcast::<gdkx11::X11Window>().ok());
    let instant = x11.as_ref().map(gdkx11::functions::x11_get_server_time);
    if let (Some(x11), Some(instant)) = (&x11, instant) {
        x11.set_user_time(instant);
    }
    gtk.show_all();
    gtk.deiconify();
    match instant {
        Some(instant) => gtk.present_with_time(instant),
        None => gtk.present(),
    }
}

/// A window has painted its first view: it hears what was asked of it, and the quick bar is made ready behind the main
/// window so that it comes at once when it is called.
pub fn ready(window: &WebviewWindow) {
    let app = window.app_handle();
    let windows = app.state::<Windows>();
    let there = window.clone();
    on_main_thread(app, move |_| first_draw::begin(&there));
    if window.label() == QUICK {
        if let Some(quick) = lock(&windows.quick).take() {
            let _ = app.emit_to(QUICK, "quick", quick);
            let _ = window.set_focus();
        }
        return;
    }
    if let Some(route) = lock(&windows.route).take() {
        let _ = app.emit_to(MAIN, "route", route);
    }
    if app.get_webview_window(QUICK).is_none() {
        on_main_thread(app, |app| {
            if app.get_webview_window(QUICK).is_none() {
                bar::make(app, None, "");
            }
        });
    }
}

/// Closing hides; when nothing is shown any more the process lingers, then ends.
pub fn on_event(window: &Window, event: &WindowEvent) {
    if let WindowEvent::CloseRequested { api, .. } = event {
        api.prevent_close();
        hide(window.app_handle(), window.label());
    }
}

/// Hides a window.
pub fn hide(app: &AppHandle, label: &str) {
    if let Some(window) = app.get_webview_window(label) {
        if label == QUICK && window.is_visible().unwrap_or(false) {
            *lock(&app.state::<Windows>().quick_was_at) = window.outer_position().ok();
        }
        let _ = window.hide();
    }
    let shown = [MAIN, QUICK].iter().any(|label| {
        app.get_webview_window(label).is_some_and(|window| window.is_visible().unwrap_or(false))
    });
    if !shown {
        linger(app);
    }
}

fn linger(app: &AppHandle) {
    let app = app.clone();
    let showing = app.state::<Windows>().showings.load(Ordering::SeqCst);
    tauri::async_runtime::spawn(async move {
        let settings = app.state::<Desk>().ask(|nod, _| nod.settings_now()).await;
        let minutes = settings.map_or(10, |settings| settings.linger_minutes);
        tokio::time::sleep(Duration::from_secs(60 * u64::from(minutes))).await;
        if app.state::<Windows>().showings.load(Ordering::SeqCst) == showing {
            app.exit(0);
        }
    });
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
