//! Who may do what, and how somebody without the power does it all the same: loudly, and in the log.

use battlebag_bag::{Bag, Power};

use crate::body::Body;
use crate::parts::Glass;
use crate::rules::Refusal;
use crate::state::Incident;

/// Whether the person holds a role with the power. Until anybody holds a role with it, everybody has it: at
/// 02:14 there is nobody else, and the log says who did it.
pub fn has_power(incident: &Incident, bag: &Bag, person: &str, power: Power) -> bool {
    let mut someone = false;
    for role in bag.roles.iter().filter(|r| r.powers.contains(&power)) {
        for tenure in incident.holders(&role.id) {
            if tenure.person == person {
                return true;
            }
            someone = true;
        }
    }
    !someone
}

/// What a power is for, in the words of a refusal.
fn act_of(power: Power) -> &'static str {
    match power {
        Power::Declare => "declaring an incident",
        Power::StandDown => "standing an incident down",
        Power::LowerP1 => "lowering a P1",
        Power::SetSystems => "setting the state of a system",
        Power::AssignRoles => "handing out roles",
        Power::Redact => "erasing the words of an entry",
        Power::ManagePeople => "changing who can sign in or where the census comes from",
    }
}

/// Lets a person act. `None` when they may. When they may not, `glass` is their reason for doing it all the same:
/// with one, the entry that says so is given back, to be written with the act; without one, it is refused.
pub fn permit(
    incident: &Incident,
    bag: &Bag,
    person: &str,
    power: Power,
    glass: &str,
) -> Result<Option<Body>, Refusal> {
    if has_power(incident, bag, person, power) {
        return Ok(None);
    }
    let able = bag.roles.iter().filter(|r| r.powers.contains(&power));
    let needs = able.map(|r| r.title.as_str()).collect::<Vec<_>>().join(" or ");
    let act = act_of(power);
    if glass.trim().is_empty() {
        let role = held(incident, bag, person);
        return Err(Refusal::NoPower {
            act,
            who: needs,
            role,
        });
    }
    Ok(Some(Body::GlassBroken(Glass {
        act: act.to_owned(),
        needs,
        because: glass.trim().to_owned(),
    })))
}

fn held(incident: &Incident, bag: &Bag, person: &str) -> String {
    let roles = incident.roles_of(person);
    let titles = roles.iter().map(|id| {
        bag.roles
            .iter()
            .find(|r| r.id == *id)
            .map_or(*id, |r| r.title.as_str())
    });
    match titles.collect::<Vec<_>>().join(" and ") {
        none if none.is_empty() => "nobody yet".to_owned(),
        titles => titles,
    }
}
