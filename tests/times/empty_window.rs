//! The floor that the quick bar's start is measured against: a Tauri window with one field in it and nothing of Nod's. It
//! says `painted` in the frame in which its page is first painted, as Nod's pages say that they are ready.

use std::io::Write;

use tauri::http::Response;
use tauri::{WebviewUrl, WebviewWindowBuilder};

const PAGE: &str = "<!doctype html><meta charset=utf-8><title>Empty</title><input autofocus>
<script>requestAnimationFrame(() => void fetch('/painted'))</script>";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address: tauri::Url = "empty://localhost/".parse()?;
    tauri::Builder::default()
        .register_uri_scheme_protocol("empty", |_, request| {
            if request.uri().path() == "/painted" {
                let _ = writeln!(std::io::stdout(), "painted");
            }
            Response::builder()
                .header("Content-Type", "text/html")
                .body(PAGE.as_bytes().to_vec())
                .unwrap_or_default()
        })
        .setup(move |app| {
            WebviewWindowBuilder::new(app, "empty", WebviewUrl::CustomProtocol(address))
                .title("Empty")
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!())?;
    Ok(())
}
