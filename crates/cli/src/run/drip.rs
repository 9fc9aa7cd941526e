//! The gravity-drip sum, both ways.

use battlebag_commands::ErrorView;
use battlebag_commands::views::{DripAsk, DripCountAsk, DripCounted, DripView};

use crate::args::{Args, Drip};
use crate::asked::Asked;
use crate::outcome::Outcome;

/// Without a passphrase the bag built in is asked; with one, the bag of the home and its own list of drugs.
pub fn run(asked: &Asked, args: &Args, drip: &Drip) -> Result<Outcome, ErrorView> {
    if args.passphrase_file.is_some() {
        asked.sign_in(args)?;
    }
    if drip.count.is_empty() {
        order(asked, drip)
    } else {
        count(asked, drip)
    }
}

fn order(asked: &Asked, drip: &Drip) -> Result<Outcome, ErrorView> {
    let ask = DripAsk {
        volume: drip.volume.clone(),
        over: drip.over.clone(),
        drop_factor: drip.drop_factor.clone(),
        drug: drip.drug.clone(),
        ..DripAsk::default()
    };
    let view: DripView = asked.ask("drip", &ask)?;
    asked.say(&view, || {
        let mut lines = vec![
            format!("{} drops a minute", view.drops_per_minute),
            format!("one drop every {} seconds", view.seconds_per_drop),
            format!(
                "gives {} mL an hour; ordered {} ({} % off)",
                view.given_ml_per_hour, view.ordered_ml_per_hour, view.error_percent
            ),
            view.how.clone(),
            "Strip for the bag:".to_owned(),
        ];
        lines.extend(
            view.strip
                .iter()
                .map(|m| format!("  after {:<12} {:>5} mL left", m.after, m.left_ml)),
        );
        lines
    })?;
    // Not to be counted, or far off: done, and somebody must look.
    Ok(Outcome {
        look: view.cautions.clone(),
    })
}

fn count(asked: &Asked, drip: &Drip) -> Result<Outcome, ErrorView> {
    let ask = DripCountAsk {
        count: drip.count.clone(),
        drop_factor: drip.drop_factor.clone(),
        volume: drip.volume.clone(),
        drug: drip.drug.clone(),
        ..DripCountAsk::default()
    };
    let view: DripCounted = asked.ask("drip_count", &ask)?;
    asked.say(&view, || {
        let mut lines = vec![format!("{} mL an hour", view.ml_per_hour)];
        if view.minutes_left.is_some() {
            lines.push(format!("empty in {}", view.left));
        }
        lines
    })?;
    Ok(Outcome::done())
}
