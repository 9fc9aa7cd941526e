//! What can be written after `battlebag bag`.

use std::path::PathBuf;

use clap::Subcommand;

/// Bag commands.
#[derive(Debug, Subcommand)]
pub enum Bag {
    /// Check the bag built in, or one in a folder: every fault with file and line.
    Check {
        /// Folder.
        dir: Option<PathBuf>,
    },
    /// What the bag holds.
    Show,
    /// Every clinical number: value, unit, source, who approved it, file and line.
    Numbers {
        /// Folder; without it, the bag built in.
        dir: Option<PathBuf>,
        /// Only what nobody approved as it stands.
        #[arg(long)]
        not_approved: bool,
        /// Only lines with this in them.
        #[arg(long, value_name = "WORDS", default_value = "")]
        find: String,
    },
    /// Record that somebody saw the physical bag: assumed other ways count.
    Checked {
        /// Days it stays good; 0 for the bag's own number.
        #[arg(long, default_value_t = 0)]
        days: u32,
    },
    /// Cards with where they come from, who approved them and when they are looked at again.
    Cards,
    /// Compare two bags: each `in-use`, `shipped`, `under`, `incident`, or a folder or file.
    Diff {
        /// Before.
        before: String,
        /// After.
        after: String,
    },
    /// Write a bag: to one signed file ending in .battlebag-bag, or as plain texts into a new folder.
    Export {
        /// File or folder.
        to: PathBuf,
        /// Which bag, as in `diff`; the one in use when absent.
        #[arg(long, value_name = "BAG", default_value = "")]
        bag: String,
    },
    /// Sign a bag's file with this home's key; without a file, write the bag in use and sign it.
    Sign {
        /// The file.
        file: Option<PathBuf>,
    },
    /// Take a bag from a file that a trusted key signed; `shipped` for the bag of this program.
    Import {
        /// The file.
        file: String,
        /// Only look at it.
        #[arg(long)]
        dry_run: bool,
        /// Give up the cards that were written here.
        #[arg(long)]
        replace_local: bool,
    },
    /// Keys that bags are signed with: this home's, and those that are trusted.
    Keys,
    /// Trust a key, once its owner has read it to you.
    Trust {
        /// The key: the line that begins with RW.
        key: String,
        /// Whose it is.
        #[arg(long)]
        name: String,
        /// How you know.
        #[arg(long)]
        because: String,
    },
    /// No longer trust a key.
    Distrust {
        /// The key.
        key: String,
        /// Why.
        #[arg(long)]
        because: String,
    },
    /// Save a card, roles.toml or your own paper from a file: in use from the next incident.
    Save {
        /// Path in the bag: cards/NAME.md, roles.toml, local_paper.toml, back_entry.toml or gravity.toml.
        path: String,
        /// The file with its text.
        file: PathBuf,
        /// Why.
        #[arg(long, default_value = "")]
        because: String,
    },
    /// Vouch for a card by name and day.
    Approve {
        /// Card id.
        card: String,
        /// Who: name and role.
        #[arg(long)]
        by: String,
        /// The day; today when absent.
        #[arg(long, default_value = "")]
        on: String,
    },
    /// Take a card out of use; it stays in the bag.
    Retire {
        /// Card id.
        card: String,
        /// Why.
        #[arg(long)]
        because: String,
    },
    /// Hand a retired card out again.
    Restore {
        /// Card id.
        card: String,
        /// Why.
        #[arg(long, default_value = "")]
        because: String,
    },
    /// Let the card of the bag underneath stand again.
    Revert {
        /// Card id.
        card: String,
        /// Why.
        #[arg(long, default_value = "")]
        because: String,
    },
    /// What your hospital has set about its own paper: medicines, forms, insulin scale, back-entry, never by gravity.
    Own {
        /// What to do; without it, what is set.
        #[command(subcommand)]
        act: Option<Own>,
    },
    /// Choose whose words cards and roles say: uk or us.
    Words {
        /// uk or us.
        vocabulary: String,
    },
    /// Let the running incident work from the home's newer bag.
    TakeNewer,
}

/// What can be written after `battlebag bag own`.
#[derive(Debug, Subcommand)]
pub enum Own {
    /// The text of one of the files, to be copied and changed.
    Show {
        /// local_paper.toml, back_entry.toml or gravity.toml.
        path: String,
    },
    /// Set one from a file, checked as `bag check` does: in use from the next incident.
    Set {
        /// The file. Its name says which: local_paper.toml, back_entry.toml or gravity.toml.
        file: PathBuf,
        /// Why. Needed where a drug would no longer be kept from gravity.
        #[arg(long, default_value = "")]
        because: String,
        /// Only check it.
        #[arg(long)]
        dry_run: bool,
    },
    /// Let the shipped words stand again.
    Revert {
        /// local_paper.toml, back_entry.toml or gravity.toml.
        path: String,
        /// Why.
        #[arg(long, default_value = "")]
        because: String,
    },
}
