//! Who can open the home: letting people in and out, passphrases, and the sealed recovery code.

use battlebag_bag::Power;
use battlebag_incident::powers::{has_power, permit};
use battlebag_incident::{Body, PersonChange, StationRenewed};
use battlebag_store::{
    Credential, Home, KeyRandom, NewPassphrase, NewPerson, Passphrase, Person, RecoveryCode, RecoveryRandom,
    WrapRandom,
};
use chrono::{DateTime, Utc};

use crate::session::{frame_of, open_with, required};
use crate::station::{Act, Open, Station};
use crate::views::{
    AddPerson, ChangePassphrase, FrameView, KeysChanged, Nothing, PeopleView, PersonName, PersonRow, Recover,
    RenewRecovery, ResetPassphrase, RevokePerson, RevokePlan, SecretText, Written,
};
use crate::{ErrorKind, ErrorView};

fn secret(text: &SecretText) -> Passphrase {
    Passphrase::new(text.reveal().to_owned())
}

/// Everybody who can sign in.
pub fn list(station: &Station, _: Nothing) -> Result<PeopleView, ErrorView> {
    station.with(|open| {
        let me = open.person();
        let mut people: Vec<PersonRow> = open
            .home
            .people()
            .into_iter()
            .map(|p| PersonRow {
                you: p.name == me,
                roles: roles_of(open, &p.name),
                name: p.name,
            })
            .collect();
        people.sort_by(|a, b| a.name.cmp(&b.name));
        let current = open.current.as_ref();
        let able = open
            .bag
            .roles
            .iter()
            .filter(|r| r.powers.contains(&Power::ManagePeople));
        Ok(PeopleView {
            people,
            may_change: current.is_none_or(|c| has_power(&c.state, &open.bag, &me, Power::ManagePeople)),
            needs: able.map(|r| r.title.as_str()).collect::<Vec<_>>().join(" or "),
            recovery_used: recovery_used(open).unwrap_or_default(),
        })
    })
}

/// Who can sign in under this name, however it is spaced and cased.
pub(crate) fn person_named(home: &Home, name: &str) -> Option<Person> {
    let wanted = name.trim().to_lowercase();
    home.people()
        .into_iter()
        .find(|p| p.name.to_lowercase() == wanted)
}

/// The id of the person of this name. The error says who there is.
fn id_of(home: &Home, name: &str) -> Result<String, ErrorView> {
    person_named(home, name).map(|p| p.id).ok_or_else(|| {
        let names: Vec<String> = home.people().into_iter().map(|p| p.name).collect();
        ErrorView::new(
            ErrorKind::NotFound,
            format!("Nobody called {} can sign in here.", name.trim()),
            format!("Those who can: {}.", names.join(", ")),
        )
    })
}

fn roles_of(open: &Open, person: &str) -> Vec<String> {
    let current = open.current.as_ref();
    current
        .map(|c| open.role_titles(&c.state.roles_of(person)))
        .unwrap_or_default()
}

/// When and by whom the recovery code was used, while nobody has made a new one since: whoever opened the envelope
/// can open the home.
pub(crate) fn recovery_used(open: &Open) -> Option<String> {
    let incident = open.current.iter().flat_map(|c| c.entries.iter());
    let mut last: Option<(DateTime<Utc>, Option<String>)> = None;
    for entry in open.standing.iter().chain(incident) {
        let at = entry.stamp.recorded_at;
        let used = match &entry.body {
            Some(Body::RecoveryUsed(p)) => Some(format!(
                "{} came in with it {}",
                p.person,
                open.clock.day_and_time(at)
            )),
            Some(Body::RecoveryRenewed(_)) => None,
            _ => continue,
        };
        if last.as_ref().is_none_or(|(then, _)| at >= *then) {
            last = Some((at, used));
        }
    }
    last.and_then(|(_, used)| used)
}

/// The entries of a change of people: the break-glass one before it when the role does not allow it.
pub(crate) fn permitted(open: &Open, act: Body, glass: &str) -> Result<Vec<Body>, ErrorView> {
    let broken = match &open.current {
        Some(c) => permit(&c.state, &open.bag, &open.person(), Power::ManagePeople, glass)?,
        None => None,
    };
    Ok(broken.into_iter().chain([act]).collect())
}

fn write(station: &Station, open: &mut Open, bodies: &[Body], said: &str) -> Result<Written, ErrorView> {
    let act = Act::plain(bodies, station.now());
    station.write(open, &act, &[], |number| format!("{said}, entry {number}"))
}

fn change(person: &str, because: &str) -> PersonChange {
    PersonChange {
        person: person.trim().to_owned(),
        because: because.trim().to_owned(),
    }
}

/// Lets somebody sign in with their own passphrase.
pub fn add(station: &Station, request: AddPerson) -> Result<Written, ErrorView> {
    let name = required(&request.person, "the person's name")?;
    let cost = station.host.kdf_cost();
    let random = WrapRandom::from_bytes(station.random()?);
    station.with(|open| {
        let bodies = permitted(open, Body::PersonAdded(change(&name, "")), &request.break_glass)?;
        open.home.add_person(&NewPerson {
            name: name.clone(),
            passphrase: secret(&request.passphrase),
            cost,
            random,
        })?;
        write(station, open, &bodies, &format!("{name} can sign in"))
    })
}

/// What revoking somebody would mean; nothing is changed.
pub fn plan_revoke(station: &Station, request: PersonName) -> Result<RevokePlan, ErrorView> {
    station.with(|open| {
        let plan = open.home.plan_revoke(&id_of(&open.home, &request.person)?)?;
        let names = |people: &[Person]| people.iter().map(|p| p.name.clone()).collect();
        Ok(RevokePlan {
            person: request.person,
            stays: names(&plan.stays),
            let_in_again: names(&plan.let_in_again),
            new_recovery_code: plan.new_recovery_code,
        })
    })
}

/// Stops somebody from signing in. The home gets a new data key, so that what they know opens nothing from now on.
pub fn revoke(station: &Station, request: RevokePerson) -> Result<KeysChanged, ErrorView> {
    let because = required(&request.because, "why they may no longer sign in")?;
    let cost = station.host.kdf_cost();
    let random = KeyRandom::from_bytes(station.random()?);
    let seed = station.random()?;
    let now = station.now().timestamp_millis();
    station.with(|open| {
        let bodies = permitted(
            open,
            Body::PersonRevoked(change(&request.person, &because)),
            &request.break_glass,
        )?;
        let plan = open.home.plan_revoke(&id_of(&open.home, &request.person)?)?;
        let plan = if request.confirmed { plan.confirmed() } else { plan };
        let renewed = open.home.renew_data_key(&plan, cost, &random)?;
        let mut bodies = bodies;
        // Old backups hold the signing key too, and open with what the revoked person knows.
        let before = open.home.station()?.to_string();
        open.home.renew_station_key(seed, now)?;
        bodies.push(Body::StationRenewed(StationRenewed {
            before,
            because: format!("{} may no longer sign in", request.person.trim()),
            backup_of: None,
        }));
        if renewed.recovery_code.is_some() {
            bodies.push(Body::RecoveryRenewed(change(
                &open.person(),
                "the data key was changed",
            )));
        }
        let written = write(
            station,
            open,
            &bodies,
            &format!("{} can no longer sign in", request.person),
        )?;
        Ok(KeysChanged {
            said: written.said,
            let_in_again: renewed.let_in_again.into_iter().map(|p| p.name).collect(),
            recovery_code: code_text(renewed.recovery_code.as_ref()),
        })
    })
}

fn code_text(code: Option<&RecoveryCode>) -> SecretText {
    code.map(|code| SecretText::new(code.reveal().to_string()))
        .unwrap_or_default()
}

fn new_passphrase(station: &Station, text: &SecretText) -> Result<NewPassphrase, ErrorView> {
    Ok(NewPassphrase {
        passphrase: secret(text),
        cost: station.host.kdf_cost(),
        random: WrapRandom::from_bytes(station.random()?),
    })
}

/// Changes one's own passphrase.
pub fn change_passphrase(station: &Station, request: ChangePassphrase) -> Result<Written, ErrorView> {
    let new = new_passphrase(station, &request.new)?;
    let now = station.now().timestamp_millis();
    station.with(|open| {
        open.home.change_passphrase(&secret(&request.old), &new, now)?;
        let body = Body::PassphraseChanged(change(&open.person(), "changed by themselves"));
        write(station, open, &[body], "Your passphrase is changed")
    })
}

/// Gives somebody a new passphrase when theirs is forgotten.
pub fn reset_passphrase(station: &Station, request: ResetPassphrase) -> Result<Written, ErrorView> {
    let because = required(&request.because, "why their passphrase is changed")?;
    let new = new_passphrase(station, &request.new)?;
    station.with(|open| {
        let act = Body::PassphraseChanged(change(&request.person, &because));
        let bodies = permitted(open, act, &request.break_glass)?;
        let person = open
            .home
            .reset_passphrase(&id_of(&open.home, &request.person)?, &new)?;
        write(
            station,
            open,
            &bodies,
            &format!("{} has a new passphrase", person.name),
        )
    })
}

/// Makes a new recovery code for a new sealed envelope; the old one opens nothing.
pub fn renew_recovery(station: &Station, request: RenewRecovery) -> Result<KeysChanged, ErrorView> {
    let cost = station.host.kdf_cost();
    let random = RecoveryRandom::from_bytes(station.random()?);
    station.with(|open| {
        let act = Body::RecoveryRenewed(change(&open.person(), ""));
        let bodies = permitted(open, act, &request.break_glass)?;
        let code = open.home.new_recovery_code(cost, &random)?;
        let written = write(station, open, &bodies, "There is a new recovery code")?;
        Ok(KeysChanged {
            said: written.said,
            let_in_again: Vec::new(),
            recovery_code: code_text(Some(&code)),
        })
    })
}

/// Opens the home with the code from the sealed envelope and gives one person a new passphrase. Loud: it is an entry, and
/// it stays on every screen until there is a new code.
pub fn recover(station: &Station, request: Recover) -> Result<FrameView, ErrorView> {
    let person = required(&request.person, "the name of who comes in")?;
    let code = RecoveryCode::parse(request.recovery_code.reveal())?;
    let new = new_passphrase(station, &request.passphrase)?;
    let mut guard = station.guard();
    if guard.is_some() {
        return Err(ErrorView::new(
            ErrorKind::Refused,
            "The home is open already.",
            "Lock it first, then use the recovery code.",
        ));
    }
    let now = station.now();
    let at = now.timestamp_millis();
    let mut home = Home::open(&station.folder, None, &Credential::Recovery(code), at)?;
    let known = id_of(&home, &person).ok();
    if let Some(id) = &known {
        home.reset_passphrase(id, &new)?;
    } else {
        home.add_person(&NewPerson {
            name: person.clone(),
            passphrase: new.passphrase,
            cost: new.cost,
            random: new.random,
        })?;
    }
    drop(home);
    let given = Credential::Passphrase(secret(&request.passphrase));
    let home = Home::open(&station.folder, Some(&person), &given, at)?;
    let mut open = open_with(station, home, now)?;
    let mut bodies = vec![Body::RecoveryUsed(change(&person, ""))];
    if known.is_none() {
        bodies.push(Body::PersonAdded(change(
            &person,
            "let in with the recovery code",
        )));
    }
    write(station, &mut open, &bodies, "Recovered")?;
    let frame = frame_of(&mut open, now);
    *guard = Some(open);
    Ok(frame)
}
