//! The ways that this program runs itself, each in a process of its own, so that each has its own peak of memory and
//! cold caches: `ward_pack --way WAY PATIENTS SEED FOLDER` prints `cpu_seconds wall_seconds peak_MiB bytes pages`.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use battlebag_census::Patient;
use battlebag_paper::pdf::{About, PaperSize, SharedForms, Writer};
use battlebag_paper::{Drawn, ward_pack};

use crate::hospital::{Hospital, Names};
use crate::meter::{Meter, peak_mib};
use crate::{listing, naive};

/// One of our own ways.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Own {
    /// From patients to files, as the program prints.
    Whole,
    /// The same with names in every script.
    EveryScript,
    /// The same on two threads, a ward at a time each.
    TwoThreads,
    /// Finished display lists to files: our back end alone, what the peers do.
    Marks,
    /// Finished display lists through printpdf's operations, every page whole.
    Naive,
}

impl Own {
    /// Every one, with the name it has between the processes.
    pub const ALL: [(&'static str, Self); 5] = [
        ("whole", Self::Whole),
        ("every-script", Self::EveryScript),
        ("two-threads", Self::TwoThreads),
        ("marks", Self::Marks),
        ("naive", Self::Naive),
    ];

    /// Its name between the processes.
    pub fn id(self) -> &'static str {
        Self::ALL
            .into_iter()
            .find(|(_, w)| *w == self)
            .map_or("", |(id, _)| id)
    }
}

/// Bytes and pages of the files made.
#[derive(Default, Clone, Copy)]
struct Made {
    bytes: usize,
    pages: usize,
}

/// Runs a way and prints what it cost.
pub fn run(way: Own, patients: u32, seed: u64, folder: &Path) -> String {
    let names = if way == Own::EveryScript {
        Names::Every
    } else {
        Names::Plain
    };
    let hospital = Hospital::new(patients, names, seed);
    let (cost, made) = if way == Own::TwoThreads {
        two_threads(&hospital, folder)
    } else {
        let mut cost = Meter::default();
        let mut made = Made::default();
        for ward in 0..hospital.wards() {
            print(way, &hospital, ward, folder, &mut cost, &mut made);
        }
        (cost, made)
    };
    format!(
        "{:.6} {:.6} {} {} {}",
        cost.cpu.as_secs_f64(),
        cost.wall.as_secs_f64(),
        peak_mib(),
        made.bytes,
        made.pages
    )
}

/// One ward's file. Only what the way itself does is counted: patients, and for a back end its display lists, are made
/// before.
fn print(way: Own, hospital: &Hospital, ward: u32, folder: &Path, cost: &mut Meter, made: &mut Made) {
    let file = folder.join(format!("ward-{ward}.pdf"));
    let (pages, pdf) = match way {
        Own::Whole | Own::EveryScript | Own::TwoThreads => {
            let people = hospital.ward(ward);
            let people: Vec<&Patient> = people.iter().collect();
            let request = hospital.request(&people);
            let mut numbers = hospital.numbers(ward);
            cost.count(|| {
                let pack = ward_pack(&request, &mut numbers, &mut |_| ControlFlow::Continue(())).unwrap();
                std::fs::write(&file, &pack.pdf).unwrap();
                (pack.pages, pack.pdf)
            })
        }
        Own::Marks | Own::Naive => {
            let faces = hospital.faces(ward);
            let forms = listing::shared_forms(&faces);
            cost.count(|| {
                let pdf = if way == Own::Naive {
                    naive::pdf(&faces)
                } else {
                    marks(hospital, &faces, &forms)
                };
                std::fs::write(&file, &pdf).unwrap();
                (faces.len(), pdf)
            })
        }
    };
    made.pages += pages;
    made.bytes += pdf.len();
}

/// Our back end over finished display lists.
fn marks(hospital: &Hospital, faces: &[Drawn], forms: &[usize]) -> Vec<u8> {
    let context = hospital.context();
    let mut writer = Writer::new(About {
        look_at: None,
        title: "Charts 7B".into(),
        at: context.local(context.printed_at),
        paper: PaperSize::A4,
        duplex: true,
    });
    let mut shared = SharedForms::default();
    for (face, form) in faces.iter().zip(forms) {
        let id = shared
            .get(&mut writer, *form, || Ok(face.shared.clone()))
            .unwrap();
        writer.page(Some(id), &face.own).unwrap();
    }
    writer.finish().unwrap()
}

/// Two threads that take the next ward when they are free. The wall is that of the thread that worked longest.
fn two_threads(hospital: &Hospital, folder: &Path) -> (Meter, Made) {
    let next = AtomicU32::new(0);
    let work = || {
        let (mut cost, mut made) = (Meter::default(), Made::default());
        loop {
            let ward = next.fetch_add(1, Ordering::Relaxed);
            if ward >= hospital.wards() {
                return (cost, made);
            }
            print(Own::TwoThreads, hospital, ward, folder, &mut cost, &mut made);
        }
    };
    let (a, b) = thread::scope(|scope| {
        let other = scope.spawn(work);
        (work(), other.join().unwrap())
    });
    (
        Meter {
            cpu: a.0.cpu + b.0.cpu,
            wall: a.0.wall.max(b.0.wall),
        },
        Made {
            bytes: a.1.bytes + b.1.bytes,
            pages: a.1.pages + b.1.pages,
        },
    )
}
