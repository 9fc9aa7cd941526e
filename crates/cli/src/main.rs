//! The battlebag command.
fn main() {}
