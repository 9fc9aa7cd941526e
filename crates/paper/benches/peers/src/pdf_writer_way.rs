//! Through pdf-writer: pages drawn whole, or over a form XObject for each shared form. The yardstick: little more than
//! the bytes themselves.

use std::collections::BTreeMap;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Str};
use subsetter::GlyphRemapper;

use crate::list::{MM, Mark, Rgb, Text, Ward};
use crate::shape::{Face, Glyph, Shaped};
use crate::{ORIGIN, PAPER};

const CATALOG: Ref = Ref::new(1);
const TREE: Ref = Ref::new(2);
const SYSTEM: SystemInfo<'static> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

pub fn pdf(faces: &[Face], ward: &Ward, shares: bool) -> Vec<u8> {
    let mut pdf = Pdf::new();
    let mut next = 3;
    let mut pen = Pen {
        faces,
        shaped: Shaped::default(),
        used: faces.iter().map(|_| Used::default()).collect(),
        content: Content::new(),
        state: State::default(),
    };
    let mut forms = Vec::new();
    if shares {
        for marks in &ward.forms {
            pen.begin();
            pen.marks(marks);
            forms.push((take(&mut next), pen.compressed()));
        }
    }
    let mut pages = Vec::with_capacity(ward.pages.len());
    for page in &ward.pages {
        pen.begin();
        let (x, y) = (ORIGIN.0, PAPER.1 - ORIGIN.1);
        pen.content.transform([1.0, 0.0, 0.0, 1.0, short(x), short(y)]);
        if shares {
            pen.content.x_object(Name(format!("T{}", page.form).as_bytes()));
        } else {
            pen.marks(&ward.forms[page.form]);
        }
        pen.marks(&page.own);
        let (id, content_id) = (take(&mut next), take(&mut next));
        pdf.stream(content_id, &pen.compressed())
            .filter(Filter::FlateDecode);
        pdf.page(id).parent(TREE).contents(content_id);
        pages.push(id);
    }
    let used = std::mem::take(&mut pen.used);
    let fonts: Vec<Ref> = faces
        .iter()
        .zip(&used)
        .map(|(face, used)| font(&mut pdf, &mut next, face, used))
        .collect();
    for (id, content) in &forms {
        let mut form = pdf.form_xobject(*id, content);
        form.filter(Filter::FlateDecode);
        form.bbox(Rect::new(-3.0, -259.0 * MM - 3.0, 180.0 * MM + 3.0, 3.0));
        let mut resources = form.resources();
        list_fonts(&mut resources, &fonts);
    }
    pdf.catalog(CATALOG).pages(TREE);
    let mut tree = pdf.pages(TREE);
    tree.count(pages.len() as i32);
    tree.kids(pages);
    tree.media_box(Rect::new(0.0, 0.0, PAPER.0, PAPER.1));
    let mut resources = tree.resources();
    list_fonts(&mut resources, &fonts);
    let mut objects = resources.x_objects();
    for (i, (id, _)) in forms.iter().enumerate() {
        objects.pair(Name(format!("T{i}").as_bytes()), *id);
    }
    objects.finish();
    resources.finish();
    tree.finish();
    pdf.finish()
}

fn take(next: &mut i32) -> Ref {
    *next += 1;
    Ref::new(*next - 1)
}

fn list_fonts(resources: &mut pdf_writer::writers::Resources<'_>, fonts: &[Ref]) {
    let mut listed = resources.fonts();
    for (i, id) in fonts.iter().enumerate() {
        listed.pair(Name(format!("F{i}").as_bytes()), *id);
    }
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(6));
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .expect("memory takes bytes")
}

/// Three decimals, as ours.
fn short(value: f32) -> f32 {
    (value * 1000.0).round() / 1000.0
}

/// The glyphs of a face that a file uses.
#[derive(Default)]
struct Used {
    remap: GlyphRemapper,
    says: BTreeMap<u16, String>,
    widths: BTreeMap<u16, f32>,
}

/// What the content stream has set already.
#[derive(Default)]
struct State {
    ink: Option<Rgb>,
    rule: Option<f32>,
    dashed: bool,
}

struct Pen<'a> {
    faces: &'a [Face],
    shaped: Shaped,
    used: Vec<Used>,
    content: Content,
    state: State,
}

impl Pen<'_> {
    fn begin(&mut self) {
        self.content = Content::with_capacity(8192);
        self.state = State::default();
    }

    fn compressed(&mut self) -> Vec<u8> {
        deflate(
            std::mem::replace(&mut self.content, Content::new())
                .finish()
                .as_slice(),
        )
    }

    fn ink(&mut self, ink: Rgb) {
        if self.state.ink == Some(ink) {
            return;
        }
        self.state.ink = Some(ink);
        let [r, g, b] = ink;
        if r == g && g == b {
            self.content.set_fill_gray(r);
        } else {
            self.content.set_fill_rgb(r, g, b);
        }
    }

    fn pen(&mut self, rule: f32, dashed: bool) {
        if self.state.rule != Some(rule) {
            self.state.rule = Some(rule);
            self.content.set_line_width(rule);
        }
        if self.state.dashed != dashed {
            self.state.dashed = dashed;
            let dash: &[f32] = if dashed { &[2.835, 2.268] } else { &[] };
            self.content.set_dash_pattern(dash.iter().copied(), 0.0);
        }
    }

    fn rect(&mut self, [x, y, w, h]: [f32; 4]) {
        self.content.rect(short(x), short(-y - h), short(w), short(h));
    }

    fn marks(&mut self, marks: &[Mark]) {
        for mark in marks {
            match mark {
                Mark::Fill { at, ink } => {
                    self.ink(*ink);
                    self.rect(*at);
                    self.content.fill_nonzero();
                }
                Mark::Frame { at, rule } => {
                    self.pen(*rule, false);
                    self.rect(*at);
                    self.content.stroke();
                }
                Mark::Line { at, rule, dashed } => {
                    self.pen(*rule, *dashed);
                    self.content.move_to(short(at[0]), short(-at[1]));
                    self.content.line_to(short(at[2]), short(-at[3]));
                    self.content.stroke();
                }
                Mark::Circle { at, rule, dashed } => self.circle(*at, *rule, *dashed),
                Mark::Shape { corners, fill, rule } => self.shape(corners, *fill, *rule),
                Mark::Bars { at, side, cells } => {
                    self.ink([0.0; 3]);
                    for [c, r, of] in cells {
                        self.rect([at.0 + c * side, at.1 + r * side, of * side, *side]);
                    }
                    self.content.fill_nonzero();
                }
                Mark::Text(text) => self.text(text),
            }
        }
    }

    fn circle(&mut self, [cx, cy, r]: [f32; 3], rule: f32, dashed: bool) {
        let k = 0.5523 * r;
        self.pen(rule, dashed);
        self.content.move_to(short(cx + r), short(-cy));
        let quarters = [
            [cx + r, cy + k, cx + k, cy + r, cx, cy + r],
            [cx - k, cy + r, cx - r, cy + k, cx - r, cy],
            [cx - r, cy - k, cx - k, cy - r, cx, cy - r],
            [cx + k, cy - r, cx + r, cy - k, cx + r, cy],
        ];
        for q in quarters {
            let [a, b, c, d, e, f] = q.map(short);
            self.content.cubic_to(a, -b, c, -d, e, -f);
        }
        self.content.close_and_stroke();
    }

    fn shape(&mut self, corners: &[(f32, f32)], fill: Option<Rgb>, rule: Option<f32>) {
        if let Some(ink) = fill {
            self.ink(ink);
        }
        if let Some(rule) = rule {
            self.pen(rule, false);
        }
        for (i, (x, y)) in corners.iter().enumerate() {
            if i == 0 {
                self.content.move_to(short(*x), short(-*y));
            } else {
                self.content.line_to(short(*x), short(-*y));
            }
        }
        self.content.close_path();
        match (fill, rule) {
            (Some(_), Some(_)) => self.content.fill_nonzero_and_stroke(),
            (Some(_), None) => self.content.fill_nonzero(),
            _ => self.content.stroke(),
        };
    }

    fn text(&mut self, text: &Text) {
        self.ink(text.ink);
        self.content.begin_text();
        let (x, y) = (short(text.at.0), short(-text.at.1));
        if text.turn == 0.0 {
            self.content.next_line(x, y);
        } else {
            let (sin, cos) = text.turn.to_radians().sin_cos();
            self.content.set_text_matrix([cos, sin, -sin, cos, x, y]);
        }
        self.content
            .set_font(Name(format!("F{}", text.face).as_bytes()), text.size);
        let glyphs = self.shaped.get(self.faces, text.face, &text.words);
        let mut raised = false;
        for run in glyphs.chunk_by(|a, b| a.dy == b.dy) {
            let rise = run.first().map_or(0.0, |g| g.dy);
            if raised || rise != 0.0 {
                raised = rise != 0.0;
                self.content.set_rise(short(rise * text.size));
            }
            self.run(text, run);
        }
        if raised {
            self.content.set_rise(0.0);
        }
        self.content.end_text();
    }

    fn run(&mut self, text: &Text, run: &[Glyph]) {
        let used = &mut self.used[text.face];
        let shaper = &self.faces[text.face].shaper;
        let em = shaper.units_per_em() as f32;
        let mut shown = self.content.show_positioned();
        let mut items = shown.items();
        let mut bytes = Vec::with_capacity(run.len() * 2);
        for glyph in run {
            if glyph.dx.abs() > 0.0005 {
                if !bytes.is_empty() {
                    items.show(Str(&bytes));
                    bytes.clear();
                }
                items.adjust((-glyph.dx * 1000.0).round());
            }
            let code = used.remap.remap(glyph.id);
            let width = *used.widths.entry(code).or_insert_with(|| {
                let id = rustybuzz::ttf_parser::GlyphId(glyph.id);
                (f32::from(shaper.glyph_hor_advance(id).unwrap_or(0)) / em * 1000.0).round()
            });
            used.says
                .entry(code)
                .or_insert_with(|| text.words[glyph.stands_for.clone()].to_string());
            bytes.extend(code.to_be_bytes());
            let drift = (width - (glyph.advance - glyph.dx) * 1000.0).round();
            if drift != 0.0 {
                items.show(Str(&bytes));
                bytes.clear();
                items.adjust(drift);
            }
        }
        if !bytes.is_empty() {
            items.show(Str(&bytes));
        }
    }
}

/// Embeds the used part of a face.
fn font(pdf: &mut Pdf, next: &mut i32, face: &Face, used: &Used) -> Ref {
    let [id, cid, descriptor, map, file] = std::array::from_fn(|_| take(next));
    let name = format!("PEERAA+{}", face.name);
    let cut = subsetter::subset(face.bytes, 0, &used.remap).expect("a face that can be cut");
    pdf.type0_font(id)
        .base_font(Name(name.as_bytes()))
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(cid)
        .to_unicode(map);
    let mut font = pdf.cid_font(cid);
    font.subtype(CidFontType::Type2)
        .base_font(Name(name.as_bytes()))
        .system_info(SYSTEM)
        .font_descriptor(descriptor)
        .cid_to_gid_map_predefined(Name(b"Identity"));
    font.widths().consecutive(
        0,
        (0..used.remap.num_gids()).map(|g| used.widths.get(&g).copied().unwrap_or(0.0)),
    );
    font.finish();
    let shaper = &face.shaper;
    let unit = 1000.0 / shaper.units_per_em() as f32;
    let bounds = shaper.global_bounding_box();
    let scaled = |v: i16| f32::from(v) * unit;
    pdf.font_descriptor(descriptor)
        .name(Name(name.as_bytes()))
        .flags(FontFlags::SYMBOLIC)
        .bbox(Rect::new(
            scaled(bounds.x_min),
            scaled(bounds.y_min),
            scaled(bounds.x_max),
            scaled(bounds.y_max),
        ))
        .italic_angle(0.0)
        .ascent(scaled(shaper.ascender()))
        .descent(scaled(shaper.descender()))
        .cap_height(714.0)
        .stem_v(80.0)
        .font_file2(file);
    let mut says = UnicodeCmap::new(Name(b"Says"), SYSTEM);
    for (code, text) in &used.says {
        says.pair_with_multiple(*code, text.chars());
    }
    pdf.cmap(map, &deflate(says.finish().as_slice()))
        .filter(Filter::FlateDecode);
    pdf.stream(file, &deflate(&cut)).filter(Filter::FlateDecode);
    id
}
