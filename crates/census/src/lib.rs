//! Who is in the hospital: the patient model, the importers, snapshots and the sample hospital.
