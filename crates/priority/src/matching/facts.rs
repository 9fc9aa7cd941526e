//! A patient's record as facts that rules can look at, each with its words, its place and what is known about it.

use battlebag_bag::Where;
use battlebag_census::model::{Amount, Code, Condition, Escalation, Medicine, Order, Patient, Standing};
use chrono::{DateTime, NaiveDate, Utc};

use super::Because;
use super::lexicon::{Hit, Lexicon, Text};

/// One recorded fact.
#[derive(Debug)]
pub(super) struct Fact {
    /// Kind of place it stands in.
    pub place: Where,
    /// Its own words and where they stand.
    pub because: Because,
    /// Phrases of the rules that its own words hold.
    pub hits: Vec<Hit>,
    /// Phrases that the words of its codes hold; its own words overrule them.
    pub code_hits: Vec<Hit>,
    /// Its codes, ready to compare.
    pub codes: Vec<(String, String)>,
    /// Active, past, suspected; active for what is simply there.
    pub standing: Standing,
    /// When it began.
    pub began: Option<NaiveDate>,
    /// It is why the patient is here.
    pub reason_for_stay: bool,
    /// The feed links it to an earlier stay or visit.
    pub of_another_stay: bool,
    /// Somebody is waiting for it: an order marked urgent.
    pub urgent: bool,
    /// What is known of it as a medicine.
    pub medicine: Option<MedicineFact>,
    /// Kind of order, in the census's word.
    pub order_kind: Option<&'static str>,
}

/// What rules ask of a medicine.
#[derive(Debug)]
pub(super) struct MedicineFact {
    /// It runs as an infusion.
    pub infusion: bool,
    /// The words of its route; none when nobody says.
    pub route: Option<Vec<String>>,
    /// The words of its route and name, for routes that rule it out.
    pub route_or_name: Vec<String>,
    /// A dose was recorded as given.
    pub given: bool,
    /// As required.
    pub as_required: bool,
}

/// A patient's facts.
#[derive(Debug)]
pub(super) struct Facts<'p> {
    /// The patient.
    pub patient: &'p Patient,
    /// The moment.
    pub as_of: DateTime<Utc>,
    /// The recorded facts.
    pub recorded: Vec<Fact>,
}

/// A procedure of today or yesterday can still need something.
const NEW_PROCEDURE_DAYS: i64 = 1;

impl Fact {
    /// A procedure done today or yesterday.
    pub fn is_a_new_procedure(&self, facts: &Facts<'_>) -> bool {
        let is_new =
            |began: NaiveDate| (0..=NEW_PROCEDURE_DAYS).contains(&(facts.today() - began).num_days());
        self.place == Where::Procedure && self.began.is_some_and(is_new)
    }
}

impl Facts<'_> {
    /// The day of the moment.
    pub fn today(&self) -> NaiveDate {
        self.as_of.date_naive()
    }
}

impl<'p> Facts<'p> {
    /// Gathers the facts of a patient.
    pub fn of(patient: &'p Patient, as_of: DateTime<Utc>, lexicon: &Lexicon) -> Self {
        let mut gather = Gather {
            lexicon,
            recorded: Vec::new(),
        };
        let admitted = patient.admitted_at.map(|at| at.date_naive());
        for (index, condition) in patient.conditions.iter().enumerate() {
            gather.condition(
                Where::Condition,
                format!("conditions[{index}]"),
                condition,
                admitted,
            );
        }
        for (index, procedure) in patient.procedures.iter().enumerate() {
            gather.condition(Where::Procedure, format!("procedures[{index}]"), procedure, None);
        }
        for (index, medicine) in patient.medicines.iter().enumerate() {
            gather.medicine(format!("medicines[{index}]"), medicine);
        }
        for (index, device) in patient.devices.iter().enumerate() {
            let said = [Some(&device.kind), device.model.as_ref()]
                .into_iter()
                .flatten()
                .cloned()
                .collect::<Vec<_>>();
            gather.plain(
                Where::Device,
                format!("devices[{index}]"),
                said.join(", "),
                &device.codes,
            );
        }
        for (index, order) in patient.orders.iter().enumerate() {
            gather.order(format!("orders[{index}]"), order);
        }
        if let Some(breathing) = &patient.breathing {
            gather.plain(Where::Breathing, "breathing".to_owned(), breathing.clone(), &[]);
        }
        for (index, flag) in patient.flags.iter().enumerate() {
            gather.plain(Where::Flag, format!("flags[{index}]"), flag.clone(), &[]);
        }
        if let Some(isolation) = &patient.isolation {
            gather.plain(Where::Flag, "isolation".to_owned(), isolation.clone(), &[]);
        }
        gather.allergies(patient);
        if let Escalation::Recorded { text, .. } = &patient.escalation {
            gather.plain(Where::Escalation, "escalation".to_owned(), text.clone(), &[]);
        }
        gather.plain(
            Where::Ward,
            "place.ward".to_owned(),
            patient.place.ward.clone(),
            &[],
        );
        Self {
            patient,
            as_of,
            recorded: gather.recorded,
        }
    }
}

/// Facts while they are gathered.
struct Gather<'l> {
    lexicon: &'l Lexicon,
    recorded: Vec<Fact>,
}

impl Gather<'_> {
    /// A fact that is simply there.
    fn plain(&mut self, place: Where, field: String, said: String, codes: &[Code]) {
        let hits = self.lexicon.hits(&Text::new(&said));
        let displays = codes.iter().filter_map(|code| code.display.as_deref());
        let code_hits = displays
            .flat_map(|display| self.lexicon.hits(&Text::new(display)))
            .collect();
        self.recorded.push(Fact {
            place,
            because: Because { fact: said, field },
            hits,
            code_hits,
            codes: codes.iter().map(comparable).collect(),
            standing: Standing::Active,
            began: None,
            reason_for_stay: false,
            of_another_stay: false,
            urgent: false,
            medicine: None,
            order_kind: None,
        });
    }

    /// Changes the fact gathered last.
    fn last(&mut self, change: impl FnOnce(&mut Fact)) {
        if let Some(fact) = self.recorded.last_mut() {
            change(fact);
        }
    }

    fn condition(&mut self, place: Where, field: String, condition: &Condition, admitted: Option<NaiveDate>) {
        self.plain(place, field, condition.text.clone(), &condition.codes);
        self.last(|fact| {
            fact.standing = condition.standing;
            fact.reason_for_stay = condition.reason_for_stay;
            fact.began = began(condition, admitted);
            fact.of_another_stay = condition.of_stay == Some(false) && !condition.reason_for_stay;
        });
    }

    fn medicine(&mut self, field: String, medicine: &Medicine) {
        self.plain(
            Where::Medicine,
            field,
            medicine_in_words(medicine),
            &medicine.codes,
        );
        let route = medicine
            .route
            .as_deref()
            .map(|route| Text::new(route).words().map(str::to_owned).collect());
        let how = [
            Some(medicine.name.as_str()),
            medicine.route.as_deref(),
            medicine.frequency.as_deref(),
        ];
        let mut infusion = how
            .iter()
            .flatten()
            .any(|said| self.lexicon.says_infusion(&Text::new(said)));
        infusion |= medicine.infusion.as_ref().is_some_and(|running| {
            running.rate_ml_h.is_some()
                || running.dose_rate.is_some()
                || running.pump.is_some()
                || running.runs_out_at.is_some()
        });
        let both = format!(
            "{} | {}",
            medicine.route.as_deref().unwrap_or_default(),
            medicine.name
        );
        let route_or_name = Text::new(&both).words().map(str::to_owned).collect();
        let (given, as_required) = (medicine.last_given_at.is_some(), medicine.as_required);
        self.last(|fact| {
            fact.medicine = Some(MedicineFact {
                infusion,
                route,
                route_or_name,
                given,
                as_required,
            });
        });
    }

    fn order(&mut self, field: String, order: &Order) {
        let said: Vec<&str> = [
            Some(order.text.as_str()),
            order.question.as_deref(),
            order.priority.as_deref(),
        ]
        .into_iter()
        .flatten()
        .collect();
        self.plain(Where::Order, field, said.join(", "), &order.codes);
        let kind = super::person::order_word(order.kind);
        let began = order.ordered_at.map(|at| at.date_naive());
        self.last(|fact| {
            fact.order_kind = Some(kind);
            fact.urgent = order.priority.as_deref().is_some_and(is_urgent);
            fact.began = began;
        });
    }

    fn allergies(&mut self, patient: &Patient) {
        let battlebag_census::model::Allergies::Recorded { items } = &patient.allergies else {
            return;
        };
        for (index, allergy) in items.iter().enumerate() {
            let said: Vec<&str> = [
                Some(allergy.substance.as_str()),
                allergy.reaction.as_deref(),
                allergy.severity.as_deref(),
            ]
            .into_iter()
            .flatten()
            .collect();
            self.plain(
                Where::Allergy,
                format!("allergies[{index}]"),
                said.join(", "),
                &allergy.codes,
            );
        }
    }
}

/// A condition's date this long before the admission is that of the illness, not of what brought the patient in, days.
const EARLIER_EPISODE: i64 = 90;

/// When a condition began, as far as it can matter tonight: it began no later than it was written down, and what brought
/// the patient in is of this admission, whenever the illness itself began.
fn began(condition: &Condition, admitted: Option<NaiveDate>) -> Option<NaiveDate> {
    let said = condition.onset.or(condition.recorded);
    let admitted = admitted.filter(|_| condition.reason_for_stay);
    match (said, admitted) {
        (Some(said), Some(admitted)) if (admitted - said).num_days() > EARLIER_EPISODE => Some(admitted),
        (said, admitted) => said.or(admitted),
    }
}

/// Words of an order's urgency that mean somebody is waiting for it.
const URGENT: [&str; 5] = ["urgent", "stat", "emergency", "asap", "immediate"];

/// Whether an order's urgency means that somebody is waiting.
pub(super) fn is_urgent(priority: &str) -> bool {
    Text::new(priority).words().any(|word| URGENT.contains(&word))
}

/// A code ready to compare: its terminology and itself in capitals without points.
fn comparable(code: &Code) -> (String, String) {
    (code.system.to_lowercase(), plain_code(&code.code))
}

/// A code in capitals without points, spaces, daggers and stars.
pub(super) fn plain_code(code: &str) -> String {
    code.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_uppercase())
        .collect()
}

/// A medicine as a nurse would say it: "Actrapid 50 units in 50 mL, 6 mL/h".
fn medicine_in_words(medicine: &Medicine) -> String {
    let amount = |amount: &Amount| format!("{} {}", amount.value, amount.unit);
    let mut said = medicine.name.clone();
    if let Some(infusion) = &medicine.infusion {
        if let Some(drug) = infusion
            .amount
            .as_ref()
            .map(amount)
            .filter(|drug| !said.contains(drug.as_str()))
        {
            said = format!("{said} {drug}");
        }
        let volume = infusion.volume_ml.as_ref().map(|ml| format!("{ml} mL"));
        if let Some(volume) = volume.filter(|volume| !said.contains(volume.as_str())) {
            said = format!("{said} in {volume}");
        }
        if let Some(diluent) = &infusion.diluent {
            said = format!("{said} {diluent}");
        }
        let rate = infusion.rate_ml_h.as_ref().map(|rate| format!("{rate} mL/h"));
        if let Some(rate) = rate.or_else(|| infusion.dose_rate.as_ref().map(amount)) {
            said = format!("{said}, {rate}");
        }
    } else if let Some(dose) = medicine
        .dose
        .as_ref()
        .map(amount)
        .filter(|dose| !said.contains(dose.as_str()))
    {
        said = format!("{said} {dose}");
    }
    if let Some(route) = &medicine.route {
        said = format!("{said}, {route}");
    }
    if let Some(frequency) = &medicine.frequency {
        said = format!("{said}, {frequency}");
    }
    said
}
