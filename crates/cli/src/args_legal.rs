//! The words of the legal clocks.

use clap::Subcommand;

use crate::args_desk::ListTo;

/// Legal clocks: who must be told by law, by when.
#[derive(Debug, Subcommand)]
pub enum LegalClocks {
    /// Every clock of this hospital's law; of all laws with --all.
    List {
        /// Those of other countries and those not in force too.
        #[arg(long)]
        all: bool,
        /// Elsewhere than the terminal.
        #[command(flatten)]
        to: ListTo,
    },
    /// The hospital became aware: the clock runs from there, not from the attack.
    Start {
        /// Clock.
        id: String,
        /// When it became aware (RFC 3339); now when left out.
        #[arg(long)]
        aware: Option<String>,
        /// Due by another time than the term (RFC 3339), as a regulator gave it. Needs --because.
        #[arg(long)]
        due: Option<String>,
        /// How it became aware; who gave another time.
        #[arg(long, default_value = "")]
        because: String,
    },
    /// It was told: the clock stops.
    Done {
        /// Clock.
        id: String,
        /// The reference given; if none was, say so and who took it.
        #[arg(long)]
        reference: String,
        /// To whom, if not whom the bag names.
        #[arg(long, default_value = "")]
        whom: String,
        /// Where the proof is kept.
        #[arg(long, default_value = "")]
        evidence: String,
        /// When (RFC 3339); now when left out.
        #[arg(long)]
        at: Option<String>,
    },
    /// It does not apply.
    NotApplicable {
        /// Clock.
        id: String,
        /// Why, and who says so.
        #[arg(long)]
        because: String,
    },
    /// A stopped clock runs again.
    Reopen {
        /// Clock.
        id: String,
        /// Why.
        #[arg(long)]
        because: String,
    },
    /// Name who sees to it.
    Owner {
        /// Clock.
        id: String,
        /// Name.
        person: String,
    },
}
