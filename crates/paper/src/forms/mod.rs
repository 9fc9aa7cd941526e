//! One module a form.

pub(crate) mod allergies;
pub(crate) mod card;
pub(crate) mod chart;
pub(crate) mod checkpoint;
pub(crate) mod drip;
pub(crate) mod drip_back;
pub(crate) mod fixed_rate;
pub(crate) mod fluid;
pub(crate) mod front;
pub(crate) mod laboratory;
pub(crate) mod list;
pub(crate) mod neuro;
pub(crate) mod news2;
pub(crate) mod news2_back;
pub(crate) mod notes;
pub(crate) mod quotation;
pub(crate) mod radiology;
pub(crate) mod recovery;
pub(crate) mod regular;
pub(crate) mod ruled;
pub(crate) mod sbar;
pub(crate) mod transfusion;
pub(crate) mod variable_rate;
pub(crate) mod ventilation;
pub(crate) mod ward;
pub(crate) mod wristband;
