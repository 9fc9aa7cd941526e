//! Who is in the hospital: the patient model, the importers, snapshots and the sample hospital.

mod allergies;
mod bedside;
mod changes;
mod claims;
mod course;
mod error;
mod feed;
mod fhir;
pub mod hl7;
mod identity;
pub mod import;
mod measures;
pub mod model;
pub mod news2;
pub mod nhs_number;
mod observed;
mod place;
mod quality;
mod readings;
pub mod sample;
mod snapshot;
pub mod tables;
mod units;
pub mod wards;

pub use changes::{Changed, Changes, allergy_words, name_in_full, name_words, place_words};
pub use claims::{BY_HAND, Claim, DOWNTIME_NUMBER, Field};
pub use error::CensusError;
pub use feed::medicine_named;
pub use fhir::Contents;
pub use identity::carry_keys;
pub use import::{Format, ImportOptions, Progress, fhir_contents, import, import_bytes, import_with};
pub use model::{
    AcuityBand, Allergies, Allergy, Amount, Code, Condition, Consciousness, Counts, Device, Escalation,
    Infusion, Medicine, News2, NhsNumber, Observations, Order, OrderKind, Patient, PatientClass, PatientId,
    PersonName, Place, Rejected, Sex, Snapshot, Source, Standing, WardKind, Warning, Weight,
};
pub use quality::{FileCount, Lack, LackCount, Quality, ReasonCount, STALE_AFTER_H, SharedBed, last_seen};
pub use snapshot::{SNAPSHOT_FORMAT, by_place, natural};
