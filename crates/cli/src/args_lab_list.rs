//! The words of the laboratory's list for the night.

use clap::Subcommand;

use crate::args_desk::ListTo;

/// What the laboratory can do now.
#[derive(Debug, Subcommand)]
pub enum LabListCommand {
    /// The list that is printed on laboratory requests, its age, and what contradicts it.
    Show(ListTo),
    /// The laboratory says what it can do: the whole list, which takes the place of the one before.
    Say {
        /// Tests, at most 12: "Full blood count|EDTA", "Blood gas|gas syringe|life-or-death". The last word is urgent, life-or-death
        /// or left out.
        #[arg(required = true, value_name = "TEST|TUBE|FOR WHOM")]
        tests: Vec<String>,
        /// Who in the laboratory said it.
        #[arg(long)]
        said_by: String,
        /// How it came: phone, runner.
        #[arg(long, default_value = "")]
        way: String,
        /// For whom or what it is; every ward when left out.
        #[arg(long = "for", value_name = "WHOM", default_value = "")]
        good_for: String,
        /// Until when (RFC 3339); until further notice when left out.
        #[arg(long)]
        until: Option<String>,
        /// When it was said (RFC 3339); now when left out.
        #[arg(long)]
        at: Option<String>,
    },
    /// The list holds no more: requests are printed with empty boxes.
    Withdraw {
        /// Who in the laboratory said so.
        #[arg(long)]
        said_by: String,
        /// Why.
        #[arg(long)]
        because: String,
        /// When it was said (RFC 3339); now when left out.
        #[arg(long)]
        at: Option<String>,
    },
}
