//! The faces of every form but the prescription and observation charts: which there are, what they are called, and which
//! module draws each.

use battlebag_census::Patient;

use super::local_form::{self, LocalForm};
use super::{
    adults, critical_care, drip, drip_back, drip_never, fixed_rate, fluid, laboratory, labour, letter, neuro,
    radiology, sbar, transfusion, variable_rate, ventilation, wristband,
};
use crate::context::PrintContext;
use crate::draw::Canvas;
use crate::errors::PaperError;
use crate::form::Form;

/// One face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Chart {
    /// Drips, with the gravity box.
    Drip,
    /// Drips, where a running infusion forbids gravity.
    DripNoGravity,
    DripBack,
    /// Back of the chart with no gravity: the pump is read.
    DripBackNoGravity,
    Fluid,
    FixedRate,
    /// In place of it, for somebody who is not known to be an adult.
    FixedRateGate,
    VariableRate,
    LaboratoryRequest,
    ResultSlip,
    PhonedResults,
    Sbar,
    Neuro,
    Ventilation,
    TransfusionRequest,
    TransfusionCheck,
    /// Units three and four.
    TransfusionCheckBack,
    Radiology,
    HotReport,
    CareObserved,
    CareVentilator,
    CareInfusions,
    CareSupport,
    Partogram,
    Trace,
    FirstStage,
    SecondStage,
    Local(LocalForm),
    /// In place of a chart with an adult's numbers, for somebody who is known to be under 16.
    AdultsOnly(Form),
    Letter,
    Wristband,
    WristbandBack,
}

impl Chart {
    /// Title and purpose.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Drip | Self::DripNoGravity => (Form::Drip.name(), "one patient, one line"),
            Self::DripBack => ("Drip chart: time strip and checks", "back of the drip chart"),
            Self::DripBackNoGravity => ("Drip chart: checks of the pump", "back of the drip chart"),
            Self::Fluid => (Form::FluidBalance.name(), "millilitres (mL)"),
            Self::FixedRate => (Form::FixedRateInsulin.name(), "DKA, adults only, mmol/L"),
            Self::FixedRateGate => ("Fixed-rate insulin: not this chart", "adults only"),
            Self::VariableRate => (Form::VariableRateInsulin.name(), "scale is local, mmol/L"),
            Self::LaboratoryRequest => (Form::LaboratoryRequest.name(), "goes to the laboratory"),
            Self::ResultSlip => (Form::ResultSlip.name(), "copied by hand, goes to the ward"),
            Self::PhonedResults => (Form::PhonedResults.name(), "stays in the notes"),
            Self::Sbar => (Form::Sbar.name(), "speak, then give this sheet"),
            Self::Neuro => (
                Form::NeuroObservations.name(),
                "adults; coma scale, pupils, limbs",
            ),
            Self::Ventilation => (Form::HandVentilation.name(), "bag and tube, adults"),
            Self::TransfusionRequest => (Form::TransfusionRequest.name(), "goes to the blood bank"),
            Self::TransfusionCheck => (Form::TransfusionCheck.name(), "stays in the notes"),
            Self::TransfusionCheckBack => ("Transfusion: check, units 3 and 4", "back of the bedside check"),
            Self::Radiology => (Form::RadiologyRequest.name(), "goes with the patient"),
            Self::HotReport => ("Radiology: hot report", "back of the request"),
            Self::CareObserved => (Form::CriticalCare.name(), "adults; hourly, read at the bed"),
            Self::CareVentilator => ("Critical care: ventilator", "adults; set and given"),
            Self::CareInfusions => ("Critical care: infusions", "adults; mL/h as read at the pump"),
            Self::CareSupport => (
                "Critical care: gases, lines, devices",
                "adults; last face of the day",
            ),
            Self::Partogram => (Form::Partogram.name(), "established labour, one fetus"),
            Self::Trace => ("Labour: traces and decisions", "back of the partogram"),
            Self::FirstStage => (Form::Auscultation.name(), "first stage"),
            Self::SecondStage => ("Fetal heart: second stage", "back of the listening sheet"),
            Self::Local(LocalForm::Consent) => (Form::Consent.name(), "place kept for it"),
            Self::Local(LocalForm::Clots) => (Form::VteAssessment.name(), "place kept for it"),
            Self::Local(LocalForm::Resuscitation) => (Form::ResuscitationPlan.name(), "place kept for it"),
            Self::AdultsOnly(Form::HandVentilation) => ("Ventilation by hand: not this chart", "adults only"),
            Self::AdultsOnly(Form::NeuroObservations) => {
                ("Neuro observations: not this chart", "adults only")
            }
            Self::AdultsOnly(_) => ("Critical care: not this chart", "adults only"),
            Self::Letter => (Form::PatientLetter.name(), "the patient keeps it"),
            Self::Wristband => (Form::Wristband.name(), "cut out; never a code on it"),
            Self::WristbandBack => ("Back of the wristband", "left blank"),
        }
    }

    /// Whether the face carries the code that names the sheet. A wristband never does, and nor does the sheet about it.
    pub fn has_code(self) -> bool {
        !matches!(self, Self::Wristband | Self::WristbandBack)
    }

    /// Whether the sheet goes away with somebody: what is written on its back is lost to the notes.
    pub fn leaves(self) -> bool {
        matches!(
            self,
            Self::LaboratoryRequest | Self::TransfusionRequest | Self::Sbar | Self::Letter
        )
    }

    /// Whether values are written on it that are typed back later. A letter is the patient's, and a band is worn.
    pub fn typed_back(self) -> bool {
        self.has_code() && self != Self::Letter
    }
}

/// The faces of a form for a patient, or blank.
pub(crate) fn faces(ctx: &PrintContext, form: Form, p: Option<&Patient>) -> Vec<Chart> {
    if adults::gate(ctx, form, p).is_some() {
        return vec![Chart::AdultsOnly(form)];
    }
    match form {
        Form::Prescription | Form::Observations => Vec::new(),
        Form::Drip if drip::no_gravity(ctx, p) => vec![Chart::DripNoGravity, Chart::DripBackNoGravity],
        Form::Drip => vec![Chart::Drip, Chart::DripBack],
        Form::FluidBalance => vec![Chart::Fluid],
        Form::FixedRateInsulin if p.is_some_and(|p| fixed_rate::gate(ctx, p).is_some()) => {
            vec![Chart::FixedRateGate]
        }
        Form::FixedRateInsulin => vec![Chart::FixedRate],
        Form::VariableRateInsulin => vec![Chart::VariableRate],
        Form::LaboratoryRequest => vec![Chart::LaboratoryRequest],
        Form::ResultSlip => vec![Chart::ResultSlip],
        Form::PhonedResults => vec![Chart::PhonedResults],
        Form::Sbar => vec![Chart::Sbar],
        Form::NeuroObservations => vec![Chart::Neuro],
        Form::HandVentilation => vec![Chart::Ventilation],
        Form::TransfusionRequest => vec![Chart::TransfusionRequest],
        Form::TransfusionCheck => vec![Chart::TransfusionCheck, Chart::TransfusionCheckBack],
        Form::RadiologyRequest => vec![Chart::Radiology, Chart::HotReport],
        Form::CriticalCare => vec![
            Chart::CareObserved,
            Chart::CareVentilator,
            Chart::CareInfusions,
            Chart::CareSupport,
        ],
        Form::Partogram => vec![Chart::Partogram, Chart::Trace],
        Form::Auscultation => vec![Chart::FirstStage, Chart::SecondStage],
        Form::Consent => vec![Chart::Local(LocalForm::Consent)],
        Form::VteAssessment => vec![Chart::Local(LocalForm::Clots)],
        Form::ResuscitationPlan => vec![Chart::Local(LocalForm::Resuscitation)],
        Form::PatientLetter => vec![Chart::Letter],
        Form::Wristband if ctx.duplex => vec![Chart::Wristband, Chart::WristbandBack],
        Form::Wristband => vec![Chart::Wristband],
    }
}

/// Why a form was not printed for somebody as asked; none when it was.
pub(crate) fn held_back(ctx: &PrintContext, form: Form, p: &Patient) -> Option<String> {
    match form {
        Form::FixedRateInsulin => fixed_rate::gate(ctx, p),
        Form::Drip if drip::newborn(ctx, Some(p)).is_some() => {
            Some("no gravity box, because this is a newborn: pump or driver only".to_string())
        }
        Form::Drip => {
            let running = drip::forbidden(ctx, Some(p));
            let names: Vec<String> = running
                .iter()
                .map(|f| format!("{} ({})", f.name.trim(), f.class.name))
                .collect();
            (!names.is_empty()).then(|| {
                format!(
                    "no gravity box, because of {}: pump or driver only",
                    names.join(", ")
                )
            })
        }
        form => adults::gate(ctx, form, Some(p)).map(|(why, instead)| format!("{why} {instead}")),
    }
}

/// Marks that are the same for every patient.
pub(crate) fn rules(cv: &mut Canvas<'_>, ctx: &PrintContext, chart: Chart) -> Result<(), PaperError> {
    match chart {
        Chart::Drip => drip::rules(cv, ctx, true),
        Chart::DripNoGravity => drip::rules(cv, ctx, false),
        Chart::DripBack => drip_back::rules(cv),
        Chart::DripBackNoGravity => drip_never::back(cv),
        Chart::Fluid => fluid::rules(cv, ctx),
        Chart::FixedRate => fixed_rate::rules(cv, ctx),
        Chart::FixedRateGate | Chart::AdultsOnly(_) => Ok(()),
        Chart::VariableRate => variable_rate::rules(cv, ctx),
        Chart::LaboratoryRequest => laboratory::request(cv, ctx),
        Chart::ResultSlip => laboratory::slip(cv, ctx),
        Chart::PhonedResults => laboratory::phoned(cv, ctx),
        Chart::Sbar => sbar::rules(cv),
        Chart::Neuro => neuro::rules(cv),
        Chart::Ventilation => ventilation::rules(cv),
        Chart::TransfusionRequest => transfusion::request(cv),
        Chart::TransfusionCheck => transfusion::check(cv, 1),
        Chart::TransfusionCheckBack => transfusion::check(cv, 3),
        Chart::Radiology => radiology::request(cv),
        Chart::HotReport => radiology::hot_report(cv, ctx),
        Chart::CareObserved => critical_care::observed(cv, ctx),
        Chart::CareVentilator => critical_care::ventilator(cv, ctx),
        Chart::CareInfusions => critical_care::infusions(cv, ctx),
        Chart::CareSupport => critical_care::support(cv),
        Chart::Partogram => labour::partogram(cv),
        Chart::Trace => labour::trace(cv),
        Chart::FirstStage => labour::first_stage(cv),
        Chart::SecondStage => labour::second_stage(cv),
        Chart::Local(form) => local_form::rules(cv, ctx, form),
        Chart::Letter => letter::rules(cv, ctx),
        Chart::Wristband => wristband::rules(cv, ctx),
        Chart::WristbandBack => wristband::back(cv),
    }
}

/// The patient's own marks in the body of the face.
pub(crate) fn fill(
    cv: &mut Canvas<'_>,
    ctx: &PrintContext,
    p: Option<&Patient>,
    chart: Chart,
) -> Result<(), PaperError> {
    match chart {
        Chart::DripNoGravity => drip_never::fill(cv, ctx, p),
        Chart::DripBack | Chart::DripBackNoGravity => drip_back::fill(cv, ctx, p),
        Chart::FixedRate => fixed_rate::fill(cv, ctx, p),
        Chart::FixedRateGate => match p.and_then(|p| fixed_rate::gate(ctx, p)) {
            Some(why) => fixed_rate::gate_face(cv, &why),
            None => Ok(()),
        },
        Chart::AdultsOnly(form) => match adults::gate(ctx, form, p) {
            Some((why, instead)) => adults::gate_face(cv, &why, instead),
            None => Ok(()),
        },
        Chart::Sbar => sbar::fill(cv, ctx, p),
        Chart::CareVentilator => critical_care::ventilator_fill(cv, ctx, p),
        Chart::CareSupport => critical_care::support_fill(cv, ctx, p),
        Chart::Local(form) => local_form::fill(cv, ctx, p, form),
        Chart::Letter => letter::fill(cv, ctx, p),
        Chart::Wristband => wristband::fill(cv, ctx, p),
        _ => Ok(()),
    }
}

/// The form that a face's title belongs to.
pub(crate) fn form_of_title(title: &str) -> &'static str {
    let backs = [
        (Chart::DripBack, Form::Drip),
        (Chart::DripBackNoGravity, Form::Drip),
        (Chart::AdultsOnly(Form::HandVentilation), Form::HandVentilation),
        (
            Chart::AdultsOnly(Form::NeuroObservations),
            Form::NeuroObservations,
        ),
        (Chart::AdultsOnly(Form::CriticalCare), Form::CriticalCare),
        (Chart::FixedRateGate, Form::FixedRateInsulin),
        (Chart::TransfusionCheckBack, Form::TransfusionCheck),
        (Chart::HotReport, Form::RadiologyRequest),
        (Chart::CareVentilator, Form::CriticalCare),
        (Chart::CareInfusions, Form::CriticalCare),
        (Chart::CareSupport, Form::CriticalCare),
        (Chart::Trace, Form::Partogram),
        (Chart::SecondStage, Form::Auscultation),
        (Chart::WristbandBack, Form::Wristband),
    ];
    let back = backs
        .iter()
        .find(|(c, _)| c.words().0 == title)
        .map(|(_, f)| f.name());
    back.or_else(|| Form::ALL.into_iter().map(Form::name).find(|n| *n == title))
        .unwrap_or("")
}
