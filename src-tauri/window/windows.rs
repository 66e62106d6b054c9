//! The two windows: the main one and the quick bar. Closing hides, a hidden window is warm for a while, and when both
//! have been hidden long enough the process ends and its memory is gone.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use gtk::glib::Cast;
use gtk::prelude::{GtkWindowExt, WidgetExt};
use nod_core::api::Route;
use nod_core::id::MomentId;
use serde::Serialize;
use tauri::{
    AppHandle, Emitter, LogicalPosition, LogicalSize, LogicalUnit, Manager, PhysicalPosition, PixelUnit,
    WebviewUrl, WebviewWindow, WebviewWindowBuilder, Window, WindowEvent, WindowSizeConstraints,
};

use super::desk::Desk;

/// The main window's label and the quick bar's.
pub const MAIN: &str = "main";
/// The quick bar's label.
pub const QUICK: &str = "quick";

/// The design's size of the main window, in logical pixels.
const MAIN_SIZE: (f64, f64) = (1000.0, 700.0);
const MAIN_AT_LEAST: (f64, f64) = (380.0, 480.0);

/// The quick bar is 560 wide, with 36 of shadow on each side where there can be one; its height follows its content.
const QUICK_WIDTH: f64 = 560.0;
const QUICK_SHADOWS: f64 = 72.0;
const QUICK_HEIGHT: f64 = 492.0;
const QUICK_AT_MOST: (f64, f64) = (1200.0, 1200.0);

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
    let built = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::App("index.html".into()))
        .title("Nod")
        .initialization_script(told_first(app))
        .inner_size(MAIN_SIZE.0, MAIN_SIZE.1)
        .min_inner_size(MAIN_AT_LEAST.0, MAIN_AT_LEAST.1)
        .center()
        .disable_drag_drop_handler()
        .build();
    if let Err(error) = built {
        tracing::error!(%error, "the window could not be made");
    }
}

/// Shows the quick bar with `prefill` typed; an empty one keeps what was being written.
pub fn show_quick(app: &AppHandle, prefill: String, moment: Option<MomentId>) {
    let quick = Quick { prefill, moment };
    app.state::<Windows>().showings.fetch_add(1, Ordering::SeqCst);
    if let Some(window) = app.get_webview_window(QUICK) {
        if let Some(place) = lock(&app.state::<Windows>().quick_was_at).take()
            && is_on_a_display(&window, place)
        {
            let _ = window.set_position(place);
        }
        raise(&window);
        let _ = app.emit_to(QUICK, "quick", quick);
        return;
    }
    *lock(&app.state::<Windows>().quick) = Some(quick);
    make_quick(app, true);
}

/// A script that tells the first window's page what it would else ask for before it shows anything.
fn told_first(app: &AppHandle) -> String {
    let welcome = app.state::<Desk>().first_welcome();
    let json = welcome.and_then(|welcome| serde_json::to_string(&welcome).ok());
    json.map(|json| format!("window.nodWelcome = {json};")).unwrap_or_default()
}

fn make_quick(app: &AppHandle, visible: bool) {
    // Where nobody puts windows together, what is see-through shows whatever was drawn there before.
    let see_through = gtk::gdk::Screen::default().is_some_and(|screen| screen.is_composited());
    let (page, shadows) = if see_through { ("quick.html", QUICK_SHADOWS) } else { ("quick.html?solid", 0.0) };
    let built = WebviewWindowBuilder::new(app, QUICK, WebviewUrl::App(page.into()))
        .title("Nod: log a moment")
        .initialization_script(told_first(app))
        .inner_size(QUICK_WIDTH + shadows, QUICK_HEIGHT)
        // Its size is set by limits. One that is not resizable is as large as GTK thinks its content is, and a page never
        // thinks that it is smaller than its window.
        .min_inner_size(QUICK_WIDTH + shadows, QUICK_HEIGHT)
        .max_inner_size(QUICK_WIDTH + shadows, QUICK_HEIGHT)
        .decorations(false)
        .transparent(see_through)
        .shadow(false)
        .always_on_top(true)
        .skip_taskbar(true)
        .center()
        .visible(visible)
        .build();
    if let Err(error) = built {
        tracing::error!(%error, "the quick bar could not be made");
    }
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
                make_quick(app, false);
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

/// Fits the quick bar to its content, in logical pixels: as large as the display has room for.
pub fn resize_quick(app: &AppHandle, width: f64, height: f64) {
    let Some(window) = app.get_webview_window(QUICK) else { return };
    let display = window.current_monitor().ok().flatten().map(|display| {
        let factor = display.scale_factor();
        (display.position().to_logical::<f64>(factor), display.size().to_logical::<f64>(factor))
    });
    let most = display.map_or(QUICK_AT_MOST, |(_, size)| (size.width, size.height));
    let (width, height) = (width.min(most.0).max(80.0), height.min(most.1).max(80.0));
    let factor = window.scale_factor().unwrap_or(1.0);
    let before = window.inner_size().map(|size| size.to_logical::<f64>(factor).width);
    let limit = |length: f64| Some(PixelUnit::Logical(LogicalUnit::new(length)));
    // At once: the least is never more than the most.
    let _ = window.set_size_constraints(WindowSizeConstraints {
        min_width: limit(width),
        min_height: limit(height),
        max_width: limit(width),
        max_height: limit(height),
    });
    let _ = window.set_size(LogicalSize::new(width, height));
    // It was put in the middle as it was made, with the usual size of text in mind.
    if let Some((corner, display)) = display
        && before.is_ok_and(|before| (before - width).abs() > 1.0)
    {
        let x = corner.x + (display.width - width) / 2.0;
        let y = corner.y + (display.height - height) / 3.0;
        let _ = window.set_position(LogicalPosition::new(x, y));
    }
}

/// Whether there is still a display where `place` is: one may have been unplugged since.
fn is_on_a_display(window: &WebviewWindow, place: PhysicalPosition<i32>) -> bool {
    let display = window.monitor_from_point(f64::from(place.x), f64::from(place.y));
    display.is_ok_and(|display| display.is_some())
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
