//! The quick bar's window: made small, as large as its content from then on, and where one looks for it.

use nod_core::api::Theme;
use nod_core::{draft, graphics};
use tauri::{
    AppHandle, LogicalPosition, LogicalSize, LogicalUnit, Manager, Monitor, PhysicalPosition, PixelUnit,
    WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowSizeConstraints,
};

use super::options::Options;
use super::windows::QUICK;
use super::{first_draw, ground};

/// The quick bar is 560 wide, with 36 of shadow on each side where there can be one; its height follows its content.
const WIDTH: f64 = 560.0;
const SHADOWS: f64 = 72.0;
/// What it needs before it knows of anybody.
const HEIGHT: f64 = 179.0;
/// With five people in it: so much room it has below its upper edge.
const ROOM: f64 = 492.0;
const AT_MOST: (f64, f64) = (1200.0, 1200.0);

/// Makes the quick bar's window; `told` is a script that runs before its page's own. It is shown at once where there is a
/// theme to show it in.
pub fn make(app: &AppHandle, shown: Option<Theme>, told: &str) {
    // Where nobody puts windows together, what is see-through shows whatever was drawn there before.
    let see_through = gtk::gdk::Screen::default().is_some_and(|screen| screen.is_composited());
    let (page, shadows) = if see_through { ("quick.html", SHADOWS) } else { ("quick.html?solid", 0.0) };
    let nothing_kept = !draft::is_kept(&app.state::<Options>().folder);
    // With buffers of the device, WebKit never asks for a first frame in one start of thirty, unless the window changes its
    // size once the page is there.
    let height = if graphics::in_shared_memory() { HEIGHT } else { ROOM };
    let (width, height) = (WIDTH + shadows, height + shadows);
    let builder = WebviewWindowBuilder::new(app, QUICK, WebviewUrl::App(page.into()));
    let builder = match place(app, None, width) {
        Some(place) => builder.position(place.x, place.y),
        None => builder.center(),
    };
    let builder = match shown.filter(|_| !see_through) {
        Some(theme) => builder.background_color(ground::of(theme)),
        None => builder,
    };
    let built = builder
        .title("Nod: log a moment")
        .initialization_script(format!("{told} window.nodNoDraft = {nothing_kept};"))
        .inner_size(width, height)
        // Its size is set by limits. One that is not resizable is as large as GTK thinks its content is, and a page never
        // thinks that it is smaller than its window.
        .min_inner_size(width, height)
        .max_inner_size(width, height)
        .decorations(false)
        .transparent(see_through)
        .shadow(false)
        .always_on_top(true)
        .skip_taskbar(true)
        .visible(shown.is_some())
        .build();
    match built {
        Ok(window) => first_draw::wait_for_page(&window),
        Err(error) => tracing::error!(%error, "the quick bar could not be made"),
    }
}

/// Puts a bar that was hidden in its place before it is shown; `was` is where it was then.
pub fn come_back(window: &WebviewWindow, was: Option<PhysicalPosition<i32>>) {
    let width = width_of(window).unwrap_or(WIDTH);
    if let Some(place) = place(window.app_handle(), was, width) {
        let _ = window.set_position(place);
    }
}

/// Fits the quick bar to its content, in logical pixels: as large as the display has room for.
pub fn resize(app: &AppHandle, width: f64, height: f64) {
    let Some(window) = app.get_webview_window(QUICK) else { return };
    let display = window.current_monitor().ok().flatten().map(|display| area(&display));
    let most = display.map_or(AT_MOST, |(_, size)| (size.width, size.height));
    let (width, height) = (width.min(most.0).max(80.0), height.min(most.1).max(80.0));
    let before = width_of(&window);
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
        && before.is_some_and(|before| (before - width).abs() > 1.0)
    {
        let x = corner.x + (display.width - width) / 2.0;
        let y = corner.y + (display.height - height) / 3.0;
        let _ = window.set_position(LogicalPosition::new(x, y));
    }
}

/// Where the quick bar comes up, in logical pixels: where it was, if that is on the display with the pointer; else in the
/// middle of that display, with room for all of it below its upper edge.
fn place(app: &AppHandle, was: Option<PhysicalPosition<i32>>, width: f64) -> Option<LogicalPosition<f64>> {
    let pointed = app.cursor_position().ok().and_then(|at| app.monitor_from_point(at.x, at.y).ok().flatten());
    let display = pointed.or_else(|| app.primary_monitor().ok().flatten())?;
    let (corner, size) = area(&display);
    let within = |place: &LogicalPosition<f64>| {
        (corner.x..corner.x + size.width).contains(&place.x)
            && (corner.y..corner.y + size.height).contains(&place.y)
    };
    let middle = || {
        let (x, y) = ((size.width - width).max(0.0) / 2.0, (size.height - ROOM).max(0.0) / 2.0);
        LogicalPosition::new(corner.x + x, corner.y + y)
    };
    Some(was.map(|was| was.to_logical(display.scale_factor())).filter(within).unwrap_or_else(middle))
}

/// Where a display begins and how large it is, in logical pixels.
fn area(display: &Monitor) -> (LogicalPosition<f64>, LogicalSize<f64>) {
    let factor = display.scale_factor();
    (display.position().to_logical(factor), display.size().to_logical(factor))
}

/// A window's width in logical pixels.
fn width_of(window: &WebviewWindow) -> Option<f64> {
    let factor = window.scale_factor().unwrap_or(1.0);
    window.inner_size().ok().map(|size| size.to_logical::<f64>(factor).width)
}
