//! The same display lists through printpdf's own operations, every page drawn whole.

use battlebag_paper::Drawn;
use battlebag_paper::draw::{Area, Ink, LIVE_H, Mark, Rule, TextMark};
use battlebag_paper::pdf::{FontSet, cell_runs};
use battlebag_paper::text::{Glyph, PT_PER_MM, face};
use printpdf::{
    Codepoint, Color, FontId, Greyscale, Line, LineDashPattern, LinePoint, Mm, Op, PaintMode, PdfDocument,
    PdfFontHandle, PdfPage, PdfSaveOptions, Point, Polygon, PolygonRing, Pt, Rgb, TextItem, TextMatrix,
    WindingOrder,
};

/// A ward's file.
pub fn pdf(faces: &[Drawn]) -> Vec<u8> {
    let mut fonts = FontSet::default();
    let pages = faces
        .iter()
        .map(|f| {
            let mut ops = Vec::new();
            for mark in f.shared.iter().chain(&f.own) {
                draw(&mut ops, &mut fonts, mark);
            }
            PdfPage::new(Mm(210.0), Mm(297.0), ops)
        })
        .collect();
    let mut doc = PdfDocument::new("naive");
    fonts.embed(&mut doc).unwrap();
    doc.with_pages(pages);
    let options = PdfSaveOptions {
        subset_fonts: false, // the faces are cut already
        ..PdfSaveOptions::default()
    };
    doc.save(&options, &mut Vec::new())
}

fn draw(ops: &mut Vec<Op>, fonts: &mut FontSet, mark: &Mark) {
    match mark {
        Mark::Fill(a, ink) => polygon(ops, &corners(a), Some(*ink), None),
        Mark::Frame(a, rule) => polygon(ops, &corners(a), None, Some(*rule)),
        Mark::Shape { corners, fill, rule } => polygon(ops, corners, *fill, *rule),
        Mark::Line {
            from,
            to,
            rule,
            dashed,
        } => {
            let points = [from, to].map(|(x, y)| corner(*x, *y)).to_vec();
            outline(ops, points, false, *rule, *dashed);
        }
        Mark::Circle {
            centre,
            radius,
            rule,
            dashed,
        } => outline(ops, round(*centre, *radius), true, *rule, *dashed),
        Mark::Text(t) => text(ops, fonts, t),
        Mark::Bars {
            x, y, module, cells, ..
        } => {
            let side = *module;
            let rings = cell_runs(cells)
                .into_iter()
                .map(|(c, r, of)| {
                    let (w, h) = (f32::from(of) * side, side);
                    let at = Area::new(x + f32::from(c) * side, y + f32::from(r) * side, w, h);
                    ring(&corners(&at))
                })
                .collect();
            rings_filled(ops, rings, Some(Ink::Black), None);
        }
        // A place for a pen has no ink.
        Mark::Write(..) => {}
    }
}

fn point(x: f32, y: f32) -> Point {
    let (ox, oy) = (15.0, 297.0 - 19.0 - LIVE_H);
    Point {
        x: Pt((ox + x) * PT_PER_MM),
        y: Pt((oy + LIVE_H - y) * PT_PER_MM),
    }
}

fn corner(x: f32, y: f32) -> LinePoint {
    LinePoint {
        p: point(x, y),
        bezier: false,
    }
}

fn colour(ink: Ink) -> Color {
    let [r, g, b] = ink.rgb();
    if r == g && g == b {
        Color::Greyscale(Greyscale {
            percent: r,
            icc_profile: None,
        })
    } else {
        Color::Rgb(Rgb {
            r,
            g,
            b,
            icc_profile: None,
        })
    }
}

fn corners(a: &Area) -> [(f32, f32); 4] {
    [
        (a.x, a.y),
        (a.right(), a.y),
        (a.right(), a.bottom()),
        (a.x, a.bottom()),
    ]
}

fn ring(points: &[(f32, f32)]) -> PolygonRing {
    PolygonRing {
        points: points.iter().map(|(x, y)| corner(*x, *y)).collect(),
    }
}

fn polygon(ops: &mut Vec<Op>, points: &[(f32, f32)], fill: Option<Ink>, rule: Option<Rule>) {
    rings_filled(ops, vec![ring(points)], fill, rule);
}

fn rings_filled(ops: &mut Vec<Op>, rings: Vec<PolygonRing>, fill: Option<Ink>, rule: Option<Rule>) {
    if let Some(ink) = fill {
        ops.push(Op::SetFillColor { col: colour(ink) });
    }
    if let Some(rule) = rule {
        ops.push(Op::SetOutlineThickness {
            pt: Pt(rule.points()),
        });
    }
    let mode = match (fill, rule) {
        (Some(_), Some(_)) => PaintMode::FillStroke,
        (Some(_), None) => PaintMode::Fill,
        _ => PaintMode::Stroke,
    };
    ops.push(Op::DrawPolygon {
        polygon: Polygon {
            rings,
            mode,
            winding_order: WindingOrder::NonZero,
        },
    });
}

fn outline(ops: &mut Vec<Op>, points: Vec<LinePoint>, is_closed: bool, rule: Rule, dashed: bool) {
    ops.push(Op::SetOutlineThickness {
        pt: Pt(rule.points()),
    });
    if dashed {
        let dash = LineDashPattern::new(0.0, &[PT_PER_MM, 0.8 * PT_PER_MM]);
        ops.push(Op::SetLineDashPattern { dash });
    }
    ops.push(Op::DrawLine {
        line: Line { points, is_closed },
    });
    if dashed {
        ops.push(Op::SetLineDashPattern {
            dash: LineDashPattern::solid(),
        });
    }
}

/// A circle as four curves: two control points between two points of the circle.
fn round((cx, cy): (f32, f32), r: f32) -> Vec<LinePoint> {
    let k = 0.5523 * r;
    let bend = |x, y| LinePoint {
        p: point(x, y),
        bezier: true,
    };
    vec![
        corner(cx + r, cy),
        bend(cx + r, cy + k),
        bend(cx + k, cy + r),
        corner(cx, cy + r),
        bend(cx - k, cy + r),
        bend(cx - r, cy + k),
        corner(cx - r, cy),
        bend(cx - r, cy - k),
        bend(cx - k, cy - r),
        corner(cx, cy - r),
        bend(cx + k, cy - r),
        bend(cx + r, cy - k),
        corner(cx + r, cy),
    ]
}

fn text(ops: &mut Vec<Op>, fonts: &mut FontSet, t: &TextMark) {
    ops.push(Op::StartTextSection);
    ops.push(Op::SetFillColor {
        col: colour(t.style.ink),
    });
    let at = point(t.x, t.y);
    let (sin, cos) = t.turn.to_radians().sin_cos();
    ops.push(Op::SetTextMatrix {
        matrix: TextMatrix::Raw([cos, sin, -sin, cos, at.x.0, at.y.0]),
    });
    let size = t.style.size.points();
    let mut raised = false;
    for run in t.shaped.glyphs.chunk_by(|a, b| a.face == b.face && a.dy == b.dy) {
        let Some(first) = run.first() else { continue };
        ops.push(Op::SetFont {
            font: PdfFontHandle::External(FontId(format!("F{}", first.face.index()))),
            size: Pt(size),
        });
        if raised || first.dy != 0.0 {
            raised = first.dy != 0.0;
            ops.push(Op::SetLineOffset {
                multiplier: first.dy / 1000.0 * size,
            });
        }
        ops.push(Op::ShowText {
            items: glyphs(fonts, run),
        });
    }
    if raised {
        ops.push(Op::SetLineOffset { multiplier: 0.0 });
    }
    ops.push(Op::EndTextSection);
}

/// Glyphs with the shaper's distances; a viewer moves the pen by the rounded width of the font dictionary.
fn glyphs(fonts: &mut FontSet, run: &[Glyph]) -> Vec<TextItem> {
    let mut items = Vec::new();
    let mut together = Vec::with_capacity(run.len());
    for glyph in run {
        if glyph.dx.abs() > 0.5 {
            items.push(TextItem::GlyphIds(std::mem::take(&mut together)));
            items.push(TextItem::Offset(-glyph.dx));
        }
        let width = face(glyph.face).map_or(glyph.advance, |f| f.advance(glyph.id).round());
        let drift = width - glyph.advance + glyph.dx;
        let drift = if drift.abs() > 0.5 { drift } else { 0.0 };
        together.push(Codepoint::with_cid(
            fonts.code(glyph),
            drift,
            glyph.stands_for.clone(),
        ));
    }
    items.push(TextItem::GlyphIds(together));
    items
}
