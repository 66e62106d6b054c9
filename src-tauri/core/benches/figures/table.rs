//! Timing, and how a figure is printed.

use std::time::Duration;

use nod_core::clock::steady;

/// Times of many runs, sorted.
pub struct Times(Vec<Duration>);

impl Times {
    /// Runs `run` as often as said, after one that does not count.
    pub fn of(runs: usize, mut run: impl FnMut(usize)) -> Self {
        run(0);
        let mut times: Vec<Duration> = (1..=runs)
            .map(|number| {
                let start = steady();
                run(number);
                start.elapsed()
            })
            .collect();
        times.sort();
        Self(times)
    }

    pub fn median(&self) -> Duration {
        self.0[self.0.len() / 2]
    }

    pub fn p99(&self) -> Duration {
        self.0[(self.0.len() * 99 / 100).min(self.0.len() - 1)]
    }

    pub fn worst(&self) -> Duration {
        self.0[self.0.len() - 1]
    }
}

/// Prints the figures as they come.
pub struct Table;

impl Table {
    pub fn new() -> Self {
        println!("{:<46} {:>10} {:>10}", "figure", "measured", "budget");
        Self
    }

    pub fn heading(&self, text: &str) {
        println!("\n{text}");
    }

    /// Memory in kB, and its budget in MB.
    pub fn memory(&mut self, name: &str, kilobytes: u64, budget_mb: f64) {
        let mb = kilobytes as f64 / 1024.0;
        let verdict = if mb > budget_mb { "over" } else { "" };
        println!("  {name:<44} {mb:>7.1} MB {:>10}  {verdict}", format!("{budget_mb} MB"));
    }

    /// A figure, its budget in milliseconds if it has one, and what it is measured against in the same run.
    pub fn figure(
        &mut self,
        name: &str,
        took: Duration,
        budget_ms: Option<f64>,
        floor: Option<(&str, Duration)>,
    ) {
        let ms = took.as_secs_f64() * 1000.0;
        let budget = budget_ms.map_or(String::new(), |budget| format!("{budget} ms"));
        let verdict = match budget_ms {
            Some(budget) if ms > budget => "over",
            _ => "",
        };
        let ratio = floor.map_or(String::new(), |(name, floor)| {
            format!("{:.1} x {name}", took.as_secs_f64() / floor.as_secs_f64().max(1e-9))
        });
        println!("  {name:<44} {ms:>7.2} ms {budget:>10}  {verdict:<5} {ratio}");
    }
}
