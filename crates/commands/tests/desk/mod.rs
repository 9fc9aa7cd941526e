//! A desk to test at: a station on a temporary home, a clock that the test moves, cheap keys.
#![allow(dead_code)] // each test file uses its own part

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use battlebag_commands::{
    ErrorView, Glance, Host, Instant, Pace, Segment, Server, Station, Waits, jobs, views::JobKey,
};
use battlebag_store::KdfCost;
use serde_json::{Value, json};
use tempfile::TempDir;

pub const PASSPHRASE: &str = "four plain words here";

pub struct TestHost {
    now_ms: AtomicI64,
    seed: AtomicU64,
    paper: Mutex<PathBuf>,
    /// A CUPS of the test's own.
    pub cups: Mutex<Option<String>>,
    /// Networks that printers are looked for on; asking for them without need fails the test.
    pub segments: Mutex<Option<Vec<Segment>>>,
    /// Behaves as a window: holds the home for long and makes the scheduled backups.
    pub window: AtomicBool,
}

impl Host for TestHost {
    fn now(&self) -> Instant {
        Instant::from_timestamp_millis(self.now_ms.load(Ordering::SeqCst)).unwrap()
    }

    fn fill_random(&self, bytes: &mut [u8]) -> Result<(), String> {
        for byte in bytes {
            let seed = self.seed.fetch_add(1, Ordering::SeqCst);
            *byte = u8::try_from(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56).unwrap();
        }
        Ok(())
    }

    fn paper_folder(&self) -> PathBuf {
        self.paper.lock().unwrap().clone()
    }

    fn print_server(&self) -> Server {
        let named = self.cups.lock().unwrap().clone();
        match named {
            named @ Some(_) => Server::of_this_system(named),
            None => Server::none(),
        }
    }

    fn printer_patience(&self) -> (Waits, Pace) {
        let pace = Pace {
            every: Duration::from_millis(40),
            silent: 5,
            stuck: None,
        };
        (Waits::default(), pace)
    }

    fn segments(&self) -> std::io::Result<Vec<Segment>> {
        let set = self.segments.lock().unwrap().clone();
        Ok(set.expect("no test looks for printers without saying where"))
    }

    fn glance(&self) -> Glance {
        Glance {
            step: Duration::from_millis(50),
            steps: 30,
        }
    }

    fn kdf_cost(&self) -> KdfCost {
        KdfCost::FOR_TESTS
    }

    fn holds_as(&self) -> Option<&str> {
        self.window.load(Ordering::SeqCst).then_some("window")
    }
}

pub struct Desk {
    pub station: Station,
    pub host: Arc<TestHost>,
    pub dir: TempDir,
}

impl Desk {
    /// Saturday 14 November 2026, 02:14 in London.
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let start = Instant::parse_from_rfc3339_ms("2026-11-14T02:14:00Z");
        let host = Arc::new(TestHost {
            now_ms: AtomicI64::new(start),
            seed: AtomicU64::new(1),
            paper: Mutex::new(dir.path().join("paper")),
            cups: Mutex::new(None),
            segments: Mutex::new(None),
            window: AtomicBool::new(false),
        });
        let station = Station::new(host.clone(), &dir.path().join("home"));
        Self { station, host, dir }
    }

    /// A home with one person, open.
    pub fn with_home() -> Self {
        let desk = Self::new();
        desk.ask(
            "create_home",
            json!({"hospital": "St Oswin’s Hospital", "person": "Siobhán Ní Chonchúir", "passphrase": PASSPHRASE, "zone": ""}),
        );
        desk
    }

    /// A home on the sample hospital.
    pub fn with_sample() -> Self {
        let desk = Self::with_home();
        desk.job("demo", json!({}));
        desk
    }

    pub fn minutes_pass(&self, minutes: i64) {
        self.host.now_ms.fetch_add(minutes * 60_000, Ordering::SeqCst);
    }

    /// Moves the clock by milliseconds; back, when there are fewer than none.
    pub fn ms_pass(&self, ms: i64) {
        self.host.now_ms.fetch_add(ms, Ordering::SeqCst);
    }

    pub fn try_ask(&self, name: &str, request: Value) -> Result<Value, ErrorView> {
        self.station.call(name, request)
    }

    pub fn ask(&self, name: &str, request: Value) -> Value {
        self.try_ask(name, request)
            .unwrap_or_else(|e| panic!("{name}: {} {}", e.what, e.next))
    }

    pub fn refused(&self, name: &str, request: Value) -> ErrorView {
        self.try_ask(name, request).expect_err(name)
    }

    /// Starts a job and waits for it to end well.
    pub fn job(&self, name: &str, request: Value) -> Value {
        let ended = self.job_ended(name, request);
        assert_eq!(ended["state"], "done", "{ended:#}");
        ended
    }

    pub fn job_ended(&self, name: &str, request: Value) -> Value {
        let started = self.ask(name, request);
        let key = JobKey {
            job: u32::try_from(started["job"].as_u64().unwrap()).unwrap(),
        };
        serde_json::to_value(jobs::wait(&self.station, key, |_| ()).unwrap()).unwrap()
    }

    /// Locks, and opens the home in a new station: what a restart does.
    pub fn restart(&mut self) {
        self.ask("lock", json!({}));
        self.station = Station::new(self.host.clone(), &self.dir.path().join("home"));
        self.ask("unlock", json!({"person": "", "passphrase": PASSPHRASE}));
    }
}

trait ParseMs {
    fn parse_from_rfc3339_ms(text: &str) -> i64;
}

impl ParseMs for Instant {
    fn parse_from_rfc3339_ms(text: &str) -> i64 {
        text.parse::<Instant>().unwrap().timestamp_millis()
    }
}
