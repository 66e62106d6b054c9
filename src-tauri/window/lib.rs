//! The Tauri shell around the web UI. It holds no rule of Nod's: commands ([`commands`]) are handed to the core on one
//! thread of its own ([`desk`]), [`windows`] shows, hides and ends the two windows, and [`resident`] is the line to the
//! process that runs all day.

mod bar;
mod commands;
mod data;
mod desk;
mod dialogs;
mod first_draw;
mod ground;
mod locale;
mod notebook;
mod options;
mod photo;
mod resident;
mod seal;
mod windows;

use std::process::ExitCode;

use tauri::RunEvent;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

use self::desk::Desk;
use self::first_draw::FirstDraws;
use self::options::Options;
use self::resident::Line;
use self::windows::Windows;

/// Logs to standard error; `NOD_LOG` says what (`nod_window=debug`), warnings by default.
fn start_log() {
    let wanted = std::env::var("NOD_LOG").ok().and_then(|wanted| wanted.parse::<Targets>().ok());
    let wanted = wanted.unwrap_or_else(|| Targets::new().with_default(LevelFilter::WARN));
    let log = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(false);
    // Without a log the windows work all the same.
    let _ = tracing_subscriber::registry().with(log.with_filter(wanted)).try_init();
}

/// Runs the windows until they end.
#[must_use]
pub fn run() -> ExitCode {
    let options = match Options::read(std::env::args_os().skip(1)) {
        Ok(options) => options,
        Err(sentence) => {
            eprintln!("{sentence}");
            return ExitCode::from(2);
        }
    };
    if let Some(code) = options::with_fitting_graphics() {
        return code;
    }
    start_log();
    let Some(_only) = options::only_one(&options.folder) else { return ExitCode::SUCCESS };
    let line = Line::new(options.folder.clone());
    let desk = Desk::start(options.folder.clone(), line.clone());
    let app = tauri::Builder::default()
        .manage(desk)
        .manage(options.clone())
        .manage(line.clone())
        .manage(Windows::default())
        .manage(FirstDraws::default())
        .invoke_handler(commands::handler())
        .on_window_event(windows::on_event)
        .setup(move |app| {
            let handle = app.handle().clone();
            if !options.asked {
                windows::show_main(&handle, None);
            }
            line.watch(handle);
            Ok(())
        })
        .build(tauri::generate_context!());
    match app {
        Ok(app) => {
            app.run(|_, event| {
                // Windows are hidden, not closed; the process ends when it has lingered, or when it is told to.
                if let RunEvent::ExitRequested { api, code: None, .. } = event {
                    api.prevent_exit();
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
