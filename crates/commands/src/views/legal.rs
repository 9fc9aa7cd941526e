//! Legal clocks: who must be told by law, by when.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How a legal clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LegalStand {
    /// Running, and past its time.
    Late,
    /// Running.
    Running,
    /// Nobody has said when the organisation became aware, nor that it does not apply.
    NotStarted,
    /// Told.
    Told,
    /// Does not apply.
    NotApplicable,
    /// The bag says that it is not law yet.
    NotInForce,
}

/// One word that was said of a clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LegalSaid {
    /// When (RFC 3339).
    pub at: String,
    /// Who.
    pub by: String,
    /// What.
    pub text: String,
}

/// One legal clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LegalClockView {
    /// Id.
    pub id: String,
    /// Whose law.
    pub jurisdiction: String,
    /// Of the law this hospital's words belong to.
    pub own: bool,
    /// The duty.
    pub name: String,
    /// What starts it.
    pub trigger: String,
    /// Who is told, and how.
    pub tell: String,
    /// The law.
    pub basis: String,
    /// The term in words.
    pub term: String,
    /// Number or address; empty for none.
    pub contact: String,
    /// Nobody has verified it against the law itself.
    pub unverified: bool,
    /// What to watch out for.
    pub remark: String,
    /// Where it comes from.
    pub source: String,
    /// "changed 29-Nov-2026 by …"; empty when it is as shipped.
    pub changed: String,
    /// How it stands.
    pub stands: LegalStand,
    /// Title of the role that sees to it.
    pub role: String,
    /// Who sees to it: who was named, else who holds the role; empty for nobody.
    pub owner: String,
    /// When the organisation became aware (RFC 3339).
    pub aware_at: Option<String>,
    /// When it is due (RFC 3339).
    pub due_at: Option<String>,
    /// A regulator gave another time than the term.
    pub other_due: bool,
    /// Not started: due then at the latest, were the declaration the moment of becoming aware (RFC 3339).
    pub latest_due_at: Option<String>,
    /// When it was told (RFC 3339).
    pub told_at: Option<String>,
    /// To whom.
    pub told_whom: String,
    /// The reference given.
    pub reference: String,
    /// Where the proof is.
    pub evidence: String,
    /// Why it does not apply, or how the organisation became aware.
    pub because: String,
    /// Everything that was said, newest first.
    pub said: Vec<LegalSaid>,
}

impl LegalClockView {
    /// Of this hospital's law, or of another that somebody has started or settled.
    pub fn is_ours(&self) -> bool {
        match self.stands {
            LegalStand::NotStarted => self.own,
            LegalStand::NotInForce => false,
            _ => true,
        }
    }
}

/// The legal clocks of the incident on screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LegalView {
    /// Now (RFC 3339).
    pub at: String,
    /// Late first, then by due time; own law before others.
    pub clocks: Vec<LegalClockView>,
    /// Running and late.
    pub late: u32,
    /// Of this hospital's law, neither started nor said not to apply.
    pub not_started: u32,
}

/// Starts a clock, or corrects its start.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct StartLegal {
    /// Id.
    pub id: String,
    /// When the organisation became aware (RFC 3339); now when left out.
    #[serde(default)]
    pub aware_at: Option<String>,
    /// Due by another time than the term (RFC 3339), as a regulator gave it.
    #[serde(default)]
    pub due_at: Option<String>,
    /// How it became aware; who gave another time.
    #[serde(default)]
    pub because: String,
}

/// Stops a clock: told.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TellLegal {
    /// Id.
    pub id: String,
    /// When (RFC 3339); now when left out.
    #[serde(default)]
    pub at: Option<String>,
    /// To whom; empty for whom the bag names.
    #[serde(default)]
    pub whom: String,
    /// The reference given.
    pub reference: String,
    /// Where the proof is kept.
    #[serde(default)]
    pub evidence: String,
}

/// Says one thing of a clock: a reason, or a name.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SayLegal {
    /// Id.
    pub id: String,
    /// The reason; the person's name when an owner is named.
    pub text: String,
}
