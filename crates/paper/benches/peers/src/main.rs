//! The ward_pack bench's peers in Rust: the same marks through krilla and pdf-writer, pages drawn whole or over shared
//! forms. `peers WAY LIST FONTS FOLDER` makes a file a ward in FOLDER and prints
//! `cpu_seconds wall_seconds peak_MiB bytes pages`. Reading the list is not counted.

mod krilla_way;
mod list;
mod pdf_writer_way;
mod shape;

use std::path::Path;
use std::time::{Duration, Instant};

use list::{List, Ward};
use shape::Face;

/// Left and top of the live area on A4, points.
pub const ORIGIN: (f32, f32) = (15.0 * list::MM, 19.0 * list::MM);
/// A4, points.
pub const PAPER: (f32, f32) = (210.0 * list::MM, 297.0 * list::MM);

/// Which library, and whether pages share forms.
enum Way {
    Krilla(krilla_way::Back),
    PdfWriter { forms: bool },
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [way, list, fonts, folder] = args.as_slice() else {
        eprintln!("peers krilla-naive|krilla-graphic|pdf-writer-naive|pdf-writer-forms LIST FONTS FOLDER");
        std::process::exit(2);
    };
    let mut way = match way.as_str() {
        "krilla-naive" => Way::Krilla(krilla_way::Back::new(false)),
        "krilla-graphic" => Way::Krilla(krilla_way::Back::new(true)),
        "pdf-writer-naive" => Way::PdfWriter { forms: false },
        "pdf-writer-forms" => Way::PdfWriter { forms: true },
        other => panic!("a way that is not known: {other}"),
    };
    let (mut cpu, mut wall) = (Duration::ZERO, Duration::ZERO);
    let (mut bytes, mut pages, mut files) = (0, 0, 0);
    let mut list = List::open(Path::new(list));
    let mut faces: Vec<Face> = Vec::new();
    while let Some(ward) = list.ward() {
        let file = Path::new(folder).join(format!("ward-{files}.pdf"));
        let (before, start) = (cpu_so_far(), Instant::now());
        for name in &list.faces[faces.len()..] {
            faces.push(Face::load(Path::new(fonts), name));
        }
        let pdf = make(&mut way, &faces, &ward);
        std::fs::write(file, &pdf).expect("the folder can be written");
        wall += start.elapsed();
        cpu += cpu_so_far() - before;
        bytes += pdf.len();
        pages += ward.pages.len();
        files += 1;
    }
    println!(
        "{:.6} {:.6} {} {bytes} {pages}",
        cpu.as_secs_f64(),
        wall.as_secs_f64(),
        peak_mib()
    );
}

fn make(way: &mut Way, faces: &[Face], ward: &Ward) -> Vec<u8> {
    match way {
        Way::Krilla(back) => back.pdf(faces, ward),
        Way::PdfWriter { forms } => pdf_writer_way::pdf(faces, ward, *forms),
    }
}

/// CPU time of this thread, the only one.
fn cpu_so_far() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").expect("a Linux that counts CPU time");
    let nanos = told.split(' ').next().and_then(|n| n.parse().ok());
    Duration::from_nanos(nanos.expect("nanoseconds"))
}

/// Most memory held.
fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("a Linux that counts memory");
    status
        .lines()
        .find_map(|l| {
            l.strip_prefix("VmHWM:")?
                .split_whitespace()
                .next()?
                .parse::<u64>()
                .ok()
        })
        .map_or(0, |kib| kib / 1024)
}
