//! A room with printers for tests: the real `ippeveprinter` and a real CUPS, each in a folder of its own and ended with
//! the test.
#![allow(dead_code)] // each test binary uses a part

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Looks for a program; without it the test says so and is skipped.
#[allow(clippy::print_stdout)] // whoever runs the tests should know what was not run
pub fn has(programs: &[&str], test: &str) -> bool {
    for program in programs {
        let found = ["/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/bin"]
            .iter()
            .any(|dir| Path::new(dir).join(program).exists());
        if !found {
            println!(
                "skipped: {test} needs {program} (packages cups-ipp-utils, cups-daemon, cups-client, dbus-daemon)"
            );
            return false;
        }
    }
    true
}

/// What `Printer::start` needs.
pub const PRINTER: [&str; 2] = ["ippeveprinter", "dbus-run-session"];
/// What `Cups::start` needs besides.
pub const CUPS: [&str; 2] = ["cupsd", "lpadmin"];

/// A program that is ended with everything it started.
struct Started(Child);

impl Drop for Started {
    fn drop(&mut self) {
        let group = format!("-{}", self.0.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
        let _ = self.0.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0))
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

fn answers(port: u16) -> bool {
    for _ in 0..600 {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    false
}

/// A real printer that speaks IPP.
pub struct Printer {
    started: Option<Started>,
    dir: tempfile::TempDir,
    port: u16,
}

impl Printer {
    /// `prints` is the shell script that prints a page after another: `page N` says that one came out, `trouble WORD` and
    /// `mended WORD` what it suffers from, and its exit status how it ended.
    pub fn start(prints: &str, more: &[&str]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let spool = dir.path().join("spool");
        fs::create_dir(&spool).unwrap();
        let script = dir.path().join("prints.sh");
        let text = format!(
            "#!/bin/sh\ncd {}\npage() {{ echo \"ATTR: job-impressions-completed=$1\" >&2; }}\n\
             trouble() {{ echo \"STATE: +$1\" >&2; }}\nmended() {{ echo \"STATE: -$1\" >&2; }}\n\
             wait_for() {{ while [ ! -e \"$1\" ]; do sleep 0.05; done; }}\n{prints}\n",
            dir.path().display()
        );
        fs::write(&script, text).unwrap();
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
        let mut printer = Self {
            started: None,
            dir,
            port: free_port(),
        };
        printer.switch_on(more);
        printer
    }

    /// Switches it on at the same address; what it printed before is forgotten.
    pub fn switch_on(&mut self, more: &[&str]) {
        let path = |name: &str| self.dir.path().join(name).display().to_string();
        let port = self.port.to_string();
        let mut arguments: Vec<String> = [
            "-k",
            "-d",
            &path("spool"),
            "-p",
            &port,
            "-n",
            "localhost",
            "-r",
            "off",
        ]
        .iter()
        .map(|a| (*a).to_owned())
        .collect();
        arguments.extend(["-K".into(), path("keys"), "-c".into(), path("prints.sh")]);
        fs::create_dir_all(self.dir.path().join("keys")).unwrap();
        if !more.contains(&"-f") {
            arguments.extend(["-f".into(), "application/pdf,image/urf,image/pwg-raster".into()]);
        }
        arguments.extend(more.iter().map(|a| (*a).to_owned()));
        arguments.push("Trial".into());
        let log = fs::File::create(self.dir.path().join("log")).unwrap();
        // DNS-SD wants a system bus; it gets one of its own.
        let child = Command::new("timeout")
            .args(["120", "dbus-run-session", "--", "sh", "-c"])
            .arg("DBUS_SYSTEM_BUS_ADDRESS=$DBUS_SESSION_BUS_ADDRESS exec ippeveprinter \"$@\"")
            .arg("x")
            .args(&arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .process_group(0)
            .spawn()
            .unwrap();
        self.started = Some(Started(child));
        assert!(answers(self.port), "the printer starts: {}", self.log());
    }

    /// Pulls the plug.
    pub fn switch_off(&mut self) {
        self.started = None;
    }

    /// Its address, in the clear.
    pub fn address(&self) -> String {
        format!("ipp://localhost:{}/ipp/print", self.port)
    }

    /// Its address, encrypted.
    pub fn encrypted(&self) -> String {
        format!("ipps://localhost:{}/ipp/print", self.port)
    }

    /// A file that a script waits for.
    pub fn let_go(&self, name: &str) {
        fs::write(self.dir.path().join(name), b"").unwrap();
    }

    /// A file beside the script.
    pub fn file(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Documents that it took, in their order.
    pub fn documents(&self) -> Vec<Vec<u8>> {
        let mut files: Vec<PathBuf> = fs::read_dir(self.dir.path().join("spool"))
            .unwrap()
            .map(|f| f.unwrap().path())
            .filter(|p| p.extension().is_some_and(|e| e == "pdf"))
            .collect();
        let number = |p: &PathBuf| {
            let name = p.file_name().unwrap().to_string_lossy().into_owned();
            name.split('-').next().unwrap().parse::<u32>().unwrap_or(0)
        };
        files.sort_by_key(number);
        files.iter().map(|f| fs::read(f).unwrap()).collect()
    }

    /// What it wrote of itself.
    pub fn log(&self) -> String {
        fs::read_to_string(self.dir.path().join("log")).unwrap_or_default()
    }
}

/// A real print server.
pub struct Cups {
    _started: Started,
    dir: tempfile::TempDir,
    port: u16,
}

impl Cups {
    /// Starts one without queues.
    pub fn start() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let port = free_port();
        let root = dir.path().display().to_string();
        for name in ["etc", "spool", "spool/temp", "cache", "run", "ssl", "out"] {
            fs::create_dir_all(dir.path().join(name)).unwrap();
        }
        let word = |argument: &str| {
            let said = Command::new("id").arg(argument).output().unwrap().stdout;
            String::from_utf8(said).unwrap().trim().to_owned()
        };
        // CUPS does not work for root; what it starts then runs as "lp", which has to reach its folder.
        let (user, group) = if word("-u") == "0" {
            ("lp".to_owned(), "lp".to_owned())
        } else {
            (word("-un"), word("-gn"))
        };
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let files = format!(
            "ServerRoot {root}/etc\nServerBin /usr/lib/cups\nDataDir /usr/share/cups\nDocumentRoot {root}/etc\n\
             RequestRoot {root}/spool\nCacheDir {root}/cache\nStateDir {root}/run\nTempDir {root}/spool/temp\n\
             ServerKeychain {root}/ssl\nAccessLog {root}/access_log\nErrorLog {root}/error_log\n\
             PageLog {root}/page_log\nFileDevice Yes\nUser {user}\nGroup {group}\nSystemGroup root\n"
        );
        let server = format!(
            "Listen localhost:{port}\nBrowsing No\nLogLevel debug\nPreserveJobHistory Yes\n\
             <Location />\nOrder allow,deny\nAllow all\n</Location>\n\
             <Policy default>\n<Limit All>\nOrder allow,deny\nAllow all\n</Limit>\n</Policy>\n"
        );
        fs::write(dir.path().join("cups-files.conf"), files).unwrap();
        fs::write(dir.path().join("cupsd.conf"), server).unwrap();
        let child = Command::new("timeout")
            .args(["120", "cupsd", "-f", "-c"])
            .arg(dir.path().join("cupsd.conf"))
            .arg("-s")
            .arg(dir.path().join("cups-files.conf"))
            .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .unwrap();
        let cups = Self {
            _started: Started(child),
            dir,
            port,
        };
        assert!(answers(port), "CUPS starts: {}", cups.log());
        cups
    }

    /// As `CUPS_SERVER` names it.
    pub fn server(&self) -> String {
        format!("localhost:{}", self.port)
    }

    /// Runs one of its programs.
    pub fn run(&self, program: &str, arguments: &[&str]) {
        let done = Command::new(program)
            .args(arguments)
            .env("CUPS_SERVER", self.server())
            .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
            .output()
            .unwrap();
        assert!(
            done.status.success(),
            "{program} {arguments:?}: {}\n{}",
            String::from_utf8_lossy(&done.stderr),
            self.log()
        );
    }

    /// Adds a queue that passes documents on as they are.
    pub fn queue(&self, name: &str, device: &str) {
        self.run("lpadmin", &["-p", name, "-E", "-v", device]);
    }

    /// A folder that queues may write to.
    pub fn out(&self) -> PathBuf {
        let out = self.dir.path().join("out");
        fs::set_permissions(&out, fs::Permissions::from_mode(0o777)).unwrap();
        out
    }

    /// What it wrote of itself.
    pub fn log(&self) -> String {
        fs::read_to_string(self.dir.path().join("error_log")).unwrap_or_default()
    }
}
