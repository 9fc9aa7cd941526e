//! Ward packs of 60, 600 and 6,000 faces, a file a ward: pages per CPU-second, wall, peak memory and file size, against
//! plain printpdf over the same display lists (every page drawn whole) in one interleaved run, and against ReportLab, typst
//! and `WeasyPrint` when `benches/peers.sh` has installed them. Prints ratios and the load; asserts no time.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::cast_possible_truncation)]

#[path = "../tests/people/mod.rs"]
mod people;

use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use battlebag_census::Patient;
use battlebag_paper::draw::{Area, Ink, LIVE_H, Mark, TextMark};
use battlebag_paper::pdf::FontSet;
use battlebag_paper::text::PT_PER_MM;
use battlebag_paper::{Drawn, Form, PackRequest, PrintContext, SheetNumbers, ward_faces, ward_pack};
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

fn request<'a>(ctx: &'a PrintContext, patients: &'a [&'a Patient]) -> PackRequest<'a> {
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

/// Patients of one file: a ward, as packs are made.
const WARD: usize = 40;

/// Our packs for everybody, a file a ward: pages and bytes.
fn ours(ctx: &PrintContext, patients: &[&Patient], seed: u64) -> (usize, usize) {
    let mut made = (0, 0);
    for ward in patients.chunks(WARD) {
        let pack = ward_pack(
            &request(ctx, ward),
            &mut SheetNumbers::new(seed, false, []),
            &mut |_| ControlFlow::Continue(()),
        )
        .unwrap();
        made = (made.0 + pack.pages, made.1 + pack.pdf.len());
    }
    made
}

/// The same pages through plain printpdf, a file a ward.
fn theirs(ctx: &PrintContext, patients: &[&Patient], seed: u64) -> (usize, usize) {
    let mut made = (0, 0);
    for ward in patients.chunks(WARD) {
        let faces = ward_faces(&request(ctx, ward), &mut SheetNumbers::new(seed, false, [])).unwrap();
        made = (made.0 + faces.len(), made.1 + naive(&faces).len());
    }
    made
}

/// What one way of printing cost, run by run.
#[derive(Default)]
struct Runs {
    cpu: Vec<Duration>,
    wall: Vec<Duration>,
    peak_mib: u64,
    pages: usize,
    bytes: usize,
}

impl Runs {
    fn time(&mut self, start: Instant, work: impl FnOnce() -> (usize, usize)) {
        forget_peak();
        let (before, wall) = (cpu(start), Instant::now());
        (self.pages, self.bytes) = work();
        self.cpu.push(cpu(start).saturating_sub(before));
        self.wall.push(wall.elapsed());
        self.peak_mib = self.peak_mib.max(peak_mib());
    }

    fn rate(&self) -> f64 {
        self.pages as f64 / median(&self.cpu).as_secs_f64()
    }

    fn row(&self, name: &str, against: &Self) {
        println!(
            "{name:<16} {:6} pages {:8.0} pages per CPU-second {:9.3} s wall {:6} MiB peak {:9} bytes   ratio {:.2}",
            self.pages,
            self.rate(),
            median(&self.wall).as_secs_f64(),
            self.peak_mib,
            self.bytes,
            against.rate() / self.rate()
        );
    }
}

fn median(all: &[Duration]) -> Duration {
    let mut all = all.to_vec();
    all.sort();
    all[all.len() / 2]
}

/// Begins the peak of memory anew, where the system can.
fn forget_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// Most memory held since then, MiB; 0 where the system does not say.
fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find_map(|l| l.strip_prefix("VmHWM:"))
        .and_then(|l| l.split_whitespace().next()?.parse::<u64>().ok())
        .map_or(0, |kib| kib / 1024)
}

/// How busy the machine is: a table is worth little without it.
fn load() -> String {
    std::fs::read_to_string("/proc/loadavg").map_or_else(|_| "not known".into(), |l| l.trim().to_string())
}

/// A peer in Python: `peers.sh` installs them. Says the CPU seconds and the peak of its own process.
fn peer(name: &str, pages: usize, listing: &Path, battlebag: &Runs) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/peers.py");
    let fonts = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts");
    let python = std::env::var("BATTLEBAG_PEERS").unwrap_or_else(|_| "python3".into());
    let made = Command::new(python)
        .arg(script)
        .arg(name)
        .arg(listing)
        .arg(fonts)
        .output();
    let said = made.map(|o| String::from_utf8_lossy(&o.stdout).trim().to_string());
    let numbers: Vec<f64> = said
        .unwrap_or_default()
        .split_whitespace()
        .filter_map(|n| n.parse().ok())
        .collect();
    if let [seconds, mib, bytes] = numbers.as_slice() {
        let rate = pages as f64 / seconds;
        println!(
            "{name:<16} {pages:6} pages {rate:8.1} pages per CPU-second                   {mib:6.0} MiB peak {bytes:9.0} bytes   ratio {:.1}",
            battlebag.rate() / rate
        );
    } else {
        println!("{name:<16} not installed: not measured (benches/peers.sh)");
    }
}

/// Six faces a patient: how many patients, how many interleaved runs, and which peers are worth waiting for.
const SIZES: [(u32, u64, &[&str]); 3] = [
    (10, 7, &["reportlab", "typst", "weasyprint"]),
    (100, 5, &["reportlab", "typst"]),
    (1_000, 3, &["reportlab"]),
];

fn main() {
    let start = Instant::now();
    let ctx = people::context();
    for (patients, rounds, peers) in SIZES {
        let all = ward(patients);
        let everybody: Vec<&Patient> = all.iter().collect();
        let (mut battlebag, mut plain) = (Runs::default(), Runs::default());
        println!(
            "{patients} patients, median of {rounds} interleaved runs; load before: {}",
            load()
        );
        for round in 0..rounds {
            battlebag.time(start, || ours(&ctx, &everybody, round));
            plain.time(start, || theirs(&ctx, &everybody, round));
        }
        battlebag.row("battlebag", &battlebag);
        plain.row("plain printpdf", &battlebag);
        // The peers do not shape: they get the people whose names need none.
        let few: Vec<&Patient> = all.iter().filter(|p| p.name.native.is_none()).collect();
        let file = std::env::temp_dir().join(format!("battlebag-bench-{patients}.tsv"));
        let mut pages = 0;
        let mut text = String::new();
        for part in few.chunks(WARD) {
            let faces = ward_faces(&request(&ctx, part), &mut SheetNumbers::new(1, false, [])).unwrap();
            pages += faces.len();
            text.push_str(&listing(&faces));
        }
        std::fs::write(&file, text).unwrap();
        for name in peers {
            peer(name, pages, &file, &battlebag);
        }
        println!("load after: {}\n", load());
    }
}
