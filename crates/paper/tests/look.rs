//! Writes the packs that people look at, into the target directory's tmp.

mod people;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use battlebag_paper::{Form, PackRequest, SheetNumbers, ward_pack};

fn out(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

#[test]
fn a_ward_of_many_scripts_prints_every_sheet() {
    let mut all = vec![people::featherstonehaugh(), people::wisniewski(), people::al_husseini(), people::adebayo()];
    all.extend(people::scripts());
    let ctx = people::context();
    let patients: Vec<_> = all.iter().collect();
    let req = PackRequest { context: &ctx, ward: "7B", patients: &patients, forms: &Form::ALL };
    let pack = ward_pack(&req, &mut SheetNumbers::new(5, false, []), &mut |_| ControlFlow::Continue(())).unwrap();
    std::fs::write(out("ward.pdf"), &pack.pdf).unwrap();
    let held: Vec<_> = pack.held_back.iter().map(|h| h.reason.as_str()).collect();
    assert_eq!(held, ["medicine 4 (levothyroxine sodium 125mcg tablets from the original manufacturer) is too long to quote whole: copy it from the source"; 0]);
    assert_eq!(pack.pages, all.len() * 4 + 2);
    let again = ward_pack(&req, &mut SheetNumbers::new(5, false, []), &mut |_| ControlFlow::Continue(())).unwrap();
    assert!(pack.pdf == again.pdf, "the same request gives the same bytes");
}
