//! MedicationRequest, MedicationStatement, MedicationAdministration, Medication.

use super::elements::{codes, has_code, link, quantity, reference, words};
use super::json::Json;
use super::{Cx, Fact, dosage};
use crate::feed::{Given, Ordered, Period, Setting, medicine_named};
use crate::model::{Amount, Code, Infusion, Medicine};
use crate::units;

const NOT_NAMED: &str = "medicine not named in the source";

/// A Medication resource: the name and what it is made up of.
pub(super) struct MedicationFact {
    name: Option<String>,
    codes: Vec<Code>,
    amount: Option<Amount>,
    diluent: Option<String>,
    volume_ml: Option<String>,
}

/// Reads a Medication: code, active ingredient's strength, diluent (an ingredient that is not active), volume.
pub(super) fn medication(resource: &Json<'_>) -> MedicationFact {
    let ingredients = resource.get("ingredient").items();
    let active = ingredients
        .iter()
        .find(|i| i.get("isActive").truth() == Some(true));
    let diluent = ingredients
        .iter()
        .find(|i| i.get("isActive").truth() == Some(false));
    let volume = quantity(resource.get("amount").get("numerator")).filter(|v| v.unit == "mL");
    let first = ingredients
        .iter()
        .find_map(|i| words(i.get("itemCodeableConcept")));
    MedicationFact {
        name: words(resource.get("code")).or(first),
        codes: codes(resource.get("code")),
        amount: active.and_then(|i| quantity(i.get("strength").get("numerator"))),
        diluent: diluent.and_then(|i| words(i.get("itemCodeableConcept"))),
        volume_ml: volume.map(|v| v.value),
    }
}

impl MedicationFact {
    /// Gives a medicine its name, and its infusion what is in the bag.
    pub(super) fn fill(&self, medicine: &mut Medicine) {
        if let Some(name) = &self.name {
            medicine.name.clone_from(name);
        }
        if medicine.codes.is_empty() {
            medicine.codes.clone_from(&self.codes);
        }
        if let Some(infusion) = &mut medicine.infusion {
            infusion.amount = infusion.amount.take().or_else(|| self.amount.clone());
            infusion.diluent = infusion.diluent.take().or_else(|| self.diluent.clone());
            infusion.volume_ml = infusion.volume_ml.take().or_else(|| self.volume_ml.clone());
        }
    }
}

/// The medicine that a request or administration names, what its contained Medication adds, and the reference that is
/// still to be looked up.
fn named(resource: &Json<'_>) -> (Medicine, Option<MedicationFact>, Option<String>) {
    let concept = resource.get("medicationCodeableConcept");
    if let Some(name) = words(concept) {
        return (medicine_named(name, codes(concept)), None, None);
    }
    let link = resource.get("medicationReference");
    let name = link
        .get("display")
        .owned()
        .unwrap_or_else(|| NOT_NAMED.to_owned());
    let medicine = medicine_named(name, Vec::new());
    let Some(target) = reference(link) else {
        return (medicine, None, None);
    };
    let inside = target.strip_prefix('#').and_then(|id| {
        resource
            .get("contained")
            .items()
            .iter()
            .find(|c| c.get("id").text() == Some(id))
    });
    match inside {
        Some(inside) => (medicine, Some(medication(inside)), None),
        None => (medicine, None, Some(target)),
    }
}

/// An order or statement.
pub(super) fn ordered(kind: &str, resource: &Json<'_>, keys: Vec<String>, cx: &mut Cx<'_>) -> Option<Fact> {
    let statement = kind == "MedicationStatement";
    let status = resource.get("status").text();
    if status == Some("entered-in-error") || (statement && !resource.get("basedOn").is_nothing()) {
        return None;
    }
    let running = matches!(status, Some("active" | "unknown" | "on-hold") | None)
        && resource.get("intent").text() != Some("proposal")
        && resource.get("doNotPerform").truth() != Some(true);
    let (mut medicine, contained, target) = named(resource);
    if medicine.name == NOT_NAMED && contained.is_none() && target.is_none() {
        cx.warn("A medicine has no name and no code. Check the prescription in the notes.");
    }
    dosage::apply(
        &mut medicine,
        resource.get(if statement { "dosage" } else { "dosageInstruction" }),
        cx.times,
    );
    if let Some(contained) = &contained {
        contained.fill(&mut medicine);
    }
    let written = resource
        .get("authoredOn")
        .text()
        .or_else(|| resource.get("dateAsserted").text())
        .and_then(|t| cx.times.when(t));
    cx.ledger.saw(written);
    let effective = cx.times.during(resource, "effective");
    let validity = cx
        .times
        .period(resource.get("dispenseRequest").get("validityPeriod"));
    medicine.order_id = resource
        .get("identifier")
        .get("value")
        .decimal_or_text()
        .or_else(|| resource.get("id").owned());
    medicine.started_at = if statement { effective.start } else { written };
    medicine.stop_or_review_at = medicine.stop_or_review_at.or(validity.end);
    let reason = resource.get("reasonCode").items().iter().find_map(words);
    medicine.indication = medicine.indication.or(reason);
    medicine.prescriber = resource.get("requester").get("display").owned();
    medicine.time_critical |= note(resource).is_some_and(|n| n.to_lowercase().contains("time-critical"));
    if status == Some("on-hold") {
        medicine.frequency = Some(match medicine.frequency {
            Some(often) => format!("{often} (on hold)"),
            None => "on hold".to_owned(),
        });
    }
    let ordered = Ordered {
        medicine,
        keys,
        during: if statement {
            effective
        } else {
            Period::since(written)
        },
        stay: link(resource.get("encounter")).or_else(|| link(resource.get("context"))),
        setting: setting(resource.get("category")),
        running,
    };
    Some(Fact::Ordered(Box::new(ordered), target))
}

fn setting(category: &Json<'_>) -> Setting {
    if category.items().iter().any(|c| has_code(c, &["inpatient"])) {
        Setting::Ward
    } else if category
        .items()
        .iter()
        .any(|c| has_code(c, &["community", "outpatient", "discharge"]))
    {
        Setting::Community
    } else {
        Setting::NotSaid
    }
}

fn note(resource: &Json<'_>) -> Option<String> {
    resource
        .get("note")
        .items()
        .iter()
        .find_map(|n| n.get("text").owned())
}

/// A dose given, or an infusion that is running.
pub(super) fn given(resource: &Json<'_>, cx: &mut Cx<'_>) -> Option<Fact> {
    let status = resource.get("status").text();
    let (mut medicine, contained, target) = named(resource);
    match status {
        Some("entered-in-error") => {
            cx.warn(format!(
                "A dose of {} is marked entered in error and was left out.",
                medicine.name
            ));
            return None;
        }
        Some("not-done") => return None,
        _ => {}
    }
    let during = cx.times.during(resource, "effective");
    cx.ledger.saw(during.start);
    let running = status == Some("in-progress");
    let dosage = resource.get("dosage");
    medicine.dose = quantity(dosage.get("dose"));
    medicine.route = dosage::route(dosage);
    medicine.infusion = dosage::infusion(dosage, &[]);
    let pump = resource
        .get("device")
        .items()
        .iter()
        .find_map(|d| reference(d).or_else(|| d.get("display").owned()));
    if running {
        let infusion = medicine.infusion.get_or_insert_with(Infusion::default);
        infusion.started_at = during.start;
        infusion.runs_out_at = during.end;
        infusion.pump = pump;
    }
    if let Some(contained) = &contained {
        contained.fill(&mut medicine);
    }
    if let Some(dose) = &mut medicine.dose {
        dose.unit = units::in_full(&dose.unit);
    }
    if let Some(text) = dosage.get("text").text() {
        medicine.disagreement = dosage::disagreement(&medicine, text);
    }
    let given = Given {
        order: link(resource.get("request")),
        medicine,
        during,
        running,
        stay: link(resource.get("context")).or_else(|| link(resource.get("encounter"))),
    };
    Some(Fact::Given(Box::new(given), target))
}
