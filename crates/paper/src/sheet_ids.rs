//! Which sheets there are for the rules of back-entry: ids as content has them, names as the log has them.

use battlebag_bag::{Bag, Fault};

use crate::form::Form;
use crate::plan::form_of_title;
use crate::ward_sheets::WardSheet;

/// Every sheet that a rule can be for: id and name.
pub fn sheets() -> impl Iterator<Item = (&'static str, &'static str)> {
    let forms = Form::ALL.into_iter().map(|form| (form.id(), form.name()));
    forms.chain(WardSheet::ALL.into_iter().map(|sheet| (sheet.id(), sheet.name())))
}

/// The id of a sheet by its name in the log, which is the title of its first face; none for a list, a card, or a form of
/// another version.
pub fn sheet_id(name: &str) -> Option<&'static str> {
    let whole = sheet_form(name);
    sheets().find(|(_, known)| *known == whole).map(|(id, _)| id)
}

/// The form that a sheet's title belongs to, by its name; the title itself where there is none.
pub fn sheet_form(title: &str) -> &str {
    match form_of_title(title) {
        "" => title,
        form => form,
    }
}

/// Rules of back-entry for sheets that are never printed, each with its line.
pub fn back_entry_faults(bag: &Bag) -> Vec<Fault> {
    let known: Vec<&str> = sheets().map(|(id, _)| id).collect();
    let mut faults = Vec::new();
    for rule in &bag.back_entry {
        for sheet in rule
            .sheets
            .iter()
            .filter(|sheet| !known.contains(&sheet.as_str()))
        {
            faults.push(Fault::error(
                "back_entry.toml",
                rule.line,
                format!(
                    "The rule `{}` names the sheet `{sheet}`, which is never printed. The sheets are: {}.",
                    rule.id,
                    known.join(", ")
                ),
            ));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_rule_names_sheets_that_are_printed_and_every_patients_form_has_one_of_its_own() {
        let bag = Bag::shipped().unwrap();
        assert_eq!(back_entry_faults(&bag), Vec::new());
        for form in Form::ALL {
            let rule = bag.back_entry_rule(form.id(), false);
            assert!(rule.is_some(), "{} has no rule", form.id());
            // The footer has a box for whoever types it back exactly where the rules ask for it.
            let back = rule.unwrap().how != battlebag_bag::BackEntryHow::Never;
            assert_eq!(back, form.typed_back(), "{}", form.id());
        }
    }

    #[test]
    fn a_rule_for_a_sheet_that_is_never_printed_is_named_with_its_line() {
        let mut bag = Bag::shipped().unwrap();
        bag.back_entry[0].sheets = vec!["perscription".into()];
        let faults = back_entry_faults(&bag);
        assert_eq!(faults.len(), 1);
        assert!(
            faults[0].line > 0 && faults[0].what.contains("`perscription`"),
            "{}",
            faults[0]
        );
        assert_eq!(
            sheet_id("Prescription and administration chart"),
            Some("prescription")
        );
        // A continuation begins with a face of another title.
        assert_eq!(sheet_id("Critical care: infusions"), Some("critical-care"));
        assert_eq!(sheet_id("Ward priority list"), None);
    }
}
