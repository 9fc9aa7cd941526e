//! The list of marks (`benches/ward_pack/listing.rs` says how it is written), a ward's file at a time.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// Red, green, blue, from 0 to 1.
pub type Rgb = [f32; 3];

/// One mark. Lengths in points from the top left of the live area, y down.
pub enum Mark {
    Fill {
        at: [f32; 4],
        ink: Rgb,
    },
    Frame {
        at: [f32; 4],
        rule: f32,
    },
    Line {
        at: [f32; 4],
        rule: f32,
        dashed: bool,
    },
    Circle {
        at: [f32; 3],
        rule: f32,
        dashed: bool,
    },
    Shape {
        corners: Vec<(f32, f32)>,
        fill: Option<Rgb>,
        rule: Option<f32>,
    },
    Bars {
        at: (f32, f32),
        side: f32,
        /// Column, row, how many side by side.
        cells: Vec<[f32; 3]>,
    },
    Text(Text),
}

/// A line of text in one face.
pub struct Text {
    pub at: (f32, f32),
    pub size: f32,
    pub face: usize,
    pub turn: f32,
    pub ink: Rgb,
    pub words: String,
}

/// A page: the form under it and its own marks.
pub struct Page {
    pub form: usize,
    pub own: Vec<Mark>,
}

/// A ward's file.
#[derive(Default)]
pub struct Ward {
    pub forms: Vec<Vec<Mark>>,
    pub pages: Vec<Page>,
}

/// Points in a millimetre.
pub const MM: f32 = 72.0 / 25.4;

/// A list being read.
pub struct List {
    lines: std::io::Lines<BufReader<File>>,
    /// Names of the faces met, in the order of [`Text::face`].
    pub faces: Vec<String>,
    begun: bool,
}

impl List {
    pub fn open(file: &Path) -> Self {
        Self {
            lines: BufReader::new(File::open(file).expect("the list")).lines(),
            faces: Vec::new(),
            begun: false,
        }
    }

    /// The next ward, if there is one.
    pub fn ward(&mut self) -> Option<Ward> {
        let mut ward = Ward::default();
        let mut in_form = false;
        while let Some(line) = self.lines.next() {
            let line = line.expect("the list is text");
            let fields: Vec<&str> = line.split('\t').collect();
            match fields.as_slice() {
                ["file"] if self.begun => return Some(ward),
                ["file"] => self.begun = true,
                ["form", _] => {
                    in_form = true;
                    ward.forms.push(Vec::new());
                }
                ["page", form] => {
                    in_form = false;
                    let form = form.parse().expect("a form's number");
                    ward.pages.push(Page {
                        form,
                        own: Vec::new(),
                    });
                }
                [kind, rest @ ..] => {
                    let mark = self.mark(kind, rest);
                    let to = if in_form {
                        ward.forms.last_mut()
                    } else {
                        ward.pages.last_mut().map(|p| &mut p.own)
                    };
                    to.expect("a mark is in a form or a page").push(mark);
                }
                [] => {}
            }
        }
        let last = std::mem::take(&mut self.begun);
        last.then_some(ward)
    }

    fn mark(&mut self, kind: &str, f: &[&str]) -> Mark {
        match kind {
            "fill" => Mark::Fill {
                at: mm(&f[..4]),
                ink: numbers(&f[4..]),
            },
            "frame" => Mark::Frame {
                at: mm(&f[..4]),
                rule: number(f[4]),
            },
            "line" => Mark::Line {
                at: mm(&f[..4]),
                rule: number(f[4]),
                dashed: f[5] == "1",
            },
            "circle" => Mark::Circle {
                at: mm(&f[..3]),
                rule: number(f[3]),
                dashed: f[4] == "1",
            },
            "shape" => Mark::Shape {
                fill: (f[0] != "-").then(|| numbers(&f[0].split(',').collect::<Vec<_>>())),
                rule: (f[1] != "-").then(|| number(f[1])),
                corners: f[2..]
                    .iter()
                    .map(|c| pair(c))
                    .map(|(x, y)| (x * MM, y * MM))
                    .collect(),
            },
            "bars" => Mark::Bars {
                at: (number(f[0]) * MM, number(f[1]) * MM),
                side: number(f[2]) * MM,
                cells: f[3..]
                    .iter()
                    .map(|c| numbers(&c.split(',').collect::<Vec<_>>()))
                    .collect(),
            },
            "text" => {
                let face = self.faces.iter().position(|n| n == f[3]).unwrap_or_else(|| {
                    self.faces.push(f[3].to_string());
                    self.faces.len() - 1
                });
                Mark::Text(Text {
                    at: (number(f[0]) * MM, number(f[1]) * MM),
                    size: number(f[2]),
                    face,
                    turn: number(f[4]),
                    ink: numbers(&f[5..8]),
                    words: f[8].to_string(),
                })
            }
            other => panic!("a mark that is not known: {other}"),
        }
    }
}

fn number(text: &str) -> f32 {
    text.parse().unwrap_or_else(|_| panic!("not a number: {text}"))
}

fn numbers<const N: usize>(fields: &[&str]) -> [f32; N] {
    std::array::from_fn(|i| number(fields[i]))
}

fn mm<const N: usize>(fields: &[&str]) -> [f32; N] {
    numbers(fields).map(|n| n * MM)
}

fn pair(text: &str) -> (f32, f32) {
    let (x, y) = text.split_once(',').expect("two numbers");
    (number(x), number(y))
}
