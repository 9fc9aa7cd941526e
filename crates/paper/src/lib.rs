//! Charts to pages to PDF: shaping, the glyph gate, forms and ward packs.

mod card_book;
mod card_fit;
mod census_report;
mod contact_list;
pub mod context;
mod desk_list;
pub mod draw;
pub mod errors;
pub mod face;
mod flow;
mod form;
mod forms;
mod gap_sheet;
mod lists;
pub mod numbers_list;
mod org_chart;
mod own_paper;
mod pack;
pub mod pdf;
mod plan;
mod printer_test;
mod proofs;
mod qr;
mod record;
mod report_paper;
mod sheet_ids;
pub mod sheet_number;
mod svg;
mod tabard;
pub mod text;
mod ward_sheets;
pub mod words;

pub use card_book::{CardBook, card_book, card_book_faces};
pub use card_fit::{card_fault_on_paper, card_faults, card_layout_fault, card_preview};
pub use census_report::{
    CensusChange, CensusChanges, CensusConflict, CensusDifference, CensusFile, CensusLack, CensusLook,
    CensusNeeds, CensusReason, CensusReportSheet, CensusSharedBed, CensusWardNeeds, CensusWarning,
    census_report, census_report_faces,
};
pub use contact_list::{ContactPart, ContactRow, ContactSheet, contact_list, contact_list_faces};
pub use context::{
    Feed, Freshness, LocalLists, NightTest, NightTests, PrintContext, SuspectSource, span_in_words,
};
pub use desk_list::{DeskList, DeskPart, desk_list, desk_list_faces};
pub use errors::{PaperError, Unprintable};
pub use form::{Form, refused};
pub use forms::night_list::night_list_fault;
pub use lists::{Listed, PriorityList, card_face, cards, priority_faces, priority_list};
pub use numbers_list::{
    NumbersForm, NumbersPart, NumbersPerson, NumbersSheet, numbers_list, numbers_list_faces,
};
pub use org_chart::{OrgBox, OrgChart, OrgState, org_chart, org_chart_faces};
pub use own_paper::{form_preview, own_paper_faults, tracker_preview};
pub use pack::{
    Drawn, HeldBack, Pack, PackRequest, Progress, SheetPrinted, blank, blank_faces, ward_faces, ward_pack,
};
pub use pdf::{PaperSize, pages_from};
pub use printer_test::{PrinterTest, printer_test, printer_test_faces};
pub use proofs::{
    CheckpointHead, CheckpointMark, CheckpointSheet, RecoverySheet, checkpoint, checkpoint_faces, recovery,
    recovery_face,
};
pub use record::{
    RecordDecision, RecordEntry, RecordErasure, RecordOption, RecordPointer, RecordRole, RecordSheet,
    RecordStation, record, record_faces,
};
pub use report_paper::{ReportForm, ReportPart, ReportSheet, report, report_faces};
pub use sheet_ids::{back_entry_faults, sheet_form, sheet_id, sheets};
pub use sheet_number::{Misread, SheetNumber, SheetNumbers};
pub use tabard::{Tabard, tabard_faces, tabards};
pub use ward_sheets::{BackEntryRow, WardContent, WardSheet, ward_sheet, ward_sheet_faces};
