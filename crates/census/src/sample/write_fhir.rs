//! The sample hospital as FHIR R4 files.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::write_resources::{all, instant};
use crate::error::CensusError;
use crate::model::{Place, Snapshot};

/// One file per resource type, as a bulk export gives them.
pub(super) fn ndjson(snapshot: &Snapshot, folder: &Path) -> Result<(), CensusError> {
    make(folder)?;
    let mut files: BTreeMap<&'static str, NdjsonFile> = BTreeMap::new();
    let mut locations = Locations::default();
    let mut failed = None;
    let mut sink = |kind: &'static str, resource: Value| {
        if failed.is_none() {
            failed = append(&mut files, folder, kind, &resource).err();
        }
    };
    for (n, patient) in snapshot.patients.iter().enumerate() {
        let bed = locations.bed(&patient.place, &mut sink);
        all(patient, n + 1, &bed, snapshot.as_of, &mut sink);
    }
    if let Some(error) = failed {
        return Err(error);
    }
    for (_, mut file) in files {
        file.writer.flush().map_err(|source| CensusError::Unwritable {
            path: file.path,
            source,
        })?;
    }
    Ok(())
}

struct NdjsonFile {
    path: PathBuf,
    writer: BufWriter<File>,
}

fn append(
    files: &mut BTreeMap<&'static str, NdjsonFile>,
    folder: &Path,
    kind: &'static str,
    resource: &Value,
) -> Result<(), CensusError> {
    let unwritable = |path: &Path, source| CensusError::Unwritable {
        path: path.to_owned(),
        source,
    };
    if !files.contains_key(kind) {
        let path = folder.join(format!("{kind}.ndjson"));
        let file = File::create(&path).map_err(|e| unwritable(&path, e))?;
        files.insert(
            kind,
            NdjsonFile {
                path,
                writer: BufWriter::with_capacity(128 * 1024, file),
            },
        );
    }
    let Some(file) = files.get_mut(kind) else {
        return Ok(());
    };
    let written = serde_json::to_writer(&mut file.writer, resource)
        .map_err(std::io::Error::from)
        .and_then(|()| file.writer.write_all(b"\n"));
    written.map_err(|e| unwritable(&file.path, e))
}

/// One collection Bundle per ward.
pub(super) fn bundles(snapshot: &Snapshot, folder: &Path) -> Result<(), CensusError> {
    make(folder)?;
    let mut wards: BTreeMap<(Option<&str>, &str), Vec<usize>> = BTreeMap::new();
    for (n, patient) in snapshot.patients.iter().enumerate() {
        wards
            .entry((patient.place.site.as_deref(), patient.place.ward.as_str()))
            .or_default()
            .push(n);
    }
    for (number, (_, patients)) in wards.into_iter().enumerate() {
        let mut entries: Vec<Value> = Vec::new();
        let mut locations = Locations::default();
        let mut sink = |kind: &'static str, resource: Value| {
            let url = format!(
                "https://sample-hospital.example/fhir/{kind}/{}",
                resource["id"].as_str().unwrap_or("")
            );
            entries.push(json!({"fullUrl": url, "resource": resource}));
        };
        for n in patients {
            let Some(patient) = snapshot.patients.get(n) else {
                continue;
            };
            let bed = locations.bed(&patient.place, &mut sink);
            all(patient, n + 1, &bed, snapshot.as_of, &mut sink);
        }
        let bundle = json!({
            "resourceType": "Bundle", "type": "collection", "timestamp": instant(snapshot.as_of), "entry": entries
        });
        let path = folder.join(format!("ward-{:03}.json", number + 1));
        let unwritable = |source| CensusError::Unwritable {
            path: path.clone(),
            source,
        };
        let mut file = BufWriter::new(File::create(&path).map_err(unwritable)?);
        serde_json::to_writer(&mut file, &bundle).map_err(|e| unwritable(e.into()))?;
        file.flush().map_err(unwritable)?;
    }
    Ok(())
}

pub(super) fn make(folder: &Path) -> Result<(), CensusError> {
    std::fs::create_dir_all(folder).map_err(|source| CensusError::Unwritable {
        path: folder.to_owned(),
        source,
    })
}

/// Locations by what they are called, each written once.
#[derive(Default)]
struct Locations {
    ids: BTreeMap<String, String>,
}

impl Locations {
    /// The id of the most exact place, with all places it is part of written before it.
    fn bed(&mut self, place: &Place, sink: &mut dyn FnMut(&'static str, Value)) -> String {
        let mut path = String::new();
        let mut parent: Option<String> = None;
        let levels = [
            ("si", place.site.as_deref()),
            ("wa", Some(place.ward.as_str())),
            ("ro", place.bay.as_deref()),
            ("bd", place.bed.as_deref()),
        ];
        for (level, name) in levels {
            let Some(name) = name else { continue };
            path.push('/');
            path.push_str(name);
            if let Some(known) = self.ids.get(&path) {
                parent = Some(known.clone());
                continue;
            }
            // The same place has the same id in every file of the export.
            let hash = blake3::hash(path.as_bytes()).to_hex();
            let id = format!("loc-{}", hash.get(..16).unwrap_or("0"));
            let mut location = json!({
                "resourceType": "Location", "id": id, "status": "active", "name": name,
                "physicalType": {"coding": [{
                    "system": "http://terminology.hl7.org/CodeSystem/location-physical-type", "code": level}]}
            });
            if let Some(parent) = &parent {
                location["partOf"] = json!({"reference": format!("Location/{parent}")});
            }
            sink("Location", location);
            self.ids.insert(path.clone(), id.clone());
            parent = Some(id);
        }
        parent.unwrap_or_default()
    }
}
