//! The wards that every way prints: the same fictional people, so the same pages.

use battlebag_census::Patient;
use battlebag_paper::text::{Weight, face_for};
use battlebag_paper::{Drawn, Form, PackRequest, PrintContext, SheetNumbers, ward_faces};

use crate::people;

/// Patients of one file: a ward, as packs are made.
pub const WARD: u32 = 40;

/// Names in every script, or only in those that Noto Sans itself draws: the peers have no other face.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// Everybody.
    Every,
    /// Latin and Greek.
    Plain,
}

/// Whether Noto Sans draws a text.
fn plain(text: &str) -> bool {
    text.chars()
        .all(|c| face_for(c, Weight::Regular).is_some_and(|f| f.index() < 2))
}

/// Patients of a hospital, made a ward at a time.
pub struct Hospital {
    context: PrintContext,
    likes: Vec<Patient>,
    patients: u32,
    seed: u64,
}

impl Hospital {
    /// A hospital of so many patients.
    pub fn new(patients: u32, names: Names, seed: u64) -> Self {
        let mut likes = vec![people::wisniewski(), people::al_husseini(), people::adebayo()];
        likes.extend(people::scripts());
        if names == Names::Plain {
            likes.retain(|p| {
                p.name.native.is_none() && plain(&p.name.family) && p.name.given.iter().all(|g| plain(g))
            });
        }
        Self {
            context: people::context(),
            likes,
            patients,
            seed,
        }
    }

    /// How many wards.
    pub fn wards(&self) -> u32 {
        self.patients.div_ceil(WARD)
    }

    /// The hour they are printed at.
    pub fn context(&self) -> &PrintContext {
        &self.context
    }

    /// The people of a ward: every second one with a long name, five medicines and observations, none with a drip, so
    /// that each has six faces.
    pub fn ward(&self, ward: u32) -> Vec<Patient> {
        (ward * WARD..self.patients.min((ward + 1) * WARD))
            .map(|i| {
                let mut p = if i % 2 == 0 {
                    people::featherstonehaugh()
                } else {
                    self.likes[i as usize % self.likes.len()].clone()
                };
                p.medicines.retain(|m| m.infusion.is_none());
                p.nhs_number = Some(people::nth_nhs(i + 1));
                p.place.bed = Some((i + 1).to_string());
                p.name.given.push(char::from(b'A' + (i % 26) as u8).to_string());
                p
            })
            .collect()
    }

    /// What a ward asks for.
    pub fn request<'a>(&'a self, patients: &'a [&'a Patient]) -> PackRequest<'a> {
        PackRequest {
            context: &self.context,
            ward: "7B",
            patients,
            forms: &Form::USUAL,
        }
    }

    /// The numbers of a ward's sheets.
    pub fn numbers(&self, ward: u32) -> SheetNumbers {
        SheetNumbers::new(self.seed * 1_000 + u64::from(ward), false, [])
    }

    /// The display lists of a ward.
    pub fn faces(&self, ward: u32) -> Vec<Drawn> {
        let people = self.ward(ward);
        let people: Vec<&Patient> = people.iter().collect();
        ward_faces(&self.request(&people), &mut self.numbers(ward)).unwrap()
    }
}
