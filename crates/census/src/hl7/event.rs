//! What a message's type does to a stay, by HL7 v2 chapters 3, 4 and 7.

use super::said::{Class, Deed, Visit};

/// The deed of a message; `evn` is EVN-1, which stands in where MSH-9.2 is empty.
pub(super) fn deed(kind: &str, trigger: &str, evn: Option<&str>) -> Deed {
    match kind {
        "ADT" | "ADR" => {
            let trigger = if trigger.is_empty() {
                evn.unwrap_or("")
            } else {
                trigger
            };
            admission(&trigger.to_uppercase())
        }
        "ORM" | "OMG" | "OML" | "OMI" | "OMP" | "OMN" | "OMS" | "OMD" | "OMB" | "ORU" | "RDE" | "RDS"
        | "RAS" | "RGV" | "RRE" => Deed::OnWard,
        // Appointments, vaccinations, documents, bills and referrals are not about a bed.
        _ => Deed::Nothing,
    }
}

fn admission(trigger: &str) -> Deed {
    match trigger {
        "A01" => Deed::Admit,
        "A02" => Deed::Transfer,
        "A03" => Deed::Discharge,
        "A04" => Deed::Register,
        "A05" | "A14" => Deed::Plan,
        "A06" => Deed::ToInpatient,
        "A07" => Deed::ToOutpatient,
        "A08" | "A54" | "A55" | "A32" | "A33" => Deed::Update,
        "A10" => Deed::Arrive,
        "A11" => Deed::CancelAdmit,
        "A12" => Deed::CancelTransfer,
        "A13" => Deed::CancelDischarge,
        "A17" => Deed::Swap,
        "A21" => Deed::LeaveOut,
        "A22" => Deed::LeaveBack,
        "A23" => Deed::DeleteVisit,
        "A24" => Deed::Link,
        "A27" | "A38" => Deed::CancelPlan,
        "A37" => Deed::Unlink,
        "A52" => Deed::CancelLeaveOut,
        "A53" => Deed::CancelLeaveBack,
        "A18" | "A30" | "A34" | "A36" | "A39" | "A40" | "A46" | "A47" | "A48" => Deed::Merge,
        "A43" => Deed::MoveRecord,
        "A44" | "A45" => Deed::MoveVisit,
        // A51 changes PV1-50, by which nothing is found.
        "A35" | "A41" | "A42" | "A49" | "A50" => Deed::Renumber,
        // A09, A15, A16, A25, A26 (on the way, pending), A20 (bed status), A28, A29, A31, A60 (person, allergies) and
        // what is not known change no stay.
        _ => Deed::Nothing,
    }
}

/// Types that are about no patient: acknowledgements, queries, master files.
pub(super) fn names_nobody(kind: &str) -> bool {
    matches!(
        kind,
        "ACK"
            | "MCF"
            | "MFN"
            | "MFK"
            | "MFQ"
            | "MFR"
            | "NMD"
            | "NMQ"
            | "NMR"
            | "QBP"
            | "QRY"
            | "RSP"
            | "DSR"
            | "ESU"
            | "ESR"
            | "EAC"
            | "EAN"
            | "EAR"
            | "INU"
            | "INR"
            | "LSU"
            | "SSU"
            | "SSR"
            | "TCU"
            | "TCR"
            | "RRG"
            | "RRA"
            | "RRD"
            | "ORR"
            | "ORL"
            | "ORG"
            | "ORP"
            | "ORI"
            | "PMU"
            | "STC"
            | "SLR"
            | "SLN"
            | "SMD"
            | "SRM"
            | "SRR"
    )
}

/// The deed of a registration depends on what is registered: somebody in the emergency department is in the hospital,
/// somebody in a clinic is not.
pub(super) fn register(visit: &Visit) -> Option<Class> {
    let ward_is_emergency = || {
        visit
            .place
            .as_ref()
            .is_some_and(|p| p.kind == crate::model::WardKind::Emergency)
    };
    match visit.class {
        Some(Class::Emergency) => Some(Class::Emergency),
        Some(class @ (Class::Inpatient | Class::DayCase | Class::Regular | Class::Home)) => {
            let placed = visit
                .place
                .as_ref()
                .is_some_and(|p| !p.ward.is_empty() || p.bed.is_some());
            placed.then_some(class)
        }
        Some(Class::Outpatient) => {
            let in_bed = visit.place.as_ref().is_some_and(|p| p.bed.is_some());
            in_bed.then_some(Class::Outpatient)
        }
        None | Some(Class::Unknown) if ward_is_emergency() => Some(Class::Emergency),
        None | Some(Class::Unknown | Class::Planned) => None,
    }
}
