//! The same patients, content and states as tables, for the list written as SQL.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use battlebag_bag::{Bag, FallbackKind, Need, NeedRole, ProfileCode};
use battlebag_priority::{Acuity, Case, Circumstances, Rules, Standing};

/// What a peer said of itself.
pub struct Told {
    /// Engine.
    pub name: String,
    /// Milliseconds, median.
    pub ms: f64,
    /// Peak memory of its process, MiB.
    pub mib: f64,
    /// Its order was the engine's order, patient by patient.
    pub same: bool,
}

/// Code, emergency, urgent, needs.
type Unit<'a> = (&'a ProfileCode, bool, bool, &'a [Need]);

fn units(bag: &Bag) -> Vec<Unit<'_>> {
    let profiles = bag
        .profiles
        .values()
        .map(|p| (&p.code, p.emergency, p.urgent, p.needs.as_slice()));
    let added = bag
        .cross_cutting
        .added
        .iter()
        .map(|a| (&a.code, false, false, a.needs.as_slice()));
    profiles.chain(added).collect()
}

/// A device or a reading at the bed: its work-around is looked at again where the need is grave.
fn at_the_bed(role: NeedRole) -> bool {
    matches!(
        role,
        NeedRole::Monitoring | NeedRole::Delivery | NeedRole::LifeSupport
    )
}

fn patients(cases: &[Case]) -> (String, String) {
    let (mut patient, mut profile) = (String::new(), String::new());
    for case in cases {
        let (score, three, rising) = match case.acuity {
            Acuity::News2 {
                score,
                single_three,
                rising,
            } => (score.to_string(), single_three, rising),
            Acuity::Band { .. } | Acuity::Missing => (String::new(), false, false),
        };
        let running = case.running.first().map_or("", |way| way.as_str());
        let flags = (u8::from(three), u8::from(rising), u8::from(case.vulnerable));
        writeln!(
            patient,
            "{},{},{score},{},{},{},{running}",
            case.id, case.place, flags.0, flags.1, flags.2
        )
        .unwrap();
        for code in &case.profiles {
            writeln!(profile, "{},{code}", case.id).unwrap();
        }
    }
    (patient, profile)
}

/// `somebody`: the bench's hospital has no register, so what serves one serves all.
fn content(bag: &Bag, rules: &Rules<'_>, somebody: &Case) -> [(&'static str, String); 5] {
    let [mut unit, mut brings, mut news2, mut need, mut way] = [const { String::new() }; 5];
    let mut nid = 0;
    for (code, emergency, urgent, needs) in units(bag) {
        writeln!(unit, "{code},{},{}", u8::from(emergency), u8::from(urgent)).unwrap();
        for n in needs {
            nid += 1;
            writeln!(
                need,
                "{nid},{code},{},{},{},{},{},{},{}",
                n.system,
                n.loss_h,
                n.definitive_h,
                n.severity,
                u8::from(n.irreversible),
                u8::from(n.severity >= 4 && at_the_bed(n.role)),
                u8::from(matches!(n.role, NeedRole::Delivery | NeedRole::LifeSupport))
            )
            .unwrap();
            for fallback in n.fallbacks.iter().filter_map(|id| bag.fallbacks.get(id)) {
                let standing = rules.standing(fallback, somebody);
                let counts = matches!(standing, Standing::Confirmed | Standing::Assumed);
                let full = fallback.kind == FallbackKind::Full;
                let marks = (
                    u8::from(full),
                    u8::from(counts),
                    u8::from(standing == Standing::Blocked),
                );
                writeln!(
                    way,
                    "{nid},{},{},{},{},{},{}",
                    fallback.id, marks.0, fallback.lead_h, fallback.buys_h, marks.1, marks.2
                )
                .unwrap();
            }
        }
    }
    for added in &bag.cross_cutting.added {
        for code in &added.profiles {
            // One row for each profile that the patient must have too; "any" where none is asked for.
            for too in &added.with {
                writeln!(brings, "{code},{},{too}", added.code).unwrap();
            }
            if added.with.is_empty() {
                writeln!(brings, "{code},{},any", added.code).unwrap();
            }
        }
        if let Some(from) = added.news2_from {
            writeln!(news2, "{from},{}", added.code).unwrap();
        }
    }
    [
        ("unit", unit),
        ("brings", brings),
        ("by_news2", news2),
        ("need", need),
        ("way", way),
    ]
}

/// Writes the tables and the engine's own order.
pub fn export(folder: &Path, bag: &Bag, circumstances: &Circumstances, cases: &[Case], order: &[&str]) {
    let write = |name: &str, text: &str| std::fs::write(folder.join(format!("{name}.csv")), text).unwrap();
    let (patient, profile) = patients(cases);
    write("patient", &patient);
    write("patient_profile", &profile);
    let Some(somebody) = cases.first() else { return };
    for (name, text) in content(bag, &Rules::new(bag, circumstances), somebody) {
        write(name, &text);
    }
    let states: Vec<String> = circumstances
        .states
        .keys()
        .map(|code| format!("{code},1"))
        .collect();
    write("state", &states.join("\n"));
    write("expected", &order.join("\n"));
}

/// Lets one engine make the list.
pub fn ask(python: &str, folder: &Path, engine: &str) -> Option<Told> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/list_peers.py");
    let out = Command::new(python)
        .arg(script)
        .arg(folder)
        .arg(engine)
        .output()
        .ok()?;
    let text = String::from_utf8(out.stdout).ok()?;
    let parts: Vec<&str> = text.trim().split('\t').collect();
    let [name, ms, mib, same] = parts.as_slice() else {
        eprintln!("{engine}: {}", String::from_utf8_lossy(&out.stderr));
        return None;
    };
    Some(Told {
        name: (*name).to_owned(),
        ms: ms.parse().ok()?,
        mib: mib.parse().ok()?,
        same: *same == "yes",
    })
}
