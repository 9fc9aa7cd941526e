//! The clinical safety file: hazards as data, the tests they name looked up in the code, and the page made from them.

use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;

/// `docs/clinical-safety/hazards.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SafetyFile {
    /// What can go wrong.
    pub hazard: Vec<Hazard>,
    /// What must not happen in any version.
    pub never: Vec<Never>,
}

/// One hazard.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hazard {
    /// "H01".
    pub id: String,
    /// What can go wrong.
    pub hazard: String,
    /// Why.
    pub cause: String,
    /// What it does to somebody.
    pub effect: String,
    /// 5 catastrophic to 1 minor.
    pub severity: u8,
    /// Before any control, the makers' estimate.
    pub likelihood_before: String,
    /// Residual aim, "C1" to "C3".
    pub target: String,
    /// "controlled", "partly" or "not built".
    pub state: String,
    /// What the controls do not do.
    pub left: String,
    /// What is done about it.
    #[serde(default)]
    pub control: Vec<Control>,
}

/// One control.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Control {
    /// What it does.
    pub what: String,
    /// Files and folders that do it.
    pub r#where: Vec<String>,
    /// Tests that prove it.
    pub tests: Vec<String>,
    /// Why there is no test.
    #[serde(default)]
    pub no_test: String,
}

/// Something that must never happen.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Never {
    /// What.
    pub what: String,
    /// Tests that it cannot.
    pub tests: Vec<String>,
}

/// Hazards whose controls the fact pack asks to be automated tests.
pub const MUST_BE_TESTED: [&str; 13] = [
    "H01", "H04", "H05", "H06", "H07", "H08", "H10", "H14", "H15", "H18", "H22", "H24", "H26",
];
const LIKELIHOODS: [&str; 5] = ["very low", "low", "medium", "high", "very high"];
const STATES: [&str; 3] = ["controlled", "partly", "not built"];

/// Whether a test of that name is in the file, and runs.
///
/// # Errors
/// What is wrong, in a sentence.
pub fn find_test(root: &Path, test: &str) -> Result<(), String> {
    let (file, name) = test
        .split_once("::")
        .ok_or_else(|| format!("\"{test}\" is not file::name"))?;
    let text =
        std::fs::read_to_string(root.join(file)).map_err(|_| format!("{test}: there is no file {file}"))?;
    if Path::new(file).extension().is_some_and(|e| e == "rs") {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let heads = [format!("fn {name}("), format!("pub fn {name}(")];
        let at = lines
            .iter()
            .position(|line| heads.iter().any(|head| line.starts_with(head.as_str())))
            .ok_or_else(|| format!("{test}: {file} has no such test"))?;
        let above = lines.get(..at).unwrap_or_default().iter().rev();
        let attributes: Vec<_> = above
            .take_while(|line| line.starts_with('#') || line.starts_with("//"))
            .collect();
        if !attributes.iter().any(|line| line.starts_with("#[test]")) {
            return Err(format!("{test}: it is not a test"));
        }
        if attributes.iter().any(|line| line.starts_with("#[ignore")) {
            return Err(format!("{test}: it is passed over"));
        }
        return Ok(());
    }
    let said = [format!("it(\"{name}\""), format!("test(\"{name}\"")];
    if said.iter().any(|words| text.contains(words.as_str())) {
        Ok(())
    } else {
        Err(format!("{test}: {file} has no such test"))
    }
}

impl SafetyFile {
    /// Reads the file.
    ///
    /// # Errors
    /// What cannot be read, with its line.
    pub fn read(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|e| e.to_string())
    }

    /// Everything that is wrong, a sentence each: a hazard without a control, a control without a test or a reason, a test or
    /// a file that is not there.
    pub fn faults(&self, root: &Path) -> Vec<String> {
        let mut faults = Vec::new();
        for number in 1..=28 {
            let id = format!("H{number:02}");
            let found = self.hazard.iter().filter(|h| h.id == id).count();
            if found != 1 {
                faults.push(format!("{id} is there {found} times"));
            }
        }
        for hazard in &self.hazard {
            hazard.faults(root, &mut faults);
        }
        for never in &self.never {
            if never.tests.is_empty() {
                faults.push(format!("never \"{}\": no test", never.what));
            }
            faults.extend(never.tests.iter().filter_map(|t| find_test(root, t).err()));
        }
        faults
    }

    /// The page that people read.
    pub fn page(&self) -> String {
        let mut page = String::from(HEAD);
        for h in &self.hazard {
            let _ = write!(
                page,
                "\n## {}. {}\n\nCause: {}. Effect: {}.\n\nSeverity {}. Likelihood before controls: {}. Target: {}. State: **{}**.\n\n",
                h.id, h.hazard, h.cause, h.effect, h.severity, h.likelihood_before, h.target, h.state
            );
            for c in &h.control {
                let places: Vec<String> = c.r#where.iter().map(|w| format!("`{w}`")).collect();
                let _ = writeln!(page, "- {} ({})", c.what, places.join(", "));
                for test in &c.tests {
                    let _ = writeln!(page, "  - proved by `{test}`");
                }
                if !c.no_test.is_empty() {
                    let _ = writeln!(page, "  - no test: {}", c.no_test);
                }
            }
            let left = if h.left.is_empty() {
                "nothing that the makers know of"
            } else {
                &h.left
            };
            let _ = write!(page, "\nLeft: {left}\n");
        }
        page.push_str("\n## Never, in any version\n\n");
        for n in &self.never {
            let _ = writeln!(page, "- {}", n.what);
            for test in &n.tests {
                let _ = writeln!(page, "  - proved by `{test}`");
            }
        }
        page
    }
}

impl Hazard {
    fn faults(&self, root: &Path, faults: &mut Vec<String>) {
        let mut wrong = |what: &str| faults.push(format!("{}: {what}", self.id));
        if self.control.is_empty() {
            wrong("it has no control");
        }
        if !(1..=5).contains(&self.severity) {
            wrong("severity is from 1 to 5");
        }
        if !LIKELIHOODS.contains(&self.likelihood_before.as_str()) {
            wrong("likelihood is one of very low to very high");
        }
        if !STATES.contains(&self.state.as_str()) {
            wrong("state is controlled, partly or not built");
        }
        if self.state != "controlled" && self.left.is_empty() {
            wrong("what is left is not said");
        }
        if [&self.hazard, &self.cause, &self.effect, &self.target]
            .iter()
            .any(|t| t.is_empty())
        {
            wrong("hazard, cause, effect and target are all said");
        }
        for control in &self.control {
            if control.tests.is_empty() == control.no_test.is_empty() {
                wrong(&format!(
                    "\"{}\" has tests, or says why not, and not both",
                    control.what
                ));
            }
            if self.state == "controlled" && control.tests.is_empty() {
                wrong(&format!(
                    "\"{}\" is called controlled and nothing proves it",
                    control.what
                ));
            }
            for place in control.r#where.iter().filter(|place| !root.join(place).exists()) {
                wrong(&format!("there is no {place}"));
            }
            for why in control
                .tests
                .iter()
                .filter_map(|test| find_test(root, test).err())
            {
                wrong(&why);
            }
        }
        let tested = self.control.iter().any(|c| !c.tests.is_empty());
        if MUST_BE_TESTED.contains(&self.id.as_str()) && !tested {
            wrong("its control must be an automated test");
        }
    }
}

const HEAD: &str = "# Hazard log

Written from `hazards.toml` by `BATTLEBAG_WRITE_SAFETY=1 cargo test -p battlebag-house --test safety`: change it there. A test fails when a
test or a file that is named here does not exist.

Severity: 5 catastrophic, 4 major, 3 considerable, 2 significant, 1 minor. Severity, likelihood and target are the makers' first
estimate; residual risk is for the Clinical Safety Officer to judge, with the NHS's own matrix. \"Controlled\" means that the
code does what is written and a test shows it, not that anybody clinical has agreed.
";
