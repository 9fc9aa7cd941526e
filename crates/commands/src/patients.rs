//! The priority list, one patient, and a clinician's word on them.

use std::sync::Arc;

use battlebag_bag::Bag;
use battlebag_census::{Patient, name_in_full};
use battlebag_incident::rules::{self, Lowering};
use battlebag_priority::overrides::Direction;
use battlebag_priority::{Rules, Standing, Tier};
use battlebag_store::{Credential, Home, Passphrase};
use chrono::{DateTime, Utc};

use crate::moment::Moment;
use crate::patient_facts;
use crate::patient_rows::{is_locked, row_of};
use crate::people::person_named;
use crate::profiles;
use crate::ranking::{Placing, Ranking};
use crate::session::{count, is_expired};
use crate::station::{Act, Census, Open, Station};
use crate::times::{Clock, parse_some};
use crate::views::{
    LowerPatient, NeedView, OtherWayView, OverrideView, PatientAt, PatientKey, PatientLine, PatientView,
    RaisePatient, SecretText, Written,
};
use crate::{ErrorKind, ErrorView};

impl Open {
    /// The list as it stands, made anew when something changed or half a minute passed.
    pub(crate) fn ranking(&mut self, now: DateTime<Utc>) -> Result<Arc<Ranking>, ErrorView> {
        let census = self.census()?;
        if let Some((revision, at, ranking)) = &self.ranking
            && *revision == self.revision
            && (now - *at).num_seconds().abs() < 30
        {
            return Ok(Arc::clone(ranking));
        }
        let incident = self.current.as_ref().map(|c| &c.state);
        let ranking = Arc::new(Ranking::at(
            (&self.bag, &self.register),
            &census.snapshot,
            &census.cases,
            incident,
            now,
        ));
        self.ranking = Some((self.revision, now, Arc::clone(&ranking)));
        Ok(ranking)
    }

    /// As [`Self::ranking`]; `None` when there is no census.
    pub(crate) fn ranking_if_any(&mut self, now: DateTime<Utc>) -> Option<Arc<Ranking>> {
        self.ranking(now).ok()
    }

    pub(crate) fn patient<'c>(&self, census: &'c Census, id: &str) -> Result<&'c Patient, ErrorView> {
        census
            .cases
            .index
            .get(id)
            .and_then(|i| census.snapshot.patients.get(*i))
            .ok_or_else(|| not_in(self.clock, census.snapshot.as_of, id))
    }
}

fn not_in(clock: Clock, as_of: DateTime<Utc>, id: &str) -> ErrorView {
    ErrorView::new(
        ErrorKind::NotFound,
        format!("The census of {} has no patient {id}.", clock.time(as_of)),
        "Look for them by name or bed; they may have moved or gone home.",
    )
}

/// Place and name in a line: "AMU 04 OYELARAN-WHITCOMBE, Oluwadamilola".
pub(crate) fn place_and_name(patient: &Patient) -> String {
    let bed = patient
        .place
        .bay_and_bed()
        .unwrap_or_else(|| "bed not known".to_owned());
    format!("{} {bed} {}", patient.place.ward, full_name(patient))
}

/// "FAMILY, First Second", never cut.
pub(crate) fn full_name(patient: &Patient) -> String {
    name_in_full(&patient.name).unwrap_or_else(|| "NAME NOT KNOWN".to_owned())
}

/// The override in force for a patient.
pub(crate) fn overruled_in(ranking: &Ranking, id: &str, clock: Clock) -> Option<OverrideView> {
    let o = ranking.decided_by(id)?;
    Some(OverrideView {
        raised: o.direction == Direction::Raise,
        to: o.to.into(),
        by: o.by.clone(),
        role: o.role.clone(),
        at: clock.rfc3339(o.at),
        reason: o.reason.clone(),
        lapses_at: o.lapses_at.map(|t| clock.rfc3339(t)),
    })
}

pub(crate) fn other_way(way: &battlebag_priority::OtherWay) -> OtherWayView {
    let standing = match way.standing {
        Standing::Running => "running",
        Standing::Confirmed => "confirmed",
        Standing::Assumed => "assumed",
        Standing::NotConfirmed => "not_confirmed",
        Standing::Blocked => "blocked",
    };
    OtherWayView {
        id: way.id.0.clone(),
        name: way.name.clone(),
        lead_h: way.lead_h,
        standing: standing.into(),
    }
}

/// One line of a list of people: where, who, how urgent, what to do.
pub(crate) fn line(
    ranking: &Ranking,
    rules: &Rules<'_>,
    patient: &Patient,
    placing: &Placing,
) -> PatientLine {
    PatientLine {
        patient: patient.id.0.clone(),
        name: full_name(patient),
        nhs_number: patient
            .nhs_number
            .as_ref()
            .map(|n| n.digits.clone())
            .unwrap_or_default(),
        ward: patient.place.ward.clone(),
        bed: patient.place.bay_and_bed().unwrap_or_default(),
        tier: placing.tier.into(),
        rank: placing.rank,
        act: ranking
            .worded(rules, placing)
            .map(|ranked| ranked.act_short)
            .unwrap_or_default(),
    }
}

/// Lines for patient keys, most urgent first; a key that the census does not know is left out.
pub(crate) fn lines<'k>(
    census: &Census,
    ranking: &Ranking,
    rules: &Rules<'_>,
    keys: impl IntoIterator<Item = &'k String>,
) -> Vec<PatientLine> {
    let mut lines: Vec<PatientLine> = keys
        .into_iter()
        .filter_map(|key| {
            let patient = census.snapshot.patients.get(*census.cases.index.get(key)?)?;
            Some(line(ranking, rules, patient, ranking.of(&patient.id.0)?))
        })
        .collect();
    lines.sort_by_key(|line| line.rank);
    lines
}

fn need(bag: &Bag, n: &battlebag_priority::NeedAssessed) -> NeedView {
    let system = bag.systems.get(&n.system);
    NeedView {
        system: n.system.0.clone(),
        system_name: system.map_or_else(|| n.system.0.clone(), |s| s.name.clone()),
        instance: n.instance.as_ref().map(|id| id.0.clone()).unwrap_or_default(),
        instance_name: n.instance_name.clone(),
        said: n.said.clone(),
        profile: bag
            .profiles
            .get(&n.profile)
            .map_or_else(|| n.profile.0.clone(), |p| p.short.clone()),
        availability: n.state.availability.into(),
        integrity: n.state.integrity.into(),
        what: n.what.clone(),
        every: n.every.clone(),
        clock_h: n.clock_h,
        lead_h: n.lead_h,
        slack_h: n.slack_h,
        tier: n.tier.into(),
        text: n.text.clone(),
        other_way: n.other_way.as_ref().map(other_way),
        not_counted: n.not_counted.iter().map(other_way).collect(),
        source: bag.source_of(&n.profile).to_owned(),
        approval: bag.approval_of(&n.profile).words(),
    }
}

/// One patient, open; or as they stood at a past moment.
pub fn show(station: &Station, request: PatientAt) -> Result<PatientView, ErrorView> {
    let now = station.now();
    let at = parse_some(request.at.as_deref(), "At")?;
    station.with(|open| {
        if let Some(at) = at {
            let past = open.past(at)?;
            return opened(open, past.moment(), &request.id, true);
        }
        let (census, ranking) = (open.census()?, open.ranking(now)?);
        let incident = open.current.as_ref().map(|c| &c.state);
        let moment = Moment::now(open.clock, incident, &census, &ranking, now);
        opened(open, moment, &request.id, false)
    })
}

fn opened(open: &Open, m: Moment<'_>, id: &str, past: bool) -> Result<PatientView, ErrorView> {
    let patient = m
        .patient_by(id)
        .ok_or_else(|| not_in(m.clock, m.snapshot.as_of, id))?;
    let rules = m.ranking.rules();
    let placing = m.ranking.of(patient.id.as_str());
    let worded = placing.and_then(|p| Some((p, m.worded(&rules, p)?)));
    let (placing, r) = worded.ok_or_else(|| {
        ErrorView::new(
            ErrorKind::Broken,
            "The patient is not on the list.",
            "Take the census again.",
        )
    })?;
    let bag = &m.ranking.bag;
    let needs = profiles::of(bag, m.clock, m.incident, m.cases, patient);
    let all: usize = needs
        .profiles
        .iter()
        .filter_map(|p| bag.profiles.values().find(|b| b.code.0 == p.code))
        .map(|p| p.needs.len())
        .sum();
    let row = row_of(m, placing, patient);
    Ok(PatientView {
        born: patient
            .born
            .map(|d| d.format("%Y-%m-%d").to_string())
            .unwrap_or_default(),
        age: patient_facts::age(patient, m.clock.date(m.at)),
        sex: patient_facts::sex(patient).to_owned(),
        allergies: patient_facts::allergies(patient, m.clock),
        news2: patient_facts::news2(patient, m.clock),
        weight: patient_facts::weight(patient),
        reason: r.reason.clone(),
        lowered_when: r.lowered_when.clone(),
        act: r.act.clone(),
        call_now: r.call_now.clone(),
        recheck_at: row.recheck_at.clone(),
        locked: is_locked(&m),
        past,
        untouched: count(all.saturating_sub(r.needs.len())),
        needs: r.needs.iter().map(|n| need(bag, n)).collect(),
        profiles: needs.profiles,
        profiles_set_aside: needs.set_aside,
        doubts: needs.doubts,
        unprofiled: r.unprofiled.clone(),
        conditions: patient_facts::conditions(patient),
        medicines: patient_facts::medicines(patient, m.clock),
        record: patient_facts::record(patient, m.clock),
        sources: patient
            .sources
            .iter()
            .map(|s| format!("{}, {}", s.file, s.at))
            .collect(),
        claims: crate::quality::claims(open, patient),
        row,
    })
}

/// Where the list is locked nobody's computed tier can be agreed with or made less urgent: it is not known who lies
/// there. Raising is always open.
fn not_locked(census: &Census, now: DateTime<Utc>) -> Result<(), ErrorView> {
    if !is_expired(census.snapshot.as_of, now) {
        return Ok(());
    }
    let hours = (now - census.snapshot.as_of).num_hours();
    Err(ErrorView::new(
        ErrorKind::Refused,
        format!("The census is {hours} h old: the list is locked, and nobody was confirmed or lowered."),
        "Rebuild it at the bedside: print the roll-call, see who is there, then take a new census. Raising still works.",
    ))
}

/// Confirms the tier as shown: name and time.
pub fn confirm(station: &Station, request: PatientKey) -> Result<Written, ErrorView> {
    let now = station.now();
    station.with(|open| {
        open.incident()?;
        let (census, ranking) = (open.census()?, open.ranking(now)?);
        let patient = open.patient(&census, &request.id)?;
        not_locked(&census, now)?;
        let (tier, computed) = tiers(&ranking, &request.id)?;
        let said = format!("Confirmed {tier}, {}", short_place(patient));
        station.acted(open, &rules::confirm(&request.id, tier, computed), now, said)
    })
}

fn short_place(patient: &Patient) -> String {
    format!(
        "{} {}",
        patient.place.ward,
        patient.place.bay_and_bed().unwrap_or_default()
    )
}

fn tiers(ranking: &Ranking, id: &str) -> Result<(Tier, Tier), ErrorView> {
    ranking.of(id).map(|r| (r.tier, r.computed)).ok_or_else(|| {
        ErrorView::new(
            ErrorKind::NotFound,
            "That patient is not on the list.",
            "Look for them by name or bed.",
        )
    })
}

/// Raises a patient: wins at once.
pub fn raise(station: &Station, request: RaisePatient) -> Result<Written, ErrorView> {
    let now = station.now();
    station.with(|open| {
        open.incident()?;
        let (census, ranking) = (open.census()?, open.ranking(now)?);
        let patient = open.patient(&census, &request.id)?;
        let (tier, computed) = tiers(&ranking, &request.id)?;
        let to: Tier = request.to.into();
        let body = rules::raise(&request.id, tier, to, computed, &request.reason)?;
        let said = format!("Raised to {to}, {}", short_place(patient));
        station.acted(open, &body, now, said)
    })
}

/// Lowers a patient: with a reason, for a time.
pub fn lower(station: &Station, request: LowerPatient) -> Result<Written, ErrorView> {
    let now = station.now();
    station.with(|open| {
        let (census, ranking) = (open.census()?, open.ranking(now)?);
        let patient = open.patient(&census, &request.id)?;
        not_locked(&census, now)?;
        let (tier, computed) = tiers(&ranking, &request.id)?;
        let inputs = ranking.inputs(&request.id).unwrap_or_default();
        let to: Tier = request.to.into();
        let second_checked =
            second_checked(station, open, &request.second_person, &request.second_passphrase)?;
        let lowering = Lowering {
            patient: &request.id,
            now: tier,
            to,
            computed,
            reason: &request.reason,
            second_person: &request.second_person,
            at: now,
            inputs: &inputs,
            second_checked,
            glass: &request.break_glass,
        };
        let bodies = rules::lower(&open.incident()?.state, &open.bag, &open.person(), &lowering)?;
        let said = |_| format!("Lowered to {to}, {}", short_place(patient));
        station.write(open, &Act::plain(&bodies, now), &[], said)
    })
}

/// Whether the second person proved to be there. Who can sign in here must give their own passphrase; anybody else
/// is taken by name, and the log says so.
pub(crate) fn second_checked(
    station: &Station,
    open: &Open,
    name: &str,
    passphrase: &SecretText,
) -> Result<bool, ErrorView> {
    let Some(person) = person_named(&open.home, name) else {
        return Ok(false);
    };
    if passphrase.reveal().is_empty() {
        return Err(ErrorView::new(
            ErrorKind::BadInput,
            format!(
                "{} can sign in here, so their own passphrase is needed.",
                person.name
            ),
            "Let them type it, or name somebody else.",
        ));
    }
    let given = Credential::Passphrase(Passphrase::new(passphrase.reveal().to_owned()));
    let now = station.now().timestamp_millis();
    Home::open(&station.folder, Some(&person.name), &given, now)?;
    Ok(true)
}

/// Takes an override back.
pub fn release(station: &Station, request: PatientKey) -> Result<Written, ErrorView> {
    let now = station.now();
    station.with(|open| {
        open.incident()?;
        let census = open.census()?;
        let patient = open.patient(&census, &request.id)?;
        let body = battlebag_incident::Body::PriorityReleased {
            patient: request.id.clone(),
        };
        let said = format!("Back to the computed tier, {}", short_place(patient));
        station.acted(open, &body, now, said)
    })
}
