//! What assistive technology is told: the AT-SPI tree of a desktop's window.

use serde::Deserialize;

use crate::desktop::Desktop;
use crate::home::run;
use crate::process::{Process, system_program};

const WALK: &str = include_str!("accessible.py");

/// Something a screen reader can come to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Accessible {
    /// `push button`, `entry`, `heading`, …
    pub role: String,
    /// What it is called.
    pub name: String,
    /// True when it takes the focus.
    pub focusable: bool,
}

/// The accessibility bus of a desktop. Programs started after it are on it.
#[derive(Debug)]
pub struct Accessibility {
    _bus: Process,
}

impl Accessibility {
    /// Starts it.
    #[must_use]
    pub fn start(desktop: &mut Desktop) -> Self {
        desktop.set("NO_AT_BRIDGE", "0");
        let mut command = desktop.command(system_program(&["at-spi-bus-launcher"]));
        command.arg("--launch-immediately");
        let bus = Process::start(&command);
        desktop.bus().wait_for_owner("org.a11y.Bus");
        Self { _bus: bus }
    }

    /// Everything of the window that shows.
    ///
    /// # Panics
    /// When it cannot be asked.
    #[must_use]
    pub fn tree(&self, desktop: &Desktop) -> Vec<Accessible> {
        let mut command = desktop.command("/usr/bin/python3");
        command.arg("-c").arg(WALK);
        let told = run(command, b"").succeeded().stdout;
        told.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}
