//! What a hospital sets about its own paper, on screen: its lists, the names of its forms, its insulin scale, its rules of
//! back-entry, what never runs by gravity. Saved as a card is: checked, over the bag underneath, in use from the next incident.

use battlebag_bag::difference::text_difference;
use battlebag_bag::{
    Bag, BagFiles, LONGEST_NAME, LONGEST_RULE, LONGEST_SCALE_COLUMN, LONGEST_SIGNED_BY, LONGEST_WHAT,
    MOST_SCALE_BANDS, MOST_SCALE_COLUMNS, own_text,
};
use battlebag_paper::{BackEntryRow, Form, LocalLists, PrintContext};
use chrono::{DateTime, NaiveDate, Utc};

use crate::bag::fault;
use crate::bag_compare::line_view;
use crate::card_editor::{self, text_at};
use crate::content::{Layers, layers};
use crate::content_list::versions;
use crate::counted::counted;
use crate::own_typed::{BACK_ENTRY, GRAVITY, OWN_FILES, PAPER, form_of, path_of, text_of};
use crate::session::count;
use crate::station::{Open, Station};
use crate::views::{
    Nothing, OwnChoice, OwnFault, OwnFile, OwnForm, OwnKey, OwnLimits, OwnLook, OwnPaperView, OwnText,
    OwnTyped, SaveContent, SaveOwn, Written,
};
use crate::{ErrorKind, ErrorView, bag_in_force, drafts, paper_context};

/// The name under which typed answers are kept.
fn draft_key(path: &str) -> String {
    format!("own.{path}")
}

fn known(path: &str) -> Result<&'static str, ErrorView> {
    let path = path.trim();
    OWN_FILES.into_iter().find(|own| *own == path).ok_or_else(|| {
        ErrorView::new(
            ErrorKind::BadInput,
            format!("{path} is not set here."),
            format!("The files are {}.", OWN_FILES.join(", ")),
        )
    })
}

/// What a file sets, in one line.
fn said(path: &str, bag: &Bag) -> String {
    match path {
        PAPER => {
            let paper = &bag.local_paper;
            if *paper == battlebag_bag::LocalPaper::default() {
                return "Nothing is set: no medicine is flagged, no form is named, the insulin scale is empty".to_owned();
            }
            let names = [
                &paper.child_chart,
                &paper.maternity_chart,
                &paper.consent_form,
                &paper.vte_form,
                &paper.resuscitation_form,
            ];
            let on = paper.decided_on.map(|day| day.to_string()).unwrap_or_default();
            [
                counted(
                    count(paper.time_critical.len()),
                    "time-critical medicine",
                    "time-critical medicines",
                ),
                counted(
                    count(paper.antimicrobial.len()),
                    "antimicrobial",
                    "antimicrobials",
                ),
                counted(
                    count(names.iter().filter(|name| name.is_some()).count()),
                    "form named",
                    "forms named",
                ),
                match &paper.scale {
                    Some(scale) => format!("insulin scale signed by {}", scale.signed_by),
                    None => "no insulin scale".to_owned(),
                },
                format!("decided by {}, {on}", paper.decided_by),
            ]
            .join("; ")
        }
        BACK_ENTRY => counted(
            count(bag.back_entry.len()),
            "rule, in the order of entry",
            "rules, in the order of entry",
        ),
        _ => counted(
            count(bag.gravity.len()),
            "class of drugs that must never run by gravity",
            "classes of drugs that must never run by gravity",
        ),
    }
}

fn file(open: &Open, layers: &Layers, path: &str) -> Result<OwnFile, ErrorView> {
    let draft = open.home.draft_load(&drafts::kept_as(open, &draft_key(path)))?;
    Ok(OwnFile {
        path: path.to_owned(),
        origin: if layers.local.file.contains_key(path) {
            "local"
        } else {
            "shipped"
        }
        .to_owned(),
        base_changed: layers.local.base_changed(&layers.base, path),
        draft: draft.is_some(),
        said: said(path, &open.ready),
    })
}

/// What the hospital has set, and what it can choose from.
pub fn view(station: &Station, _: Nothing) -> Result<OwnPaperView, ErrorView> {
    station.with(|open| {
        let layers = layers(&open.home)?;
        let files = OWN_FILES.map(|path| file(open, &layers, path));
        let choice = |id: &str, name: &str| OwnChoice {
            id: id.to_owned(),
            name: name.to_owned(),
        };
        Ok(OwnPaperView {
            files: files.into_iter().collect::<Result<_, _>>()?,
            sheets: battlebag_paper::sheets()
                .map(|(id, name)| choice(id, name))
                .collect(),
            roles: open
                .ready
                .roles
                .iter()
                .map(|role| choice(&role.id, role.spoken()))
                .collect(),
            limits: OwnLimits {
                name: count(LONGEST_NAME),
                hypo_rule: count(LONGEST_RULE),
                what: count(LONGEST_WHAT),
                column: count(LONGEST_SCALE_COLUMN),
                signed_by: count(LONGEST_SIGNED_BY),
                columns: count(MOST_SCALE_COLUMNS),
                bands: count(MOST_SCALE_BANDS),
            },
            us_words: open.ready.manifest.vocabulary == battlebag_bag::Vocabulary::Us,
            incident: bag_in_force::of_incident(open),
        })
    })
}

/// A bag whose files cannot be read says nothing here; it would not be in use.
fn bag_of(files: &BagFiles) -> Result<Bag, ErrorView> {
    Bag::from_files(files).map_err(|faults| crate::content::refused("This text has errors.", &faults))
}

/// A file with its answers, those of the bag underneath, and what was saved before.
pub fn open_own(station: &Station, request: OwnKey) -> Result<OwnText, ErrorView> {
    let path = known(&request.path)?;
    station.with(|open| {
        let layers = layers(&open.home)?;
        let form = if request.text.is_empty() {
            form_of(path, &open.ready)
        } else {
            let with = layers.local.with(&layers.base, path, &request.text);
            form_of(path, &bag_of(&with.over(&layers.base))?)
        };
        // Alone, what lies underneath is a whole bag.
        let under = form_of(path, &bag_of(&layers.base)?);
        Ok(OwnText {
            file: file(open, &layers, path)?,
            form,
            under,
            versions: versions(open, path)?,
        })
    })
}

/// Drugs that the bag underneath keeps from gravity and another list would let through.
fn let_through(under: &Bag, over: &Bag) -> Vec<String> {
    let mut found = Vec::new();
    for class in &under.gravity {
        for word in &class.words {
            let is_kept = |class: &battlebag_bag::NeverByGravity| class.forbids(word);
            if under.gravity.iter().any(is_kept) && !over.gravity.iter().any(is_kept) {
                found.push(word.clone());
            }
        }
        // A longer `unless` lets an order through though the drug alone is still kept.
        let after = over.gravity.iter().find(|after| after.id == class.id);
        let more = after.into_iter().flat_map(|after| &after.unless);
        let more = more.filter(|word| !class.unless.contains(word));
        found.extend(more.map(|word| format!("{} with \"{word}\"", class.name)));
    }
    found
}

/// The scale is another than the one that somebody signed, under the same signature. On the day itself it is being signed.
fn signed_before(before: &Bag, after: &Bag, today: NaiveDate) -> Option<String> {
    let (was, is) = (
        before.local_paper.scale.as_ref()?,
        after.local_paper.scale.as_ref()?,
    );
    let same_hand = (&was.signed_by, was.signed_on) == (&is.signed_by, is.signed_on);
    (was.doses_differently(is) && same_hand && is.signed_on != Some(today)).then(|| {
        format!(
            "This is not the scale that {} signed: other numbers stand in it. Let the diabetes lead sign it again, with the day.",
            was.signed_by
        )
    })
}

/// What the check of a text alone cannot see: what it takes the place of. Asked before a text is saved, whoever saves it.
pub(crate) fn may_replace(
    open: &Open,
    layers: &Layers,
    (path, text): (&str, &str),
    because: &str,
    today: NaiveDate,
) -> Result<(), ErrorView> {
    let with = layers.local.with(&layers.base, path, text).over(&layers.base);
    // One that has errors is refused with all of them.
    let Some(bag) = Bag::check_files(&with, Some(today)).bag else {
        return Ok(());
    };
    if path == PAPER
        && let Some(what) = signed_before(&open.ready, &bag, today)
    {
        return Err(ErrorView::new(ErrorKind::BadInput, what, "Nothing was saved."));
    }
    if path == GRAVITY && because.trim().is_empty() {
        let through = let_through(&bag_of(&layers.base)?, &bag);
        if !through.is_empty() {
            return Err(ErrorView::new(
                ErrorKind::BadInput,
                format!(
                    "These would no longer be kept from gravity: {}.",
                    through.join(", ")
                ),
                "That is a clinical decision: say why, and who decided it. Nothing was saved.",
            ));
        }
    }
    Ok(())
}

/// The bag that typed answers make, and what is wrong with it.
struct Typed {
    text: String,
    bag: Option<Bag>,
    faults: Vec<OwnFault>,
}

fn typed(layers: &Layers, path: &str, form: &OwnForm, today: NaiveDate) -> Typed {
    let before = text_at(&layers.files(), path).unwrap_or_default();
    let text = match text_of(&before, form) {
        Ok(text) => text,
        Err(faults) => {
            return Typed {
                text: String::new(),
                bag: None,
                faults,
            };
        }
    };
    let files = layers.local.with(&layers.base, path, &text).over(&layers.base);
    let checked = Bag::check_files(&files, Some(today));
    let mut found = checked.faults;
    if let Some(bag) = &checked.bag {
        found.extend(battlebag_paper::own_paper_faults(bag));
        found.extend(battlebag_paper::back_entry_faults(bag));
    }
    found.sort_by_key(|fault| fault.file != path);
    let placed = |found: &battlebag_bag::Fault| {
        let seen = fault(found);
        OwnFault {
            place: if found.file == path {
                own_text::place_of(&text, found)
            } else {
                String::new()
            },
            file: seen.file,
            line: seen.line,
            severity: seen.severity,
            what: seen.what,
        }
    };
    Typed {
        faults: found.iter().map(placed).collect(),
        bag: checked.bag,
        text,
    }
}

/// What typed answers are worth: faults at their answers, the sheet that they change, the difference.
pub fn look(station: &Station, request: OwnTyped) -> Result<OwnLook, ErrorView> {
    let path = own_path(&request.path, &request.form)?;
    let now = station.now();
    station.with(|open| {
        let today = open.clock.date(now);
        let layers = layers(&open.home)?;
        let Typed {
            text,
            bag,
            mut faults,
        } = typed(&layers, path, &request.form, today);
        let mut through = Vec::new();
        if let Some(bag) = &bag {
            if let Some(what) = signed_before(&open.ready, bag, today).filter(|_| path == PAPER) {
                faults.push(OwnFault {
                    place: "scale.signed_by".to_owned(),
                    file: path.to_owned(),
                    line: 0,
                    severity: "error".to_owned(),
                    what,
                });
            }
            if path == GRAVITY {
                through = let_through(&bag_of(&layers.base)?, bag);
            }
        }
        let (page, page_of) = picture(open, now, bag.as_ref(), (path, request.sheet.trim()));
        let under = text_at(&layers.base, path).unwrap_or_default();
        Ok(OwnLook {
            usable: !text.is_empty() && faults.iter().all(|fault| fault.severity != "error"),
            difference: if text.is_empty() {
                Vec::new()
            } else {
                text_difference(&under, &text)
                    .into_iter()
                    .map(line_view)
                    .collect()
            },
            faults,
            text,
            page,
            page_of,
            let_through: through,
        })
    })
}

fn own_path(path: &str, form: &OwnForm) -> Result<&'static str, ErrorView> {
    let path = known(path)?;
    if path_of(form) == path {
        return Ok(path);
    }
    Err(ErrorView::new(
        ErrorKind::BadInput,
        format!("These answers belong to {}, not to {path}.", path_of(form)),
        "Open the file again.",
    ))
}

/// The sheet that the answers change, drawn by the code that prints it; empty while they have errors.
fn picture(
    open: &Open,
    now: DateTime<Utc>,
    bag: Option<&Bag>,
    (path, sheet): (&str, &str),
) -> (String, String) {
    let form = Form::ALL
        .into_iter()
        .find(|form| form.id() == sheet)
        .unwrap_or(match path {
            GRAVITY => Form::Drip,
            _ => Form::VariableRateInsulin,
        });
    let name = if path == BACK_ENTRY {
        "Back-entry tracker"
    } else {
        form.name()
    };
    let Some(bag) = bag else {
        return (String::new(), name.to_owned());
    };
    let context = PrintContext {
        lists: LocalLists {
            no_night_tests: String::new(),
            own: bag.local_paper.clone(),
            never_by_gravity: bag.gravity.clone(),
            night_tests: None,
        },
        ..paper_context::preview(open, now)
    };
    let drawn = if path == BACK_ENTRY {
        battlebag_paper::tracker_preview(&context, &every_sheet(bag))
    } else {
        battlebag_paper::form_preview(&context, form)
    };
    (drawn.unwrap_or_default(), name.to_owned())
}

/// A row for each sheet that a rule is for, in the order of entry; nobody's.
fn every_sheet(bag: &Bag) -> Vec<BackEntryRow> {
    let mut rows = Vec::new();
    for rule in &bag.back_entry {
        for sheet in &rule.sheets {
            let name = battlebag_paper::sheets().find(|(id, _)| id == sheet);
            let owner = bag.role(&rule.owner);
            rows.push(BackEntryRow {
                sheet: String::new(),
                patient: String::new(),
                number: String::new(),
                form: name.map_or_else(|| sheet.clone(), |(_, name)| name.to_owned()),
                rule: rule.how.words().to_owned(),
                owner: owner.map(|role| role.spoken().to_owned()).unwrap_or_default(),
                done: String::new(),
                looked: if rule.second_person {
                    String::new()
                } else {
                    "not needed".to_owned()
                },
            });
        }
    }
    rows
}

/// Saves answers: checked, in use from the next incident.
pub fn save(station: &Station, request: SaveOwn) -> Result<Written, ErrorView> {
    let path = own_path(&request.path, &request.form)?;
    let text = station.with(|open| {
        let layers = layers(&open.home)?;
        let before = text_at(&layers.files(), path).unwrap_or_default();
        text_of(&before, &request.form).map_err(|faults| {
            let told: Vec<String> = faults.into_iter().map(|fault| fault.what).collect();
            ErrorView::new(
                ErrorKind::BadInput,
                format!("Nothing was saved. {}", told.join(" ")),
                "Mend these answers, then save again.",
            )
        })
    })?;
    card_editor::save(
        station,
        SaveContent {
            path: path.to_owned(),
            text,
            because: request.because,
        },
    )
}

/// Whether a path is a file that is set here, by form or by text.
pub(crate) fn is_own(path: &str) -> bool {
    OWN_FILES.contains(&path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drug_that_would_be_let_through_is_named() {
        let under = Bag::shipped().unwrap();
        assert_eq!(let_through(&under, &under), Vec::<String>::new());
        let mut over = under.clone();
        over.gravity.retain(|class| class.id != "oxytocin");
        assert_eq!(
            let_through(&under, &over),
            ["oxytocin", "syntocinon", "carboprost"]
        );
        let mut over = under.clone();
        over.gravity[0].unless.push("sliding scale".into());
        assert_eq!(let_through(&under, &over), ["insulin with \"sliding scale\""]);
        // Another name for the class, or another place, lets nothing through.
        let mut over = under.clone();
        over.gravity.reverse();
        over.gravity[0].name = "pump drugs".into();
        assert_eq!(let_through(&under, &over), Vec::<String>::new());
    }
}
