//! Mapping the columns of a hospital's own lists.

use battlebag_commands::ErrorView;
use battlebag_commands::views::{
    ColumnsOf, ColumnsView, MappingFile, MappingName, MappingsView, Nothing, WriteTemplate, WrittenFile,
};

use crate::args_census::Columns;
use crate::asked::Asked;
use crate::outcome::Outcome;

pub fn run(asked: &Asked, command: Columns) -> Result<Outcome, ErrorView> {
    match command {
        Columns::List => say(asked, &asked.ask("mappings", &Nothing {})?),
        Columns::Guess { file } => guess(asked, file.display().to_string()),
        Columns::Load { file } => {
            let path = file.display().to_string();
            let name = String::new();
            say(asked, &asked.ask("mapping_import", &MappingFile { path, name })?)
        }
        Columns::Save { name, file } => {
            let path = file.display().to_string();
            written(asked, &asked.ask("mapping_export", &MappingFile { path, name })?)
        }
        Columns::Forget { name } => say(asked, &asked.ask("mapping_remove", &MappingName { name })?),
        Columns::Template { table, to } => written(
            asked,
            &asked.ask("census_template", &WriteTemplate { table, to })?,
        ),
    }
}

fn written(asked: &Asked, file: &WrittenFile) -> Result<Outcome, ErrorView> {
    asked.say(file, || vec![file.file.clone()])?;
    Ok(Outcome::done())
}

fn say(asked: &Asked, mappings: &MappingsView) -> Result<Outcome, ErrorView> {
    asked.say(mappings, || {
        let line = |m: &battlebag_commands::views::MappingView| {
            format!("{}: {} of {} columns", m.name, m.table, m.columns.len())
        };
        match mappings.profiles.as_slice() {
            [] => vec!["No mapping is kept.".to_owned()],
            some => some.iter().map(line).collect(),
        }
    })?;
    Ok(Outcome::done())
}

fn guess(asked: &Asked, path: String) -> Result<Outcome, ErrorView> {
    let view: ColumnsView = asked.ask("census_columns_guess", &ColumnsOf { path })?;
    asked.say(&view, || {
        let mut lines = Vec::new();
        for sheet in &view.sheets {
            if let Some(name) = &sheet.sheet {
                lines.push(format!("Sheet {name}"));
            }
            for c in &sheet.columns {
                let to: Vec<&str> = c.to.iter().map(|(to, _)| to.as_str()).collect();
                let to = if to.is_empty() {
                    "left out".to_owned()
                } else {
                    to.join(" and ")
                };
                lines.push(format!("{}: {to} ({}; {})", c.from, c.confidence, c.reason));
            }
            lines.extend(sheet.missing.clone());
        }
        lines
    })?;
    Ok(Outcome::done())
}
