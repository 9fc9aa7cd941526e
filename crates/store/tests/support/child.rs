//! This test program started again as a second process, told by its environment what to do.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;

const HOME: &str = "BATTLEBAG_TEST_HOME";

/// The home that this process was told to work on; `None` in the ordinary run of the tests.
pub fn told() -> Option<PathBuf> {
    std::env::var_os(HOME).map(Into::into)
}

/// Tells the parent, if there is one, that something is done; it is flushed before this returns.
pub fn say(what: &str) {
    if told().is_none() {
        return;
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "\u{2192}{what}").unwrap();
    out.flush().unwrap();
}

/// The command that runs one test of this program, written out so that a shell could wrap it.
pub fn command(test: &str, home: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(arguments(test))
        .env(HOME, home)
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

/// The same behind another program, such as `sh -c …`, whose last arguments they become.
pub fn command_behind(wrap: &[&str], test: &str, home: &Path) -> Command {
    let (program, first) = wrap.split_first().unwrap();
    let mut command = Command::new(program);
    command
        .args(first)
        .arg(std::env::current_exe().unwrap())
        .args(arguments(test));
    command
        .env(HOME, home)
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

fn arguments(test: &str) -> [&str; 5] {
    ["--exact", test, "--ignored", "--nocapture", "--test-threads=1"]
}

/// A child and what it has said so far.
pub struct Running {
    pub child: Child,
    said: JoinHandle<Vec<String>>,
}

pub fn start(mut command: Command) -> Running {
    let mut child = command.spawn().unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let said = std::thread::spawn(move || {
        // A line that the kill cut in two was not said.
        let whole = |line: &Vec<u8>| line.ends_with(b"\n");
        let mut lines = Vec::new();
        let mut out = out;
        loop {
            let mut line = Vec::new();
            match out.read_until(b'\n', &mut line) {
                Ok(0) | Err(_) => return lines,
                Ok(_) if whole(&line) => lines.push(String::from_utf8_lossy(&line).trim_end().to_owned()),
                Ok(_) => {}
            }
        }
    });
    Running { child, said }
}

impl Running {
    /// What it has said by its end, and whether it came to a good one.
    pub fn end(mut self) -> (Vec<String>, std::process::ExitStatus) {
        let status = self.child.wait().unwrap();
        let lines = self.said.join().unwrap();
        // The test harness may write before it on the same line.
        let said = |line: &String| line.split_once('\u{2192}').map(|(_, what)| what.to_owned());
        (lines.iter().filter_map(said).collect(), status)
    }
}

/// Random enough for a test, and the same again for the same seed (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (x ^ (x >> 31)) % below
    }
}
