//! What can happen in an incident, and the fold that turns entries into state. Pure.

pub mod aid;
pub mod back_entry;
pub mod back_entry_list;
pub mod back_entry_rules;
pub mod bedside_set;
mod body;
pub mod content;
pub mod disputes;
pub mod edited;
pub mod editing;
pub mod edits;
pub mod erasing;
pub mod holding;
pub mod journal;
mod kinds;
pub mod lab_list;
pub mod legal;
pub mod life;
pub mod namesakes;
pub mod paper;
mod parts;
pub mod powers;
pub mod profiled;
pub mod result_rules;
pub mod results;
pub mod roster;
pub mod rules;
pub mod runners;
pub mod state;
pub mod steering;
pub mod steering_rules;
pub mod system_rules;
pub mod systems;
pub mod writing;

pub use aid::{Aid, AidAnswer, AidMatter, AidRegister, AidSays, AidWay, Diversion, Divert, DivertSays};
pub use back_entry::{
    BackEntry, BackEntrySays, BackEntryWord, EnteredAs, Entering, Heard, SheetRef, SheetWord, Unused,
};
pub use back_entry_list::{CameOut, LeftSheets, SheetLine, SheetStand, Tally};
pub use bedside_set::BedsideSet;
pub use body::{Body, UnreadableBody};
pub use content::{ContactsChanged, ContentAct, ContentChange, LeftStep, StepMoved, steps_moved};
pub use disputes::{Dispute, DisputeAbout};
pub use edited::{Difference, Edited, edited};
pub use edits::{Bedspace, Change, Edit, EditSettled, Edits, Identity, Keep};
pub use holding::{Covering, Load};
pub use journal::{BrokenGlass, HeldDevice, Journal, Task};
pub use kinds::KINDS;
pub use lab_list::{LabBasis, LabList, LabListSays, LabListWord, LabSaid, LabStand, LabTest, LabWord};
pub use legal::{KeptClock, LegalClocks, LegalSays, LegalWord};
pub use life::{Life, Turn};
pub use namesakes::{NameSettled, same_name};
pub use paper::{OnPrinter, PaperEnd, PaperEnded, PaperSent};
pub use parts::{
    ActedOn, BackupMade, CensusCounts, CheckpointMade, Considered, Decision, DeviceHeld, DeviceReleased,
    EntryRef, Exported, FeedChange, Flag, Glass, GlassReview, Message, Methane, PersonChange, Redaction,
    RegisterAdopted, Settlement, Sheet, Shredding, SitRep, StationRenewed, StepStatus, TaskClosed, TaskEnd,
    TaskGiven, Way,
};
pub use profiled::{How, ProfileWord, ProfileWords, Profiled};
pub use results::{
    Asked, AskedResult, Chase, Named, Phoned, PhonedResult, ReadBack, ResultSays, Results, WaitEnd,
};
pub use roster::{Candidate, CandidateGone, Left, Roster, Shift};
pub use rules::Refusal;
pub use runners::{RunnerSays, Runners, Sending, SendingEnd, Sent};
pub use state::{
    CensusInUse, Confirmation, Direction, Incident, Overruling, PrintRun, Stamp, StepMark, Tenure,
};
pub use steering::{
    Beat, Briefing, Debrief, Escalation, Objective, ObjectiveEnd, ObjectiveEnded, Period, PeriodEnded,
    Rhythm, Steering,
};
pub use systems::{Counting, Estimate, Stock, StockPlace, SystemWord, Systems};
