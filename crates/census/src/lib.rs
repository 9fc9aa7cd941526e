//! Who is in the hospital: the patient model, the importers, snapshots and the sample hospital.

pub mod model;

pub use model::{
    AcuityBand, Allergies, Allergy, Amount, Code, Condition, Consciousness, Counts, Device, Escalation, Infusion,
    Medicine, News2, NhsNumber, Observations, Order, OrderKind, Patient, PatientClass, PatientId, PersonName, Place,
    Rejected, Sex, Snapshot, Source, Standing, WardKind, Warning, Weight,
};
