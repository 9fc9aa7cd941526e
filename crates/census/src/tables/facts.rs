//! The tables beside the census: medicines, infusions, orders, devices, observations, conditions.

use super::row::Row;
use super::{Joined, dates, is_something, said};
use crate::claims::Field;
use crate::feed::{Dated, Ordered, Period, Reading, Setting, medicine_named};
use crate::model::{Amount, Code, Condition, Device, Infusion, Medicine, Order, OrderKind, Standing};
use crate::{news2, readings, units};

/// What a row becomes: nothing (a stopped order), something to join, or the reason why it cannot be taken.
type Outcome = Result<Option<Joined>, String>;

/// A medicine as a running ward order.
pub(super) fn on_the_ward(medicine: Medicine) -> Ordered {
    Ordered {
        medicine,
        keys: Vec::new(),
        during: Period::default(),
        stay: None,
        setting: Setting::Ward,
        running: true,
    }
}

fn drug(row: &mut Row<'_>) -> Result<Medicine, String> {
    let Some(name) = row.text("drug") else {
        return Err("The line names no medicine. Check the prescription in the notes.".to_owned());
    };
    let codes = row.identifier("dmd_code").map(|code| Code {
        system: "dmd".to_owned(),
        code,
        display: None,
    });
    let mut medicine = medicine_named(name, codes.into_iter().collect());
    medicine.order_id = row.identifier("order_id");
    Ok(medicine)
}

fn is_over(status: Option<&str>) -> bool {
    status.is_some_and(|s| {
        let over = [
            "stopped",
            "completed",
            "cancelled",
            "discontinued",
            "ended",
            "entered-in-error",
        ];
        over.contains(&s.to_lowercase().as_str())
    })
}

/// A dose as written: "5 to 10" is a range; anything with other letters stays in words.
fn amount(row: &mut Row<'_>, value: &str, unit: &str) -> Option<Amount> {
    let value = row.text(value)?;
    let unit = row.value(unit).map(units::in_full).unwrap_or_default();
    let value = match value.split_once(',') {
        Some((whole, part)) if (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{whole}.{part}")
        }
        _ => value,
    };
    Some(Amount { value, unit })
}

/// A time of day as written; a spreadsheet's fraction of a day (0.25) and its seconds are undone.
fn clock_time(text: &str) -> String {
    dates::clock_or_fraction(text).map_or_else(|| text.to_owned(), |time| time.format("%H:%M").to_string())
}

/// A row of medications.csv.
pub(super) fn medicine(row: &mut Row<'_>) -> Outcome {
    row.ledger().counts.medications += 1;
    let mut medicine = drug(row)?;
    medicine.dose = amount(row, "dose", "dose_unit");
    medicine.route = row.value("route").map(units::route_in_full);
    medicine.frequency = row.text("frequency_text");
    medicine.due_times = row
        .value("due_times")
        .map(|times| {
            times
                .split([';', ' ', '|', ','])
                .filter(|t| !t.is_empty())
                .map(clock_time)
                .collect()
        })
        .unwrap_or_default();
    medicine.as_required = row.yes("prn") == Some(true);
    medicine.max_24h = row.text("prn_max_24h");
    medicine.indication = row.text("indication");
    medicine.started_at = row.time("start_at");
    medicine.stop_or_review_at = row.time("stop_or_review_at");
    medicine.last_given_at = row.time("last_given_at");
    medicine.next_due_at = row.time("next_due_at");
    medicine.time_critical = row.yes("critical") == Some(true);
    medicine.prescriber = row.text("prescriber");
    let newest = medicine.last_given_at.max(medicine.started_at);
    row.ledger().saw(newest);
    if is_over(row.value("status")) {
        return Ok(None);
    }
    Ok(Some(Joined::Ordered(Box::new(on_the_ward(medicine)))))
}

/// A row of infusions.csv.
pub(super) fn infusion(row: &mut Row<'_>) -> Outcome {
    let mut medicine = drug(row)?;
    let infusion = Infusion {
        amount: amount(row, "amount", "amount_unit"),
        diluent: row.text("diluent"),
        volume_ml: row.decimal("volume_ml"),
        rate_ml_h: row.decimal("rate_ml_h"),
        dose_rate: amount(row, "dose_rate", "dose_rate_unit"),
        line: row.text("line"),
        pump: row.identifier("pump_asset_id"),
        started_at: row.time("bag_started_at"),
        runs_out_at: row.time("runs_out_at"),
    };
    row.ledger().saw(infusion.started_at);
    if is_over(row.value("status")) {
        return Ok(None);
    }
    medicine.route = row.value("route").map(units::route_in_full);
    medicine.infusion = Some(infusion).filter(is_something).or(Some(Infusion::default()));
    Ok(Some(Joined::Infusion(Box::new(medicine))))
}

/// A row of orders.csv.
pub(super) fn order(row: &mut Row<'_>) -> Outcome {
    row.ledger().counts.orders += 1;
    let Some(text) = row.text("test") else {
        return Err("The line does not say what was ordered. Ask the requester.".to_owned());
    };
    let ordered_at = row.time("ordered_at");
    row.ledger().saw(ordered_at);
    if is_over(row.value("status")) {
        return Ok(None);
    }
    let kind = match row.value("kind").map(str::to_lowercase).as_deref() {
        Some("lab" | "laboratory") => OrderKind::Laboratory,
        Some("radiology" | "imaging") => OrderKind::Radiology,
        Some("blood" | "transfusion") => OrderKind::Blood,
        Some("procedure" | "theatre") => OrderKind::Procedure,
        _ => OrderKind::Other,
    };
    let order = Order {
        order_id: row.identifier("order_id"),
        kind,
        text,
        codes: code(row).into_iter().collect(),
        priority: row.text("priority"),
        ordered_at,
        question: row.text("question"),
    };
    let dated = Dated {
        fact: order,
        during: Period::default(),
        stay: None,
    };
    let say = said::by_row(
        row.source(),
        ordered_at,
        Field::Order,
        vec![dated.fact.text.clone()],
    );
    Ok(Some(Joined::Person(Box::new(move |p| {
        say(p);
        p.orders.push(dated);
    }))))
}

fn code(row: &mut Row<'_>) -> Option<Code> {
    let code = row.identifier("code")?;
    Some(Code {
        system: row.value("code_system").unwrap_or("local").to_lowercase(),
        code,
        display: None,
    })
}

/// A row of devices.csv.
pub(super) fn device(row: &mut Row<'_>) -> Outcome {
    row.ledger().counts.devices += 1;
    let Some(kind) = row.text("kind") else {
        return Err("The line does not say what device it is. Check at the bedside.".to_owned());
    };
    let device = Device {
        kind,
        codes: code(row).into_iter().collect(),
        model: row.text("model"),
        asset: row.identifier("asset_id"),
        needs_network: row.yes("needs_network"),
    };
    let dated = Dated {
        fact: device,
        during: Period::default(),
        stay: None,
    };
    let say = said::by_row(row.source(), None, Field::Device, vec![dated.fact.kind.clone()]);
    Ok(Some(Joined::Person(Box::new(move |p| {
        say(p);
        p.devices.push(dated);
    }))))
}

/// A row of observations.csv.
pub(super) fn observations(row: &mut Row<'_>) -> Outcome {
    row.ledger().counts.observations += 1;
    let Some(at) = row.time("at") else {
        return Err("The observations have no time that can be read. Take a new set.".to_owned());
    };
    row.ledger().saw(Some(at));
    let mut read = Vec::new();
    read.extend(
        row.read("rr", |v| readings::whole(v, 0, 120))
            .map(Reading::Respirations),
    );
    read.extend(
        row.read("spo2", |v| {
            readings::whole(v, 20, 100).and_then(|v| u8::try_from(v).ok())
        })
        .map(Reading::Spo2),
    );
    read.extend(row.word("o2", oxygen).map(Reading::Oxygen));
    if row
        .value("spo2_scale")
        .is_some_and(|s| s.trim_end_matches(".0") == "2")
    {
        read.push(Reading::Scale2);
    }
    read.extend(
        row.read("bp_sys", |v| readings::whole(v, 20, 350))
            .map(Reading::Systolic),
    );
    read.extend(
        row.read("bp_dia", |v| readings::whole(v, 0, 250))
            .map(Reading::Diastolic),
    );
    read.extend(
        row.read("pulse", |v| readings::whole(v, 0, 350))
            .map(Reading::Pulse),
    );
    read.extend(row.word("acvpu", readings::acvpu).map(Reading::Consciousness));
    read.extend(
        row.read("temp_c", news2::temperature_tenths)
            .map(Reading::TemperatureTenths),
    );
    let words = read.iter().map(|r| said::reading_words(*r)).collect();
    let say = said::by_row(row.source(), Some(at), Field::Observation, words);
    Ok(Some(Joined::Person(Box::new(move |p| {
        say(p);
        p.readings.extend(read.into_iter().map(|r| (at, r)));
    }))))
}

/// Air or oxygen, as people write it.
fn oxygen(cell: &str) -> Option<bool> {
    match cell.to_lowercase().as_str() {
        "air" | "room air" | "no" | "n" | "0" | "false" => Some(false),
        "oxygen" | "o2" | "yes" | "y" | "1" | "true" => Some(true),
        // A flow or fraction ("2 L/min", "0.35") is oxygen; 21 % is air.
        other if other.starts_with("21") || other == "0.21" => Some(false),
        other => other.starts_with(|c: char| c.is_ascii_digit()).then_some(true),
    }
}

/// A row of conditions.csv: a problem or a procedure.
pub(super) fn condition(row: &mut Row<'_>) -> Outcome {
    row.ledger().counts.conditions += 1;
    let Some(text) = row.text("text") else {
        return Err("The line names no condition. Check the notes.".to_owned());
    };
    let standing = match row.value("standing").map(str::to_lowercase).as_deref() {
        Some("active" | "current") => Standing::Active,
        Some("past" | "resolved" | "inactive" | "completed") => Standing::Past,
        Some("suspected" | "provisional") => Standing::Suspected,
        _ => Standing::Unknown,
    };
    let onset = row.day("onset");
    let reason_for_stay = row.yes("main") == Some(true);
    // Several codes of one condition: "snomed:22298006; icd10:I21.9".
    let mut codes: Vec<Code> = row
        .value("codes")
        .map(|cell| super::census::parts(cell, ';'))
        .unwrap_or_default()
        .iter()
        .filter_map(|c| c.split_once(':'))
        .map(|(system, code)| Code {
            system: system.trim().to_owned(),
            code: code.trim().to_owned(),
            display: None,
        })
        .collect();
    codes.extend(code(row));
    let condition = Condition {
        text,
        codes,
        standing,
        onset,
        recorded: None,
        of_stay: None,
        reason_for_stay,
    };
    let is_procedure = row
        .value("kind")
        .is_some_and(|k| k.eq_ignore_ascii_case("procedure"));
    let dated = Dated {
        fact: condition,
        during: Period::default(),
        stay: None,
    };
    let field = if is_procedure {
        Field::Procedure
    } else {
        Field::Condition
    };
    let say = said::by_row(row.source(), None, field, vec![dated.fact.text.clone()]);
    Ok(Some(Joined::Person(Box::new(move |p| {
        say(p);
        if is_procedure {
            p.procedures.push(dated);
        } else {
            // The census row's own words for the same problem give way to the coded ones.
            p.conditions
                .retain(|(_, known)| known.fact.text != dated.fact.text || !known.fact.codes.is_empty());
            p.conditions.push((Vec::new(), dated));
        }
    }))))
}
