//! Ward pack in pages per CPU-second, against plain printpdf over the same display lists (every page drawn whole), and
//! against ReportLab and typst when their Python modules are installed. Prints ratios; asserts no time.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::cast_possible_truncation)]

#[path = "../tests/people/mod.rs"]
mod people;

use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::process::Command;
use std::time::{Duration, Instant};

use battlebag_census::Patient;
use battlebag_paper::draw::{Area, Ink, LIVE_H, Mark, TextMark};
use battlebag_paper::pdf::FontSet;
use battlebag_paper::text::PT_PER_MM;
use battlebag_paper::{Drawn, Form, PackRequest, SheetNumbers, ward_faces, ward_pack};
use printpdf::{
    Codepoint, Color, FontId, Greyscale, Line, LinePoint, Mm, Op, PaintMode, PdfDocument, PdfFontHandle,
    PdfPage, PdfSaveOptions, Point, Polygon, PolygonRing, Pt, Rgb, TextItem, TextMatrix, WindingOrder,
};

/// CPU time of this process so far, where the system tells it; else wall time.
fn cpu(since: Instant) -> Duration {
    std::fs::read_to_string("/proc/self/schedstat")
        .ok()
        .and_then(|t| t.split(' ').next().and_then(|n| n.parse().ok()))
        .map_or_else(|| since.elapsed(), Duration::from_nanos)
}

fn ward(n: u32) -> Vec<Patient> {
    let mut all = vec![people::wisniewski(), people::al_husseini(), people::adebayo()];
    all.extend(people::scripts());
    let mut out = Vec::new();
    for i in 0..n {
        let mut p = if i % 2 == 0 {
            people::featherstonehaugh()
        } else {
            all[i as usize % all.len()].clone()
        };
        p.nhs_number = Some(people::nth_nhs(i + 1));
        p.place.bed = Some((i + 1).to_string());
        p.name
            .given
            .push(format!("{}", char::from(b'A' + (i % 26) as u8)));
        out.push(p);
    }
    out
}

fn request<'a>(ctx: &'a battlebag_paper::PrintContext, patients: &'a [&'a Patient]) -> PackRequest<'a> {
    PackRequest {
        context: ctx,
        ward: "7B",
        patients,
        forms: &Form::USUAL,
    }
}

fn point(x: f32, y: f32) -> Point {
    let (ox, oy) = (15.0, 297.0 - 19.0 - LIVE_H);
    Point {
        x: Pt((ox + x) * PT_PER_MM),
        y: Pt((oy + LIVE_H - y) * PT_PER_MM),
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

fn polygon(ops: &mut Vec<Op>, points: &[(f32, f32)], fill: Option<Ink>, rule: Option<f32>) {
    if let Some(ink) = fill {
        ops.push(Op::SetFillColor { col: colour(ink) });
    }
    if let Some(width) = rule {
        ops.push(Op::SetOutlineThickness { pt: Pt(width) });
    }
    let points = points
        .iter()
        .map(|(x, y)| LinePoint {
            p: point(*x, *y),
            bezier: false,
        })
        .collect();
    let mode = match (fill, rule) {
        (Some(_), Some(_)) => PaintMode::FillStroke,
        (Some(_), None) => PaintMode::Fill,
        _ => PaintMode::Stroke,
    };
    ops.push(Op::DrawPolygon {
        polygon: Polygon {
            rings: vec![PolygonRing { points }],
            mode,
            winding_order: WindingOrder::NonZero,
        },
    });
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
    let mut rest = t.shaped.glyphs.as_slice();
    while let Some(first) = rest.first() {
        let n = rest.iter().take_while(|g| g.face == first.face).count();
        let (run, after) = rest.split_at(n);
        let id = FontId(format!("F{}", first.face.index()));
        ops.push(Op::SetFont {
            font: PdfFontHandle::External(id),
            size: Pt(t.style.size.points()),
        });
        let glyphs = run
            .iter()
            .map(|g| Codepoint::with_cid(fonts.code(g), 0.0, g.stands_for.clone()))
            .collect();
        ops.push(Op::ShowText {
            items: vec![TextItem::GlyphIds(glyphs)],
        });
        rest = after;
    }
    ops.push(Op::EndTextSection);
}

/// The same display lists through printpdf's own operations, every page drawn whole.
fn naive(faces: &[Drawn]) -> Vec<u8> {
    let mut fonts = FontSet::default();
    let mut pages = Vec::new();
    for f in faces {
        let mut ops = Vec::new();
        for mark in f.shared.iter().chain(&f.own) {
            match mark {
                Mark::Fill(a, ink) => polygon(&mut ops, &corners(a), Some(*ink), None),
                Mark::Frame(a, rule) => polygon(&mut ops, &corners(a), None, Some(rule.points())),
                Mark::Shape { corners, fill, rule } => polygon(
                    &mut ops,
                    corners,
                    *fill,
                    rule.map(battlebag_paper::draw::Rule::points),
                ),
                Mark::Line { from, to, rule, .. } => {
                    ops.push(Op::SetOutlineThickness {
                        pt: Pt(rule.points()),
                    });
                    let points = [from, to]
                        .map(|(x, y)| LinePoint {
                            p: point(*x, *y),
                            bezier: false,
                        })
                        .to_vec();
                    ops.push(Op::DrawLine {
                        line: Line {
                            points,
                            is_closed: false,
                        },
                    });
                }
                Mark::Circle { .. } | Mark::Write(..) => {}
                Mark::Text(t) => text(&mut ops, &mut fonts, t),
                Mark::Bars {
                    x, y, module, cells, ..
                } => {
                    for (c, r) in cells {
                        let a = Area::new(
                            x + f32::from(*c) * module,
                            y + f32::from(*r) * module,
                            *module,
                            *module,
                        );
                        polygon(&mut ops, &corners(&a), Some(Ink::Black), None);
                    }
                }
            }
        }
        pages.push(PdfPage::new(Mm(210.0), Mm(297.0), ops));
    }
    let mut doc = PdfDocument::new("naive");
    fonts.embed(&mut doc).unwrap();
    doc.with_pages(pages);
    doc.save(
        &PdfSaveOptions {
            subset_fonts: false,
            ..PdfSaveOptions::default()
        },
        &mut Vec::new(),
    )
}

/// The display lists as lines of text for the peers: one mark a line, pages parted by `page`.
fn listing(faces: &[Drawn]) -> String {
    let mut out = String::new();
    for f in faces {
        out.push_str("page\n");
        for mark in f.shared.iter().chain(&f.own) {
            let _ = match mark {
                Mark::Fill(a, ink) => {
                    let [r, g, b] = ink.rgb();
                    writeln!(out, "fill\t{}\t{}\t{}\t{}\t{r}\t{g}\t{b}", a.x, a.y, a.w, a.h)
                }
                Mark::Frame(a, rule) => writeln!(
                    out,
                    "frame\t{}\t{}\t{}\t{}\t{}",
                    a.x,
                    a.y,
                    a.w,
                    a.h,
                    rule.points()
                ),
                Mark::Line { from, to, rule, .. } => writeln!(
                    out,
                    "line\t{}\t{}\t{}\t{}\t{}",
                    from.0,
                    from.1,
                    to.0,
                    to.1,
                    rule.points()
                ),
                Mark::Text(t) if t.turn == 0.0 => {
                    let bold = u8::from(t.style.weight == battlebag_paper::text::Weight::Bold);
                    let white = u8::from(t.style.ink == Ink::White);
                    writeln!(
                        out,
                        "text\t{}\t{}\t{}\t{bold}\t{white}\t{}",
                        t.x,
                        t.y,
                        t.style.size.points(),
                        t.text
                    )
                }
                Mark::Bars {
                    x, y, module, cells, ..
                } => {
                    for (c, r) in cells {
                        let _ = writeln!(
                            out,
                            "fill\t{}\t{}\t{module}\t{module}\t0\t0\t0",
                            x + f32::from(*c) * module,
                            y + f32::from(*r) * module
                        );
                    }
                    Ok(())
                }
                _ => Ok(()),
            };
        }
    }
    out
}

fn main() {
    let start = Instant::now();
    let ctx = people::context();
    let all = ward(40);
    let patients: Vec<&Patient> = all.iter().collect();
    let req = request(&ctx, &patients);
    let (mut ours, mut plain) = (Vec::new(), Vec::new());
    let (mut pages, mut bytes) = (0, (0, 0));
    for round in 0..7_u64 {
        let t = cpu(start);
        let pack = ward_pack(&req, &mut SheetNumbers::new(round, false, []), &mut |_| {
            ControlFlow::Continue(())
        })
        .unwrap();
        ours.push(cpu(start).saturating_sub(t));
        let t = cpu(start);
        let faces = ward_faces(&req, &mut SheetNumbers::new(round, false, [])).unwrap();
        let pdf = naive(&faces);
        plain.push(cpu(start).saturating_sub(t));
        pages = pack.pages;
        bytes = (pack.pdf.len(), pdf.len());
    }
    ours.sort();
    plain.sort();
    let rate = |d: Duration, n: usize| n as f64 / d.as_secs_f64();
    let (ours, plain) = (ours[3], plain[3]);
    println!("ward pack, 40 patients, {pages} pages, median of 7 interleaved runs");
    println!(
        "battlebag        {:8.0} pages per CPU-second   {:7} bytes",
        rate(ours, pages),
        bytes.0
    );
    println!(
        "plain printpdf   {:8.0} pages per CPU-second   {:7} bytes   ratio {:.2}",
        rate(plain, pages),
        bytes.1,
        plain.as_secs_f64() / ours.as_secs_f64()
    );
    let few: Vec<&Patient> = all.iter().filter(|p| p.name.native.is_none()).take(10).collect();
    let faces = ward_faces(&request(&ctx, &few), &mut SheetNumbers::new(1, false, [])).unwrap();
    let dir = std::env::temp_dir().join("battlebag-bench-ward.tsv");
    std::fs::write(&dir, listing(&faces)).unwrap();
    for peer in ["reportlab", "typst"] {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/peers.py");
        let fonts = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts");
        let made = Command::new("python3")
            .arg(script)
            .arg(peer)
            .arg(&dir)
            .arg(fonts)
            .output();
        let seconds: Option<f64> = made
            .ok()
            .and_then(|o| String::from_utf8_lossy(&o.stdout).trim().parse().ok());
        match seconds {
            Some(s) => {
                let theirs = faces.len() as f64 / s;
                println!(
                    "{peer:<16} {theirs:8.0} pages per CPU-second   ({} pages)   ratio {:.1}",
                    faces.len(),
                    rate(ours, pages) / theirs
                );
            }
            None => println!("{peer:<16} not installed: not measured"),
        }
    }
}
