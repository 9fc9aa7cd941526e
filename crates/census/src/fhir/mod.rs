//! FHIR R4, JSON and XML: Bundles of every type, NDJSON, single resources, Parameters. Tolerant: one bad field, resource or
//! line never loses the others, and every record that is not taken is listed with its place and the reason.

mod allergy;
mod contents;
mod document;
mod dosage;
mod elements;
mod history;
mod joining;
mod json;
mod kit;
mod letters;
mod medicine;
mod met;
mod observation;
mod passes;
mod past;
mod person;
mod pieces;
mod problem;
mod said;
mod shelf;
mod stay;
mod xml;

use std::sync::Arc;

use crate::claims::Field;
use crate::feed::{AllergyClaim, Dated, Given, Ledger, Mark, Ordered, Reading, When};
use crate::model::{AcuityBand, Condition, Device, Order, Source, Weight};

use elements::{reference, tail};
use json::Json;
use shelf::{NotFound, Shelf};

pub use contents::Contents;
pub(crate) use document::{Taking, looks_like_ndjson, read_document, read_ndjson};
pub(crate) use elements::Times;
pub(crate) use history::History;
pub(crate) use met::{Met, those_who_matter};
pub(crate) use passes::{Beds, LeftOut, Pass};
pub(crate) use shelf::Origin;
pub(crate) use xml::read_xml;

/// A place in a file, put into words only when somebody must read it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct At {
    line: u64,
    entry: u32,
}

impl std::fmt::Display for At {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.line, self.entry) {
            (0, 0) => f.write_str("whole file"),
            (0, entry) => write!(f, "entry {entry}"),
            (line, 0) => write!(f, "line {line}"),
            (line, entry) => write!(f, "line {line}, entry {entry}"),
        }
    }
}

/// What a resource's reader needs beside the resource.
struct Cx<'a> {
    pub file: &'a str,
    pub origin: Origin,
    pub at: At,
    pub full_url: Option<&'a str>,
    pub times: &'a Times,
    pub ledger: &'a mut Ledger,
}

impl Cx<'_> {
    fn source(&self) -> Source {
        Source {
            file: self.file.to_owned(),
            at: self.at.to_string(),
        }
    }

    fn warn(&mut self, text: impl Into<String>) {
        self.ledger.warn(self.file, self.at.to_string(), text);
    }

    /// A field that cannot be read is left out, and that is said.
    fn left_out(&mut self, field: &str, value: &str) {
        let short: String = value.chars().take(40).collect();
        self.warn(format!(
            "{field} \"{short}\" cannot be read and was left out. Check it in the source system."
        ));
    }
}

/// What one resource adds to a person.
enum Fact {
    Stay(Box<stay::FhirStay>),
    Condition(Vec<String>, Box<Dated<Condition>>),
    Procedure(Box<Dated<Condition>>),
    Ordered(Box<Ordered>, Option<String>),
    Given(Box<Given>, Option<String>),
    Allergy(Option<When>, AllergyClaim),
    /// Readings; `true`: they correct earlier ones.
    Readings(Vec<(When, Reading)>, bool),
    Weight(Weight),
    Breathing(Dated<String>),
    /// The device itself, or (with a reference) the use of one that is described elsewhere.
    Device(Box<Dated<Device>>, Option<String>),
    /// An open order, with the keys it answers to.
    Order(Vec<String>, Box<Dated<Order>>),
    /// Orders that have their final report, and when it was issued.
    Closes(Vec<String>, Option<When>),
    /// Something that is not shown, and yet was said.
    Said(Field, String, Option<When>),
    Mark(Dated<Mark>),
    Escalation(Option<When>, String),
    Pregnant(Option<When>, bool),
    Acuity(Option<When>, AcuityBand),
    /// One record that says several things.
    Several(Vec<Fact>),
}

struct Waiting {
    origin: Origin,
    file: String,
    at: At,
    subject: String,
    fact: Fact,
}

/// A stay that is over, read before its patient: all that is left to tell is whether there is such a patient.
struct Over {
    origin: Origin,
    at: At,
    file: Arc<str>,
    subject: Box<str>,
}

/// An open order of somebody, until it is known whether a report closes it.
struct OpenOrder {
    person: usize,
    keys: Vec<String>,
    order: Dated<Order>,
}

/// Two records of one person: one replaces the other.
struct Link {
    person: usize,
    origin: Origin,
    other: String,
}

/// Everything read from FHIR files, until the last file is in and references can be settled.
#[derive(Default)]
pub(crate) struct Fhir {
    people: Shelf<Met>,
    locations: Shelf<stay::LocationFact>,
    practitioners: Shelf<String>,
    medications: Shelf<medicine::MedicationFact>,
    devices: Shelf<Device>,
    waiting: Vec<Waiting>,
    over: Vec<Over>,
    orders: Vec<OpenOrder>,
    closed: Vec<(usize, Vec<String>)>,
    links: Vec<Link>,
    pass: Pass,
    beds: Beds,
    /// Whose facts are kept, by their place on the shelf; decided before the second of two passes.
    wanted: Vec<bool>,
    left_out: LeftOut,
    /// What the files hold, when somebody asked for that.
    contents: Option<Contents>,
}

impl Fhir {
    /// Nothing read yet.
    pub(crate) fn new(beds: Beds) -> Self {
        Self {
            beds,
            ..Self::default()
        }
    }

    /// Counts what the files hold, beside reading them.
    pub(crate) fn count_contents(&mut self) {
        self.contents = Some(Contents::default());
    }

    /// What was counted.
    pub(crate) fn contents(self) -> Contents {
        self.contents.unwrap_or_default()
    }

    /// Takes in one resource. Whatever it is, the ledger counts it once.
    fn take(&mut self, resource: &Json<'_>, cx: &mut Cx<'_>) {
        let Some(kind) = resource.get("resourceType").text() else {
            if self.pass == Pass::Who {
                return;
            }
            cx.ledger.reject(
                cx.file,
                cx.at.to_string(),
                "This is not a FHIR resource (it has no resourceType). Nothing was taken from it.",
            );
            return;
        };
        match kind {
            "Bundle" => {
                self.take_bundle(resource, cx);
                return;
            }
            "Parameters" => self.take_parameters(resource, cx),
            _ => {}
        }
        if !self.pass.takes(kind) {
            return;
        }
        cx.ledger.took();
        if let Some(contents) = &mut self.contents {
            contents.count(kind, resource);
        }
        self.take_known(kind, resource, cx);
    }

    fn take_known(&mut self, kind: &str, resource: &Json<'_>, cx: &mut Cx<'_>) {
        let counts = &mut cx.ledger.counts;
        match kind {
            "Condition" => counts.conditions += 1,
            "AllergyIntolerance" => counts.allergies += 1,
            "MedicationRequest" | "MedicationStatement" => counts.medications += 1,
            "Observation" => counts.observations += 1,
            "ServiceRequest" => counts.orders += 1,
            "Device" => counts.devices += 1,
            _ => {}
        }
        match kind {
            "Patient" => {
                self.take_patient(resource, cx);
            }
            "Location" => {
                let location = stay::location(resource);
                self.locations.put(cx.origin, &keys(kind, resource, cx), location);
            }
            "Practitioner" => {
                if let Some(name) = person::practitioner(resource) {
                    self.practitioners.put(cx.origin, &keys(kind, resource, cx), name);
                }
            }
            "PractitionerRole" => {
                if let Some(name) = resource.get("practitioner").get("display").owned() {
                    self.practitioners.put(cx.origin, &keys(kind, resource, cx), name);
                }
            }
            "Medication" => {
                let medication = medicine::medication(resource);
                self.medications
                    .put(cx.origin, &keys(kind, resource, cx), medication);
            }
            "Device" => {
                let device = kit::device(resource);
                if let Some(fact) = kit::device_of_patient(resource, &device) {
                    self.add(resource, "patient", fact, cx);
                }
                self.devices.put(cx.origin, &keys(kind, resource, cx), device);
            }
            "Encounter" => {
                if let Some(fact) = stay::encounter(resource, keys(kind, resource, cx), cx) {
                    self.add(resource, "subject", fact, cx);
                }
            }
            "AllergyIntolerance" => self.add_if(resource, "patient", allergy::allergy(resource, cx), cx),
            "Condition" => {
                let keys = keys(kind, resource, cx);
                self.add_if(resource, "subject", problem::condition(resource, keys, cx), cx);
            }
            "Procedure" => {
                let facts = problem::procedure(resource, cx);
                self.add(resource, "subject", Fact::Several(facts), cx);
            }
            "Flag" => self.add_if(resource, "subject", problem::flag(resource, cx.times), cx),
            "Consent" => self.add_if(resource, "patient", problem::consent(resource, cx.times), cx),
            "CarePlan" => self.add_if(resource, "subject", problem::care_plan(resource, cx.times), cx),
            "Goal" => self.add_if(resource, "subject", problem::goal(resource, cx.times), cx),
            "MedicationRequest" | "MedicationStatement" => {
                let keys = keys(kind, resource, cx);
                self.add_if(
                    resource,
                    "subject",
                    medicine::ordered(kind, resource, keys, cx),
                    cx,
                );
            }
            "MedicationAdministration" => self.add_if(resource, "subject", medicine::given(resource, cx), cx),
            "ServiceRequest" => {
                let keys = keys(kind, resource, cx);
                self.add_if(resource, "subject", kit::order(resource, keys, cx), cx);
            }
            "DiagnosticReport" => self.add_if(resource, "subject", kit::report(resource, cx), cx),
            "DeviceUseStatement" => self.add_if(resource, "subject", kit::device_use(resource, cx.times), cx),
            "Observation" => {
                let facts = observation::observation(resource, cx);
                self.add(resource, "subject", Fact::Several(facts), cx);
            }
            _ => {}
        }
    }

    fn take_bundle(&mut self, bundle: &Json<'_>, cx: &mut Cx<'_>) {
        cx.ledger
            .made(bundle.get("timestamp").text().and_then(|t| cx.times.when(t)));
        let outer = cx.at;
        for (n, entry) in bundle.get("entry").items().iter().enumerate() {
            let at = At {
                entry: u32::try_from(n + 1).unwrap_or(u32::MAX),
                ..outer
            };
            self.take_entry(entry, at, cx);
        }
        cx.at = outer;
    }

    fn take_entry(&mut self, entry: &Json<'_>, at: At, cx: &mut Cx<'_>) {
        let full_url = entry.get("fullUrl").owned();
        let mut inner = Cx {
            file: cx.file,
            origin: cx.origin,
            at,
            full_url: full_url.as_deref(),
            times: cx.times,
            ledger: cx.ledger,
        };
        let resource = entry.get("resource");
        if !resource.is_nothing() {
            self.take(resource, &mut inner);
        } else if self.pass != Pass::Who
            && entry.get("request").is_nothing()
            && entry.get("response").is_nothing()
        {
            inner.ledger.reject(
                inner.file,
                at.to_string(),
                "This entry has no resource in it. Nothing was taken from it.",
            );
        }
    }

    /// Parameters carry resources or whole Bundles as their values.
    fn take_parameters(&mut self, parameters: &Json<'_>, cx: &mut Cx<'_>) {
        let name = if parameters.get("parameter").is_nothing() {
            "part"
        } else {
            "parameter"
        };
        for parameter in parameters.get(name).items() {
            let resource = parameter.get("resource");
            if !resource.is_nothing() {
                self.take(resource, cx);
            }
            if !parameter.get("part").is_nothing() {
                self.take_parameters(parameter, cx);
            }
        }
    }

    fn take_patient(&mut self, resource: &Json<'_>, cx: &mut Cx<'_>) -> usize {
        let keys = keys("Patient", resource, cx);
        let person = person::patient(resource, cx);
        let key = match resource.get("id").decimal_or_text() {
            Some(id) => format!("fhir:Patient/{id}"),
            None => format!(
                "fhir:{}",
                cx.full_url
                    .map_or_else(|| format!("{}:{}", cx.file, cx.at), str::to_owned)
            ),
        };
        let met = Met::patient(key, person, self.pass == Pass::Who, cx);
        let at = self.people.put(cx.origin, &keys, met);
        for link in resource.get("link").items() {
            let same = matches!(link.get("type").text(), Some("replaced-by" | "replaces"));
            if let Some(other) = reference(link.get("other")).filter(|_| same) {
                self.links.push(Link {
                    person: at,
                    origin: cx.origin,
                    other,
                });
            }
        }
        at
    }

    fn add_if(&mut self, resource: &Json<'_>, who: &str, fact: Option<Fact>, cx: &mut Cx<'_>) {
        if let Some(fact) = fact {
            self.add(resource, who, fact, cx);
        }
    }

    /// Gives a fact to the person it belongs to, now if that person is near, else when all files are in.
    fn add(&mut self, resource: &Json<'_>, who: &str, fact: Fact, cx: &mut Cx<'_>) {
        // DSTU2 and some R4 systems say patient where R4 says subject.
        let subject = [who, "subject", "patient"]
            .iter()
            .find_map(|name| reference(resource.get(name)));
        let Some(subject) = subject else {
            let reason = "It does not say which patient it belongs to. Nothing was taken from it.";
            cx.ledger.take_back(cx.file, cx.at.to_string(), reason);
            return;
        };
        // A group, a ward or a machine has records too; none of them is a patient's.
        if ["Group/", "Device/", "Location/", "Medication/"]
            .iter()
            .any(|kind| subject.contains(kind))
        {
            return;
        }
        if let Some(id) = subject.strip_prefix('#') {
            let contained = resource.get("contained").items();
            let inside = contained
                .iter()
                .find(|c| c.get("id").text() == Some(id) && c.get("resourceType").text() == Some("Patient"));
            if let Some(inside) = inside {
                let at = self.take_patient(inside, cx);
                self.give(at, fact, cx.origin, &cx.source());
                return;
            }
        }
        if self.is_over(&fact, cx, &subject) {
            return;
        }
        if self.pass == Pass::Facts {
            let waiting = Waiting {
                origin: cx.origin,
                file: cx.file.to_owned(),
                at: cx.at,
                subject,
                fact,
            };
            self.add_now(waiting, cx.ledger);
            return;
        }
        let needs_others = matches!(
            fact,
            Fact::Stay(_) | Fact::Ordered(_, Some(_)) | Fact::Given(..) | Fact::Device(_, Some(_))
        );
        if !needs_others && let Ok(at) = self.find_person(cx.origin, &subject) {
            self.give(at, fact, cx.origin, &cx.source());
            return;
        }
        self.waiting.push(Waiting {
            origin: cx.origin,
            file: cx.file.to_owned(),
            at: cx.at,
            subject,
            fact,
        });
    }

    fn find_person(&self, from: Origin, subject: &str) -> Result<usize, NotFound> {
        self.people.find(from, subject, Met::is_same)
    }

    fn give(&mut self, at: usize, fact: Fact, from: Origin, source: &Source) {
        let fact = self.settle(fact, from);
        let Some(person) = self.people.get_mut(at).map(Met::person) else {
            return;
        };
        said::of_fact(person, &fact, source);
        match fact {
            Fact::Several(facts) => {
                for fact in facts {
                    self.give(at, fact, from, source);
                }
            }
            Fact::Stay(stay) => {
                person.marks.extend(stay.marks);
                person.stays.push(stay.stay);
            }
            Fact::Condition(keys, dated) => person.conditions.push((keys, *dated)),
            Fact::Procedure(dated) => person.procedures.push(*dated),
            Fact::Ordered(ordered, _) => person.ordered.push(*ordered),
            Fact::Given(given, _) => person.given.push(*given),
            Fact::Allergy(_, claim) => person.allergies.push(claim),
            // The first of one minute counts: a correction goes before what it corrects.
            Fact::Readings(readings, true) => drop(person.readings.splice(..0, readings)),
            Fact::Readings(readings, false) => person.readings.extend(readings),
            Fact::Weight(weight) => person.weights.push(weight),
            Fact::Breathing(dated) => person.breathing.push(dated),
            Fact::Device(dated, _) => person.devices.push(*dated),
            Fact::Order(keys, dated) => self.orders.push(OpenOrder {
                person: at,
                keys,
                order: *dated,
            }),
            Fact::Closes(orders, issued) => {
                // A report of later than the moment that is asked for has not closed anything yet.
                if self
                    .beds
                    .as_of
                    .is_none_or(|as_of| issued.is_none_or(|i| i <= as_of))
                {
                    self.closed.push((at, orders));
                }
            }
            Fact::Said(..) => {}
            Fact::Mark(dated) => person.marks.push(dated),
            Fact::Escalation(at, text) => person.escalation.push((at, text)),
            Fact::Pregnant(at, yes) => person.pregnant.push((at, yes)),
            Fact::Acuity(at, band) => person.acuity.push((at, band)),
        }
    }

    /// Fills in what a fact only points to: places, people, medications, devices.
    fn settle(&self, mut fact: Fact, from: Origin) -> Fact {
        match &mut fact {
            Fact::Stay(stay) => stay.settle(from, &self.locations, &self.practitioners),
            Fact::Ordered(ordered, Some(medication)) => {
                if let Some(found) = self.medications.look_up(from, medication) {
                    found.fill(&mut ordered.medicine);
                }
            }
            Fact::Given(given, medication) => {
                if let Some(found) = medication
                    .as_ref()
                    .and_then(|m| self.medications.look_up(from, m))
                {
                    found.fill(&mut given.medicine);
                }
                let pump = given.medicine.infusion.as_mut().and_then(|i| i.pump.as_mut());
                if let Some(pump) = pump
                    && let Some(device) = self.devices.look_up(from, pump)
                {
                    *pump = device.asset.clone().unwrap_or_else(|| device.kind.clone());
                }
            }
            Fact::Device(dated, Some(device)) => {
                if let Some(found) = self.devices.look_up(from, device) {
                    dated.fact = found.clone();
                }
            }
            _ => {}
        }
        fact
    }

    /// Settles all references and hands over the people. Facts of nobody are rejected, each with its place.
    pub(crate) fn finish(mut self, ledger: &mut Ledger) -> Vec<Met> {
        for waiting in std::mem::take(&mut self.waiting) {
            match self.find_person(waiting.origin, &waiting.subject) {
                Ok(at) => {
                    let source = waiting.source();
                    self.give(at, waiting.fact, waiting.origin, &source);
                }
                Err(why) => waiting.belongs_nowhere(why, ledger),
            }
        }
        for over in std::mem::take(&mut self.over) {
            if let Err(why) = self.find_person(over.origin, &over.subject) {
                passes::belongs_nowhere(&over.file, over.at, &over.subject, why, ledger);
            }
        }
        self.close_orders();
        self.join_links();
        self.people.into_things().collect()
    }
}

/// The keys a resource answers to: fullUrl, `Type/id`, and each identifier.
fn keys(kind: &str, resource: &Json<'_>, cx: &Cx<'_>) -> Vec<String> {
    let mut keys = Vec::with_capacity(3);
    if let Some(url) = cx.full_url {
        keys.push(url.to_owned());
        // Under the id of its address too, where it has no other.
        if let Some(tail) = tail(url).filter(|t| *t != url && resource.get("id").is_nothing()) {
            keys.push(tail.to_owned());
        }
    }
    if let Some(id) = resource.get("id").decimal_or_text() {
        let relative = format!("{kind}/{id}");
        if !keys.contains(&relative) {
            keys.push(relative);
        }
    }
    for identifier in resource.get("identifier").items() {
        if let Some(value) = identifier.get("value").text() {
            let system = identifier.get("system").text().unwrap_or("");
            keys.push(format!("?identifier={system}|{value}"));
        }
    }
    keys
}
