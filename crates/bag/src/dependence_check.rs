//! What must hold of needs, of the times in them, and of the graph that systems stand on.

use std::collections::{BTreeMap, BTreeSet};

use crate::fault::Fault;
use crate::located::{Located, Part};
use crate::read::Content;
use crate::{Fallback, Need, SystemClass, SystemCode};

/// Longest time that a need or a way round may name, hours: 60 days. Whoever can wait longer is not on this list
/// tonight, and a number this large is a slip of the unit.
pub(crate) const LONGEST_H: f64 = 1440.0;

/// What a need is checked against.
pub(crate) struct NeedCheck<'c> {
    fallbacks: BTreeMap<&'c str, &'c Fallback>,
    /// Each system with everything that it cannot work without, itself among it.
    stands_on: BTreeMap<&'c SystemCode, BTreeSet<&'c SystemCode>>,
}

impl<'c> NeedCheck<'c> {
    /// From everything that was read.
    pub fn of(content: &'c Content<'_>) -> Self {
        let fallbacks = content
            .fallbacks
            .iter()
            .map(|way| (way.value.id.as_str(), &way.value));
        Self {
            fallbacks: fallbacks.collect(),
            stands_on: stands_on(&content.systems),
        }
    }

    /// One need; `at` is its place in what was read.
    pub fn check<T>(&self, of: &Located<'_, T>, at: &[Part<'_>], need: &Need, faults: &mut Vec<Fault>) {
        let mut fault = |key: &str, what: String| {
            let line = of.line_of(&[at, &[Part::Key(key)]].concat());
            faults.push(Fault::error(of.file(), line, what));
        };
        if !self.stands_on.contains_key(&need.system) {
            let what = format!(
                "There is no system `{}` in systems.toml. Check the spelling.",
                need.system
            );
            fault("system", what);
        }
        for what in self.faulty_fallbacks(need) {
            fault("fallbacks", what);
        }
        for (key, what) in faulty_times(need) {
            fault(key, what);
        }
        if !(1..=4).contains(&need.severity) {
            let what = format!(
                "severity is {}. Use 1 to 4; 4 is death or permanent harm.",
                need.severity
            );
            fault("severity", what);
        }
        if need.what.trim().is_empty() {
            fault(
                "what",
                "`what` is empty. Say what the system is needed for.".to_owned(),
            );
        }
    }

    fn faulty_fallbacks(&self, need: &Need) -> Vec<String> {
        let mut faulty = vec![];
        for id in &need.fallbacks {
            let Some(way) = self.fallbacks.get(id.as_str()) else {
                faulty.push(format!(
                    "There is no fallback `{id}` in fallbacks.toml. Check the spelling."
                ));
                continue;
            };
            let falls_too = |code: &&SystemCode| {
                **code == need.system
                    || self
                        .stands_on
                        .get(code)
                        .is_some_and(|on| on.contains(&need.system))
            };
            if let Some(code) = way.needs.iter().find(falls_too) {
                let how = if *code == need.system {
                    "needs the very system it is to replace".to_owned()
                } else {
                    format!("needs `{code}`, which falls with `{}`", need.system)
                };
                faulty.push(format!("`{id}` {how}, so it can never help here. Remove it."));
            }
        }
        if need.fallbacks.iter().collect::<BTreeSet<_>>().len() < need.fallbacks.len() {
            faulty.push("A fallback is named twice here. Remove one.".to_owned());
        }
        faulty
    }
}

/// Times that are no times, too long to be meant, or that contradict each other.
fn faulty_times(need: &Need) -> Vec<(&'static str, String)> {
    let mut faulty = vec![];
    let times = [
        ("loss_h", Some(need.loss_h)),
        ("wrong_h", Some(need.wrong_h)),
        ("suspect_h", need.suspect_h),
        ("definitive_h", Some(need.definitive_h)),
    ];
    for (key, hours) in times {
        let Some(hours) = hours else { continue };
        if !(hours > 0.0 && hours <= LONGEST_H) {
            faulty.push((
                key,
                format!("`{key}` is {hours}. Give hours, more than 0 and at most {LONGEST_H} (60 days)."),
            ));
        }
    }
    let (wrong, loss) = (need.wrong_h, need.loss_h);
    if wrong > loss {
        faulty.push((
            "wrong_h",
            format!(
                "wrong_h ({wrong}) is longer than loss_h ({loss}). A wrong output never gives more time."
            ),
        ));
    }
    if let Some(suspect) = need.suspect_h.filter(|suspect| *suspect < wrong) {
        faulty.push((
            "suspect_h",
            format!(
                "suspect_h ({suspect}) is shorter than wrong_h ({wrong}). A doubt never gives less time than a wrong output."
            ),
        ));
    }
    faulty
}

/// Everything that each system cannot work without, over any number of hard edges.
fn stands_on<'c>(
    systems: &'c [Located<'_, SystemClass>],
) -> BTreeMap<&'c SystemCode, BTreeSet<&'c SystemCode>> {
    let hard: BTreeMap<&SystemCode, &[SystemCode]> = systems
        .iter()
        .map(|system| (&system.value.code, system.value.hard.as_slice()))
        .collect();
    let mut all = BTreeMap::new();
    for &code in hard.keys() {
        let mut on = BTreeSet::new();
        let mut waiting = vec![code];
        while let Some(next) = waiting.pop() {
            if on.insert(next) {
                waiting.extend(hard.get(next).into_iter().flat_map(|codes| codes.iter()));
            }
        }
        all.insert(code, on);
    }
    all
}

/// Systems that cannot work without each other, in a ring. Some hospitals are built so, and the list stands: all of
/// them fall together. More often an edge was drawn the wrong way round, so each is named.
pub(crate) fn rings(systems: &[Located<'_, SystemClass>], faults: &mut Vec<Fault>) {
    let stands_on = stands_on(systems);
    let on = |code: &SystemCode, other: &SystemCode| stands_on.get(code).is_some_and(|on| on.contains(other));
    for system in systems {
        let class = &system.value;
        let in_ring = |edge: &SystemCode| *edge != class.code && on(edge, &class.code);
        for (index, edge) in class.hard.iter().enumerate().filter(|(_, edge)| in_ring(edge)) {
            let what = format!(
                "`{}` cannot work without `{edge}`, and `{edge}` not without `{}`: a ring. If that is so here, they fall together; otherwise remove one edge.",
                class.code, class.code
            );
            let line = system.line_of(&[Part::Key("hard"), Part::At(index)]);
            faults.push(Fault::warning(system.file(), line, what));
        }
    }
}
