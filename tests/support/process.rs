//! Processes that end with the test that started them.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process, kill_process_group};

use crate::seen::{DEADLINE, Seen};

/// A running program in a process group of its own, killed when dropped. What it prints is kept and can be waited for.
#[derive(Debug)]
pub struct Process {
    name: String,
    child: Child,
    lines: Seen<String>,
}

impl Process {
    /// Starts it. It also dies when the thread that started it ends, so a killed test run leaves nothing behind.
    ///
    /// # Panics
    /// When it cannot be started.
    pub fn start(command: &Command) -> Self {
        let name = Path::new(command.get_program()).file_name().unwrap().to_string_lossy().into_owned();
        // What the kernel calls PDEATHSIG; setpriv replaces itself by the program, so the pid is the program's.
        let mut wrapped = Command::new("setpriv");
        wrapped
            .args(["--pdeathsig", "KILL", "--"])
            .arg(command.get_program())
            .args(command.get_args())
            .env_clear();
        for (key, value) in command.get_envs() {
            if let Some(value) = value {
                wrapped.env(key, value);
            }
        }
        if let Some(folder) = command.get_current_dir() {
            wrapped.current_dir(folder);
        }
        wrapped.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
        let mut child = wrapped.spawn().unwrap_or_else(|e| panic!("{name} does not start: {e}"));
        let lines = Seen::default();
        keep_lines(child.stdout.take().unwrap(), lines.clone());
        keep_lines(child.stderr.take().unwrap(), lines.clone());
        Self { name, child, lines }
    }

    /// Its process id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The lines it printed, standard output and standard error together.
    #[must_use]
    pub const fn lines(&self) -> &Seen<String> {
        &self.lines
    }

    /// Waits for a line of its output that `find` understands.
    ///
    /// # Panics
    /// At the deadline.
    pub fn line<R>(&self, what: &str, find: impl Fn(&str) -> Option<R>) -> R {
        self.lines
            .wait(&format!("{what} from {}", self.name), |lines| lines.iter().find_map(|line| find(line)))
    }

    /// True while it runs.
    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Sends it a signal.
    ///
    /// # Panics
    /// When it is gone.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap_or_else(|e| panic!("{} takes no signal: {e}", self.name));
    }

    /// Waits for it to end by itself.
    ///
    /// # Panics
    /// When it still runs at the deadline.
    pub fn ended(&mut self) -> ExitStatus {
        self.ended_within(DEADLINE)
    }

    /// [`Self::ended`] with another deadline.
    ///
    /// # Panics
    /// When it still runs at the deadline.
    pub fn ended_within(&mut self, deadline: Duration) -> ExitStatus {
        let (name, lines) = (&self.name, self.lines.all());
        assert!(
            wait_for_exit(self.id(), deadline),
            "{name} still runs after {deadline:?}; it printed {lines:#?}"
        );
        self.child.wait().unwrap()
    }

    /// SIGTERM, then waits for the end.
    ///
    /// # Panics
    /// When it does not end.
    pub fn terminate(&mut self) -> ExitStatus {
        self.signal(Signal::TERM);
        self.ended()
    }

    /// SIGKILL, to it and its group.
    pub fn kill(&mut self) {
        // Gone already is as good.
        let _ = kill_process_group(self.pid(), Signal::KILL);
        let _ = self.child.wait();
    }

    fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("--- {} (pid {}) printed:", self.name, self.id());
            self.lines.all().iter().for_each(|line| eprintln!("    {line}"));
        }
        self.kill();
    }
}

fn keep_lines(stream: impl std::io::Read + Send + 'static, lines: Seen<String>) {
    std::thread::spawn(move || {
        for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
            lines.add(String::from_utf8_lossy(&line).into_owned());
        }
    });
}

/// Waits for the exit of a process that need not be a child, through a pidfd. False when it still runs at the deadline.
#[must_use]
pub fn wait_for_exit(id: u32, deadline: Duration) -> bool {
    let pid = Pid::from_raw(id.cast_signed()).unwrap();
    let Ok(handle) = rustix::process::pidfd_open(pid, rustix::process::PidfdFlags::empty()) else {
        return true; // reaped already
    };
    let mut fds = [rustix::event::PollFd::new(&handle, rustix::event::PollFlags::IN)];
    let timeout = rustix::event::Timespec {
        tv_sec: deadline.as_secs().cast_signed(),
        tv_nsec: deadline.subsec_nanos().into(),
    };
    rustix::event::poll(&mut fds, Some(&timeout)).is_ok_and(|ready| ready > 0)
}

/// Memory of a process that no other shares, in kB.
///
/// # Panics
/// When it is gone, or another user's.
#[must_use]
pub fn unique_memory(id: u32) -> u64 {
    let rollup = fs::read_to_string(format!("/proc/{id}/smaps_rollup")).unwrap();
    rollup
        .lines()
        .filter(|line| line.starts_with("Private_Clean:") || line.starts_with("Private_Dirty:"))
        .map(|line| line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap())
        .sum()
}

/// SIGKILL to a process that need not be a child, and waits for its end.
///
/// # Panics
/// When it does not end.
pub fn kill(id: u32) {
    let _ = kill_process(Pid::from_raw(id.cast_signed()).unwrap(), Signal::KILL);
    assert!(wait_for_exit(id, DEADLINE), "process {id} survives SIGKILL");
}

/// Runs `work` on a thread of its own and fails when it is not done in time: for calls that could block for ever.
///
/// # Panics
/// At the deadline, and when `work` panics.
pub fn within<R: Send + 'static>(
    deadline: Duration,
    what: &str,
    work: impl FnOnce() -> R + Send + 'static,
) -> R {
    let (done, result) = mpsc::channel();
    std::thread::spawn(move || {
        let _ = done.send(work());
    });
    result.recv_timeout(deadline).unwrap_or_else(|e| panic!("waited {deadline:?} for {what}: {e}"))
}

/// Waits for what gives no sign when it happens (a window on an X screen, a port that listens): asks every 10 ms.
///
/// # Panics
/// At the deadline.
pub fn until(what: &str, mut happened: impl FnMut() -> bool) {
    let step = Duration::from_millis(10);
    let mut left = DEADLINE.as_millis() / step.as_millis();
    while !happened() {
        left = left.checked_sub(1).unwrap_or_else(|| panic!("waited {DEADLINE:?} for {what}"));
        std::thread::park_timeout(step);
    }
}

/// Ids of the running processes in whose environment `variable` has `value`, and the name of each one's program.
#[must_use]
pub fn with_environment(variable: &str, value: &Path) -> Vec<(u32, String)> {
    let wanted = format!("{variable}={}", value.display());
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").unwrap().flatten() {
        let Ok(id) = entry.file_name().to_string_lossy().parse::<u32>() else { continue };
        let Ok(environment) = fs::read(entry.path().join("environ")) else { continue };
        if environment.split(|byte| *byte == 0).any(|pair| pair == wanted.as_bytes()) {
            let program = fs::read_link(entry.path().join("exe")).unwrap_or_default();
            let name = program.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            found.push((id, name));
        }
    }
    found
}

/// Kills every process in whose environment `variable` has `value`, until there is none.
pub fn kill_with_environment(variable: &str, value: &Path) {
    loop {
        let found: Vec<_> = with_environment(variable, value)
            .into_iter()
            .filter(|(id, _)| *id != std::process::id())
            .collect();
        if found.is_empty() {
            return;
        }
        for (id, _) in found {
            kill(id);
        }
    }
}

/// Where a program of the system is.
///
/// # Panics
/// When it is nowhere.
#[must_use]
pub fn system_program(candidates: &[&str]) -> PathBuf {
    let folders = ["/usr/bin", "/usr/sbin", "/bin", "/usr/lib", "/usr/libexec"];
    candidates
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| Path::new(folder).join(name)))
        .find(|path| path.is_file())
        .unwrap_or_else(|| panic!("none of {candidates:?} is installed: run scripts/setup --test"))
}
