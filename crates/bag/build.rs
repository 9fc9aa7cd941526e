//! Rebuilds the program when the content changes: the content is part of the binary.
#![allow(clippy::print_stdout)] // a build script speaks to cargo on stdout

fn main() {
    println!("cargo:rerun-if-changed=../../action-cards");
}
