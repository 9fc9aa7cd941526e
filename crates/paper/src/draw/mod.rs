//! The display list: what a face is made of, before any PDF. The checks of the layout read this list.
//!
//! Positions are mm from the top left of the live area (180 × 259), x right, y down; type is in points.

mod canvas;
mod shorten;
mod symbols;

use std::rc::Rc;

pub(crate) use canvas::clear_of_holes;
pub use canvas::{Canvas, H, V};
pub use symbols::{cross, octagon, polygon, tick_box, triangle_right, triangle_up};

use crate::text::{Shaped, Weight};

/// Width of the live area, mm.
pub const LIVE_W: f32 = 180.0;
/// Height of the live area, mm.
pub const LIVE_H: f32 = 259.0;

/// What ink a mark is in. Greys are shares of black; the NEWS2 colours fall on 15, 30 and 45 % when printed in mono.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ink {
    /// Solid black.
    Black,
    /// The paper's white, over something.
    White,
    /// 15 % black.
    Grey15,
    /// 30 % black: NEWS2 only.
    Grey30,
    /// 45 % black: NEWS2 only.
    Grey45,
    /// NEWS2 score 1, band.
    Yellow,
    /// NEWS2 score 2, band.
    Orange,
    /// NEWS2 score 3, band.
    Red,
    /// NEWS2 score 1, writing cell.
    YellowTint,
    /// NEWS2 score 2, writing cell.
    OrangeTint,
    /// NEWS2 score 3, writing cell.
    RedTint,
}

impl Ink {
    /// Red, green and blue from 0 to 1.
    pub fn rgb(self) -> [f32; 3] {
        match self {
            Self::Black => [0.0; 3],
            Self::White => [1.0; 3],
            Self::Grey15 => [0.85; 3],
            Self::Grey30 => [0.70; 3],
            Self::Grey45 => [0.55; 3],
            Self::Yellow => [1.0, 0.87, 0.45],
            Self::Orange => [1.0, 0.66, 0.30],
            Self::Red => [0.92, 0.41, 0.36],
            Self::YellowTint => [1.0, 0.95, 0.75],
            Self::OrangeTint => [1.0, 0.83, 0.66],
            Self::RedTint => [0.96, 0.70, 0.66],
        }
    }

    /// Whether only NEWS2 may use it.
    pub fn news2_only(self) -> bool {
        !matches!(self, Self::Black | Self::White | Self::Grey15)
    }
}

/// Line widths in points: inside tables, cells and groups, frames and section tops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rule {
    /// 0.25
    Fine,
    /// 0.5
    Medium,
    /// 1
    Heavy,
}

impl Rule {
    /// Width in points.
    pub fn points(self) -> f32 {
        match self {
            Self::Fine => 0.25,
            Self::Medium => 0.5,
            Self::Heavy => 1.0,
        }
    }
}

/// Sizes of type that may be printed, in points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Size {
    /// Labels, hints, footer.
    Pt7,
    /// Values, words beside a tick.
    Pt9,
    /// Section bars, allergies, card steps.
    Pt11,
    /// Form title, first names, NHS number.
    Pt14,
    /// A name in its own script.
    Pt15,
    /// A long last name.
    Pt16,
    /// Last name, bed, tier.
    Pt18,
    /// Letters that are read aloud one by one.
    Pt28,
    /// EXERCISE under the content.
    Pt64,
    /// A long role name on a tabard.
    Pt84,
    /// A role name on a tabard.
    Pt100,
    /// A role name on a tabard.
    Pt120,
    /// A role name on a tabard.
    Pt144,
    /// A short role name on a tabard.
    Pt172,
}

impl Size {
    /// Points.
    pub fn points(self) -> f32 {
        match self {
            Self::Pt7 => 7.0,
            Self::Pt9 => 9.0,
            Self::Pt11 => 11.0,
            Self::Pt14 => 14.0,
            Self::Pt15 => 15.0,
            Self::Pt16 => 16.0,
            Self::Pt18 => 18.0,
            Self::Pt28 => 28.0,
            Self::Pt64 => 64.0,
            Self::Pt84 => 84.0,
            Self::Pt100 => 100.0,
            Self::Pt120 => 120.0,
            Self::Pt144 => 144.0,
            Self::Pt172 => 172.0,
        }
    }

    /// Height of a line of it in mm: leading 1.28, the smallest labels 1.12.
    pub fn leading(self) -> f32 {
        let factor = if self == Self::Pt7 { 1.12 } else { 1.28 };
        self.points() * factor / crate::text::PT_PER_MM
    }

    /// Height of a capital in mm (Noto Sans: 0.714 em).
    pub fn cap(self) -> f32 {
        self.points() * 0.714 / crate::text::PT_PER_MM
    }
}

/// Size, weight and ink of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Size.
    pub size: Size,
    /// Weight.
    pub weight: Weight,
    /// Ink.
    pub ink: Ink,
}

impl Style {
    /// Black regular text.
    pub const fn plain(size: Size) -> Self {
        Self {
            size,
            weight: Weight::Regular,
            ink: Ink::Black,
        }
    }

    /// Black bold text.
    pub const fn bold(size: Size) -> Self {
        Self {
            size,
            weight: Weight::Bold,
            ink: Ink::Black,
        }
    }

    /// The same in white, for solid black ground.
    #[must_use]
    pub const fn white(self) -> Self {
        Self {
            ink: Ink::White,
            ..self
        }
    }
}

/// A rectangle, mm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Left.
    pub x: f32,
    /// Top.
    pub y: f32,
    /// Width.
    pub w: f32,
    /// Height.
    pub h: f32,
}

impl Area {
    /// A rectangle by its left, top, width and height.
    pub const fn new(x: f32, y: f32, w: f32, h: f32) -> Self {
        Self { x, y, w, h }
    }

    /// The same, smaller by so much on the left and right.
    #[must_use]
    pub fn inset(self, by: f32) -> Self {
        Self {
            x: self.x + by,
            w: (self.w - 2.0 * by).max(0.0),
            ..self
        }
    }

    /// Right edge.
    pub fn right(self) -> f32 {
        self.x + self.w
    }

    /// Bottom edge.
    pub fn bottom(self) -> f32 {
        self.y + self.h
    }
}

/// What a text is, so that checks can hold each kind to its own rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Meaning {
    /// Printed words of the form.
    #[default]
    Words,
    /// Who the patient is.
    Identity,
    /// A quotation from a system.
    Copy,
    /// An EXERCISE mark.
    Exercise,
    /// A reference band ("36.1–38.0"), the one place where a trailing zero is right; a reference line of a graph.
    Band,
    /// Something that the census says of the patient, in its own words.
    Quoted,
}

/// One mark on a face.
#[derive(Debug, Clone)]
pub enum Mark {
    /// A filled rectangle.
    Fill(Area, Ink),
    /// A ruled rectangle.
    Frame(Area, Rule),
    /// A straight line.
    Line {
        /// From, mm.
        from: (f32, f32),
        /// To, mm.
        to: (f32, f32),
        /// Width.
        rule: Rule,
        /// Broken: 1 mm on, 0.8 mm off.
        dashed: bool,
    },
    /// A closed shape, filled, ruled or both.
    Shape {
        /// Corners, mm.
        corners: Vec<(f32, f32)>,
        /// Fill.
        fill: Option<Ink>,
        /// Outline.
        rule: Option<Rule>,
    },
    /// A circle.
    Circle {
        /// Centre, mm.
        centre: (f32, f32),
        /// Radius, mm.
        radius: f32,
        /// Outline.
        rule: Rule,
        /// Broken outline.
        dashed: bool,
    },
    /// Text.
    Text(TextMark),
    /// A code drawn as black squares.
    Bars {
        /// Left, mm.
        x: f32,
        /// Top, mm.
        y: f32,
        /// Side of one square, mm.
        module: f32,
        /// Black squares: column, row.
        cells: Vec<(u16, u16)>,
        /// What it says.
        payload: String,
    },
    /// A place for a pen: no ink of its own.
    Write(Area, Pen),
}

/// What a pen does in a [`Mark::Write`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pen {
    /// Free-hand words: 6.5 mm or higher.
    Words,
    /// A dose given or its time: 6.5 mm both ways, never printed in.
    Dose,
    /// One observation of NEWS2, or a point of a graph: 5 × 4 mm or more.
    Observation,
    /// A signature.
    Signature,
}

/// A placed line of text.
#[derive(Debug, Clone)]
pub struct TextMark {
    /// The words.
    pub text: String,
    /// Left end of the line, mm.
    pub x: f32,
    /// Height of the base line, mm.
    pub y: f32,
    /// Width, mm.
    pub width: f32,
    /// Style.
    pub style: Style,
    /// Left and right edge it must stay between, mm.
    pub cell: (f32, f32),
    /// Turned anticlockwise, degrees.
    pub turn: f32,
    /// What it is.
    pub meaning: Meaning,
    /// The glyphs.
    pub shaped: Rc<Shaped>,
}
