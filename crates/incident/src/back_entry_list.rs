//! The back-entry list: one line for each printed sheet that comes back with writing on it. A fold over the log, the rules of
//! the bag and the hour; nothing is kept beside.

use std::collections::{BTreeMap, BTreeSet};

use battlebag_bag::{BackEntryHow, BackEntryRule};
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use crate::back_entry::{BackEntrySays, Heard, SheetRef, SheetWord, same_person};
use crate::life::Life;
use crate::paper::PaperEnd;
use crate::parts::Sheet;
use crate::state::{Incident, PrintRun, Stamp};

/// Where a sheet stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SheetStand {
    /// Two stations said different things of it.
    TwoSay,
    /// A second person found something wrong: it is entered again.
    SentBack,
    /// Looked for and not found.
    Missing,
    /// It has not come back.
    Out,
    /// It is here.
    Returned,
    /// Somebody has taken it on.
    Taken,
    /// Entered or set aside as not used, and a second person has still to look.
    ToVerify,
    /// In the record.
    Done,
    /// Nothing was to be entered from it.
    NotUsed,
}

impl SheetStand {
    /// Every one, in the order in which they are shown.
    pub const ALL: [Self; 9] = [
        Self::TwoSay,
        Self::SentBack,
        Self::Missing,
        Self::Out,
        Self::Returned,
        Self::Taken,
        Self::ToVerify,
        Self::Done,
        Self::NotUsed,
    ];

    /// Somebody has still to do something.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Done | Self::NotUsed)
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::TwoSay => "two stations say different things",
            Self::SentBack => "sent back: something is wrong",
            Self::Missing => "missing: looked for, not found",
            Self::Out => "not come back",
            Self::Returned => "here, nobody has taken it on",
            Self::Taken => "taken on",
            Self::ToVerify => "waits for a second person",
            Self::Done => "done",
            Self::NotUsed => "not used",
        }
    }
}

/// Whether a sheet is on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CameOut {
    /// It came out of the printer, or is in a file.
    Yes,
    /// It was sent, and nobody knows for certain.
    Maybe,
    /// The printer stopped before it: it is not asked for.
    No,
}

/// One sheet of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetLine<'i> {
    /// Which sheet.
    pub sheet_ref: SheetRef,
    /// Its print; none when the entry of it is not in this log.
    pub print: Option<&'i PrintRun>,
    /// As it was printed.
    pub sheet: Option<&'i Sheet>,
    /// Its pages in the print, first and last, from 1.
    pub pages: (u32, u32),
    /// Whether it is on paper.
    pub came_out: CameOut,
    /// The rule for it; none when the bag has none.
    pub rule: Option<&'i BackEntryRule>,
    /// What becomes of it by that rule, after an outage as long as this one.
    pub how: Option<BackEntryHow>,
    /// Where it stands.
    pub stand: SheetStand,
    /// Words that contradict each other.
    pub two_say: Vec<Stamp>,
    /// What was said of it.
    pub heard: Heard<'i>,
    /// The word that it is here.
    pub returned: Option<&'i SheetWord>,
    /// Key of whoever it is about; empty for a sheet of a ward, and for stock that nobody has named yet.
    pub patient: String,
    /// The same in words, as printed or as said.
    pub whose: String,
    /// Who has taken it on.
    pub owner: String,
    /// The word that it was entered or not used.
    pub closing: Option<&'i SheetWord>,
    /// The second person's word.
    pub verified: Option<&'i SheetWord>,
    /// Until when it is to be done; none before recovery begins.
    pub due: Option<DateTime<Utc>>,
    /// Open beyond that.
    pub late: bool,
}

impl SheetLine<'_> {
    /// Whether somebody else has to look before it counts as done. Where no rule says, somebody has.
    pub fn needs_second(&self) -> bool {
        self.rule.is_none_or(|rule| rule.second_person)
    }

    /// Printed blank as stock, and not yet anybody's.
    pub fn is_nobodys(&self) -> bool {
        self.patient.is_empty() && self.whose.is_empty() && self.ward().is_empty()
    }

    /// The ward that it was printed for; empty for stock.
    pub fn ward(&self) -> &str {
        self.sheet.map_or("", |sheet| sheet.ward.as_str())
    }

    /// Name of the form; empty when the entry of its print is not here.
    pub fn form(&self) -> &str {
        self.sheet.map_or("", |sheet| sheet.form.as_str())
    }
}

/// The rule for a sheet, from the bag.
pub type RuleOf<'r, 'i> = &'r dyn Fn(&Sheet) -> Option<&'i BackEntryRule>;

/// When entering begins: when the incident turned to recovery, or was stood down without. None while it runs, also when it was
/// reopened: nothing is typed into systems that are gone.
pub fn time_zero(incident: &Incident) -> Option<DateTime<Utc>> {
    let back = |life: Life| life == Life::Recovery || life.is_over();
    let last = incident.turns.iter().rev().take_while(|turn| back(turn.life));
    last.last().map(|turn| turn.stamp.occurred_at)
}

/// Hours from the declaration, else the opening, to recovery, or to `now` while it runs.
pub fn outage_h(incident: &Incident, now: DateTime<Utc>) -> i64 {
    (time_zero(incident).unwrap_or(now) - incident.begins()).num_hours()
}

/// The list in the order of work: contradictions, what was sent back, what is late, then the order of the rules; what is done
/// stands at the end. Sheets that did not come out, stock that is nobody's and sheets without a rule are not asked for, and
/// are in it as soon as anybody says anything of them.
pub fn sheet_lines<'i>(
    incident: &'i Incident,
    rule_of: RuleOf<'_, 'i>,
    now: DateTime<Utc>,
) -> Vec<SheetLine<'i>> {
    let mut lines: Vec<SheetLine<'i>> = every_sheet(incident, rule_of, now)
        .into_iter()
        .filter(|line| is_asked_for(line) || !line.heard.all.is_empty())
        .collect();
    lines.sort_by(|a, b| order(a).cmp(&order(b)));
    lines
}

/// Every sheet that was printed or spoken of, in the order of the log, asked for or not: what a number is looked up in.
pub fn every_sheet<'i>(
    incident: &'i Incident,
    rule_of: RuleOf<'_, 'i>,
    now: DateTime<Utc>,
) -> Vec<SheetLine<'i>> {
    let moment = Moment {
        incident,
        zero: time_zero(incident),
        outage_h: outage_h(incident, now),
        now,
    };
    let mut lines = Vec::new();
    let mut printed: BTreeSet<SheetRef> = BTreeSet::new();
    for print in &incident.prints {
        let mut first = 1;
        for sheet in &print.sheets {
            let sheet_ref = SheetRef {
                code: sheet.code.clone(),
                printed: print.stamp.entry.clone(),
            };
            let pages = (first, first + sheet.faces.max(1) - 1);
            first = pages.1 + 1;
            printed.insert(sheet_ref.clone());
            lines.push(moment.line(sheet_ref, Some((print, sheet)), pages, rule_of(sheet)));
        }
    }
    for sheet_ref in incident.back_entry.sheets() {
        if !printed.contains(sheet_ref) {
            lines.push(moment.line(sheet_ref.clone(), None, (0, 0), None));
        }
    }
    lines
}

fn is_asked_for(line: &SheetLine<'_>) -> bool {
    let Some(sheet) = line.sheet else { return true };
    let comes_back = match line.rule {
        Some(rule) => rule.how != BackEntryHow::Never,
        None => !sheet.patient.is_empty(),
    };
    comes_back && line.came_out != CameOut::No && !(sheet.patient.is_empty() && sheet.ward.is_empty())
}

type Order<'l> = (u8, bool, u32, &'l str, &'l str);

fn order<'l>(line: &'l SheetLine<'_>) -> Order<'l> {
    let group = match line.stand {
        SheetStand::TwoSay => 0,
        SheetStand::SentBack => 1,
        stand if stand.is_open() => 2,
        _ => 3,
    };
    let rule = line.rule.map_or(0, |rule| rule.line);
    (group, !line.late, rule, line.ward(), &line.whose)
}

/// What lines are made from.
struct Moment<'i> {
    incident: &'i Incident,
    zero: Option<DateTime<Utc>>,
    outage_h: i64,
    now: DateTime<Utc>,
}

impl<'i> Moment<'i> {
    fn line(
        &self,
        sheet_ref: SheetRef,
        printed: Option<(&'i PrintRun, &'i Sheet)>,
        pages: (u32, u32),
        rule: Option<&'i BackEntryRule>,
    ) -> SheetLine<'i> {
        let set_aside = &self.incident.journal.set_aside;
        let heard = self.incident.back_entry.of(&sheet_ref, set_aside);
        let (print, sheet) = printed.unzip();
        let mut line = SheetLine {
            sheet_ref,
            print,
            sheet,
            pages,
            came_out: print.map_or(CameOut::Yes, |print| came_out(print, pages)),
            rule,
            how: rule.map(|rule| rule.how_after(self.outage_h)),
            stand: SheetStand::Out,
            two_say: heard.two_say().into_iter().cloned().collect(),
            heard: Heard::default(),
            returned: None,
            patient: sheet.map(|sheet| sheet.patient.clone()).unwrap_or_default(),
            whose: sheet.map(|sheet| sheet.whose.clone()).unwrap_or_default(),
            owner: String::new(),
            closing: None,
            verified: None,
            due: None,
            late: false,
        };
        for word in &heard.hold {
            line.hear(word);
        }
        line.heard = heard;
        if line.closing.is_some() && line.verified.is_none() && line.needs_second() {
            line.stand = SheetStand::ToVerify;
        }
        if !line.two_say.is_empty() {
            line.stand = SheetStand::TwoSay;
        }
        if let (Some(zero), Some(rule)) = (self.zero, rule) {
            let printed = print.map_or(zero, |print| print.stamp.occurred_at);
            let due = zero.max(printed) + Duration::hours(i64::from(rule.within_h));
            line.due = Some(due);
            line.late = line.stand.is_open() && self.now > due;
        }
        line
    }
}

impl<'i> SheetLine<'i> {
    /// Takes in one word that holds.
    fn hear(&mut self, word: &'i SheetWord) {
        use BackEntrySays as S;
        match &word.word.says {
            S::Returned { patient, whose, .. } => {
                self.returned = Some(word);
                if !whose.is_empty() {
                    self.patient.clone_from(patient);
                    self.whose.clone_from(whose);
                }
                if matches!(self.stand, SheetStand::Out | SheetStand::Missing) {
                    self.stand = SheetStand::Returned;
                }
            }
            S::Taken { by } => {
                self.owner.clone_from(by);
                if self.closing.is_none() && self.stand != SheetStand::SentBack {
                    self.stand = SheetStand::Taken;
                }
            }
            S::Done(_) => self.close(word, SheetStand::Done),
            S::NotUsed { .. } => self.close(word, SheetStand::NotUsed),
            S::Verified { by, .. } => {
                if self.closing.is_some_and(|closing| is_second(closing, by)) {
                    self.verified = Some(word);
                }
            }
            S::SentBack { .. } => {
                if self.closing.take().is_some() {
                    self.verified = None;
                    self.stand = SheetStand::SentBack;
                }
            }
            S::Missing { .. } => {
                if self.closing.is_none() {
                    self.stand = SheetStand::Missing;
                }
            }
            S::TakenBack { .. } => {}
        }
    }

    fn close(&mut self, word: &'i SheetWord, stand: SheetStand) {
        self.closing = Some(word);
        self.verified = None;
        self.stand = stand;
    }
}

/// Whoever entered it, or wrote it down as entered, is no second person.
pub(crate) fn is_second(closing: &SheetWord, by: &str) -> bool {
    let doer = match &closing.word.says {
        BackEntrySays::Done(entering) => entering.by.as_str(),
        BackEntrySays::NotUsed { by, .. } => by.as_str(),
        _ => "",
    };
    !same_person(doer, by) && !same_person(&closing.stamp.actor, by)
}

/// Whether pages of a print came out. A sheet is printed whole or not at all, so one that is half out is not certain.
fn came_out(print: &PrintRun, (first, last): (u32, u32)) -> CameOut {
    let Some(on) = &print.on_printer else {
        return CameOut::Yes;
    };
    match &on.ended {
        None if last <= on.out_before => CameOut::Yes,
        Some(ended) if ended.end == PaperEnd::Printed || last <= ended.out => CameOut::Yes,
        Some(ended) if ended.sure && first > ended.out => CameOut::No,
        _ => CameOut::Maybe,
    }
}

/// How many sheets stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// On the list.
    pub printed: u32,
    /// Not come back.
    pub out: u32,
    /// Here or taken on, and not entered; sent back among them.
    pub here: u32,
    /// Entered, a second person has still to look.
    pub to_verify: u32,
    /// In the record.
    pub done: u32,
    /// Nothing was to be entered.
    pub not_used: u32,
    /// Looked for and not found.
    pub missing: u32,
    /// Two stations said different things.
    pub two_say: u32,
    /// Open beyond their time.
    pub late: u32,
}

impl Tally {
    /// Counts one more.
    pub fn add(&mut self, line: &SheetLine<'_>) {
        self.printed += 1;
        self.late += u32::from(line.late);
        *match line.stand {
            SheetStand::TwoSay => &mut self.two_say,
            SheetStand::SentBack | SheetStand::Returned | SheetStand::Taken => &mut self.here,
            SheetStand::Missing => &mut self.missing,
            SheetStand::Out => &mut self.out,
            SheetStand::ToVerify => &mut self.to_verify,
            SheetStand::Done => &mut self.done,
            SheetStand::NotUsed => &mut self.not_used,
        } += 1;
    }

    /// Of all of these.
    pub fn of<'l, 'i: 'l>(lines: impl IntoIterator<Item = &'l SheetLine<'i>>) -> Self {
        let mut tally = Self::default();
        lines.into_iter().for_each(|line| tally.add(line));
        tally
    }

    /// Somebody has still to do something about so many.
    pub fn open(&self) -> u32 {
        self.printed - self.done - self.not_used
    }
}

/// Sheets of one ward that stand alike and are not done when the incident is stood down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftSheets {
    /// Ward that they were printed for; empty for none.
    #[serde(default)]
    pub ward: String,
    /// How they stand.
    pub stand: SheetStand,
    /// Their numbers.
    pub codes: Vec<String>,
}

/// What is not done, by ward and by how it stands: goes into the entry of the stand-down.
pub fn left_sheets(lines: &[SheetLine<'_>]) -> Vec<LeftSheets> {
    let mut left: BTreeMap<(String, SheetStand), Vec<String>> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.stand.is_open()) {
        let of = (line.ward().to_owned(), line.stand);
        left.entry(of).or_default().push(line.sheet_ref.code.clone());
    }
    let sheets = |((ward, stand), codes)| LeftSheets { ward, stand, codes };
    left.into_iter().map(sheets).collect()
}
