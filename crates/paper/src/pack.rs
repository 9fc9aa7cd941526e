//! A ward's pack: every chosen form for every patient, one PDF, never two patients on one sheet.

use std::ops::ControlFlow;

use battlebag_census::{Patient, PatientId};

use crate::context::PrintContext;
use crate::draw::{Canvas, Mark};
use crate::errors::PaperError;
use crate::face::{
    FormNote, NameLines, Subject, Title, Who, allergy_row, fit_name, footer_number, footer_words, subject,
    subject_rules, title, under_words,
};
use crate::forms::{front, news2, news2_back, notes, regular};
use crate::pdf::{About, SharedForms, Writer};
use crate::sheet_number::{SheetNumber, SheetNumbers};
use crate::text::Typesetter;

/// A form that can be printed for a patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Prescription and administration chart: front, regular medicines, continuations.
    Prescription,
    /// Observations with NEWS2 scores, front and back.
    Observations,
}

impl Form {
    /// All forms in the order of a pack.
    pub const ALL: [Self; 2] = [Self::Prescription, Self::Observations];

    /// Its name on paper.
    pub fn name(self) -> &'static str {
        match self {
            Self::Prescription => "Prescription and administration chart",
            Self::Observations => "Observations: NEWS2 scores",
        }
    }
}

/// What to print.
pub struct PackRequest<'a> {
    /// Hour, incident, bag, state of the census.
    pub context: &'a PrintContext,
    /// Ward, for the title and the report.
    pub ward: &'a str,
    /// Patients in the order they are wanted: most urgent first.
    pub patients: &'a [&'a Patient],
    /// Forms.
    pub forms: &'a [Form],
}

/// How far a pack is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Patients finished.
    pub done: usize,
    /// Patients in all.
    pub total: usize,
    /// Pages so far.
    pub pages: usize,
}

/// A sheet that is in the pack.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SheetPrinted {
    /// Its number.
    pub code: SheetNumber,
    /// Whose it is; none for a list, a card or a blank chart.
    pub patient: Option<PatientId>,
    /// Form name.
    pub form: String,
    /// Faces printed on.
    pub faces: u8,
}

/// A form, or a part of one, that a person must write because the machine would not print it right.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct HeldBack {
    /// Whose.
    pub patient: PatientId,
    /// Form name.
    pub form: String,
    /// Why, and what to do.
    pub reason: String,
}

/// A finished pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// Sheets, in order.
    pub sheets: Vec<SheetPrinted>,
    /// What a person must do.
    pub held_back: Vec<HeldBack>,
    /// Pages in the PDF.
    pub pages: usize,
}

/// What one face of a sheet is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Front,
    Regular { first: usize },
    Allergies { from: usize },
    News2,
    News2Back,
    NotNews2,
    BlankBack,
    NeedsPerson { reason: String, forms: Vec<String> },
}

/// A face before it is drawn.
#[derive(Debug, Clone)]
pub(crate) struct Planned {
    pub kind: Kind,
    pub title: Title,
    pub note: FormNote,
    pub number: SheetNumber,
    pub face: u8,
}

/// A drawn face: what it shares with others, and its own marks.
pub struct Drawn {
    /// Marks of the shared form.
    pub shared: Vec<Mark>,
    /// Marks of this face alone.
    pub own: Vec<Mark>,
    /// Sheet.
    pub number: SheetNumber,
    /// Face of the sheet, from 1.
    pub face: u8,
    /// Form title.
    pub title: String,
}

/// The face's shared marks, the same for every patient with this kind, title and note.
pub(crate) fn draw_shared(
    ts: &mut Typesetter,
    ctx: &PrintContext,
    f: &Planned,
) -> Result<Vec<Mark>, PaperError> {
    let mut cv = Canvas::new(ts);
    under_words(&mut cv, ctx)?;
    match &f.kind {
        Kind::Front => front::rules(&mut cv)?,
        Kind::Regular { first } => regular::rules(&mut cv, ctx, *first)?,
        Kind::Allergies { .. } => front::continued_rules(&mut cv)?,
        Kind::News2 => news2::rules(&mut cv, ctx)?,
        Kind::News2Back => news2_back::rules(&mut cv)?,
        Kind::BlankBack => notes::blank_back(&mut cv)?,
        Kind::NotNews2 | Kind::NeedsPerson { .. } => {}
    }
    title(&mut cv, ctx, &f.title)?;
    subject_rules(&mut cv);
    footer_words(&mut cv, ctx, &f.note)?;
    Ok(cv.into_marks())
}

/// The patient's own marks. Gives the medicines that could not be quoted.
fn draw_own(
    ts: &mut Typesetter,
    ctx: &PrintContext,
    f: &Planned,
    who: Subject<'_>,
) -> Result<(Vec<Mark>, Vec<regular::NotQuoted>), PaperError> {
    let patient = match who {
        Subject::Patient(p, ..) | Subject::LongName(p, _) => Some(p),
        Subject::Blank => None,
    };
    let mut cv = Canvas::new(ts);
    let mut not_quoted = Vec::new();
    if let Kind::NeedsPerson { .. } = f.kind {
        subject(&mut cv, ctx, Subject::Blank)?;
    } else {
        subject(&mut cv, ctx, who)?;
    }
    match (&f.kind, patient) {
        (Kind::Front, p) => front::fill(&mut cv, ctx, p)?,
        (Kind::Regular { first }, p) => not_quoted = regular::fill(&mut cv, ctx, p, *first)?,
        (Kind::Allergies { from }, Some(p)) => {
            front::continued(&mut cv, ctx, p, *from)?;
        }
        (Kind::News2Back, p) => news2_back::fill(&mut cv, ctx, p)?,
        (Kind::NotNews2, Some(p)) => {
            if let Some(gate) = news2::gate(p, ctx) {
                news2::gate_face(&mut cv, ctx, p, gate)?;
            }
        }
        (Kind::NeedsPerson { reason, forms }, Some(p)) => {
            let words = Who::new(p, ctx);
            let row = allergy_row(p, ctx);
            // NONE KNOWN belongs on a chart with who asked and when: here it is asked again.
            let allergies = if row.triangle {
                format!("{}{}", row.prefix, row.substances.join(", "))
            } else {
                "ask and write".to_string()
            };
            let sheet = notes::NeedsPerson {
                who: &words,
                allergies,
                reason: reason.clone(),
                forms: forms.clone(),
            };
            notes::needs_person(&mut cv, &sheet)?;
        }
        _ => {}
    }
    footer_number(&mut cv, &f.number, f.face)?;
    Ok((cv.into_marks(), not_quoted))
}

/// Faces of one form for one patient, without numbers: kind and title words.
fn faces_of(
    ts: &mut Typesetter,
    ctx: &PrintContext,
    form: Form,
    p: Option<&Patient>,
) -> Result<Vec<(Kind, String, String)>, PaperError> {
    let mut faces: Vec<(Kind, String, String)> = Vec::new();
    let mut add = |kind: Kind, title: &str, purpose: &str| faces.push((kind, title.into(), purpose.into()));
    match (form, p) {
        (Form::Prescription, _) => {
            add(
                Kind::Front,
                Form::Prescription.name(),
                "Front: safety, once-only, oxygen",
            );
            let quoted = if ctx.may_quote(crate::context::Feed::Medicines) {
                p.map_or(0, |p| p.medicines.len())
            } else {
                0
            };
            let sheets = quoted.div_ceil(regular::BLOCKS).max(1);
            for n in 0..sheets {
                add(
                    Kind::Regular {
                        first: n * regular::BLOCKS + 1,
                    },
                    "Regular medicines",
                    "Prescription and administration chart",
                );
            }
            if let Some(p) = p {
                for from in allergy_faces(ts, ctx, p)? {
                    add(
                        Kind::Allergies { from },
                        "Allergies, continued",
                        "Prescription and administration chart",
                    );
                }
            }
        }
        (Form::Observations, Some(p)) if news2::gate(p, ctx).is_some() => {
            add(
                Kind::NotNews2,
                "Observations: use another chart",
                "NEWS2 not printed",
            );
        }
        (Form::Observations, _) => {
            add(
                Kind::News2,
                Form::Observations.name(),
                "16 years and over, not in pregnancy",
            );
            add(
                Kind::News2Back,
                "NEWS2: what to do",
                "back of the observation chart",
            );
        }
    }
    Ok(faces)
}

/// Where each "Allergies, continued" face begins; none when the front holds them all.
fn allergy_faces(ts: &mut Typesetter, ctx: &PrintContext, p: &Patient) -> Result<Vec<usize>, PaperError> {
    let mut cv = Canvas::new(ts);
    if front::allergies_fit(&mut cv, p, ctx)? {
        return Ok(Vec::new());
    }
    let battlebag_census::Allergies::Recorded { items } = &p.allergies else {
        return Ok(Vec::new());
    };
    let mut starts = vec![0];
    loop {
        let next = front::continued(&mut cv, ctx, p, starts.last().copied().unwrap_or(0))?;
        if next >= items.len() {
            return Ok(starts);
        }
        starts.push(next);
    }
}

/// Gives a form's faces their titles, notes and sheet numbers; pads the last sheet so that no one else shares it.
fn number_faces(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    mut faces: Vec<(Kind, String, String)>,
    form_of: (usize, usize),
) -> Vec<Planned> {
    if ctx.duplex && faces.len() % 2 == 1 {
        let of = faces.last().map(|f| f.1.clone()).unwrap_or_default();
        faces.push((
            Kind::BlankBack,
            "Blank back: continues the patient".into(),
            format!("back of: {of}"),
        ));
    }
    let pages = faces.len();
    let mut number = None;
    let mut planned = Vec::with_capacity(pages);
    for (at, (kind, form, purpose)) in faces.into_iter().enumerate() {
        let face = if at % 2 == 0 { 1 } else { 2 };
        let sheet = match (&number, face) {
            (Some(n), 2) => Clone::clone(n),
            _ => numbers.next_number(),
        };
        number = Some(sheet.clone());
        let mut words = Vec::new();
        if let Kind::Regular { first } = kind
            && pages > 2
        {
            words.push(format!("sheet {}", continuation(first)));
        }
        if !ctx.duplex && (face == 2 || at + 1 < pages) {
            words.push(format!("P{face} of 2: other face apart"));
        }
        let counted = Title::counted(&form, &purpose, form_of, (at + 1, pages));
        let typed_back = !matches!(kind, Kind::NeedsPerson { .. });
        let note = FormNote {
            words: words.join(" · "),
            typed_back,
            reviewed: false,
        };
        planned.push(Planned {
            kind,
            title: counted,
            note,
            number: sheet,
            face,
        });
    }
    planned
}

/// "2" for blocks 1 to 5, "2a" for 6 to 10, and so on.
fn continuation(first: usize) -> String {
    match u8::try_from(first / regular::BLOCKS) {
        Ok(n @ 1..=26) => format!("2{}", char::from(b'a' + n - 1)),
        Ok(0) => "2".to_string(),
        _ => format!("2-{}", first / regular::BLOCKS),
    }
}

/// Everything that is drawn for one patient.
struct PatientFaces {
    faces: Vec<(Planned, Vec<Mark>)>,
    held_back: Vec<HeldBack>,
}

/// Draws a patient's forms. A form that cannot be printed right is held back, and one sheet says so.
fn draw_patient(
    ts: &mut Typesetter,
    numbers: &mut SheetNumbers,
    req: &PackRequest<'_>,
    p: &Patient,
) -> Result<PatientFaces, PaperError> {
    let ctx = req.context;
    let who = Who::new(p, ctx);
    let mut out = PatientFaces {
        faces: Vec::new(),
        held_back: Vec::new(),
    };
    let lines = fit_name(ts, &who);
    if let Err(PaperError::DoesNotFit { .. }) = &lines {
        let reason =
            "the name is too long to print whole: write it on each face from the wristband".to_string();
        out.held_back.push(HeldBack {
            patient: p.id.clone(),
            form: "name".into(),
            reason,
        });
    }
    for (at, form) in req.forms.iter().enumerate() {
        let result = draw_form(
            ts,
            numbers,
            ctx,
            p,
            (&who, &lines),
            *form,
            (at + 1, req.forms.len()),
            &mut out,
        );
        match result {
            Ok(()) => {}
            Err(e @ (PaperError::GlyphMissing(_) | PaperError::DoesNotFit { .. })) => {
                out.held_back.push(HeldBack {
                    patient: p.id.clone(),
                    form: form.name().into(),
                    reason: e.to_string(),
                });
            }
            Err(e) => return Err(e),
        }
    }
    needs_person(ts, numbers, ctx, p, &mut out)?;
    Ok(out)
}

#[allow(clippy::too_many_arguments)] // one caller; a struct of these would only be unpacked again
fn draw_form(
    ts: &mut Typesetter,
    numbers: &mut SheetNumbers,
    ctx: &PrintContext,
    p: &Patient,
    (who, lines): (&Who, &Result<NameLines, PaperError>),
    form: Form,
    form_of: (usize, usize),
    out: &mut PatientFaces,
) -> Result<(), PaperError> {
    let subject = match lines {
        Ok(lines) => Subject::Patient(p, who, lines),
        Err(PaperError::DoesNotFit { .. }) => Subject::LongName(p, who),
        Err(e) => return Err(e.clone()),
    };
    let kinds = faces_of(ts, ctx, form, Some(p))?;
    let mut drawn = Vec::new();
    let mut not_quoted = Vec::new();
    for face in number_faces(ctx, numbers, kinds, form_of) {
        let (own, missing) = draw_own(ts, ctx, &face, subject)?;
        not_quoted.extend(missing);
        drawn.push((face, own));
    }
    out.faces.append(&mut drawn);
    for m in not_quoted {
        let reason = format!(
            "medicine {} ({}) is too long to quote whole: copy it from the source",
            m.number, m.name
        );
        out.held_back.push(HeldBack {
            patient: p.id.clone(),
            form: form.name().into(),
            reason,
        });
    }
    if form == Form::Observations
        && let Some(gate) = news2::gate(p, ctx)
    {
        let (why, instead) = news2::gate_words(gate, p, ctx);
        out.held_back.push(HeldBack {
            patient: p.id.clone(),
            form: form.name().into(),
            reason: format!("{why} {instead}"),
        });
    }
    Ok(())
}

/// One sheet for all of a patient's forms that were stopped by the glyph gate or by their length.
fn needs_person(
    ts: &mut Typesetter,
    numbers: &mut SheetNumbers,
    ctx: &PrintContext,
    p: &Patient,
    out: &mut PatientFaces,
) -> Result<(), PaperError> {
    let printed = |form: &str, out: &PatientFaces| {
        out.faces
            .iter()
            .any(|(f, _)| form_of_title(&f.title.form) == form)
    };
    let stopped: Vec<HeldBack> = out
        .held_back
        .iter()
        .filter(|h| h.form != "name" && !printed(&h.form, out))
        .cloned()
        .collect();
    let Some(first) = stopped.first() else {
        return Ok(());
    };
    let kind = Kind::NeedsPerson {
        reason: first.reason.clone(),
        forms: stopped.iter().map(|h| h.form.clone()).collect(),
    };
    let mut faces = vec![(
        kind,
        "Name needs a person".to_string(),
        "forms held back".to_string(),
    )];
    if ctx.duplex {
        // The back is blank paper: the identity on it would be written by hand as well.
        faces.push((
            Kind::BlankBack,
            "Blank back: continues the patient".into(),
            "write who this is".into(),
        ));
    }
    for face in number_faces(ctx, numbers, faces, (1, 1)) {
        let subject = if face.kind == Kind::BlankBack {
            Subject::Blank
        } else {
            Subject::Patient(p, &Who::new(p, ctx), &NO_LINES)
        };
        let (own, _) = draw_own(ts, ctx, &face, subject)?;
        out.faces.push((face, own));
    }
    Ok(())
}

/// Stands in where the identity block is for a hand and no name is laid out.
const NO_LINES: NameLines = NameLines {
    last: Vec::new(),
    size: crate::draw::Size::Pt14,
    first_size: crate::draw::Size::Pt14,
    native_high: false,
};

/// The form a face's title belongs to.
fn form_of_title(title: &str) -> &'static str {
    match title {
        "Prescription and administration chart" | "Regular medicines" | "Allergies, continued" => {
            Form::Prescription.name()
        }
        "Observations: NEWS2 scores" | "NEWS2: what to do" | "Observations: use another chart" => {
            Form::Observations.name()
        }
        _ => "",
    }
}

/// Adds a sheet's face to the list of sheets.
pub(crate) fn note_sheet(sheets: &mut Vec<SheetPrinted>, f: &Planned, patient: Option<&PatientId>) {
    match sheets.last_mut() {
        Some(last) if last.code == f.number => last.faces += 1,
        _ => sheets.push(SheetPrinted {
            code: f.number.clone(),
            patient: patient.cloned(),
            form: f.title.form.clone(),
            faces: 1,
        }),
    }
}

/// The file's own words. A ward is not a patient; no name is in them.
pub(crate) fn about(ctx: &PrintContext, what: &str) -> About {
    let drill = if ctx.exercise { "EXERCISE " } else { "" };
    About {
        title: format!("{drill}{what} {}", ctx.date_time(ctx.printed_at)),
        at: ctx.local(ctx.printed_at),
        paper: ctx.paper,
        duplex: ctx.duplex,
    }
}

/// Makes a ward's pack. `progress` is called after each patient and can stop the work.
pub fn ward_pack(
    req: &PackRequest<'_>,
    numbers: &mut SheetNumbers,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Pack, PaperError> {
    if req.patients.is_empty() || req.forms.is_empty() {
        return Err(PaperError::Nothing);
    }
    let ctx = req.context;
    let mut ts = Typesetter::default();
    let mut writer = Writer::new(about(ctx, &format!("Charts {}", req.ward)));
    let mut shared = SharedForms::default();
    let (mut sheets, mut held_back) = (Vec::new(), Vec::new());
    for (done, p) in req.patients.iter().enumerate() {
        let drawn = draw_patient(&mut ts, numbers, req, p)?;
        for (face, own) in &drawn.faces {
            let key = (face.kind.clone(), face.title.clone(), face.note.clone());
            let form = shared.get(&mut writer, key, || draw_shared(&mut ts, ctx, face))?;
            writer.page(Some(form), own)?;
            note_sheet(&mut sheets, face, Some(&p.id));
        }
        held_back.extend(drawn.held_back);
        let state = Progress {
            done: done + 1,
            total: req.patients.len(),
            pages: writer.pages(),
        };
        if progress(state).is_break() {
            return Err(PaperError::Cancelled {
                done: done + 1,
                total: req.patients.len(),
            });
        }
    }
    let pages = writer.pages();
    Ok(Pack {
        pdf: writer.finish()?,
        sheets,
        held_back,
        pages,
    })
}

/// The display lists of a ward's pack, for checks and for other back ends.
pub fn ward_faces(req: &PackRequest<'_>, numbers: &mut SheetNumbers) -> Result<Vec<Drawn>, PaperError> {
    let mut ts = Typesetter::default();
    let mut out = Vec::new();
    for p in req.patients {
        for (face, own) in draw_patient(&mut ts, numbers, req, p)?.faces {
            let shared = draw_shared(&mut ts, req.context, &face)?;
            out.push(Drawn {
                shared,
                own,
                number: face.number,
                face: face.face,
                title: face.title.form,
            });
        }
    }
    Ok(out)
}

/// Blank charts: everything by hand, `copies` of the form.
pub fn blank(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    form: Form,
    copies: usize,
) -> Result<Pack, PaperError> {
    if copies == 0 {
        return Err(PaperError::Nothing);
    }
    let mut ts = Typesetter::default();
    let mut writer = Writer::new(about(ctx, &format!("Blank charts: {}", form.name())));
    let mut shared = SharedForms::default();
    let mut sheets = Vec::new();
    for _ in 0..copies {
        let kinds = faces_of(&mut ts, ctx, form, None)?;
        for face in number_faces(ctx, numbers, kinds, (1, 1)) {
            let key = (face.kind.clone(), face.title.clone(), face.note.clone());
            let id = shared.get(&mut writer, key, || draw_shared(&mut ts, ctx, &face))?;
            let (own, _) = draw_own(&mut ts, ctx, &face, Subject::Blank)?;
            writer.page(Some(id), &own)?;
            note_sheet(&mut sheets, &face, None);
        }
    }
    let pages = writer.pages();
    Ok(Pack {
        pdf: writer.finish()?,
        sheets,
        held_back: Vec::new(),
        pages,
    })
}
