//! PID and MRG: who it is about.

use super::message::{Piece, Segment};
use super::said::{Cx, Field, Gone, Number, Who};
use super::times;
use crate::model::{NhsNumber, PersonName, Sex};
use crate::nhs_number;

/// Identifier types (HL7 table 0203) that are numbers of papers, money or other bodies: many people may share one, or
/// the hospital does not give it out.
const NOT_OURS: &[&str] = &[
    "SS", "DL", "PPN", "NI", "MA", "MC", "MI", "MCD", "MCR", "BC", "CC", "WC", "TAX", "NPI", "BA", "GI",
    "GN", "AN", "VN", "FI", "NII", "NIIP", "PN", "EN", "SB", "DN", "LN", "DEA", "ANON",
];

/// What PID says.
pub(super) fn who(pid: &Segment<'_>, cx: &mut Cx<'_>) -> Who {
    let mut who = Who::default();
    numbers(pid.field(3), "PID-3", &mut who, cx);
    // Before 2.3 the number may stand in PID-2, and since in PID-4; beside PID-3 they are other numbers.
    numbers(pid.field(2), "PID-2", &mut who, cx);
    numbers(pid.field(4), "PID-4", &mut who, cx);
    if who.nhs.is_none()
        && let Some(digits) = pid.value(19, 1).and_then(|t| nhs_number::parse(&t).ok())
    {
        who.nhs = Some(NhsNumber {
            digits,
            verified: None,
        });
    }
    if let Some(nhs) = &mut who.nhs {
        nhs.verified = pid.field(32).repetitions().find_map(|r| verified(&r.at(1)?));
    }
    names(pid, &mut who);
    who.born = born(pid.field(7), cx);
    who.sex = sex(pid.field(8));
    who.language = language(pid.field(15));
    who.died = died(pid, cx);
    who.account = pid.value(18, 1);
    who
}

/// What MRG takes away.
pub(super) fn gone(mrg: &Segment<'_>, cx: &mut Cx<'_>) -> Gone {
    let mut gone = Gone::default();
    numbers(mrg.field(1), "MRG-1", &mut gone.who, cx);
    // The prior external id names the record only when nothing else does.
    if gone.who.numbers.is_empty() && gone.who.nhs.is_none() {
        numbers(mrg.field(4), "MRG-4", &mut gone.who, cx);
    }
    if let Some(name) = name_of(mrg.field(7).first()) {
        gone.who.name = Field::Is(name);
    }
    gone.visits = mrg.field(5).repetitions().filter_map(|r| r.at(1)).collect();
    gone.visits
        .extend(mrg.value(3, 1).map(|a| super::visit::account(&a)));
    gone
}

fn numbers(field: Piece<'_>, place: &str, who: &mut Who, cx: &mut Cx<'_>) {
    let mut found: Vec<(u8, Number)> = Vec::new();
    for id in field.repetitions() {
        let Some(value) = id.at(1) else { continue };
        let authority = id.at(4).or_else(|| id.component(4).subcomponent(2).value());
        let kind = id.at(5).unwrap_or_default().to_uppercase();
        let by = authority.clone().unwrap_or_default();
        if is_nhs(&kind, &by) {
            match nhs_number::parse(&value) {
                Ok(digits) => {
                    who.nhs.get_or_insert(NhsNumber {
                        digits,
                        verified: None,
                    });
                }
                Err(fault) => cx.warn(
                    place,
                    format!("The NHS number {value} was left out: {fault}. Check the wristband."),
                ),
            }
        } else if !NOT_OURS.contains(&kind.as_str()) {
            let rank = match kind.as_str() {
                "MR" | "MRN" | "PAS" => 0,
                "PI" | "LR" => 1,
                "" | "U" | "XX" | "PT" => 2,
                _ => 3,
            };
            found.push((rank, Number { authority: by, value }));
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    for (_, number) in found {
        if !who.numbers.contains(&number) {
            who.numbers.push(number);
        }
    }
}

fn is_nhs(kind: &str, authority: &str) -> bool {
    let authority = authority.to_uppercase();
    matches!(kind, "NH" | "NHS" | "NHSNMBR" | "NHSN")
        || matches!(
            authority.as_str(),
            "NHS" | "NHSNUMBER" | "NHS NUMBER" | "NHSNBR" | "NHSNMBR" | "2.16.840.1.113883.2.1.4.1"
        )
}

/// NHS number status indicator codes: 01 is present and verified, 02 to 08 are not.
fn verified(code: &str) -> Option<bool> {
    let code = code.to_uppercase();
    match code.trim_start_matches("NSTS") {
        "01" | "1" | "VERIFIED" => Some(true),
        "02" | "03" | "04" | "05" | "06" | "07" | "08" | "UNVERIFIED" => Some(false),
        _ => None,
    }
}

fn names(pid: &Segment<'_>, who: &mut Who) {
    let field = pid.field(5);
    if field.is_delete() {
        who.name = Field::Deleted;
        return;
    }
    let all: Vec<(Piece<'_>, String)> = field
        .repetitions()
        .map(|r| (r, r.at(7).unwrap_or_default().to_uppercase()))
        .collect();
    let is_alias = |kind: &str| {
        matches!(
            kind,
            "A" | "M" | "N" | "S" | "B" | "BAD" | "P" | "NOUSE" | "NAV" | "TEMP"
        )
    };
    let main = all
        .iter()
        .position(|(r, kind)| !is_alias(kind) && name_of(*r).is_some())
        .or_else(|| all.iter().position(|(r, _)| name_of(*r).is_some()));
    let Some(main) = main else { return };
    let Some(mut name) = all.get(main).and_then(|(r, _)| name_of(*r)) else {
        return;
    };
    for (n, (other, _)) in all.iter().enumerate().filter(|(n, _)| *n != main) {
        let Some(alias) = name_of(*other) else { continue };
        let shown = shown(&alias);
        let own_script = other.at(8).as_deref() == Some("I") || (!is_latin(&shown) && is_latin(&name.family));
        if own_script && name.native.is_none() && n != main {
            name.native = Some(shown);
        } else {
            who.aliases.push(shown);
        }
    }
    who.aliases
        .extend(pid.field(9).repetitions().filter_map(name_of).map(|n| shown(&n)));
    who.name = Field::Is(name);
}

fn is_latin(text: &str) -> bool {
    text.chars().all(|c| !c.is_alphabetic() || u32::from(c) < 0x250)
}

/// "OKAFOR, Grace".
pub(super) fn shown(name: &PersonName) -> String {
    if name.given.is_empty() {
        return name.family.clone();
    }
    format!("{}, {}", name.family, name.given.join(" "))
}

fn name_of(piece: Piece<'_>) -> Option<PersonName> {
    let family = piece.at(1).unwrap_or_default();
    let given: Vec<String> = [2, 3].into_iter().filter_map(|n| piece.at(n)).collect();
    (!family.is_empty() || !given.is_empty()).then_some(PersonName {
        family,
        given,
        native: None,
    })
}

fn born(field: Piece<'_>, cx: &mut Cx<'_>) -> Field<chrono::NaiveDate> {
    if field.is_delete() {
        return Field::Deleted;
    }
    let Some(text) = field.at(1) else {
        return Field::Silent;
    };
    if let Some(date) = times::date(&text) {
        return Field::Is(date);
    }
    cx.warn(
        "PID-7",
        format!("The date of birth “{text}” could not be read. Check the wristband."),
    );
    Field::Silent
}

fn sex(field: Piece<'_>) -> Field<Sex> {
    if field.is_delete() {
        return Field::Deleted;
    }
    match field.at(1).unwrap_or_default().to_uppercase().as_str() {
        "F" | "FEMALE" | "2" => Field::Is(Sex::Female),
        "M" | "MALE" | "1" => Field::Is(Sex::Male),
        "O" | "A" | "N" | "OTHER" | "9" => Field::Is(Sex::Other),
        // U is "not known".
        _ => Field::Silent,
    }
}

/// The language to ask in, when it is not English.
fn language(field: Piece<'_>) -> Field<String> {
    if field.is_delete() {
        return Field::Deleted;
    }
    let code = field.at(1).unwrap_or_default().to_lowercase();
    let Some(words) = super::said::words(field) else {
        return Field::Silent;
    };
    if code == "en" || code == "eng" || code.starts_with("en-") || words.to_lowercase().starts_with("english")
    {
        return Field::Deleted;
    }
    Field::Is(words)
}

fn died(pid: &Segment<'_>, cx: &mut Cx<'_>) -> Field<Option<crate::feed::When>> {
    let at = pid.field(29);
    let said = pid.value(30, 1).unwrap_or_default().to_uppercase();
    if said == "N" || (at.is_delete() && said != "Y") || pid.field(30).is_delete() {
        return Field::Deleted;
    }
    if said != "Y" && at.is_empty() {
        return Field::Silent;
    }
    Field::Is(cx.time(at, "PID-29").map(|s| s.at))
}
