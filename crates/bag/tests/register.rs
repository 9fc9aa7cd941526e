//! A hospital's register from a file: what is read, what is refused and where, and that it comes back as it was.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::sync::LazyLock;

use battlebag_bag::{
    Against, Bag, Instance, Register, RegisterForm, Serves, read_register, register_template,
};
use proptest::prelude::*;

static BAG: LazyLock<Bag> = LazyLock::new(|| Bag::shipped().unwrap());

fn read(text: &str, form: RegisterForm, new_wards: bool) -> (Option<Register>, String) {
    let wards: BTreeSet<String> = ["AMU", "ED", "Acute stroke unit", "Ward 7 East"]
        .map(str::to_owned)
        .into();
    let against = Against {
        systems: &BAG.systems,
        wards: &wards,
        new_wards,
    };
    let read = read_register("systems.csv", text.as_bytes(), form, &against);
    let faults: Vec<String> = read.faults.iter().map(ToString::to_string).collect();
    (read.register, faults.join("\n"))
}

const HEAD: &str = "id,class,name,serves,owner,phone,stands_on,note\n";

#[test]
fn every_fault_names_its_line_and_what_to_do() {
    let rows = "\
bga-ed,BGA,Gas analyser ED,ED,POCT team,4417,,
bga-ed,BGA,Gas analyser again,AMU,,,,
pump x,PUMP,Pumps,amu,,,,
PUMP,PUMP,Pumps,AMU,,,,
ct-1,SCANNER,CT,all,,,,
ct-2,ct,CT two,all,,,,
mon-7,MON,Monitors,Ward 7,,,,
mon-8,MON,,,,,,
srv-a,PSRV,Server A,all,,,bga-ed,
srv-b,PSRV,Server B,all,,,nowhere,
record,EHR,Record,all,,,drugs,
drugs,EPMA,Prescribing,all,,,record,
self,PSRV,Server C,all,,,self,
";
    let (register, faults) = read(&format!("{HEAD}{rows}"), RegisterForm::Csv, false);
    assert_eq!(register, None);
    insta::assert_snapshot!(faults, @r"
    systems.csv, line 3, id: error: The id `bga-ed` is already on line 2. Give this one another.
    systems.csv, line 4, id: error: The id `pump x` must be at most 40 letters, digits, hyphens or dots, with no space. Change it.
    systems.csv, line 5, id: error: The id `PUMP` is the code of a class. Give this system another id.
    systems.csv, line 6, class: error: There is no class `SCANNER`. The codes: Register on the Systems screen, or `battlebag system list`.
    systems.csv, line 7, class: error: There is no class `ct`. Write CT.
    systems.csv, line 8, serves: error: The census has no ward `Ward 7`; it has `Ward 7 East`. Check its name, or say that it is new.
    systems.csv, line 9, name: error: `mon-8` has no name. Write what people call it.
    systems.csv, line 9, serves: error: `mon-8` serves nobody. Write its wards with a semicolon between them, or all for the whole hospital.
    systems.csv, line 10, stands_on: error: `srv-a` cannot stand on `bga-ed`: PSRV stands on HOST, NET, EPMA, WIFI, and `bga-ed` is of class BGA. Remove it here.
    systems.csv, line 11, stands_on: error: `srv-b` stands on `nowhere`, which is not in the register. Check its id, or add it.
    systems.csv, line 12, stands_on: error: `record` cannot stand on `drugs`: EHR stands on HOST, NET, IDAM, INTEG, PAS, INET, and `drugs` is of class EPMA. Remove it here.
    systems.csv, line 14, stands_on: error: `self` cannot stand on `self`: PSRV stands on HOST, NET, EPMA, WIFI, and `self` is of class PSRV. Remove it here.
    systems.csv, line 14, stands_on: error: `self` stands on itself: self stands on self. Remove one of these from stands_on.
    ");
}

#[test]
fn an_empty_file_a_wrong_head_and_letters_that_cannot_be_read_are_said() {
    for (text, said) in [
        ("", "systems.csv, line 1: error: This file is empty"),
        (
            "a,b\n1,2\n",
            "systems.csv, line 1: error: The first line has no column id, class, name, serves.",
        ),
        (
            "id,class,name,serves,colour\nbga,BGA,Gas,all,red\n",
            "systems.csv, line 1: warning: The column `colour` is not read.",
        ),
    ] {
        let (_, faults) = read(text, RegisterForm::Csv, false);
        assert!(faults.contains(said), "{faults}");
    }
    let against = Against {
        systems: &BAG.systems,
        wards: &BTreeSet::new(),
        new_wards: false,
    };
    let latin = read_register(
        "a.csv",
        b"id,class,name,serves\nx,BGA,Labor f\xFCr Gas,all\n",
        RegisterForm::Csv,
        &against,
    );
    assert!(
        latin.faults[0]
            .to_string()
            .starts_with("a.csv, line 2: error: This letter is not UTF-8")
    );
}

#[test]
fn the_spelling_of_the_census_is_taken_and_a_new_ward_only_when_that_is_said() {
    let text = format!("{HEAD}bga-a,BGA,Gas analyser,\" amu ; acute  STROKE unit\",,,,\n");
    let (register, faults) = read(&text, RegisterForm::Csv, false);
    assert_eq!(faults, "");
    let wards: Vec<String> = register
        .unwrap()
        .get(&"bga-a".into())
        .unwrap()
        .serves
        .wards()
        .cloned()
        .collect();
    assert_eq!(wards, ["AMU", "Acute stroke unit"]);
    let text = format!("{HEAD}bga-a,BGA,Gas analyser,Ward 12,,,,\n");
    assert!(read(&text, RegisterForm::Csv, false).0.is_none());
    let (register, faults) = read(&text, RegisterForm::Csv, true);
    assert!(register.is_some());
    assert!(
        faults.contains("line 2, serves: warning: The census has no ward `Ward 12`; it has `Ward 7 East`."),
        "{faults}"
    );
}

#[test]
fn tables_of_other_spreadsheets_and_the_template_are_read() {
    let semicolons = "id;class;name;serves\nbga-a;BGA;Gas analyser;AMU|ED\n";
    let register = read(semicolons, RegisterForm::Csv, false).0.unwrap();
    assert_eq!(register.get(&"bga-a".into()).unwrap().serves.wards().count(), 2);
    let (register, faults) = read(register_template(), RegisterForm::Csv, false);
    assert_eq!(faults, "");
    assert_eq!(register.unwrap().len(), 2);
}

#[test]
fn a_chain_that_comes_back_is_refused_at_the_link_that_cannot_be() {
    let text = format!(
        "{HEAD}pumps,PUMP,Pumps,AMU,,,server,\nserver,PSRV,Server,AMU,,,drugs,\ndrugs,EPMA,Prescribing,all,,,pumps,\n"
    );
    let (register, faults) = read(&text, RegisterForm::Csv, false);
    assert_eq!(register, None);
    assert!(
        faults.contains("line 4, stands_on: error: `drugs` cannot stand on `pumps`: EPMA stands on"),
        "{faults}"
    );
}

#[test]
fn monitors_and_their_central_station_may_name_one_another() {
    let text = format!(
        "{HEAD}mon-a,MON,Monitors,AMU,,,central-a,\ncentral-a,CENTRAL,Central station,AMU,,,mon-a,\n"
    );
    let (register, faults) = read(&text, RegisterForm::Csv, false);
    assert_eq!(faults, "");
    assert!(register.is_some());
}

fn instance() -> impl Strategy<Value = Instance> {
    let words = "[A-Za-z0-9 ,;\"'äé=+-]{0,20}".prop_map(|text| text.trim().to_owned());
    (
        "[a-z]{2,3}-[0-9]{1,3}",
        prop_oneof![Just("BGA"), Just("PUMP"), Just("CT")],
        "[A-Za-z][A-Za-z0-9 ,\"]{0,20}[a-z]",
        proptest::option::of(proptest::collection::btree_set(
            prop_oneof![Just("AMU"), Just("ED"), Just("Ward 7 East")].prop_map(str::to_owned),
            1..3,
        )),
        [words.clone(), words.clone(), words],
    )
        .prop_map(|(id, class, name, wards, [owner, phone, note])| Instance {
            id: id.as_str().into(),
            class: class.into(),
            name,
            serves: wards.map_or(Serves::Hospital, Serves::Wards),
            owner,
            phone,
            stands_on: vec![],
            alone: class == "CT",
            note,
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_kept_and_what_is_exported_come_back_as_they_were(instances in proptest::collection::vec(instance(), 0..6)) {
        let register = Register::of(instances);
        prop_assert_eq!(Register::from_bytes(&register.to_bytes()).unwrap(), register.clone());
        for (text, form) in [(register.to_csv(), RegisterForm::Csv), (register.to_toml(), RegisterForm::Toml)] {
            let (again, faults) = read(&text, form, false);
            prop_assert_eq!(again, Some(register.clone()), "{}\n{}", text, faults);
        }
    }

    #[test]
    fn no_bytes_make_the_reader_fall_over(bytes in proptest::collection::vec(any::<u8>(), 0..200), toml in any::<bool>()) {
            let against = Against { systems: &BAG.systems, wards: &BTreeSet::new(), new_wards: false };
        let form = if toml { RegisterForm::Toml } else { RegisterForm::Csv };
        let read = read_register("x", &bytes, form, &against);
        prop_assert!(read.register.is_some() || !read.faults.is_empty());
    }
}
