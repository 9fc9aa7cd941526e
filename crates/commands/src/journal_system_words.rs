//! Entries about systems in words: their state, their return, the register, decisions taken on suspect results.

use battlebag_bag::{InstanceId, SystemCode};
use battlebag_incident::Body;

use crate::counted::counted;
use crate::journal_words::{Names, Words, labelled};
use crate::views::state_words;

fn named(names: &Names<'_>, system: &SystemCode, instance: Option<&InstanceId>) -> String {
    match instance {
        Some(id) => format!("{} {id}", names.system(system.as_str())),
        None => names.system(system.as_str()),
    }
}

pub(crate) fn systems(body: &Body, names: &Names<'_>) -> Words {
    let mut lines = Vec::new();
    let text = match body {
        Body::SystemSet {
            system,
            availability,
            integrity,
            evidence,
            said_by,
            expires_at,
            since,
            instance,
            second_person,
            tested,
        } => {
            labelled(&mut lines, "Evidence", evidence);
            labelled(&mut lines, "Said by", said_by);
            labelled(&mut lines, "Second person", second_person);
            labelled(&mut lines, "Tested", tested);
            if let Some(since) = since {
                lines.push(format!("Since {}", names.time(*since)));
            }
            lines.push(format!("Lapses {}", names.time(*expires_at)));
            format!(
                "{}: {}",
                named(names, system, instance.as_ref()),
                state_words((*availability).into(), (*integrity).into())
            )
        }
        Body::Restoration {
            system,
            hours,
            signed_by,
            instance,
        } => {
            labelled(&mut lines, "Signed by", signed_by);
            let system = named(names, system, instance.as_ref());
            match hours {
                Some(hours) => format!("{system} expected back in {hours} h"),
                None => format!("{system}: the estimate of its return was taken back"),
            }
        }
        Body::RegisterAdopted(adopted) => {
            let hash = adopted.register.get(..8).unwrap_or(&adopted.register);
            lines.push(format!(
                "Register {hash}, {}",
                counted(adopted.instances, "system", "systems")
            ));
            match adopted.change.as_str() {
                "" => "The hospital's own systems came into use".to_owned(),
                change => format!("The hospital's own systems: {change}"),
            }
        }
        Body::ActedOn(acted) => {
            labelled(&mut lines, "Note", &acted.note);
            if let Some(at) = acted.at {
                lines.push(format!("Taken {}", names.time(at)));
            }
            format!(
                "{}: {} was taken on what {} gave",
                (names.patient)(&acted.patient),
                if acted.acted { "a decision" } else { "no decision" },
                named(names, &acted.system, acted.instance.as_ref())
            )
        }
        _ => String::new(),
    };
    Words {
        kind: "System",
        text,
        lines,
    }
}
