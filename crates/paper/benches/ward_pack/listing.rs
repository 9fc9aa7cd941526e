//! Display lists as lines of text for the peers, one mark a line, fields parted by tabs, lengths in mm, type and rules
//! in points:
//!
//! - `file` begins a ward's file;
//! - `form K` begins what pages of this file share, `page K` a page that shows form K and then its own marks;
//! - `fill x y w h r g b`, `frame x y w h rule`, `line x y x y rule dashed`, `circle x y radius rule dashed`,
//!   `shape r,g,b|- rule|- x,y x,y …`, `bars x y module column,row …`;
//! - `text x y size face turn r g b words`: a face is a file of the fonts folder, and words are in one face.

use std::collections::HashMap;
use std::fmt::Write as _;

use battlebag_paper::Drawn;
use battlebag_paper::draw::{Mark, TextMark};
use battlebag_paper::pdf::cell_runs;
use battlebag_paper::text::{face, millimetres};

/// Which faces share what is drawn under them: for each face the number of its form, counted from 0 as they come.
pub fn shared_forms(faces: &[Drawn]) -> Vec<usize> {
    let mut known: HashMap<String, usize> = HashMap::new();
    faces
        .iter()
        .map(|f| {
            let next = known.len();
            *known.entry(marks(&f.shared)).or_insert(next)
        })
        .collect()
}

/// A ward's file.
pub fn ward(faces: &[Drawn]) -> String {
    let mut out = String::from("file\n");
    let mut forms = 0;
    for (f, form) in faces.iter().zip(shared_forms(faces)) {
        if form == forms {
            forms += 1;
            let _ = writeln!(out, "form\t{form}");
            out.push_str(&marks(&f.shared));
        }
        let _ = writeln!(out, "page\t{form}");
        out.push_str(&marks(&f.own));
    }
    out
}

fn marks(all: &[Mark]) -> String {
    let mut out = String::new();
    for mark in all {
        line(&mut out, mark);
    }
    out
}

fn line(out: &mut String, mark: &Mark) {
    let _ = match mark {
        Mark::Fill(a, ink) => {
            let [r, g, b] = ink.rgb();
            writeln!(out, "fill\t{}\t{}\t{}\t{}\t{r}\t{g}\t{b}", a.x, a.y, a.w, a.h)
        }
        Mark::Frame(a, rule) => {
            writeln!(
                out,
                "frame\t{}\t{}\t{}\t{}\t{}",
                a.x,
                a.y,
                a.w,
                a.h,
                rule.points()
            )
        }
        Mark::Line {
            from: (x0, y0),
            to: (x1, y1),
            rule,
            dashed,
        } => writeln!(
            out,
            "line\t{x0}\t{y0}\t{x1}\t{y1}\t{}\t{}",
            rule.points(),
            u8::from(*dashed)
        ),
        Mark::Shape { corners, fill, rule } => {
            let fill = fill.map_or_else(
                || "-".into(),
                |ink| {
                    let [r, g, b] = ink.rgb();
                    format!("{r},{g},{b}")
                },
            );
            let rule = rule.map_or_else(|| "-".into(), |r| r.points().to_string());
            let _ = write!(out, "shape\t{fill}\t{rule}");
            for (x, y) in corners {
                let _ = write!(out, "\t{x},{y}");
            }
            writeln!(out)
        }
        Mark::Circle {
            centre: (x, y),
            radius,
            rule,
            dashed,
        } => writeln!(
            out,
            "circle\t{x}\t{y}\t{radius}\t{}\t{}",
            rule.points(),
            u8::from(*dashed)
        ),
        Mark::Bars {
            x, y, module, cells, ..
        } => {
            let _ = write!(out, "bars\t{x}\t{y}\t{module}");
            for (column, row, of) in cell_runs(cells) {
                let _ = write!(out, "\t{column},{row},{of}");
            }
            writeln!(out)
        }
        Mark::Text(words) => {
            text(out, words);
            Ok(())
        }
        // A place for a pen has no ink.
        Mark::Write(..) => Ok(()),
    };
}

/// One line for each run of one face.
fn text(out: &mut String, mark: &TextMark) {
    let [r, g, b] = mark.style.ink.rgb();
    let size = mark.style.size.points();
    let (sin, cos) = mark.turn.to_radians().sin_cos();
    let mut along = 0.0;
    for run in mark.shaped.glyphs.chunk_by(|a, b| a.face == b.face) {
        let Some(font) = run.first().and_then(|g| face(g.face)) else {
            continue;
        };
        let words: String = run
            .iter()
            .flat_map(|g| g.stands_for.chars())
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let _ = writeln!(
            out,
            "text\t{}\t{}\t{size}\t{}\t{}\t{r}\t{g}\t{b}\t{words}",
            mark.x + along * cos,
            mark.y - along * sin,
            font.name,
            mark.turn
        );
        along += millimetres(run.iter().map(|g| g.advance).sum(), size);
    }
}
