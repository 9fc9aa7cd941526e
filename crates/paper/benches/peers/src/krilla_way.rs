//! Through krilla: pages drawn whole, or over a `Graphic` for each shared form.

use krilla::Document;
use krilla::SerializeSettings;
use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::graphic::Graphic;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};

use crate::list::{MM, Mark, Rgb, Text, Ward};
use crate::shape::{Face, Shaped};
use crate::{ORIGIN, PAPER};

/// What stays from file to file: the parsed faces.
pub struct Back {
    shares: bool,
    fonts: Vec<Font>,
}

impl Back {
    pub fn new(shares: bool) -> Self {
        Self {
            shares,
            fonts: Vec::new(),
        }
    }

    pub fn pdf(&mut self, faces: &[Face], ward: &Ward) -> Vec<u8> {
        for face in &faces[self.fonts.len()..] {
            self.fonts
                .push(Font::new(face.bytes.into(), 0).expect("a face that parses"));
        }
        let mut document = Document::new_with(SerializeSettings {
            enable_tagging: false,
            ..SerializeSettings::default()
        });
        let mut pen = Pen {
            faces,
            fonts: &self.fonts,
            shaped: Shaped::default(),
        };
        let mut graphics: Vec<Option<Graphic>> = vec![None; ward.forms.len()];
        let size = PageSettings::from_wh(PAPER.0, PAPER.1).expect("a size of paper");
        for page in &ward.pages {
            let mut sheet = document.start_page_with(size.clone());
            let mut surface = sheet.surface();
            surface.push_transform(&Transform::from_translate(ORIGIN.0, ORIGIN.1));
            let form = &ward.forms[page.form];
            if self.shares {
                let graphic = graphics[page.form].get_or_insert_with(|| {
                    let mut builder = surface.stream_builder();
                    let mut inner = builder.surface();
                    pen.marks(&mut inner, form);
                    inner.finish();
                    Graphic::new(builder.finish(), false)
                });
                surface.draw_graphic(graphic.clone());
            } else {
                pen.marks(&mut surface, form);
            }
            pen.marks(&mut surface, &page.own);
            surface.pop();
            surface.finish();
            sheet.finish();
        }
        document.finish().expect("a document that krilla accepts")
    }
}

struct Pen<'a> {
    faces: &'a [Face],
    fonts: &'a [Font],
    shaped: Shaped,
}

impl Pen<'_> {
    fn marks(&mut self, surface: &mut Surface<'_>, marks: &[Mark]) {
        for mark in marks {
            match mark {
                Mark::Fill { at, ink } => draw(surface, &rect(*at), Some(*ink), None),
                Mark::Frame { at, rule } => draw(surface, &rect(*at), None, Some((*rule, false))),
                Mark::Line { at, rule, dashed } => {
                    let mut path = PathBuilder::new();
                    path.move_to(at[0], at[1]);
                    path.line_to(at[2], at[3]);
                    draw(surface, &path.finish(), None, Some((*rule, *dashed)));
                }
                Mark::Circle { at, rule, dashed } => {
                    draw(surface, &circle(*at), None, Some((*rule, *dashed)))
                }
                Mark::Shape { corners, fill, rule } => {
                    let mut path = PathBuilder::new();
                    for (i, (x, y)) in corners.iter().enumerate() {
                        if i == 0 {
                            path.move_to(*x, *y);
                        } else {
                            path.line_to(*x, *y);
                        }
                    }
                    path.close();
                    draw(surface, &path.finish(), *fill, rule.map(|r| (r, false)));
                }
                Mark::Bars { at, side, cells } => {
                    let mut path = PathBuilder::new();
                    for [c, r, of] in cells {
                        let cell = Rect::from_xywh(at.0 + c * side, at.1 + r * side, of * side, *side);
                        path.push_rect(cell.expect("a square"));
                    }
                    draw(surface, &path.finish(), Some([0.0; 3]), None);
                }
                Mark::Text(text) => self.text(surface, text),
            }
        }
    }

    fn text(&mut self, surface: &mut Surface<'_>, text: &Text) {
        let shaped = self.shaped.get(self.faces, text.face, &text.words);
        let glyphs: Vec<KrillaGlyph> = shaped
            .iter()
            .map(|g| KrillaGlyph {
                glyph_id: GlyphId::new(g.id.into()),
                text_range: g.stands_for.clone(),
                x_advance: g.advance,
                x_offset: g.dx,
                y_offset: g.dy,
                y_advance: 0.0,
                location: None,
            })
            .collect();
        surface.set_fill(Some(fill(text.ink)));
        surface.set_stroke(None);
        let (x, y) = text.at;
        if text.turn != 0.0 {
            surface.push_transform(&Transform::from_rotate_at(-text.turn, x, y));
        }
        let font = self.fonts[text.face].clone();
        surface.draw_glyphs(Point::from_xy(x, y), &glyphs, font, &text.words, text.size, false);
        if text.turn != 0.0 {
            surface.pop();
        }
    }
}

fn rect([x, y, w, h]: [f32; 4]) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_xywh(x, y, w, h)?);
    path.finish()
}

fn circle([cx, cy, r]: [f32; 3]) -> Option<Path> {
    let k = 0.5523 * r;
    let mut path = PathBuilder::new();
    path.move_to(cx + r, cy);
    path.cubic_to(cx + r, cy + k, cx + k, cy + r, cx, cy + r);
    path.cubic_to(cx - k, cy + r, cx - r, cy + k, cx - r, cy);
    path.cubic_to(cx - r, cy - k, cx - k, cy - r, cx, cy - r);
    path.cubic_to(cx + k, cy - r, cx + r, cy - k, cx + r, cy);
    path.close();
    path.finish()
}

fn fill([r, g, b]: Rgb) -> Fill {
    let byte = |v: f32| (v * 255.0).round() as u8;
    Fill {
        paint: rgb::Color::new(byte(r), byte(g), byte(b)).into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::NonZero,
    }
}

fn draw(surface: &mut Surface<'_>, path: &Option<Path>, ink: Option<Rgb>, rule: Option<(f32, bool)>) {
    let Some(path) = path else { return };
    surface.set_fill(ink.map(fill));
    surface.set_stroke(rule.map(|(width, dashed)| Stroke {
        width,
        dash: dashed.then(|| StrokeDash {
            array: vec![MM, 0.8 * MM],
            offset: 0.0,
        }),
        ..Stroke::default()
    }));
    surface.draw_path(path);
}
