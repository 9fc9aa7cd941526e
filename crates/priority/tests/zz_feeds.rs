#![allow(clippy::all, clippy::pedantic, clippy::unwrap_used, clippy::panic, missing_docs)]
use battlebag_bag::Bag;
use battlebag_priority::Matcher;
use chrono::{TimeZone, Utc};
#[test]
fn feeds() {
    let t=std::time::Instant::now();
    let bag = Bag::shipped().unwrap();
    println!("bag {:?}", t.elapsed());
    let t=std::time::Instant::now();
    let matcher = Matcher::new(&bag);
    println!("matcher {:?}", t.elapsed());
    for dir in ["fhir/mii_inpatient","fhir/synthea_bundles","fhir/synthea_bulk_ndjson","fhir/pysynthea","fhir/ukcore_json","fhir/fhir_test_cases_r4","csv/uclh_hyui"] {
        let path = std::path::PathBuf::from("/work/shared/data").join(dir);
        let snap = battlebag_census::import::import(&[path], None, battlebag_census::import::Format::Auto, &mut |_| true);
        let Ok(snap) = snap else { println!("{dir}: {:?}", snap.err().map(|e| e.to_string())); continue };
        println!("== {dir}: {} in beds of {} patients", snap.patients.len(), snap.counts.patients);
        let mut n=0;
        for p in &snap.patients {
            let m = matcher.profiles_of(p, snap.as_of);
            if n<6 || !m.is_empty() { println!("  {} {:?}/{} conds {:?}", p.id, p.class, p.place.ward, p.conditions.iter().map(|c| format!("{}[{:?} {:?}]",c.text,c.standing,c.onset)).collect::<Vec<_>>().iter().take(8).collect::<Vec<_>>()); 
              println!("      meds {:?}", p.medicines.iter().map(|c| format!("{} {:?}",c.name,c.route)).take(8).collect::<Vec<_>>()); }
            n+=1;
            for x in m { println!("     -> {} {:?}", x.code, x.because); }
        }
    }
    let h = battlebag_census::sample::sample_hospital(1, 2000, Utc.with_ymd_and_hms(2026,11,21,2,14,0).unwrap());
    let t=std::time::Instant::now();
    let n: usize = h.snapshot.patients.iter().map(|p| matcher.profiles_of(p, h.snapshot.as_of).len()).sum();
    println!("2000 patients: {n} matches in {:?}", t.elapsed());
}
