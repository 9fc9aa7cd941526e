//! The back end: display lists in, one PDF out.
//!
//! printpdf embeds the faces, writes their text maps and frames the document; the pages and the shared forms are
//! content streams of our own, put into the document that printpdf hands over. Each page is written and compressed as
//! it comes, so memory is the finished file and one page.

mod content;
mod cut;
mod fonts;

use std::collections::BTreeMap;
use std::io::Write as _;

use chrono::{DateTime, Datelike, FixedOffset, Timelike};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat};
use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions};

pub use content::{Encoder, cell_runs};
pub use cut::pages_from;
pub use fonts::FontSet;

use crate::draw::{LIVE_H, LIVE_W, Mark};
use crate::errors::PaperError;
use crate::svg;
use crate::text::PT_PER_MM;

/// Paper in the printer's tray.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperSize {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 215.9 × 279.4 mm.
    Letter,
    /// 210 × 148 mm, on its side: for half cards only.
    A5,
    /// A4 on its side: for tabards only.
    A4Wide,
    /// Letter on its side: for tabards only.
    LetterWide,
}

impl PaperSize {
    /// Width and height, mm.
    pub fn mm(self) -> (f32, f32) {
        match self {
            Self::A4 => (210.0, 297.0),
            Self::Letter => (215.9, 279.4),
            Self::A5 => (210.0, 148.0),
            Self::A4Wide => (297.0, 210.0),
            Self::LetterWide => (279.4, 215.9),
        }
    }

    /// Top left of the live area, mm. The drawing is the same on both papers and never scaled.
    pub fn origin(self) -> (f32, f32) {
        match self {
            Self::A4 => (15.0, 19.0),
            Self::Letter => (17.95, 10.2),
            Self::A5 => (15.0, 11.0),
            Self::A4Wide => (18.5, 11.0),
            Self::LetterWide => (9.7, 13.95),
        }
    }

    /// The same paper on its side.
    #[must_use]
    pub fn on_its_side(self) -> Self {
        match self {
            Self::Letter | Self::LetterWide => Self::LetterWide,
            _ => Self::A4Wide,
        }
    }
}

/// What the file says about itself. Never a patient's name: titles show in printer queues.
#[derive(Debug, Clone)]
pub struct About {
    /// Title.
    pub title: String,
    /// When it was printed, in the incident's zone.
    pub at: DateTime<FixedOffset>,
    /// Paper.
    pub paper: PaperSize,
    /// Both sides of the sheet, turned on the long edge.
    pub duplex: bool,
    /// Not a file but the picture of this page, from 0.
    pub look_at: Option<usize>,
}

/// A form that many pages share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FormId(usize);

/// A PDF being written.
pub struct Writer {
    about: About,
    fonts: FontSet,
    forms: Vec<Vec<u8>>,
    pages: Vec<Page>,
    look: Option<Look>,
}

/// One page for the screen: its marks are kept, all others are only counted.
#[derive(Default)]
struct Look {
    at: usize,
    pages: usize,
    forms: Vec<Vec<Mark>>,
    marks: Vec<Mark>,
    over: Vec<Mark>,
}

/// Content streams of a page, compressed.
struct Page {
    content: Vec<u8>,
    /// What is drawn over it when all pages are there: how many they are.
    over: Option<Vec<u8>>,
}

impl Writer {
    /// An empty document.
    pub fn new(about: About) -> Self {
        let look = about.look_at.map(|at| Look {
            at,
            ..Look::default()
        });
        Self {
            about,
            look,
            fonts: FontSet::default(),
            forms: Vec::new(),
            pages: Vec::new(),
        }
    }

    /// Pages written.
    pub fn pages(&self) -> usize {
        self.look.as_ref().map_or(self.pages.len(), |look| look.pages)
    }

    /// Adds a form that pages can share.
    pub fn form(&mut self, marks: &[Mark]) -> Result<FormId, PaperError> {
        if let Some(look) = &mut self.look {
            look.forms.push(marks.to_vec());
            return Ok(FormId(look.forms.len() - 1));
        }
        let mut encoder = Encoder::new(&mut self.fonts);
        encoder.marks(marks);
        self.forms.push(deflate(&encoder.finish())?);
        Ok(FormId(self.forms.len() - 1))
    }

    /// Adds a page: a shared form, if any, and what is drawn over it.
    pub fn page(&mut self, form: Option<FormId>, marks: &[Mark]) -> Result<(), PaperError> {
        if let Some(look) = &mut self.look {
            look.page(form, marks);
            return Ok(());
        }
        let (x, y) = self.about.paper.origin();
        let (_, height) = self.about.paper.mm();
        let mut encoder = Encoder::new(&mut self.fonts);
        encoder.origin(x * PT_PER_MM, (height - y - LIVE_H) * PT_PER_MM);
        if let Some(FormId(i)) = form {
            encoder.use_form(&format!("T{i}"));
        }
        encoder.marks(marks);
        self.pages.push(Page {
            content: deflate(&encoder.finish())?,
            over: None,
        });
        Ok(())
    }

    /// Draws over a page that is written already, counted from 0: what could not be known before, as the number of
    /// pages. A second call for a page replaces the first; a page that is not there is left out.
    pub fn over(&mut self, page: usize, marks: &[Mark]) -> Result<(), PaperError> {
        if let Some(look) = &mut self.look {
            if look.at == page {
                look.over = marks.to_vec();
            }
            return Ok(());
        }
        let mut encoder = Encoder::after_another(&mut self.fonts);
        encoder.marks(marks);
        let content = deflate(&encoder.finish())?;
        if let Some(page) = self.pages.get_mut(page) {
            page.over = Some(content);
        }
        Ok(())
    }

    /// The finished file, or the picture of one page as SVG. The same calls give the same bytes.
    pub fn finish(self) -> Result<Vec<u8>, PaperError> {
        if let Some(mut look) = self.look {
            look.marks.append(&mut look.over);
            return Ok(svg::page(self.about.paper, &look.marks).into_bytes());
        }
        let mut frame = PdfDocument::new(&self.about.title);
        describe(&mut frame, &self.about);
        let (w, h) = self.about.paper.mm();
        let ops = self.fonts.embed(&mut frame)?;
        frame.with_pages(vec![PdfPage::new(Mm(w), Mm(h), ops)]);
        let options = PdfSaveOptions {
            subset_fonts: false,
            ..PdfSaveOptions::default()
        };
        let mut doc = frame.to_lopdf_document(&options, &mut Vec::new());
        let id = digest(&self.pages, &self.forms);
        put_pages(&mut doc, &self.about, self.forms, self.pages)?;
        doc.trailer.set(
            "ID",
            vec![
                Object::String(id.clone(), StringFormat::Hexadecimal),
                Object::String(id, StringFormat::Hexadecimal),
            ],
        );
        doc.version = "1.6".to_string();
        doc.prune_objects();
        doc.renumber_objects();
        doc.compress();
        let mut out = Vec::new();
        doc.save_to(&mut out)
            .map_err(|e| PaperError::Pdf { what: e.to_string() })?;
        Ok(out)
    }
}

impl Look {
    fn page(&mut self, form: Option<FormId>, marks: &[Mark]) {
        if self.at == self.pages {
            if let Some(form) = form.and_then(|FormId(i)| self.forms.get(i)) {
                self.marks.extend_from_slice(form);
            }
            self.marks.extend_from_slice(marks);
        }
        self.pages += 1;
    }
}

/// Title, dates and maker.
fn describe(frame: &mut PdfDocument, about: &About) {
    let at = |n: u32| u8::try_from(n).unwrap_or(1);
    let stamp = about.at.naive_utc();
    let date = printpdf::OffsetDateTime {
        date: printpdf::Date {
            year: stamp.year(),
            month: at(stamp.month()),
            day: at(stamp.day()),
        },
        time: printpdf::Time {
            hour: at(stamp.hour()),
            minute: at(stamp.minute()),
            second: at(stamp.second()),
            millisecond: 0,
        },
        offset: printpdf::Offset {
            hours: 0,
            minutes: 0,
            seconds: 0,
            milliseconds: 0,
        },
    };
    let info = &mut frame.metadata.info;
    info.creation_date = date;
    info.modification_date = date;
    info.metadata_date = date;
    info.document_title.clone_from(&about.title);
    info.producer = "Battlebag".to_string();
    info.creator = "Battlebag".to_string();
}

fn deflate(content: &str) -> Result<Vec<u8>, PaperError> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(6));
    encoder
        .write_all(content.as_bytes())
        .and_then(|()| encoder.finish())
        .map_err(|e| PaperError::Pdf { what: e.to_string() })
}

/// A stream that is compressed already.
fn stream(mut dict: Dictionary, content: Vec<u8>) -> Stream {
    dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
    Stream::new(dict, content).with_compression(false)
}

/// Replaces printpdf's one page, which only held the faces, by ours.
fn put_pages(
    doc: &mut Document,
    about: &About,
    forms: Vec<Vec<u8>>,
    pages: Vec<Page>,
) -> Result<(), PaperError> {
    let broken = |e: lopdf::Error| PaperError::Pdf { what: e.to_string() };
    let catalog_id = doc
        .trailer
        .get(b"Root")
        .and_then(Object::as_reference)
        .map_err(broken)?;
    let pages_id = doc
        .get_dictionary(catalog_id)
        .and_then(|c| c.get(b"Pages"))
        .and_then(Object::as_reference)
        .map_err(broken)?;
    let first = doc.page_iter().next().ok_or_else(|| PaperError::Pdf {
        what: "no page".to_string(),
    })?;
    let fonts = font_dictionary(doc, first).map_err(broken)?;
    let resources = |doc: &mut Document, xobjects: Option<ObjectId>| {
        let mut dict = Dictionary::new();
        dict.set("Font", fonts.clone());
        if let Some(id) = xobjects {
            dict.set("XObject", Object::Reference(id));
        }
        doc.add_object(dict)
    };
    let form_resources = resources(doc, None);
    let mut xobjects = Dictionary::new();
    for (i, content) in forms.into_iter().enumerate() {
        let dict = form_dictionary(form_resources);
        xobjects.set(
            format!("T{i}"),
            Object::Reference(doc.add_object(stream(dict, content))),
        );
    }
    let xobjects_id = doc.add_object(xobjects);
    let page_resources = resources(doc, Some(xobjects_id));
    let (w, h) = about.paper.mm();
    let media: Vec<Object> = [0.0, 0.0, w * PT_PER_MM, h * PT_PER_MM]
        .map(Object::Real)
        .to_vec();
    let mut kids = Vec::with_capacity(pages.len());
    for page in pages {
        let contents: Vec<Object> = [Some(page.content), page.over]
            .into_iter()
            .flatten()
            .map(|c| Object::Reference(doc.add_object(stream(Dictionary::new(), c))))
            .collect();
        let mut page = Dictionary::new();
        page.set("Type", Object::Name(b"Page".to_vec()));
        page.set("Parent", Object::Reference(pages_id));
        page.set("Contents", contents);
        kids.push(Object::Reference(doc.add_object(page)));
    }
    let tree = doc
        .get_object_mut(pages_id)
        .and_then(Object::as_dict_mut)
        .map_err(broken)?;
    tree.set("Count", i64::try_from(kids.len()).unwrap_or(i64::MAX));
    tree.set("Kids", kids);
    // One box and one resource list for every page, inherited from the tree.
    tree.set("MediaBox", media);
    tree.set("Resources", Object::Reference(page_resources));
    let catalog = doc
        .get_object_mut(catalog_id)
        .and_then(Object::as_dict_mut)
        .map_err(broken)?;
    catalog.set("ViewerPreferences", viewer_preferences(about));
    Ok(())
}

/// The font dictionary that printpdf made for its page.
fn font_dictionary(doc: &Document, page: ObjectId) -> Result<Object, lopdf::Error> {
    let resources = doc.get_dictionary(page)?.get(b"Resources")?;
    let dict = match resources {
        Object::Reference(id) => doc.get_dictionary(*id)?,
        other => other.as_dict()?,
    };
    Ok(dict.get(b"Font")?.clone())
}

/// A form needs a bounding box, or viewers draw nothing. A little over the live area, for the width of its frames.
fn form_dictionary(resources: ObjectId) -> Dictionary {
    let mut dict = Dictionary::new();
    dict.set("Type", Object::Name(b"XObject".to_vec()));
    dict.set("Subtype", Object::Name(b"Form".to_vec()));
    dict.set("FormType", 1);
    let bbox = [-3.0, -3.0, LIVE_W * PT_PER_MM + 3.0, LIVE_H * PT_PER_MM + 3.0];
    dict.set("BBox", bbox.map(Object::Real).to_vec());
    dict.set("Resources", Object::Reference(resources));
    dict
}

/// A page fitted to the printer's margins would shrink the code and the rows: print at its own size.
fn viewer_preferences(about: &About) -> Dictionary {
    let mut dict = Dictionary::new();
    dict.set("PrintScaling", Object::Name(b"None".to_vec()));
    let sides: &[u8] = if about.duplex {
        b"DuplexFlipLongEdge"
    } else {
        b"Simplex"
    };
    dict.set("Duplex", Object::Name(sides.to_vec()));
    dict.set("PickTrayByPDFSize", true);
    dict
}

/// Sixteen bytes that stand for the content, so that the same pages give the same file.
fn digest(pages: &[Page], forms: &[Vec<u8>]) -> Vec<u8> {
    let mut hash = blake3::Hasher::new();
    let pages = pages.iter().flat_map(|p| [Some(&p.content), p.over.as_ref()]);
    for part in forms.iter().chain(pages.flatten()) {
        hash.update(part);
    }
    hash.finalize().as_bytes().iter().take(16).copied().collect()
}

/// Keeps the forms of a pack, drawn once for each key.
pub struct SharedForms<K: Ord> {
    known: BTreeMap<K, FormId>,
}

impl<K: Ord> Default for SharedForms<K> {
    fn default() -> Self {
        Self {
            known: BTreeMap::new(),
        }
    }
}

impl<K: Ord> SharedForms<K> {
    /// The form for a key, drawn on first use.
    pub fn get(
        &mut self,
        writer: &mut Writer,
        key: K,
        draw: impl FnOnce() -> Result<Vec<Mark>, PaperError>,
    ) -> Result<FormId, PaperError> {
        if let Some(id) = self.known.get(&key) {
            return Ok(*id);
        }
        let id = writer.form(&draw()?)?;
        self.known.insert(key, id);
        Ok(id)
    }
}
