//! Prints what a guess at a passphrase would cost on this machine: `cargo run --release -p battlebag-store --example
//! kdf_cost`.

#![allow(clippy::print_stdout)] // printing is what it is for

use battlebag_store::choose_cost;
use std::time::Instant;

fn main() {
    let cost = choose_cost(|cost| {
        let start = Instant::now();
        let done = cost.run_once();
        let took = start.elapsed();
        println!(
            "{:>4} MiB, {:>2} passes: {:>5} ms{}",
            cost.memory_kib / 1024,
            cost.passes,
            took.as_millis(),
            if done { "" } else { " (out of range)" }
        );
        took
    });
    println!("chosen: {} MiB, {} passes", cost.memory_kib / 1024, cost.passes);
}
