//! What a hospital sets about its own paper, written into the text of its file. What is not changed stays to the letter, and so
//! do the comments at the top, which say what each word means.

use toml::de::{DeTable, DeValue};
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, Value};

use crate::located::Source;
use crate::{BackEntryHow, BackEntryRule, InsulinScale, LocalPaper, NeverByGravity};

/// A text that is no TOML is nowhere in a bag that is in use.
fn document(text: &str) -> DocumentMut {
    text.parse().unwrap_or_default()
}

/// The comments at the top, and what follows. A comment that touches the first block belongs to it.
fn split_head(text: &str) -> (&str, &str) {
    let (mut at, mut end) = (0, 0);
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if !words.is_empty() && !words.starts_with('#') {
            return text.split_at(end);
        }
        at += line.len();
        if words.is_empty() {
            end = at;
        }
    }
    (text, "")
}

/// Changes what is under the comments at the top.
fn under_head(text: &str, change: impl FnOnce(&mut DocumentMut)) -> String {
    let (head, body) = split_head(text.trim_start_matches('\u{feff}'));
    let mut document = document(body);
    change(&mut document);
    let body = document.to_string();
    let head = head.trim_end();
    let body = body.trim_start_matches('\n');
    match (head.is_empty(), body.trim().is_empty()) {
        (true, _) => body.to_owned(),
        (false, true) => format!("{head}\n"),
        (false, false) => format!("{head}\n\n{body}"),
    }
}

/// What a value says, however it is written.
fn says(value: &Value) -> String {
    match value {
        Value::String(text) => format!("{:?}", text.value()),
        Value::Integer(number) => number.value().to_string(),
        Value::Float(number) => number.value().to_string(),
        Value::Boolean(yes) => yes.value().to_string(),
        // A date in quotes is the same day.
        Value::Datetime(date) => format!("{:?}", date.value().to_string()),
        Value::Array(values) => format!("[{}]", values.iter().map(says).collect::<Vec<_>>().join(",")),
        Value::InlineTable(table) => table.to_string(),
    }
}

/// Sets a key; one that says so already is left as it is written, and a remark after it stays.
fn put(table: &mut Table, key: &str, value: Option<Value>) {
    let Some(mut value) = value else {
        table.remove(key);
        return;
    };
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) if says(old) == says(&value) => {}
        Some(old) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        None => {
            table.insert(key, Item::Value(value));
        }
    }
}

/// The same for a key that may be left out when it says what holds without it.
fn put_or_leave_out(table: &mut Table, key: &str, value: Value, holds_without: bool) {
    let said = table.get(key).and_then(Item::as_value).map(says);
    let same = said.as_ref() == Some(&says(&value));
    put(table, key, (same || !holds_without).then_some(value));
}

fn some(text: &str) -> Option<Value> {
    (!text.trim().is_empty()).then(|| text.trim().into())
}

fn list(words: &[String]) -> Value {
    Value::Array(words.iter().map(String::as_str).collect::<Array>())
}

fn some_list(words: &[String]) -> Option<Value> {
    (!words.is_empty()).then(|| list(words))
}

fn day(day: chrono::NaiveDate) -> Option<Value> {
    // The same words as in a file.
    day.format("%Y-%m-%d").to_string().parse().ok()
}

/// Whole numbers without a point, as people write them.
fn number(number: crate::Tenths) -> Value {
    match number.0 % 10 {
        0 => i64::from(number.0 / 10).into(),
        _ => number.as_number().into(),
    }
}

/// `local_paper.toml` with other answers.
pub fn with_local_paper(text: &str, paper: &LocalPaper) -> String {
    under_head(text, |document| {
        let table = document.as_table_mut();
        put(table, "time_critical", some_list(&paper.time_critical));
        put(table, "antimicrobial", some_list(&paper.antimicrobial));
        put(table, "tall_man", some_list(&paper.tall_man));
        for (key, words) in [
            ("child_chart", &paper.child_chart),
            ("maternity_chart", &paper.maternity_chart),
            ("consent_form", &paper.consent_form),
            ("vte_form", &paper.vte_form),
            ("resuscitation_form", &paper.resuscitation_form),
            ("hypo_rule", &paper.hypo_rule),
        ] {
            put(table, key, words.as_deref().and_then(some));
        }
        put(
            table,
            "day_starts_h",
            paper.day_starts_h.map(|h| i64::from(h).into()),
        );
        put(table, "decided_by", some(&paper.decided_by));
        put(table, "decided_on", paper.decided_on.and_then(day));
        match &paper.scale {
            None => {
                table.remove("scale");
            }
            Some(scale) => with_scale(table, scale),
        }
    })
}

fn with_scale(table: &mut Table, scale: &InsulinScale) {
    if !table.get("scale").is_some_and(Item::is_table) {
        table.insert("scale", Item::Table(Table::new()));
    }
    let Some(of) = table.get_mut("scale").and_then(Item::as_table_mut) else {
        return;
    };
    put(of, "columns", Some(list(&scale.columns)));
    put(of, "signed_by", some(&scale.signed_by));
    put(of, "signed_on", scale.signed_on.and_then(day));
    let before = blocks_of(of, "band");
    let mut after = ArrayOfTables::new();
    for (at, band) in scale.band.iter().enumerate() {
        let mut block = before.get(at).cloned().unwrap_or_default();
        put(&mut block, "from", Some(number(band.from)));
        put(&mut block, "up_to", band.up_to.map(number));
        let rates: Array = band.rates.iter().map(|rate| number(*rate)).collect();
        put(&mut block, "rates", Some(Value::Array(rates)));
        push(&mut after, block);
    }
    of.insert("band", Item::ArrayOfTables(after));
}

fn blocks_of(table: &Table, key: &str) -> Vec<Table> {
    let blocks = table.get(key).and_then(Item::as_array_of_tables);
    blocks
        .map(|blocks| blocks.iter().cloned().collect())
        .unwrap_or_default()
}

/// Adds a block at the end, whatever its place was before, with an empty line above it.
fn push(blocks: &mut ArrayOfTables, mut block: Table) {
    block.set_position(None);
    let above = block
        .decor()
        .prefix()
        .and_then(|above| above.as_str())
        .unwrap_or_default();
    let above = format!("\n{}", above.trim_start_matches('\n'));
    block.decor_mut().set_prefix(above);
    blocks.push(block);
}

/// The blocks of a file in another order or with other words; a block is known by its id.
fn with_blocks<'i, T>(
    text: &str,
    key: &str,
    items: &'i [T],
    id: impl Fn(&'i T) -> &'i str,
    write: impl Fn(&mut Table, &'i T),
) -> String {
    under_head(text, |document| {
        let mut before = blocks_of(document.as_table(), key);
        let mut after = ArrayOfTables::new();
        for item in items {
            let known = |block: &Table| block.get("id").and_then(Item::as_str) == Some(id(item));
            let mut block = match before.iter().position(known) {
                Some(at) => before.remove(at),
                None => Table::new(),
            };
            write(&mut block, item);
            push(&mut after, block);
        }
        if after.is_empty() {
            document.remove(key);
        } else {
            document.insert(key, Item::ArrayOfTables(after));
        }
    })
}

fn how(how: BackEntryHow) -> Value {
    match how {
        BackEntryHow::Whole => "whole",
        BackEntryHow::Absolute => "absolute",
        BackEntryHow::Scanned => "scanned",
        BackEntryHow::Kept => "kept",
        BackEntryHow::Never => "never",
    }
    .into()
}

/// `back_entry.toml` with other rules, in the order of entry.
pub fn with_rules(text: &str, rules: &[BackEntryRule]) -> String {
    with_blocks(
        text,
        "rule",
        rules,
        |rule| &rule.id,
        |block, rule| {
            put(block, "id", Some(rule.id.as_str().into()));
            put(block, "sheets", some_list(&rule.sheets));
            put(block, "how", Some(how(rule.how)));
            put(block, "what", some(&rule.what));
            put(block, "owner", some(&rule.owner));
            put_or_leave_out(
                block,
                "within_h",
                i64::from(rule.within_h).into(),
                rule.within_h == 0,
            );
            put_or_leave_out(
                block,
                "second_person",
                rule.second_person.into(),
                !rule.second_person,
            );
            put(block, "long_h", rule.long_h.map(|h| i64::from(h).into()));
            put(block, "long_how", rule.long_how.map(how));
            put(block, "source", Some(rule.source.trim().into()));
        },
    )
}

/// `gravity.toml` with other classes.
pub fn with_classes(text: &str, classes: &[NeverByGravity]) -> String {
    with_blocks(
        text,
        "class",
        classes,
        |class| &class.id,
        |block, class| {
            put(block, "id", Some(class.id.as_str().into()));
            put(block, "name", Some(class.name.trim().into()));
            put(block, "why", Some(class.why.trim().into()));
            put(block, "words", Some(list(&class.words)));
            put(block, "unless", some_list(&class.unless));
            put(block, "source", Some(class.source.trim().into()));
        },
    )
}

/// Which value of a file a fault speaks about: "scale.band.2.rates", "rule.0.what"; empty for the whole file. A fault that
/// names a key in back-ticks is of this key, though the file does not have it.
pub fn place_of(text: &str, fault: &crate::Fault) -> String {
    let source = Source {
        file: &fault.file,
        text: text.trim_start_matches('\u{feff}'),
        first_line: 1,
    };
    let mut found = String::new();
    let table = source.table(&mut Vec::new());
    places(&source, &table, "", &mut |line, place| {
        // The last value that begins above it is the one it is in: a list may go over several lines.
        if line <= fault.line {
            place.clone_into(&mut found);
        }
    });
    let named = fault.what.split('`').nth(1).unwrap_or_default();
    if is_key(named) && last_of(&found) != named {
        if named.starts_with("signed_") {
            return format!("scale.{named}");
        }
        let of = match found.rsplit_once('.') {
            Some((of, last)) if !last.bytes().all(|b| b.is_ascii_digit()) => of,
            None if !found.contains('.') => "",
            _ => &found,
        };
        return if of.is_empty() {
            named.to_owned()
        } else {
            format!("{of}.{named}")
        };
    }
    found
}

fn last_of(place: &str) -> &str {
    place.rsplit('.').next().unwrap_or_default()
}

/// Keys of the three files that a fault names although they may not be written.
fn is_key(word: &str) -> bool {
    matches!(
        word,
        "decided_by"
            | "decided_on"
            | "hypo_rule"
            | "signed_by"
            | "signed_on"
            | "up_to"
            | "sheets"
            | "what"
            | "owner"
            | "within_h"
            | "long_h"
            | "long_how"
            | "source"
            | "id"
            | "name"
            | "why"
            | "words"
    )
}

/// Every value of a table with its line, a block before what is in it.
fn places(source: &Source<'_>, table: &DeTable<'_>, path: &str, say: &mut dyn FnMut(u32, &str)) {
    let mut keys: Vec<_> = table.iter().collect();
    keys.sort_by_key(|(key, _)| key.span().start);
    for (key, value) in keys {
        let place = match path {
            "" => key.get_ref().to_string(),
            path => format!("{path}.{}", key.get_ref()),
        };
        match value.get_ref() {
            DeValue::Table(inner) => {
                say(source.line_at(value.span().start), &place);
                places(source, inner, &place, say);
            }
            DeValue::Array(blocks) if blocks.iter().any(|b| matches!(b.get_ref(), DeValue::Table(_))) => {
                for (at, block) in blocks.iter().enumerate() {
                    let place = format!("{place}.{at}");
                    say(source.line_at(block.span().start), &place);
                    if let DeValue::Table(inner) = block.get_ref() {
                        places(source, inner, &place, say);
                    }
                }
            }
            _ => say(source.line_at(value.span().start), &place),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Bag, BagFiles, Fault, GlucoseBand, Tenths};
    use proptest::prelude::*;

    fn shipped(path: &str) -> String {
        String::from_utf8(BagFiles::shipped().get(path).unwrap().to_vec()).unwrap()
    }

    fn paper() -> LocalPaper {
        LocalPaper {
            time_critical: vec!["levodopa".into()],
            hypo_rule: Some("20 g glucose by mouth".into()),
            day_starts_h: Some(7),
            decided_by: "A. Example, chief pharmacist".into(),
            decided_on: "2026-11-20".parse().ok(),
            scale: Some(InsulinScale {
                columns: vec!["standard".into()],
                band: vec![
                    GlucoseBand {
                        from: Tenths(0),
                        up_to: Some(Tenths(39)),
                        rates: vec![Tenths(0)],
                    },
                    GlucoseBand {
                        from: Tenths(40),
                        up_to: None,
                        rates: vec![Tenths(5)],
                    },
                ],
                signed_by: "Dr B. Example, diabetes lead".into(),
                signed_on: "2026-11-20".parse().ok(),
            }),
            ..LocalPaper::default()
        }
    }

    fn read<T: serde::de::DeserializeOwned>(path: &str, text: &str) -> T {
        let source = Source {
            file: path,
            text,
            first_line: 1,
        };
        let tree = toml::Spanned::new(0..text.len(), DeValue::Table(source.table(&mut Vec::new())));
        let mut faults = Vec::new();
        let read = crate::located::Located::read(source, tree, &mut faults);
        read.unwrap_or_else(|| panic!("{faults:?}")).value
    }

    #[test]
    fn a_file_says_what_was_set_and_keeps_the_comments_at_its_top() {
        let text = shipped("local_paper.toml");
        let set = with_local_paper(&text, &paper());
        assert!(set.starts_with(text.trim_end()), "{set}");
        assert_eq!(read::<LocalPaper>("local_paper.toml", &set), paper());
        assert_eq!(with_local_paper(&set, &paper()), set, "nothing to change");
        assert_eq!(
            with_local_paper(&set, &LocalPaper::default()),
            text,
            "all of it taken back"
        );
        insta::assert_snapshot!(set.trim_start_matches(text.trim_end()).trim(), @r#"
        time_critical = ["levodopa"]
        hypo_rule = "20 g glucose by mouth"
        day_starts_h = 7
        decided_by = "A. Example, chief pharmacist"
        decided_on = 2026-11-20

        [scale]
        columns = ["standard"]
        signed_by = "Dr B. Example, diabetes lead"
        signed_on = 2026-11-20

        [[scale.band]]
        from = 0
        up_to = 3.9
        rates = [0]

        [[scale.band]]
        from = 4
        rates = [0.5]
        "#);
    }

    #[test]
    fn what_is_not_changed_stays_to_the_letter() {
        let bag = Bag::shipped().unwrap();
        let (rules, classes) = (shipped("back_entry.toml"), shipped("gravity.toml"));
        assert_eq!(with_rules(&rules, &bag.back_entry), rules);
        assert_eq!(with_classes(&classes, &bag.gravity), classes);
        let mut changed = bag.back_entry.clone();
        changed[2].within_h = 6;
        let text = with_rules(&rules, &changed);
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        let other: Vec<_> = lines(&text)
            .into_iter()
            .zip(lines(&rules))
            .filter(|(a, b)| a != b)
            .collect();
        assert_eq!(other, [("within_h = 6".to_owned(), "within_h = 4".to_owned())]);
    }

    #[test]
    fn rules_change_places_and_a_remark_goes_with_its_rule() {
        let text = "# head\n\n# ours\n[[rule]]\nid = \"a\"\nhow = \"never\" # sic\nsource = \"x\"\n\n[[rule]]\nid = \"b\"\nhow = \"kept\"\nsource = \"y\"\n";
        let rule = |id: &str, how, source: &str| BackEntryRule {
            id: id.into(),
            sheets: vec![],
            how,
            what: String::new(),
            owner: String::new(),
            within_h: 0,
            second_person: false,
            long_h: None,
            long_how: None,
            source: source.into(),
            line: 0,
        };
        let (a, b) = (
            rule("a", BackEntryHow::Never, "x"),
            rule("b", BackEntryHow::Kept, "y"),
        );
        assert_eq!(with_rules(text, &[a.clone(), b.clone()]), text);
        let turned = with_rules(text, &[b, a]);
        assert_eq!(
            turned,
            "# head\n\n[[rule]]\nid = \"b\"\nhow = \"kept\"\nsource = \"y\"\n\n# ours\n[[rule]]\nid = \"a\"\nhow = \"never\" # sic\nsource = \"x\"\n"
        );
    }

    #[test]
    fn a_fault_is_told_at_the_answer_that_it_speaks_about() {
        let mut wrong = paper();
        wrong.decided_by.clear();
        wrong.hypo_rule = None;
        wrong.time_critical.push("Levodopa".into());
        let scale = wrong.scale.as_mut().unwrap();
        scale.signed_on = None;
        scale.band[1].rates = vec![Tenths(5), Tenths(5)];
        scale.band[0].up_to = None;
        let text = with_local_paper(&shipped("local_paper.toml"), &wrong);
        let files = crate::Local::default().with(&BagFiles::shipped(), "local_paper.toml", &text);
        let checked = Bag::check_files(&files.over(&BagFiles::shipped()), None);
        let of = |fault: &Fault| format!("{}: {}", place_of(&text, fault), fault.what);
        let said: Vec<_> = checked
            .faults
            .iter()
            .filter(|f| f.file == "local_paper.toml")
            .map(of)
            .collect();
        insta::assert_snapshot!(said.join("\n"), @r#"
        decided_by: Nobody answers for this. Add `decided_by` (name and post) and `decided_on` (day).
        time_critical: "Levodopa" has capitals. Write approved names in lower case.
        time_critical: "Levodopa" is there twice. Take one out.
        hypo_rule: Under 4 mmol/L the scale leads to your own rule for a low glucose, and none is written. Add `hypo_rule`.
        scale.signed_by: The scale is not signed, so it is never printed. Add `signed_by` (the diabetes lead: name and post) and `signed_on` (day).
        scale.band.0.up_to: Band 1 has no end, and another band follows. Add its `up_to`.
        scale.band.1.from: Nothing is said of 0.1 up to 4 mmol/L. Let band 2 begin at 0.1.
        scale.band.1.rates: Rates in band 2: 2; columns: 1. Give one rate for each column.
        "#);
    }

    proptest! {
        /// Whatever is set, the file says it again, under the same head.
        #[test]
        fn what_is_set_is_read_back(
            drugs in proptest::collection::vec("[a-z -]{1,12}", 0..5),
            name in proptest::option::of("[A-Za-z0-9#\"' :=\\[\\]]{1,20}"),
            tenths in proptest::collection::vec(0_u32..400, 1..8),
            hour in proptest::option::of(0_u8..24),
        ) {
            let mut set = paper();
            set.time_critical = drugs;
            set.consent_form = name.map(|n| n.trim().to_owned()).filter(|n| !n.is_empty());
            set.day_starts_h = hour;
            set.scale.as_mut().unwrap().band = tenths.iter().map(|t| GlucoseBand {
                from: Tenths(*t), up_to: (t % 2 == 0).then_some(Tenths(t + 1)), rates: vec![Tenths(*t); 3],
            }).collect();
            let text = with_local_paper(&shipped("local_paper.toml"), &paper());
            let text = with_local_paper(&text, &set);
            prop_assert!(text.starts_with(shipped("local_paper.toml").trim_end()));
            prop_assert_eq!(read::<LocalPaper>("local_paper.toml", &text), set);
        }
    }
}
