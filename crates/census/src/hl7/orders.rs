//! ORC, OBR and what belongs to them: what was asked for, what became of it.

use super::message::Segment;
use super::said::{Control, Cx, OrderSaid, Ordering, Part, codes, field, words};
use super::{observations, pharmacy};
use crate::claims::Field as Claimed;
use crate::feed::When;
use crate::model::{Order, OrderKind};

/// An order with the segments that belong to it.
#[derive(Default)]
pub(super) struct Group<'a> {
    pub orc: Option<Segment<'a>>,
    pub segments: Vec<Segment<'a>>,
}

const STARTS: &[&str] = &["OBR", "RXO", "RXE", "RXD", "RXG"];
const BELONGS: &[&str] = &[
    "OBR", "RXO", "RXE", "RXD", "RXG", "RXA", "RXR", "RXC", "RXV", "TQ1", "TQ2", "OBX", "NTE", "ODS", "ODT",
];

impl<'a> Group<'a> {
    /// Puts a segment of an order into the last group, or begins a new one. Answers whether it is one.
    pub(super) fn take(groups: &mut Vec<Self>, segment: Segment<'a>) -> bool {
        let name = segment.name().to_uppercase();
        if name == "ORC" {
            groups.push(Self {
                orc: Some(segment),
                segments: Vec::new(),
            });
            return true;
        }
        if !BELONGS.contains(&name.as_str()) {
            return false;
        }
        let begins = name == "OBR"
            && groups
                .last()
                .is_none_or(|g| g.segments.iter().any(|s| STARTS.iter().any(|n| s.is(n))))
            || (STARTS.contains(&name.as_str()) || name == "RXA") && groups.is_empty();
        if begins {
            groups.push(Self::default());
        }
        let Some(last) = groups.last_mut() else {
            return false;
        };
        last.segments.push(segment);
        true
    }

    pub(super) fn first(&self, name: &str) -> Option<Segment<'a>> {
        self.segments.iter().find(|s| s.is(name)).copied()
    }

    pub(super) fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = Segment<'a>> + 's {
        self.segments.iter().filter(move |s| s.is(name)).copied()
    }

    /// Placer and filler numbers, by which later messages name the order.
    pub(super) fn keys(&self) -> Vec<String> {
        let obr = self.first("OBR");
        let mut keys = Vec::new();
        for (kind, n) in [("placer", 2), ("filler", 3)] {
            let number = [self.orc, obr].into_iter().flatten().find_map(|s| s.value(n, 1));
            keys.extend(number.map(|n| format!("{kind} {n}")));
        }
        keys
    }
}

/// What ORC-1 and ORC-5 want.
pub(super) fn control(orc: Option<Segment<'_>>, cx: &mut Cx<'_>) -> Control {
    let code = orc.and_then(|o| o.value(1, 1)).unwrap_or_default().to_uppercase();
    let status = orc.and_then(|o| o.value(5, 1)).unwrap_or_default().to_uppercase();
    let by_code = match code.as_str() {
        "CA" | "CR" | "OC" | "DC" | "DR" | "OD" | "RP" | "RQ" | "UA" | "UN" | "CN" | "DF" => Control::Stop,
        "HD" | "HR" | "OH" => Control::Hold,
        "RL" | "OE" | "OR" => Control::Release,
        "XO" | "XX" | "XR" | "SC" | "SN" | "SR" | "NA" | "OK" | "RE" | "RU" | "RO" | "RR" | "CH" | "PA"
        | "RF" | "AF" => Control::Change,
        // Could not be done: the order stands as it was.
        "UC" | "UD" | "UF" | "UH" | "UM" | "UR" | "UX" | "DE" | "SS" => Control::Note,
        _ => Control::New,
    };
    if code == "DE" {
        cx.warn(
            "ORC-1",
            "The sender reports an error in an order (DE). It was not changed. Check the order.",
        );
    }
    match (by_code, status.as_str()) {
        (Control::Stop | Control::Note, _) => by_code,
        (_, "CA" | "DC" | "RP" | "CM" | "ER") => Control::Stop,
        (Control::New | Control::Change, "HD") => Control::Hold,
        _ => by_code,
    }
}

/// Takes the orders of one patient in.
pub(super) fn orders(groups: &[Group<'_>], kind: &str, part: &mut Part, cx: &mut Cx<'_>) {
    for group in groups {
        let is_pharmacy = group
            .segments
            .iter()
            .any(|s| s.name().to_uppercase().starts_with("RX"));
        if is_pharmacy {
            pharmacy::order(group, part, cx);
        } else if group.first("OBR").is_some() {
            test(group, kind, part, cx);
        } else {
            let control = control(group.orc, cx);
            // An ORC alone names an order that is known.
            push(
                group,
                control,
                Ordering::Number,
                group.orc.and_then(|o| written(&o, cx)),
                part,
                cx,
            );
        }
    }
}

pub(super) fn written(orc: &Segment<'_>, cx: &mut Cx<'_>) -> Option<When> {
    cx.time(orc.field(9), "ORC-9").map(|s| s.at)
}

pub(super) fn push(
    group: &Group<'_>,
    control: Control,
    what: Ordering,
    at: Option<When>,
    part: &mut Part,
    cx: &Cx<'_>,
) {
    part.orders.push(OrderSaid {
        keys: group.keys(),
        control,
        what,
        at: at.or(cx.when),
        place: cx.at.clone(),
    });
}

/// A test, an examination or a procedure, and its results.
fn test(group: &Group<'_>, kind: &str, part: &mut Part, cx: &mut Cx<'_>) {
    cx.ledger.counts.orders += 1;
    let Some(obr) = group.first("OBR") else { return };
    let observed = cx.time(obr.field(7), "OBR-7").map(|s| s.at);
    for obx in group.all("OBX") {
        observations::observation(&obx, observed, part, cx);
    }
    let is_result = matches!(kind, "ORU" | "OUL");
    let wanted = control(group.orc, cx);
    let wanted = match (is_result, wanted) {
        (true, Control::Stop) => Control::Stop,
        (true, _) => match result(group, &obr) {
            Some(control) => control,
            None => return,
        },
        (false, wanted) if is_done(&obr) => {
            if wanted == Control::Note {
                wanted
            } else {
                Control::Stop
            }
        }
        (false, wanted) => wanted,
    };
    let text = words(obr.field(4)).or_else(|| obr.value(4, 4));
    let ordered_at = group
        .orc
        .and_then(|o| written(&o, cx))
        .or_else(|| cx.time(obr.field(6), "OBR-6").map(|s| s.at))
        .or(cx.when);
    let Some(text) = text else {
        push(group, wanted, Ordering::Number, cx.when, part, cx);
        return;
    };
    let tq1 = group.first("TQ1");
    let priority = field(tq1, 9)
        .and_then(words)
        .or_else(|| obr.value(5, 1))
        .or_else(|| obr.value(27, 6))
        .or_else(|| group.orc.and_then(|o| o.value(7, 6)));
    if wanted == Control::New {
        let source = cx.source("OBR-4");
        part.facts()
            .says(Claimed::Order, text.clone(), &source, ordered_at);
    }
    let order = Order {
        order_id: group
            .keys()
            .first()
            .and_then(|k| k.split_once(' '))
            .map(|(_, n)| n.to_owned()),
        kind: order_kind(kind, &obr, &text),
        codes: codes(obr.field(4)),
        text,
        priority,
        ordered_at,
        question: words(obr.field(31)).or_else(|| words(obr.field(13))),
    };
    // A closing result or cancel counts from the message's time, an order from when it was written.
    let at = if wanted == Control::Stop {
        cx.when
    } else {
        ordered_at
    };
    push(group, wanted, Ordering::Test(order), at, part, cx);
}

/// OBR-25: all results are there, or the order was cancelled.
fn is_done(obr: &Segment<'_>) -> bool {
    matches!(obr.value(25, 1).as_deref(), Some("F" | "C" | "X"))
}

/// What a result says of the order behind it: closed when final, still open when preliminary.
fn result(group: &Group<'_>, obr: &Segment<'_>) -> Option<Control> {
    match obr.value(25, 1).as_deref() {
        Some("F" | "C" | "X" | "U") => Some(Control::Stop),
        Some("O" | "I" | "S" | "A" | "P" | "R") => Some(Control::Change),
        _ => {
            let mut states = group.all("OBX").filter_map(|o| o.value(11, 1)).peekable();
            states.peek()?;
            Some(if states.all(|s| matches!(s.as_str(), "F" | "C" | "U")) {
                Control::Stop
            } else {
                Control::Note
            })
        }
    }
}

fn order_kind(message: &str, obr: &Segment<'_>, text: &str) -> OrderKind {
    match obr.value(24, 1).unwrap_or_default().to_uppercase().as_str() {
        "RAD" | "CT" | "MR" | "NMR" | "NMS" | "RUS" | "US" | "VUS" | "XR" | "XRC" | "DX" | "CUS" | "OUS"
        | "NM" | "MG" => {
            return OrderKind::Radiology;
        }
        "BLB" | "BB" | "BTS" => return OrderKind::Blood,
        "LAB" | "CH" | "HM" | "MB" | "MCB" | "SR" | "TX" | "VR" | "IMM" | "MYC" | "BG" | "CP" | "CTH"
        | "SP" | "GE" | "URN" => {
            return OrderKind::Laboratory;
        }
        "SUR" | "OTH" | "EC" | "EN" => return OrderKind::Procedure,
        _ => {}
    }
    let text = text.to_lowercase();
    let word = |w: &str| text.split(|c: char| !c.is_alphanumeric()).any(|t| t == w);
    if ["ct", "mri", "xr", "uss"].iter().any(|w| word(w))
        || ["x-ray", "xray", "ultrasound", "radiolog"]
            .iter()
            .any(|w| text.contains(w))
    {
        OrderKind::Radiology
    } else if ["crossmatch", "cross match", "group and save", "transfus"]
        .iter()
        .any(|w| text.contains(w))
    {
        OrderKind::Blood
    } else if matches!(message, "OML" | "OUL") {
        OrderKind::Laboratory
    } else {
        OrderKind::Other
    }
}
