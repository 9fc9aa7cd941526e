//! Printers.

use battlebag_commands::ErrorView;
use battlebag_commands::views::{AddPrinter, Nothing, PrinterName, PrinterView, PrintersView};

use crate::args_paper::Printer;
use crate::asked::Asked;
use crate::outcome::Outcome;

pub fn run(asked: &Asked, command: Printer) -> Result<Outcome, ErrorView> {
    let all: PrintersView = match command {
        Printer::List => asked.ask("printers", &Nothing {})?,
        Printer::Add {
            address,
            name,
            open_line,
            ca,
        } => {
            let authority = ca.map(|file| file.display().to_string()).unwrap_or_default();
            let printer = AddPrinter {
                address,
                name,
                open_line,
                authority,
            };
            asked.ask("printer_add", &printer)?
        }
        Printer::Remove { name } => asked.ask("printer_remove", &PrinterName { name })?,
        Printer::Page { name, paper } => return super::print::test_page(asked, name, paper),
        Printer::Test { name } => {
            let one: PrinterView = asked.ask("printer_test", &PrinterName { name })?;
            asked.say(&one, || lines(&one))?;
            return Ok(outcome([&one]));
        }
    };
    asked.say(&all, || {
        let mut said: Vec<String> = all.printers.iter().flat_map(lines).collect();
        if !all.system.is_empty() {
            said.push(all.system.clone());
        }
        said
    })?;
    Ok(outcome(&all.printers))
}

fn outcome<'a>(printers: impl IntoIterator<Item = &'a PrinterView>) -> Outcome {
    let trouble = printers.into_iter().filter(|p| !p.next.is_empty());
    Outcome {
        look: trouble.map(|p| format!("{} {}", p.said, p.next)).collect(),
    }
}

fn lines(printer: &PrinterView) -> Vec<String> {
    let model = if printer.model.is_empty() {
        String::new()
    } else {
        format!(" ({})", printer.model)
    };
    let mut lines = vec![format!(
        "{}{model}: {}  {}",
        printer.name, printer.said, printer.address
    )];
    lines.extend(printer.notes.iter().map(|note| format!("   {note}")));
    lines
}
