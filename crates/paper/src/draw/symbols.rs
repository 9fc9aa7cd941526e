//! Drawn signs. A box or triangle in a font is not in every fallback face, so signs are never glyphs.

use super::{Area, Canvas, Ink, Mark, Rule};

/// A triangle that points up: attention.
pub fn triangle_up(cv: &mut Canvas<'_>, x: f32, y: f32, side: f32, ink: Ink) {
    let h = side * 0.87;
    let corners = vec![(x, y + h), (x + side, y + h), (x + side / 2.0, y)];
    cv.mark(Mark::Shape {
        corners,
        fill: Some(ink),
        rule: None,
    });
}

/// A small triangle that points right: go on here.
pub fn triangle_right(cv: &mut Canvas<'_>, x: f32, y: f32, side: f32) {
    let corners = vec![(x, y), (x + side, y + side / 2.0), (x, y + side)];
    cv.mark(Mark::Shape {
        corners,
        fill: Some(Ink::Black),
        rule: None,
    });
}

/// A tick box. White inside, so that a tick is read on any ground.
pub fn tick_box(cv: &mut Canvas<'_>, x: f32, y: f32, side: f32) {
    let area = Area::new(x, y, side, side);
    cv.mark(Mark::Fill(area, Ink::White));
    cv.mark(Mark::Frame(area, Rule::Medium));
}

/// A cross: never.
pub fn cross(cv: &mut Canvas<'_>, x: f32, y: f32, side: f32) {
    cv.line((x, y), (x + side, y + side), Rule::Heavy);
    cv.line((x, y + side), (x + side, y), Rule::Heavy);
}

/// A regular polygon about a centre, its first corner at `turn` degrees.
pub fn polygon(centre: (f32, f32), radius: f32, corners: u8, turn: f32) -> Vec<(f32, f32)> {
    (0..corners)
        .map(|i| {
            let angle = (turn + f32::from(i) * 360.0 / f32::from(corners)).to_radians();
            (centre.0 + radius * angle.cos(), centre.1 + radius * angle.sin())
        })
        .collect()
}

/// A filled octagon standing on a side.
pub fn octagon(cv: &mut Canvas<'_>, centre: (f32, f32), radius: f32) {
    cv.mark(Mark::Shape {
        corners: polygon(centre, radius, 8, 22.5),
        fill: Some(Ink::Black),
        rule: None,
    });
}
