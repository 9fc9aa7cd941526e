//! Which faces a form has for a patient, their titles and sheet numbers, and how each is drawn.

use battlebag_census::Patient;

use crate::context::PrintContext;
use crate::draw::{Canvas, Mark};
use crate::errors::PaperError;
use crate::face::{
    FormNote, Subject, Title, Who, allergy_row, conflict_sentence, footer_name, footer_number, footer_words,
    subject, subject_rules, title, under_words,
};
use crate::form::Form;
use crate::forms::chart::{self, Chart};
use crate::forms::{allergies, front, news2, news2_back, notes, regular, timed};
use crate::sheet_number::{SheetNumber, SheetNumbers};
use crate::text::Typesetter;

/// Titles of the prescription chart's faces after its front.
const REGULAR: &str = "Regular medicines";
const AS_REQUIRED: &str = "As-required medicines";
const TIMED: &str = "Timed medicines, antimicrobials, drips";
const ALLERGIES: &str = "Allergies, continued";

/// What one face of a sheet is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Front,
    Regular {
        sheet: usize,
        face: regular::Face,
    },
    Allergies {
        from: usize,
    },
    Timed,
    News2,
    News2Back,
    NotNews2,
    Chart(Chart),
    BlankBack,
    /// The back of a sheet that goes away: nothing is written on it.
    BareBack,
    NeedsPerson {
        reason: String,
        forms: Vec<String>,
    },
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
        Kind::Regular { face, .. } => regular::rules(&mut cv, ctx, face)?,
        Kind::Allergies { .. } => allergies::continued_rules(&mut cv)?,
        Kind::Timed => timed::rules(&mut cv)?,
        Kind::News2 => news2::rules(&mut cv, ctx)?,
        Kind::News2Back => news2_back::rules(&mut cv)?,
        Kind::Chart(chart) => chart::rules(&mut cv, ctx, *chart)?,
        Kind::BlankBack => notes::blank_back(&mut cv)?,
        Kind::BareBack => notes::bare_back(&mut cv)?,
        Kind::NotNews2 | Kind::NeedsPerson { .. } => {}
    }
    title(&mut cv, ctx, &f.title)?;
    subject_rules(&mut cv);
    footer_words(&mut cv, ctx, &f.note)?;
    Ok(cv.into_marks())
}

/// The patient's own marks. Gives the medicines that could not be quoted.
pub(crate) fn draw_own(
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
        (Kind::Regular { face, .. }, p) => not_quoted = regular::fill(&mut cv, ctx, p, face)?,
        (Kind::Allergies { from }, Some(p)) => {
            allergies::continued(&mut cv, ctx, p, *from)?;
        }
        (Kind::Timed, p) => timed::fill(&mut cv, ctx, p)?,
        (Kind::News2Back, p) => news2_back::fill(&mut cv, ctx, p)?,
        (Kind::Chart(chart), p) => chart::fill(&mut cv, ctx, p, *chart)?,
        (Kind::NotNews2, Some(p)) => {
            if let Some(gate) = news2::gate(p, ctx) {
                news2::gate_face(&mut cv, ctx, p, gate)?;
            }
        }
        (Kind::NeedsPerson { reason, forms }, Some(p)) => {
            let words = Who::new(p, ctx);
            let row = allergy_row(p, ctx);
            // NONE KNOWN belongs on a chart with who asked and when: here it is asked again.
            let substances = if row.triangle {
                format!("{}{}", row.prefix, row.substances.join(", "))
            } else {
                "ask and write".to_string()
            };
            let sheet = notes::NeedsPerson {
                who: &words,
                allergies: substances,
                conflict: row.conflict.as_deref().map(conflict_sentence),
                reason: reason.clone(),
                forms: forms.clone(),
            };
            notes::needs_person(&mut cv, &sheet)?;
        }
        _ => {}
    }
    if let Kind::Chart(chart) = f.kind
        && !chart.has_code()
    {
        footer_name(&mut cv, &f.number)?;
    } else {
        footer_number(&mut cv, &f.number, f.face)?;
    }
    Ok((cv.into_marks(), not_quoted))
}

/// Faces of one form for one patient, without numbers: kind and title words.
pub(crate) fn faces_of(
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
            for (of, title) in [
                (regular::Of::Regular, REGULAR),
                (regular::Of::AsRequired, AS_REQUIRED),
            ] {
                for (sheet, face) in regular::faces(ts, ctx, p, of)?.into_iter().enumerate() {
                    add(Kind::Regular { sheet, face }, title, Form::Prescription.name());
                }
            }
            add(Kind::Timed, TIMED, Form::Prescription.name());
            if let Some(p) = p {
                for from in allergy_faces(ts, ctx, p)? {
                    add(Kind::Allergies { from }, ALLERGIES, Form::Prescription.name());
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
        (form, p) => {
            for chart in chart::faces(ctx, form, p) {
                let (title, purpose) = chart.words();
                add(Kind::Chart(chart), title, purpose);
            }
        }
    }
    Ok(faces)
}

/// Where each "Allergies, continued" face begins; none when the front holds them all.
fn allergy_faces(ts: &mut Typesetter, ctx: &PrintContext, p: &Patient) -> Result<Vec<usize>, PaperError> {
    let mut cv = Canvas::new(ts);
    if allergies::allergies_fit(&mut cv, p, ctx)? {
        return Ok(Vec::new());
    }
    let all = allergies::recorded(p).len();
    let mut starts = vec![0];
    loop {
        let next = allergies::continued(&mut cv, ctx, p, starts.last().copied().unwrap_or(0))?;
        if next >= all {
            return Ok(starts);
        }
        starts.push(next);
    }
}

/// Gives a form's faces their titles, notes and sheet numbers; pads the last sheet so that no one else shares it.
pub(crate) fn number_faces(
    ctx: &PrintContext,
    numbers: &mut SheetNumbers,
    mut faces: Vec<(Kind, String, String)>,
    form_of: (usize, usize),
) -> Vec<Planned> {
    if ctx.duplex && faces.len() % 2 == 1 {
        let of = faces.last().map(|f| f.1.clone()).unwrap_or_default();
        let leaves = matches!(faces.first(), Some((Kind::Chart(chart), ..)) if chart.leaves());
        let (kind, title) = if leaves {
            (Kind::BareBack, "Back of a sheet that leaves")
        } else {
            (Kind::BlankBack, "Blank back: continues the patient")
        };
        faces.push((kind, title.into(), format!("back of: {of}")));
    }
    let pages = faces.len();
    let kept = faces
        .iter()
        .any(|(kind, ..)| matches!(kind, Kind::Chart(chart) if !chart.typed_back()));
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
        if let Kind::Regular { sheet, face } = &kind
            && *sheet > 0
        {
            words.push(format!("sheet {}", continuation(face.of, *sheet)));
        }
        if !ctx.duplex && (face == 2 || at + 1 < pages) {
            words.push(format!("P{face} of 2: other face apart"));
        }
        let counted = Title::counted(&form, &purpose, form_of, (at + 1, pages));
        let typed_back = !kept && !matches!(kind, Kind::NeedsPerson { .. });
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

/// "2a" for the second face of regular medicines, "3a" for the second one of as-required ones, and so on.
fn continuation(of: regular::Of, sheet: usize) -> String {
    let face = match of {
        regular::Of::Regular => 2,
        regular::Of::AsRequired => 3,
    };
    match u8::try_from(sheet) {
        Ok(n @ 1..=26) => format!("{face}{}", char::from(b'a' + n - 1)),
        _ => format!("{face}-{sheet}"),
    }
}

/// The form a face's title belongs to.
pub(crate) fn form_of_title(title: &str) -> &'static str {
    match title {
        "Prescription and administration chart" | REGULAR | AS_REQUIRED | TIMED | ALLERGIES => {
            Form::Prescription.name()
        }
        "Observations: NEWS2 scores" | "NEWS2: what to do" | "Observations: use another chart" => {
            Form::Observations.name()
        }
        other => chart::form_of_title(other),
    }
}
