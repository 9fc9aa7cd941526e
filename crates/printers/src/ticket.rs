//! What a job asks of the printer.

/// Paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// 210 by 297 mm.
    A4,
    /// 8.5 by 11 inches.
    Letter,
    /// 148 by 210 mm.
    A5,
}

impl Media {
    /// The name that printers know it by (PWG 5101.1).
    pub fn keyword(self) -> &'static str {
        match self {
            Self::A4 => "iso_a4_210x297mm",
            Self::Letter => "na_letter_8.5x11in",
            Self::A5 => "iso_a5_148x210mm",
        }
    }

    /// The name that people know it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::A4 => "A4",
            Self::Letter => "US Letter",
            Self::A5 => "A5",
        }
    }
}

/// What a job asks of the printer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Name of the job, which everybody at the printer can read: never a patient.
    pub name: String,
    /// Paper.
    pub media: Media,
    /// Both sides of a sheet.
    pub two_sided: bool,
    /// In colour.
    pub colour: bool,
    /// Pages in the PDF.
    pub pages: u32,
}
