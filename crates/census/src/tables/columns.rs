//! Which table a file is, and what its columns are called elsewhere.

use csv::StringRecord;

/// The tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Table {
    Census,
    Medicines,
    Infusions,
    Orders,
    Devices,
    Observations,
    Conditions,
}

/// Our column, and the names it has in real exports (NHS Data Dictionary terms, UCLH's and other wards' lists).
const ALSO_CALLED: &[(&str, &[&str])] = &[
    (
        "snapshot_at",
        &["modified_at", "as_at", "extracted_at", "report_time"],
    ),
    (
        "hospital_number",
        &[
            "mrn",
            "hospital_no",
            "hosp_no",
            "local_patient_identifier",
            "patient_number",
            "rxx_number",
            "pas_number",
        ],
    ),
    ("nhs_number", &["nhs_no", "nhsnumber"]),
    ("nhs_number_status", &["nhs_number_status_indicator_code"]),
    (
        "family_name",
        &["lastname", "last_name", "surname", "person_family_name"],
    ),
    (
        "given_name",
        &[
            "firstname",
            "first_name",
            "forename",
            "forenames",
            "person_given_name",
            "given_names",
        ],
    ),
    ("name", &["patient_name", "full_name"]),
    ("birth_date", &["dob", "date_of_birth", "person_birth_date"]),
    ("sex", &["gender", "person_stated_gender_code"]),
    (
        "encounter_id",
        &[
            "encounter",
            "csn",
            "spell_id",
            "spell",
            "visit_number",
            "hospital_provider_spell_identifier",
        ],
    ),
    ("patient_class", &["class", "patient_classification_code"]),
    ("ward", &["ward_name", "ward_code", "department"]),
    ("bay", &["bay_code", "room"]),
    ("bed", &["bed_code", "bed_number", "bed_no"]),
    (
        "admitted_at",
        &[
            "admission_dt",
            "hv_admission_dt",
            "admission_date",
            "admitted",
            "admission_time",
        ],
    ),
    (
        "specialty",
        &["treatment_function_code", "speciality", "main_specialty"],
    ),
    ("consultant", &["consultant_code", "consultant_name"]),
    (
        "problem",
        &["diagnosis", "presenting_complaint", "primary_diagnosis"],
    ),
    ("weight_kg", &["weight", "person_weight_in_kilograms"]),
    ("ventilation", &["vent_type_1_4h", "vent_type"]),
    ("n_vasoactive", &["n_inotropes_1_4h", "n_inotropes"]),
    ("rrt", &["had_rrt_1_4h"]),
    ("trache", &["had_trache_1_12h"]),
    ("drug", &["medicine", "medication", "drug_name"]),
    ("test", &["order_name", "investigation"]),
    ("at", &["observed_at", "taken_at"]),
    ("rr", &["respirations", "resp_rate", "respiratory_rate"]),
    ("bp_sys", &["systolic", "sbp"]),
    ("bp_dia", &["diastolic", "dbp"]),
    ("pulse", &["heart_rate", "hr"]),
    ("acvpu", &["avpu", "consciousness"]),
    ("temp_c", &["temperature", "temp"]),
];

/// A header that was understood.
pub(super) struct Header {
    pub table: Table,
    names: Vec<String>,
}

impl Header {
    /// Reads the first line; `None` when it is no table that we know.
    pub(super) fn read(record: &StringRecord) -> Option<Self> {
        let mut names: Vec<String> = Vec::with_capacity(record.len());
        for cell in record {
            let plain = plain(cell);
            let ours = ALSO_CALLED
                .iter()
                .find(|(_, others)| others.contains(&plain.as_str()))
                .map(|(ours, _)| *ours);
            // Our own name in the same header goes before another's name for it, and the first before the second.
            let taken =
                |name: &str| names.iter().any(|n| n == name) || record.iter().any(|c| plain_is(c, name));
            let name = match ours {
                Some(ours) if !taken(ours) => ours.to_owned(),
                _ => plain,
            };
            names.push(name);
        }
        let has = |name: &str| names.iter().any(|n| n == name);
        let any = |some: &[&str]| some.iter().any(|n| has(n));
        let joined = has("encounter_id");
        let table = if joined && has("drug") && any(&["rate_ml_h", "dose_rate"]) {
            Table::Infusions
        } else if joined && has("drug") {
            Table::Medicines
        } else if joined && has("test") {
            Table::Orders
        } else if joined && has("at") && any(&["rr", "spo2", "bp_sys", "pulse", "temp_c", "acvpu"]) {
            Table::Observations
        } else if any(&["family_name", "name", "hospital_number", "nhs_number"])
            && any(&["ward", "bed", "location_string"])
        {
            Table::Census
        } else if joined && has("kind") && has("text") {
            Table::Conditions
        } else if joined && has("kind") {
            Table::Devices
        } else {
            return None;
        };
        Some(Self { table, names })
    }

    /// The column of a name.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|n| n == name)
    }

    /// Why a record does not fit: with a cell too many or too few nobody can tell which column is which.
    pub(super) fn misfit(&self, record: &StringRecord) -> Option<String> {
        let cells = record.len();
        let spare_are_empty = record
            .iter()
            .skip(self.names.len())
            .all(|cell| cell.trim().is_empty());
        if cells == self.names.len() || (cells > self.names.len() && spare_are_empty) {
            return None;
        }
        Some(format!(
            "This line has {cells} cells and the header has {}, so the columns cannot be told apart. \
             Look for a comma or quote inside a name.",
            self.names.len()
        ))
    }
}

/// A column name without case, spaces and signs.
fn plain(cell: &str) -> String {
    let lower = cell.trim().trim_start_matches('\u{feff}').to_lowercase();
    lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|p| !p.is_empty())
        .collect::<Vec<_>>()
        .join("_")
}

fn plain_is(cell: &str, name: &str) -> bool {
    plain(cell) == name
}
