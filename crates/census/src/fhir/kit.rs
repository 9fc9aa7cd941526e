//! Device, DeviceUseStatement, ServiceRequest.

use super::elements::{Times, codes, first_code, link, reference, words};
use super::json::Json;
use super::{Cx, Fact};
use crate::feed::{Dated, Period};
use crate::model::{Device, Order, OrderKind};

/// A Device.
pub(super) fn device(resource: &Json<'_>) -> Device {
    let names = resource.get("deviceName").items();
    let named = |kind: &str| {
        names
            .iter()
            .find(|n| n.get("type").text() == Some(kind))
            .and_then(|n| n.get("name").owned())
    };
    let maker = resource.get("manufacturer").owned();
    let product = resource
        .get("modelNumber")
        .owned()
        .or_else(|| named("model-name"))
        .or_else(|| named("manufacturer-name"));
    let model = match (maker, product) {
        (Some(maker), Some(product)) if product.starts_with(&maker) => Some(product),
        (Some(maker), Some(product)) => Some(format!("{maker} {product}")),
        (maker, product) => maker.or(product),
    };
    let kind = words(resource.get("type"))
        .or_else(|| names.iter().find_map(|n| n.get("name").owned()))
        .or_else(|| model.clone())
        .unwrap_or_else(|| "device of a kind not known".to_owned());
    let asset = resource
        .get("identifier")
        .items()
        .iter()
        .find_map(|i| i.get("value").decimal_or_text());
    Device {
        kind,
        codes: codes(resource.get("type")),
        model,
        asset: asset.or_else(|| resource.get("serialNumber").decimal_or_text()),
        needs_network: needs_network(resource),
    }
}

fn needs_network(resource: &Json<'_>) -> Option<bool> {
    let property = resource
        .get("property")
        .items()
        .iter()
        .find(|p| words(p.get("type")).is_some_and(|t| t.eq_ignore_ascii_case("needs network")))?;
    match words(property.get("valueCode"))?.to_lowercase().as_str() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// The device as a fact about the patient it names.
pub(super) fn device_of_patient(resource: &Json<'_>, device: &Device) -> Option<Fact> {
    reference(resource.get("patient"))?;
    if matches!(
        resource.get("status").text(),
        Some("inactive" | "entered-in-error")
    ) {
        return None;
    }
    Some(Fact::Device(
        Box::new(Dated {
            fact: device.clone(),
            during: Period::default(),
            stay: None,
        }),
        None,
    ))
}

/// A device in use, described in the statement or elsewhere.
pub(super) fn device_use(resource: &Json<'_>, times: &Times) -> Option<Fact> {
    let over = match resource.get("status").text() {
        Some("entered-in-error" | "intended" | "on-hold") => return None,
        Some("completed") => true,
        _ => false,
    };
    let timing = times.during(resource, "timing");
    if over && timing.end.is_none() {
        return None;
    }
    let link = resource.get("device");
    let contained = link
        .get("reference")
        .text()
        .and_then(|r| r.strip_prefix('#'))
        .and_then(|id| {
            resource
                .get("contained")
                .items()
                .iter()
                .find(|c| c.get("id").text() == Some(id))
        });
    let described = match contained {
        Some(inside) => device(inside),
        None => Device {
            kind: link
                .get("display")
                .owned()
                .unwrap_or_else(|| "device of a kind not known".to_owned()),
            codes: Vec::new(),
            model: None,
            asset: None,
            needs_network: None,
        },
    };
    let elsewhere = if contained.is_some() {
        None
    } else {
        reference(link)
    };
    Some(Fact::Device(
        Box::new(Dated {
            fact: described,
            during: timing,
            stay: None,
        }),
        elsewhere,
    ))
}

/// An order that is still open.
pub(super) fn order(resource: &Json<'_>, keys: Vec<String>, cx: &mut Cx<'_>) -> Option<Fact> {
    let ordered_at = resource.get("authoredOn").text().and_then(|t| cx.times.when(t));
    cx.ledger.saw(ordered_at);
    if !matches!(
        resource.get("status").text(),
        Some("active" | "on-hold" | "unknown") | None
    ) {
        return None;
    }
    let concept = resource.get("code");
    let text = words(concept)?;
    let question = resource.get("reasonCode").items().iter().find_map(words);
    let note = resource
        .get("note")
        .items()
        .iter()
        .find_map(|n| n.get("text").owned());
    let order = Order {
        order_id: resource
            .get("identifier")
            .get("value")
            .decimal_or_text()
            .or_else(|| resource.get("id").owned()),
        kind: kind(resource.get("category")),
        text,
        codes: codes(concept),
        priority: resource.get("priority").owned(),
        ordered_at,
        question: question.or(note),
    };
    let during = Period {
        start: ordered_at,
        end: cx.times.period(resource.get("occurrencePeriod")).end,
    };
    let order = Dated {
        fact: order,
        during,
        stay: link(resource.get("encounter")),
    };
    Some(Fact::Order(keys, Box::new(order)))
}

/// A report that is final closes the orders it is based on.
pub(super) fn report(resource: &Json<'_>, cx: &mut Cx<'_>) -> Option<Fact> {
    let issued = resource.get("issued").text().and_then(|t| cx.times.when(t));
    cx.ledger.saw(issued);
    if !matches!(
        resource.get("status").text(),
        Some("final" | "amended" | "corrected" | "appended")
    ) {
        return None;
    }
    let orders: Vec<String> = resource.get("basedOn").items().iter().filter_map(link).collect();
    (!orders.is_empty()).then_some(Fact::Closes(orders, issued))
}

fn kind(categories: &Json<'_>) -> OrderKind {
    for category in categories.items() {
        let said = words(category).unwrap_or_default().to_lowercase();
        let is = |parts: &[&str]| parts.iter().any(|p| said.contains(p));
        match first_code(category) {
            Some("108252007" | "laboratory" | "LAB" | "26436-6" | "15220000") => {
                return OrderKind::Laboratory;
            }
            Some("363679005" | "imaging" | "RAD" | "18748-4") => return OrderKind::Radiology,
            Some("387713003" | "71388002") => return OrderKind::Procedure,
            _ if is(&["blood bank", "transfusion", "blood product"]) => return OrderKind::Blood,
            _ if is(&["lab"]) => return OrderKind::Laboratory,
            _ if is(&["radiolog", "imaging"]) => return OrderKind::Radiology,
            _ if is(&["procedure", "surg", "theatre"]) => return OrderKind::Procedure,
            _ => {}
        }
    }
    OrderKind::Other
}
