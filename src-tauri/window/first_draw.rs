//! When a window is drawn for the first time.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use gtk::glib::{ControlFlow, Propagation, timeout_add_local};
use gtk::prelude::{ContainerExt, WidgetExt};
use nod_core::graphics;
use tauri::{Manager, WebviewWindow};

use super::windows::QUICK;

/// A page that says nothing is drawn all the same after this.
const ANYWAY: Duration = Duration::from_secs(1);

/// While a page is waited for, the main loop turns at least this often. In one start of fifty, what another thread had
/// ready for the page lay there until something else turned the loop.
const TURN: Duration = Duration::from_millis(16);

/// Whether the page of each window is there.
#[derive(Default)]
pub struct FirstDraws {
    main: AtomicBool,
    quick: AtomicBool,
}

impl FirstDraws {
    fn of(&self, window: &WebviewWindow) -> &AtomicBool {
        if window.label() == QUICK { &self.quick } else { &self.main }
    }
}

/// Keeps GTK from drawing a web view before its page is there, where it is drawn in shared memory. In one start of four
/// WebKit would wait half a second for the page's process, which waits for answers that only this thread can give. Without
/// shared memory it does not wait, and its page would paint nothing until it is drawn.
pub fn wait_for_page(window: &WebviewWindow) {
    if !graphics::in_shared_memory() {
        return;
    }
    let (waiting, mut waited) = (window.clone(), Duration::ZERO);
    timeout_add_local(TURN, move || {
        waited += TURN;
        if waited >= ANYWAY {
            begin(&waiting);
        }
        if is_there(&waiting) { ControlFlow::Break } else { ControlFlow::Continue }
    });
    let Ok(content) = window.default_vbox() else { return };
    for web_view in content.children() {
        let window = window.clone();
        web_view.connect_draw(
            move |_, _| {
                if is_there(&window) { Propagation::Proceed } else { Propagation::Stop }
            },
        );
    }
}

fn is_there(window: &WebviewWindow) -> bool {
    window.state::<FirstDraws>().of(window).load(Ordering::Relaxed)
}

/// The page of a window is there: from now on it is drawn.
pub fn begin(window: &WebviewWindow) {
    if !window.state::<FirstDraws>().of(window).swap(true, Ordering::Relaxed)
        && let Ok(gtk) = window.gtk_window()
    {
        gtk.queue_draw();
    }
}
