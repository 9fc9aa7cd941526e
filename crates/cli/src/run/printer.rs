//! Printers.

use battlebag_commands::views::{
    AddPrinter, FoundPrinterView, FoundPrintersView, JobView, Nothing, NumberRead, PrinterName, PrinterView,
    PrintersView, ProvePrinter, SetLooking,
};
use battlebag_commands::{ErrorView, counted};

use crate::args_paper::{Printer, Switch};
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
        Printer::Looking { .. }
        | Printer::Look
        | Printer::Found
        | Printer::Prove { .. }
        | Printer::Number { .. } => {
            return found(asked, command);
        }
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

/// Printers that are found by looking.
fn found(asked: &Asked, command: Printer) -> Result<Outcome, ErrorView> {
    let view: FoundPrintersView = match command {
        Printer::Looking { switch } => {
            let on = switch == Switch::On;
            asked.ask("printers_looking", &SetLooking { on })?
        }
        Printer::Look => {
            let job: JobView = asked.ask("printers_look", &Nothing {})?;
            asked.wait(&job)?;
            asked.ask("printers_found", &Nothing {})?
        }
        Printer::Prove { id, name, open_line } => {
            let request = ProvePrinter { id, name, open_line };
            let job: JobView = asked.ask("printer_prove", &request)?;
            asked.wait(&job)?;
            asked.ask("printers_found", &Nothing {})?
        }
        Printer::Number { id, number } => asked.ask("printer_number", &NumberRead { id, number })?,
        _ => asked.ask("printers_found", &Nothing {})?,
    };
    asked.say(&view, || found_lines(&view))?;
    Ok(Outcome::default())
}

fn found_lines(view: &FoundPrintersView) -> Vec<String> {
    if !view.taken_on.is_empty() {
        return vec![format!("{} is taken on.", view.taken_on)];
    }
    if !view.on {
        return vec![
            "Looking for printers is switched off.".to_owned(),
            view.does.clone(),
        ];
    }
    if view.looked_at.is_empty() {
        return vec![view.does.clone(), "Look: battlebag printer look.".to_owned()];
    }
    let mut lines = vec![view.said.clone()];
    lines.extend(view.printers.iter().flat_map(stranger));
    lines.push(view.next.clone());
    lines
}

fn stranger(one: &FoundPrinterView) -> Vec<String> {
    let mut lines = vec![format!("{}  {}  {}", one.id, one.says, one.address)];
    if one.no_pdf {
        lines.push("   It says that it prints no PDF.".to_owned());
    }
    if !one.waits_as.is_empty() {
        lines.push(format!(
            "   A sheet for {} went to it: battlebag printer number {} NUMBER, from page 2; {} left.",
            one.waits_as,
            one.id,
            counted(one.tries_left, "try", "tries")
        ));
        if !one.certificate.is_empty() {
            lines.push(format!(
                "   Its certificate begins {} (SHA-256).",
                one.certificate
            ));
        }
    }
    lines
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
