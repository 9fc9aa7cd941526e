//! From everything a feed says about a person to what holds at one moment: is the person in a bed, which bed, which
//! medicines, which observations.

use chrono::TimeDelta;

use crate::allergies::settle_allergies;
use crate::feed::{
    Dated, Given, Ledger, Mark, Ordered, Period, Person, Placed, Setting, Stay, StayStatus, When,
};
use crate::identity::Keys;
use crate::model::{
    Condition, Device, Escalation, Medicine, Order, Patient, PatientClass, PatientId, Place, Standing, Weight,
};
use crate::observed::{news2_of, observation_sets};

/// The patient at `as_of`, or `None` when the person is not in the hospital then.
pub(crate) fn at_the_bedside(
    Keys { id, aka }: Keys,
    mut person: Person,
    as_of: When,
    ledger: &mut Ledger,
) -> Option<Patient> {
    let ordered = std::mem::take(&mut person.ordered);
    let given = std::mem::take(&mut person.given);
    if person.born.is_some_and(|b| b > as_of.date_naive()) {
        person.born = None;
        let file = person.sources.first().map_or("", |s| s.file.as_str());
        ledger.warn(
            file,
            id.as_str(),
            "The date of birth is in the future and was left out. Check the wristband.",
        );
    }
    let person = person;
    let present = present_stays(&id, &person, as_of, ledger);
    let main = main_stay(&present, as_of)?;
    let admitted_at = present.iter().filter_map(|s| s.period.start).min();
    let place = place_now(&present, main, as_of);
    let open_visits = separate_visits(&present);
    if open_visits > 1 {
        let text = format!(
            "{open_visits} visits are open at the same time. Ward {} is shown; check which bed the patient is in.",
            named(&place.ward)
        );
        ledger.warn(&main.source.file, id.as_str(), text);
    }
    if person.died.is_some_and(|at| at.is_none_or(|at| at <= as_of)) {
        ledger.warn(
            &main.source.file,
            id.as_str(),
            "Recorded as dead, but the stay is open. Check with the ward.",
        );
    }
    let stay_keys: Vec<&str> = present
        .iter()
        .flat_map(|s| s.keys.iter().map(String::as_str))
        .collect();
    let since = admitted_at.unwrap_or(as_of - TimeDelta::days(7)) - TimeDelta::hours(24);
    let window = Window {
        as_of,
        since,
        stay_keys,
    };

    let medicines = medicines(&id, ordered, given, &window, ledger);
    let observations = observation_sets(&person.readings, &window);
    let pregnant = newest(&person.pregnant, as_of);
    let news2 = news2_of(&id, &person, &observations, pregnant, &window, ledger);
    let (allergies, allergy_conflict) = settle_allergies(&id, &person.allergies, &main.source.file, ledger);
    let (flags, isolation, vulnerable) = marks(&person.marks, as_of);
    let mut sources = person.sources.clone();
    for stay in &present {
        if !sources.contains(&stay.source) {
            sources.push(stay.source.clone());
        }
    }
    Some(Patient {
        nhs_number: person.nhs.clone(),
        local_id: person.local.as_ref().map(|(_, value)| value.clone()),
        encounter_id: main.encounter_id.clone(),
        name: person.name.clone(),
        born: person.born,
        sex: person.sex,
        class: main.class_at(as_of).unwrap_or(PatientClass::Regular),
        place,
        admitted_at,
        consultant: present.iter().find_map(|s| s.consultant.clone()),
        specialty: present.iter().find_map(|s| s.specialty.clone()),
        language: person.language.clone(),
        conditions: conditions(&person, &present, as_of),
        procedures: during_stay(&person.procedures, &window),
        medicines,
        allergies,
        allergy_conflict,
        observations,
        news2,
        acuity: newest(&person.acuity, as_of),
        breathing: breathing(&person.breathing, &window),
        devices: devices(&person.devices, as_of),
        orders: orders(&person.orders, &window),
        escalation: escalation(&person.escalation, as_of),
        weight: weight(&person.weights, as_of),
        pregnant,
        vulnerable,
        isolation,
        flags,
        aka,
        sources,
        claims: person.claims.clone(),
        id,
    })
}

/// The stay as facts see it.
pub(crate) struct Window<'a> {
    pub as_of: When,
    /// Facts before this belong to an earlier stay.
    since: When,
    stay_keys: Vec<&'a str>,
}

impl Window<'_> {
    fn is_this_stay(&self, link: Option<&String>) -> bool {
        link.is_some_and(|l| self.stay_keys.contains(&l.as_str()))
    }

    fn is_another_stay(&self, link: Option<&String>) -> bool {
        link.is_some() && !self.is_this_stay(link)
    }

    /// Of this stay, and not later than the moment.
    pub(crate) fn recent(&self, at: When) -> bool {
        at <= self.as_of && at >= self.since
    }
}

fn named(ward: &str) -> &str {
    if ward.is_empty() { "not known" } else { ward }
}

fn present_stays<'a>(id: &PatientId, person: &'a Person, as_of: When, ledger: &mut Ledger) -> Vec<&'a Stay> {
    let mut present = Vec::new();
    for stay in &person.stays {
        let inside = stay.period.covers(as_of);
        let here = match stay.status_at(as_of) {
            StayStatus::Now => {
                if inside && stay.status == StayStatus::Now {
                    warn_of_discharge(id, stay, ledger);
                }
                if !inside && stay.period.end.is_some_and(|e| e <= as_of) {
                    ledger.warn(
                        &stay.source.file,
                        id.as_str(),
                        "The stay is marked as going on, but its end has passed: not counted as in a bed. Check with the ward.",
                    );
                }
                inside
            }
            StayStatus::Finished => inside && stay.period.start.is_some() && stay.period.end.is_some(),
            StayStatus::NotSaid => {
                let open = inside && stay.period.start.is_some() && stay.discharged.is_none();
                if open && stay.class_at(as_of).is_some() {
                    ledger.warn(
                        &stay.source.file,
                        id.as_str(),
                        "The feed does not say whether this stay is going on: counted as in a bed. Check with the ward.",
                    );
                }
                open
            }
            StayStatus::NotYet | StayStatus::Void => false,
        };
        let has_place = stay
            .places
            .iter()
            .any(|p| !p.place.ward.is_empty() || p.place.bed.is_some());
        if here && (stay.class_at(as_of).is_some() || has_place) {
            present.push(stay);
        }
    }
    present
}

/// How the patient left is said, and that they are here: losing somebody who is in a bed is the worse mistake.
fn warn_of_discharge(id: &PatientId, stay: &Stay, ledger: &mut Ledger) {
    if let Some(how) = &stay.discharged {
        let text = format!(
            "A discharge is recorded ({how}), but the stay is marked as going on and has no end: counted as in a bed. Check with the ward."
        );
        ledger.warn(&stay.source.file, id.as_str(), text);
    }
}

/// The stay that gives class and number: an in-patient stay before any other, the whole before its parts, then the
/// newest.
fn main_stay<'a>(present: &[&'a Stay], as_of: When) -> Option<&'a Stay> {
    present.iter().copied().max_by_key(|s| {
        let class = s.class_at(as_of);
        (
            class == Some(PatientClass::Inpatient),
            class.is_some(),
            s.part_of.is_none(),
            s.period.start,
        )
    })
}

/// Stays that are not part of one another.
fn separate_visits(present: &[&Stay]) -> usize {
    let whole = |s: &&&Stay| {
        s.part_of
            .as_ref()
            .is_none_or(|whole| !present.iter().any(|o| o.keys.contains(whole)))
    };
    let mut ids: Vec<_> = present
        .iter()
        .filter(whole)
        .map(|s| (&s.encounter_id, &s.keys))
        .collect();
    ids.sort();
    ids.dedup_by(|a, b| a.0.is_some() && a.0 == b.0);
    ids.len()
}

/// The newest place that holds at `as_of`, with what less exact entries add (site, ward of the bed's stay).
fn place_now(present: &[&Stay], main: &Stay, as_of: When) -> Place {
    let holds = |p: &&Placed| p.current != Some(false) && p.during.covers(as_of);
    let mut stays: Vec<&Stay> = present.to_vec();
    // Parts of the stay know more exactly where the patient is than the whole.
    stays.sort_by_key(|s| (!std::ptr::eq(*s, main), s.part_of.is_some(), s.period.start));
    let mut placed: Vec<&Placed> = stays.iter().flat_map(|s| s.places.iter().filter(holds)).collect();
    placed.sort_by_key(|p| (p.place.bed.is_some(), p.during.start.or(main.period.start)));
    let Some(best) = placed.pop() else {
        return Place::default();
    };
    let mut place = best.place.clone();
    for other in placed.into_iter().rev() {
        if place.ward.is_empty() && other.during.start == best.during.start {
            place.ward.clone_from(&other.place.ward);
            place.kind = other.place.kind;
        }
        if place.site.is_none() {
            place.site.clone_from(&other.place.site);
        }
    }
    place
}

fn conditions(person: &Person, present: &[&Stay], as_of: When) -> Vec<Condition> {
    let mut all: Vec<Condition> = Vec::new();
    for (keys, dated) in &person.conditions {
        if dated.during.start.is_some_and(|s| s > as_of) {
            continue;
        }
        let mut condition = dated.fact.clone();
        condition.standing = standing_at(&condition, dated.during, as_of);
        condition.of_stay = dated
            .stay
            .as_ref()
            .map(|stay| present.iter().any(|s| s.keys.iter().any(|key| key == stay)));
        condition.reason_for_stay |= present
            .iter()
            .any(|s| s.diagnoses.iter().any(|d| keys.contains(d)));
        add_once(&mut all, condition);
    }
    for stay in present {
        for reason in &stay.reasons {
            let known = all.iter_mut().find(|c| c.text == reason.text);
            match known {
                Some(known) => known.reason_for_stay = true,
                None => all.push(reason.clone()),
            }
        }
    }
    // The reason for the stay first; else as the feed has them.
    all.sort_by_key(|c| !c.reason_for_stay);
    all
}

/// The date on which a problem was over says more than its status: the status is of the day of the export.
fn standing_at(condition: &Condition, during: Period, as_of: When) -> Standing {
    match during.end {
        Some(end) if end <= as_of => Standing::Past,
        Some(_) if condition.standing == Standing::Past => Standing::Active,
        _ => condition.standing,
    }
}

fn add_once<T: PartialEq>(all: &mut Vec<T>, one: T) {
    if !all.contains(&one) {
        all.push(one);
    }
}

fn during_stay(procedures: &[Dated<Condition>], window: &Window<'_>) -> Vec<Condition> {
    let mut kept = Vec::new();
    for p in procedures {
        let old = p
            .during
            .end
            .or(p.during.start)
            .is_some_and(|end| end < window.since);
        let later = p
            .during
            .start
            .is_some_and(|s| s > window.as_of + TimeDelta::days(7));
        if !old && !later && !window.is_another_stay(p.stay.as_ref()) {
            let mut procedure = p.fact.clone();
            // What was to be done later was not done at that moment, whatever the feed says of it now.
            let later = |at: Option<When>| at.is_some_and(|at| at > window.as_of);
            if procedure.standing == Standing::Past && (later(p.during.start) || later(p.during.end)) {
                procedure.standing = Standing::Active;
            }
            add_once(&mut kept, procedure);
        }
    }
    kept
}

fn medicines(
    id: &PatientId,
    all_ordered: Vec<Ordered>,
    mut given: Vec<Given>,
    window: &Window<'_>,
    ledger: &mut Ledger,
) -> Vec<Medicine> {
    given.retain(|g| g.during.start.is_none_or(|s| s <= window.as_of));
    given.sort_by_key(|g| g.during.start);
    let mut medicines: Vec<Medicine> = Vec::new();
    let mut community = 0usize;
    for ordered in all_ordered {
        if !is_running(&ordered, window) {
            continue;
        }
        if !is_for_this_stay(&ordered, window) {
            community += usize::from(ordered.setting != Setting::Ward);
            continue;
        }
        let mut medicine = ordered.medicine;
        given.retain(|g| {
            let mine = g.order.as_ref().is_some_and(|o| ordered.keys.contains(o))
                || (g.order.is_none() && g.medicine.name == medicine.name);
            if mine {
                add_given(&mut medicine, g, window.as_of);
            }
            !mine
        });
        add_once(&mut medicines, medicine);
    }
    for g in given {
        let at = g.during.start;
        let here = g.running && g.during.covers(window.as_of) || at.is_some_and(|at| window.recent(at));
        if here && !window.is_another_stay(g.stay.as_ref()) {
            let known = medicines.iter_mut().find(|m| m.name == g.medicine.name);
            if let Some(medicine) = known {
                add_given(medicine, &g, window.as_of);
            } else {
                let mut medicine = g.medicine.clone();
                medicine.last_given_at = None;
                add_given(&mut medicine, &g, window.as_of);
                medicines.push(medicine);
            }
        }
    }
    if community > 0 {
        let (what, are) = if community == 1 {
            ("prescription", "is")
        } else {
            ("prescriptions", "are")
        };
        let text = format!(
            "{community} {what} from before or outside this stay {are} marked active and not shown as ward medicines. Ask what is taken at home."
        );
        ledger.warn("", id.as_str(), text);
    }
    medicines
}

fn is_running(ordered: &Ordered, window: &Window<'_>) -> bool {
    ordered.running
        && ordered.during.end.is_none_or(|e| e > window.as_of)
        && ordered.medicine.started_at.is_none_or(|s| s <= window.as_of)
}

/// An order that is still active in the community is not being given on the ward: it counts when it is linked to this
/// stay, or written since the admission.
fn is_for_this_stay(ordered: &Ordered, window: &Window<'_>) -> bool {
    if window.is_this_stay(ordered.stay.as_ref()) {
        return true;
    }
    if window.is_another_stay(ordered.stay.as_ref()) {
        return false;
    }
    let written = ordered.during.start.or(ordered.medicine.started_at);
    match ordered.setting {
        Setting::Community => false,
        Setting::Ward | Setting::NotSaid => written.is_none_or(|at| at >= window.since),
    }
}

fn add_given(medicine: &mut Medicine, given: &Given, as_of: When) {
    // What is still going in is not a dose that was given.
    if !given.running {
        let at = given.during.end.filter(|e| *e <= as_of).or(given.during.start);
        medicine.last_given_at = medicine.last_given_at.max(at);
    }
    if medicine.dose.is_none() {
        medicine.dose.clone_from(&given.medicine.dose);
    }
    if medicine.route.is_none() {
        medicine.route.clone_from(&given.medicine.route);
    }
    let Some(running) = given.medicine.infusion.as_ref() else {
        return;
    };
    let Some(infusion) = medicine.infusion.as_mut() else {
        if given.running && given.during.covers(as_of) {
            medicine.infusion = Some(running.clone());
        }
        return;
    };
    if !given.running {
        return;
    }
    let keep = |mine: &mut Option<String>, theirs: &Option<String>| {
        if mine.is_none() {
            mine.clone_from(theirs);
        }
    };
    keep(&mut infusion.pump, &running.pump);
    keep(&mut infusion.line, &running.line);
    keep(&mut infusion.rate_ml_h, &running.rate_ml_h);
    keep(&mut infusion.volume_ml, &running.volume_ml);
    infusion.started_at = running.started_at.or(infusion.started_at);
    infusion.runs_out_at = running.runs_out_at.or(infusion.runs_out_at);
}

fn newest<T: Copy>(claims: &[(Option<When>, T)], as_of: When) -> Option<T> {
    let known = claims.iter().filter(|(at, _)| at.is_none_or(|at| at <= as_of));
    known.max_by_key(|(at, _)| *at).map(|(_, value)| *value)
}

fn breathing(claims: &[Dated<String>], window: &Window<'_>) -> Option<String> {
    claims
        .iter()
        .filter(|c| c.during.covers(window.as_of) && c.during.start.is_none_or(|s| s >= window.since))
        .max_by_key(|c| c.during.start)
        .map(|c| c.fact.clone())
}

fn devices(claims: &[Dated<Device>], as_of: When) -> Vec<Device> {
    let mut kept = Vec::new();
    for d in claims.iter().filter(|d| d.during.covers(as_of)) {
        add_once(&mut kept, d.fact.clone());
    }
    kept
}

fn orders(claims: &[Dated<Order>], window: &Window<'_>) -> Vec<Order> {
    let mut kept = Vec::new();
    for o in claims {
        let ours = window.is_this_stay(o.stay.as_ref())
            || (!window.is_another_stay(o.stay.as_ref()) && o.during.start.is_none_or(|s| s >= window.since));
        if ours && o.during.start.is_none_or(|s| s <= window.as_of) {
            add_once(&mut kept, o.fact.clone());
        }
    }
    kept
}

fn escalation(claims: &[(Option<When>, String)], as_of: When) -> Escalation {
    let mut known: Vec<_> = claims
        .iter()
        .filter(|(at, _)| at.is_none_or(|at| at <= as_of))
        .collect();
    known.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let Some((at, _)) = known.first() else {
        return Escalation::NotKnown;
    };
    let mut words: Vec<&str> = Vec::new();
    for (_, text) in &known {
        if !words.contains(&text.as_str()) {
            words.push(text);
        }
    }
    Escalation::Recorded {
        text: words.join("; "),
        at: *at,
    }
}

fn weight(claims: &[Weight], as_of: When) -> Option<Weight> {
    claims
        .iter()
        .filter(|w| w.at.is_none_or(|at| at <= as_of))
        .max_by_key(|w| w.at)
        .cloned()
}

fn marks(marks: &[Dated<Mark>], as_of: When) -> (Vec<String>, Option<String>, bool) {
    let (mut flags, mut isolation, mut vulnerable) = (Vec::new(), Vec::<String>::new(), false);
    for mark in marks.iter().filter(|m| m.during.covers(as_of)) {
        match &mark.fact {
            Mark::Flag(text) => add_once(&mut flags, text.clone()),
            Mark::Isolation(text) => add_once(&mut isolation, text.clone()),
            Mark::Vulnerable => vulnerable = true,
        }
    }
    (
        flags,
        (!isolation.is_empty()).then(|| isolation.join("; ")),
        vulnerable,
    )
}
