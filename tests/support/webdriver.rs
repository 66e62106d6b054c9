//! The WebDriver protocol, as much of it as these tests use: JSON over plain HTTP on this machine.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;

use serde_json::{Value, json};

use crate::desktop::Desktop;
use crate::fake_time::FakeTime;
use crate::process::{Process, until};
use crate::seen::DEADLINE;

/// A WebKitWebDriver with one session.
#[derive(Debug)]
pub struct Driver {
    port: u16,
    session: String,
    process: Process,
}

impl Driver {
    /// Starts a program with a web view under automation.
    ///
    /// # Panics
    /// When driver or program do not start.
    #[must_use]
    pub fn start(desktop: &Desktop, program: &Path, arguments: &[&str], clock: Option<&FakeTime>) -> Self {
        // A port that was free a moment ago; the driver takes no other way to be told.
        let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
        let mut command = desktop.command("WebKitWebDriver");
        command.arg(format!("--port={port}")).env("TAURI_WEBVIEW_AUTOMATION", "true");
        if let Some(clock) = clock {
            // What the driver starts gets it too.
            clock.give_to(&mut command);
        }
        let process = Process::start(&command);
        until("WebKitWebDriver to listen", || TcpStream::connect(("127.0.0.1", port)).is_ok());

        let mut driver = Self { port, session: String::new(), process };
        let options = json!({ "binary": program, "args": arguments });
        let capabilities =
            json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": options } } });
        let started = driver
            .request("POST", "/session", Some(&capabilities))
            .unwrap_or_else(|e| panic!("no session: {e}"));
        started["sessionId"].as_str().unwrap().clone_into(&mut driver.session);
        let timeouts =
            json!({ "script": DEADLINE.as_millis() * 2, "pageLoad": DEADLINE.as_millis(), "implicit": 0 });
        driver.post("timeouts", &timeouts);
        driver
    }

    /// Posts to the session.
    ///
    /// # Panics
    /// When the driver reports an error.
    #[track_caller]
    pub fn post(&self, what: &str, body: &Value) -> Value {
        self.try_post(what, body).unwrap_or_else(|e| panic!("{what}: {e}"))
    }

    /// Posts to the session.
    ///
    /// # Errors
    /// The driver's message.
    pub fn try_post(&self, what: &str, body: &Value) -> Result<Value, String> {
        self.request("POST", &format!("/session/{}/{what}", self.session), Some(body))
    }

    /// Reads from the session.
    ///
    /// # Panics
    /// When the driver reports an error.
    #[track_caller]
    pub fn get(&self, what: &str) -> Value {
        self.request("GET", &format!("/session/{}/{what}", self.session), None)
            .unwrap_or_else(|e| panic!("{what}: {e}"))
    }

    fn request(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value, String> {
        let body = body.map(Value::to_string).unwrap_or_default();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).map_err(|e| e.to_string())?;
        stream.set_read_timeout(Some(DEADLINE * 3)).unwrap();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            self.port,
            body.len()
        );
        stream.write_all(format!("{head}{body}").as_bytes()).map_err(|e| e.to_string())?;
        let answer = read_answer(&mut stream).map_err(|e| format!("{method} {path}: {e}"))?;
        let mut answer: Value = serde_json::from_slice(&answer).map_err(|e| e.to_string())?;
        let value = answer["value"].take();
        match value.get("error") {
            Some(error) => {
                Err(format!("{}: {}", error.as_str().unwrap_or(""), value["message"].as_str().unwrap_or("")))
            }
            None => Ok(value),
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Lets the program end as it would; what does not is killed with the driver.
        if self.process.is_running() && !self.session.is_empty() {
            let _ = self.request("DELETE", &format!("/session/{}", self.session), None);
        }
    }
}

/// Reads headers and as many bytes as they announce.
fn read_answer(stream: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut all = Vec::new();
    let mut chunk = [0; 65536];
    loop {
        if let Some(end) = all.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&all[..end]).to_ascii_lowercase();
            let length: usize = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok())
                .unwrap_or(0);
            if all.len() >= end + 4 + length {
                return Ok(all[end + 4..end + 4 + length].to_vec());
            }
        }
        let read = stream.read(&mut chunk)?;
        if read == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        all.extend_from_slice(&chunk[..read]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_web_view_is_driven() {
        let desktop = Desktop::full();
        let browser = std::fs::read_dir("/usr/lib")
            .unwrap()
            .flatten()
            .map(|folder| folder.path().join("webkit2gtk-4.1/MiniBrowser"))
            .find(|path| path.is_file())
            .expect("WebKitGTK's MiniBrowser is installed");
        let driver = Driver::start(&desktop, &browser, &["--automation"], None);
        let page = "data:text/html,<h1>Nod</h1>";
        driver.post("url", &json!({ "url": page }));
        let script = json!({ "script": "return document.querySelector('h1').innerText", "args": [] });
        assert_eq!(driver.post("execute/sync", &script), "Nod");
        assert!(driver.try_post("execute/sync", &json!({ "script": "throw 1", "args": [] })).is_err());
    }
}
