//! One module a form.

pub(crate) mod allergies;
pub(crate) mod card;
pub(crate) mod checkpoint;
pub(crate) mod front;
pub(crate) mod list;
pub(crate) mod news2;
pub(crate) mod news2_back;
pub(crate) mod notes;
pub(crate) mod quotation;
pub(crate) mod recovery;
pub(crate) mod regular;
