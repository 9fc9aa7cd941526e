//! A ward's pack: every chosen form for every patient, one PDF, never two patients on one sheet.

use std::ops::ControlFlow;

use battlebag_census::{Patient, PatientId};

use crate::context::PrintContext;
use crate::draw::Mark;
use crate::errors::PaperError;
use crate::face::{NameLines, Subject, Who, believed, fit_name};
use crate::form::Form;
use crate::forms::{chart, news2};
use crate::gap_sheet::gap_faces;
use crate::pdf::{About, SharedForms, Writer};
use crate::plan::{Kind, Planned, draw_own, draw_shared, faces_of, form_of_title, number_faces};
use crate::sheet_number::{SheetNumber, SheetNumbers};
use crate::text::Typesetter;

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
    if let Some(weight) = p.weight.as_ref().filter(|w| !believed(&w.kg)) {
        let reason = format!(
            "the census says that the weight is {} kg: not believed, and not printed. Weigh, and mend it at the source",
            weight.kg.trim()
        );
        out.held_back.push(HeldBack {
            patient: p.id.clone(),
            form: "weight".into(),
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
    if let Some(reason) = chart::held_back(ctx, form, p) {
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

/// What can be held back besides whole forms: the forms are printed without it.
const PARTS: [&str; 2] = ["name", "weight"];

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
        .filter(|h| !PARTS.contains(&h.form.as_str()) && !printed(&h.form, out))
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

/// Adds a face to the list of sheets: a further one of the last sheet, or the first of a new one.
pub(crate) fn note_face(
    sheets: &mut Vec<SheetPrinted>,
    code: &SheetNumber,
    form: &str,
    patient: Option<&PatientId>,
) {
    match sheets.last_mut() {
        Some(last) if last.code == *code => last.faces += 1,
        _ => sheets.push(SheetPrinted {
            code: code.clone(),
            patient: patient.cloned(),
            form: form.to_string(),
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
        look_at: ctx.look_at,
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
            note_face(&mut sheets, &face.number, &face.title.form, Some(&p.id));
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
    for face in gap_faces(ctx, numbers, (req.ward, req.patients), &held_back)? {
        let form = writer.form(&face.shared)?;
        writer.page(Some(form), &face.own)?;
        note_face(&mut sheets, &face.number, &face.title, None);
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
    let (mut out, mut held_back) = (Vec::new(), Vec::new());
    for p in req.patients {
        let drawn = draw_patient(&mut ts, numbers, req, p)?;
        held_back.extend(drawn.held_back);
        for (face, own) in drawn.faces {
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
    out.extend(gap_faces(
        req.context,
        numbers,
        (req.ward, req.patients),
        &held_back,
    )?);
    Ok(out)
}

/// One blank copy of a form as display lists, for checks and for other back ends.
pub fn blank_faces(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    form: Form,
) -> Result<Vec<Drawn>, PaperError> {
    let mut ts = Typesetter::default();
    let kinds = faces_of(&mut ts, ctx, form, None)?;
    let mut out = Vec::new();
    for face in number_faces(ctx, numbers, kinds, (1, 1)) {
        let shared = draw_shared(&mut ts, ctx, &face)?;
        let (own, _) = draw_own(&mut ts, ctx, &face, Subject::Blank)?;
        out.push(Drawn {
            shared,
            own,
            number: face.number,
            face: face.face,
            title: face.title.form,
        });
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
            note_face(&mut sheets, &face.number, &face.title.form, None);
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
