//! What a window shows before its page does: the page's own ground, so that nothing flashes.

use gtk::prelude::GtkSettingsExt;
use nod_core::api::Theme;
use tauri::webview::Color;

/// `--canvas` of `ui/src/styles/tokens.css` by day.
const LIGHT: Color = Color(253, 253, 251, 255);
/// And by night.
const DARK: Color = Color(24, 26, 24, 255);

/// The ground of a page in `theme`.
pub fn of(theme: Theme) -> Color {
    let dark = match theme {
        Theme::Light => false,
        Theme::Dark => true,
        Theme::System => is_dark(),
    };
    if dark { DARK } else { LIGHT }
}

/// Whether the desktop wants it dark, told as WebKit tells it for `prefers-color-scheme`.
fn is_dark() -> bool {
    gtk::Settings::default().is_some_and(|settings| {
        settings.is_gtk_application_prefer_dark_theme()
            || settings.gtk_theme_name().is_some_and(|name| name.ends_with("-dark"))
    })
}
