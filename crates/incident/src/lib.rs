//! What can happen in an incident, and the fold that turns entries into state. Pure.
