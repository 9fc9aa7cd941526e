//! The content of the bag as a hospital edits, compares, signs and takes it in.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::FaultView;

/// One card of the bag as its keeper sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ContentRow {
    /// Path in the bag ("cards/loggist.md").
    pub path: String,
    /// Card id.
    pub id: String,
    /// What people call it by on a radio; empty when it has none.
    pub number: String,
    /// Title.
    pub title: String,
    /// "role" or "task".
    pub kind: String,
    /// Version.
    pub version: String,
    /// "shipped" (as the bag underneath has it), "local" (other words here) or "added" (written here).
    pub origin: String,
    /// Who vouches for it here; empty when nobody does.
    pub approved_by: String,
    /// Since when (YYYY-MM-DD).
    pub approved_on: Option<String>,
    /// The day it must be looked at again (YYYY-MM-DD).
    pub review_due: String,
    /// "", "soon" (within 30 days) or "due".
    pub review: String,
    /// Since when it is not handed out any more (YYYY-MM-DD).
    pub retired_on: Option<String>,
    /// Why not.
    pub retired_because: String,
    /// The bag underneath says something else than when this card was written here.
    pub base_changed: bool,
    /// The person signed in has words for it that are not saved.
    pub draft: bool,
}

/// Which bag the running incident works from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IncidentBag {
    /// The incident's title.
    pub incident: String,
    /// Version of its bag.
    pub version: String,
    /// Its short hash.
    pub hash: String,
    /// The home has newer content: in use from the next incident, or when somebody takes it into this one.
    pub newer: bool,
    /// Ticked steps that are elsewhere in the newer content, or no longer in it.
    pub moves: Vec<StepMoves>,
    /// Why its own bag is not in force, or empty.
    pub fault: String,
}

/// A ticked step that is elsewhere in newer content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StepMoves {
    /// The card's number and title.
    pub card: String,
    /// Its number now.
    pub from: u32,
    /// Its number then; none when no step says the same.
    pub to: Option<u32>,
    /// Its words.
    pub words: String,
}

/// The cards of the bag, and what it is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ContentView {
    /// Cards in the order of their numbers; retired ones last.
    pub rows: Vec<ContentRow>,
    /// The bag underneath: "Shipped with Battlebag 0.1.0" or "Imported: …".
    pub base: String,
    /// The bag underneath came from a file.
    pub imported: bool,
    /// Files written here over it.
    pub local: u32,
    /// New cards that the person signed in has begun and not saved: their paths.
    pub begun: Vec<String>,
    /// Why the content is not what it should be, or empty.
    pub fault: String,
    /// The running incident's bag.
    pub incident: Option<IncidentBag>,
    /// Roles that may hold a new card: those without one.
    pub roles_without_card: Vec<String>,
}

/// A file of the bag.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ContentKey {
    /// Path in the bag.
    pub path: String,
}

/// A new card to be written.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct NewCard {
    /// Title.
    pub title: String,
    /// "role" or "task".
    pub kind: String,
    /// Role id, for a role card.
    pub role: String,
}

/// One saved version of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ContentVersion {
    /// "Edited, version 1.1-2".
    pub said: String,
    /// Who.
    pub by: String,
    /// When (RFC 3339).
    pub at: String,
    /// Why, if said.
    pub because: String,
    /// Its text, as far as it was written here.
    pub text: String,
}

/// A text of the bag, to be edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ContentText {
    /// Path in the bag.
    pub path: String,
    /// The text as it stands.
    pub text: String,
    /// The text of the bag underneath; none when it has no such file.
    pub under: Option<String>,
    /// Its row, for a card that is there.
    pub row: Option<ContentRow>,
    /// Saved versions, newest first.
    pub versions: Vec<ContentVersion>,
}

/// A text as somebody has typed it so far.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ContentTyped {
    /// Path in the bag.
    pub path: String,
    /// The text.
    pub text: String,
}

/// A piece of a compared line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PieceView {
    /// Words.
    pub text: String,
    /// Not in the other text.
    pub changed: bool,
}

/// A compared line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DifferentLineView {
    /// "same", "removed" or "added".
    pub differs: String,
    /// Its number before.
    pub before: Option<u32>,
    /// Its number after.
    pub after: Option<u32>,
    /// Its words.
    pub pieces: Vec<PieceView>,
    /// Equal lines were left out above it.
    pub gap_above: bool,
}

/// A file that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DifferentFileView {
    /// Path in the bag.
    pub path: String,
    /// "changed", "added" or "removed".
    pub differs: String,
    /// Its lines.
    pub lines: Vec<DifferentLineView>,
}

/// What a typed text is worth: its faults, how it prints, how it differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ContentLook {
    /// Faults, those of this file first.
    pub faults: Vec<FaultView>,
    /// It can be saved.
    pub usable: bool,
    /// The printed side as SVG; empty when it cannot be laid out or is no card.
    pub page: String,
    /// Its lines against the bag underneath.
    pub difference: Vec<DifferentLineView>,
}

/// Saves a text.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SaveContent {
    /// Path in the bag.
    pub path: String,
    /// The text.
    pub text: String,
    /// Why, if said.
    pub because: String,
}

/// Vouches for a card.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ApproveContent {
    /// Path in the bag.
    pub path: String,
    /// Who: name and role.
    pub by: String,
    /// The day (YYYY-MM-DD); empty for today.
    pub on: String,
}

/// Retires, restores or reverts a card.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TurnContent {
    /// Path in the bag.
    pub path: String,
    /// Why.
    pub because: String,
}

/// Two bags to be compared, each "in-use", "under", "shipped", "incident", or the path of a folder or a file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CompareBags {
    /// Before.
    pub before: String,
    /// After.
    pub after: String,
}

/// How two bags differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BagsCompared {
    /// What is before, in words.
    pub before: String,
    /// What is after, in words.
    pub after: String,
    /// "3 files changed, 1 added, none removed".
    pub said: String,
    /// Files that differ.
    pub files: Vec<DifferentFileView>,
}

/// Writes the bag to a file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ExportBag {
    /// A file ending in .battlebag-bag, signed beside it; or a folder, for the plain texts.
    pub path: String,
    /// Which bag: as in [`CompareBags`]; empty for the one in use.
    pub bag: String,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BagExported {
    /// The file or folder.
    pub file: String,
    /// Its signature; empty for a folder.
    pub signature: String,
    /// The key it is signed with.
    pub key: String,
    /// Version and hash.
    pub said: String,
}

/// A file to be signed.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SignBag {
    /// The file.
    pub path: String,
}

/// Takes a bag from a file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ImportBag {
    /// The file; "shipped" for the bag of this program.
    pub path: String,
    /// Only look.
    pub dry_run: bool,
    /// Give up what was written here.
    pub replace_local: bool,
}

/// Who signed a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SignerView {
    /// Number of the key, as minisign shows it.
    pub id: String,
    /// The whole key, when it is known or the signature names it.
    pub key: String,
    /// Whose it is, as it was entered here; empty when it is not trusted.
    pub name: String,
    /// What the signature says of itself; nobody vouches for it unless the key is trusted.
    pub says: String,
    /// Bags signed with it are taken.
    pub trusted: bool,
}

/// What a file holds, and whether it was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BagImported {
    /// One line.
    pub said: String,
    /// It is in use now.
    pub taken: bool,
    /// Version.
    pub version: String,
    /// Short hash.
    pub hash: String,
    /// Who signed it.
    pub signer: SignerView,
    /// Why it cannot be taken as things stand; empty when it can.
    pub why_not: String,
    /// Warnings, and errors that stand in the way.
    pub faults: Vec<FaultView>,
    /// How it differs from the bag in use.
    pub files: Vec<DifferentFileView>,
}

/// A key whose bags are taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KeyView {
    /// The key.
    pub key: String,
    /// Its number.
    pub id: String,
    /// Whose it is.
    pub name: String,
    /// Who trusted it.
    pub by: String,
    /// When (RFC 3339).
    pub at: String,
    /// How it is known to be theirs.
    pub because: String,
}

/// Keys that bags are signed with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KeysView {
    /// This home's own key; empty until something was signed.
    pub own: String,
    /// Its number.
    pub own_id: String,
    /// Others that are trusted.
    pub trusted: Vec<KeyView>,
}

/// Trusts a key, or no longer.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TrustKey {
    /// The key, as minisign writes it.
    pub key: String,
    /// Whose it is.
    pub name: String,
    /// How it is known to be theirs; or why it is no longer trusted.
    pub because: String,
}
