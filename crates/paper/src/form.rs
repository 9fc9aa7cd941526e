//! Forms that can be printed for a patient, and blank.

/// A form that can be printed for a patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Prescription and administration chart: front, regular medicines, continuations.
    Prescription,
    /// Once-only doses when the rows of the prescription chart's front are full.
    OnceOnly,
    /// Observations with NEWS2 scores, front and back.
    Observations,
    /// Drips and infusions, with the drop table; time strip on the back.
    Drip,
    /// Fluid balance of a day.
    FluidBalance,
    /// Glucose, ketones and fixed-rate insulin (DKA, adults).
    FixedRateInsulin,
    /// Glucose and variable-rate insulin, its scale empty.
    VariableRateInsulin,
    /// Laboratory request with the night's list of tests.
    LaboratoryRequest,
    /// Results of one sample, copied by hand.
    ResultSlip,
    /// Results that were phoned or carried.
    PhonedResults,
    /// Hand-over in the SBAR order.
    Sbar,
    /// Neurological observations.
    NeuroObservations,
    /// A patient ventilated by hand.
    HandVentilation,
    /// Request for blood: never a label.
    TransfusionRequest,
    /// The check at the bedside, and the transfusion's observations.
    TransfusionCheck,
    /// Radiology request; hot report on the back.
    RadiologyRequest,
    /// Critical care: what is seen, the ventilator, infusions, gases and lines of a day.
    CriticalCare,
    /// Partogram; traces and decisions on the back.
    Partogram,
    /// Listening to the fetus, first stage and second stage.
    Auscultation,
    /// Place of the hospital's own consent form.
    Consent,
    /// Place of its own assessment of clot and bleeding risk.
    VteAssessment,
    /// Place of the patient's ReSPECT form or other plan.
    ResuscitationPlan,
    /// Letter to patients and families.
    PatientLetter,
    /// Wristband: four identifiers.
    Wristband,
}

impl Form {
    /// All forms in the order of a pack.
    pub const ALL: [Self; 24] = [
        Self::Prescription,
        Self::OnceOnly,
        Self::Observations,
        Self::Drip,
        Self::FluidBalance,
        Self::FixedRateInsulin,
        Self::VariableRateInsulin,
        Self::LaboratoryRequest,
        Self::ResultSlip,
        Self::PhonedResults,
        Self::Sbar,
        Self::NeuroObservations,
        Self::HandVentilation,
        Self::TransfusionRequest,
        Self::TransfusionCheck,
        Self::RadiologyRequest,
        Self::CriticalCare,
        Self::Partogram,
        Self::Auscultation,
        Self::Consent,
        Self::VteAssessment,
        Self::ResuscitationPlan,
        Self::PatientLetter,
        Self::Wristband,
    ];

    /// What a ward's pack holds when nobody chooses: without these a ward cannot run a shift for any patient.
    pub const USUAL: [Self; 2] = [Self::Prescription, Self::Observations];

    /// Whether what is written on it is typed back later: a band is worn, and a letter is the patient's.
    pub fn typed_back(self) -> bool {
        !matches!(self, Self::Wristband | Self::PatientLetter)
    }

    /// What it is called in requests and on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Prescription => "prescription",
            Self::OnceOnly => "once-only",
            Self::Observations => "observations",
            Self::Drip => "drip",
            Self::FluidBalance => "fluid-balance",
            Self::FixedRateInsulin => "fixed-rate-insulin",
            Self::VariableRateInsulin => "variable-rate-insulin",
            Self::LaboratoryRequest => "laboratory-request",
            Self::ResultSlip => "result-slip",
            Self::PhonedResults => "phoned-results",
            Self::Sbar => "sbar",
            Self::NeuroObservations => "neuro-observations",
            Self::HandVentilation => "hand-ventilation",
            Self::TransfusionRequest => "transfusion-request",
            Self::TransfusionCheck => "transfusion-check",
            Self::RadiologyRequest => "radiology-request",
            Self::CriticalCare => "critical-care",
            Self::Partogram => "partogram",
            Self::Auscultation => "auscultation",
            Self::Consent => "consent",
            Self::VteAssessment => "vte-assessment",
            Self::ResuscitationPlan => "resuscitation-plan",
            Self::PatientLetter => "patient-letter",
            Self::Wristband => "wristband",
        }
    }

    /// Its name on paper.
    pub fn name(self) -> &'static str {
        match self {
            Self::Prescription => "Prescription and administration chart",
            Self::OnceOnly => "Once-only doses, continued",
            Self::Observations => "Observations: NEWS2 scores",
            Self::Drip => "Drip and infusion chart",
            Self::FluidBalance => "Fluid balance, 24 hours",
            Self::FixedRateInsulin => "Glucose, ketones, fixed-rate insulin",
            Self::VariableRateInsulin => "Glucose and variable-rate insulin",
            Self::LaboratoryRequest => "Laboratory request: restricted list",
            Self::ResultSlip => "Result slip",
            Self::PhonedResults => "Phoned and carried results",
            Self::Sbar => "Hand-over: SBAR",
            Self::NeuroObservations => "Neurological observations",
            Self::HandVentilation => "Ventilation by hand",
            Self::TransfusionRequest => "Transfusion request",
            Self::TransfusionCheck => "Transfusion: bedside check",
            Self::RadiologyRequest => "Radiology request",
            Self::CriticalCare => "Critical care chart, 24 hours",
            Self::Partogram => "Partogram",
            Self::Auscultation => "Listening to the fetal heart",
            Self::Consent => "Consent: the hospital’s own form",
            Self::VteAssessment => "Clot risk (VTE): the hospital’s own form",
            Self::ResuscitationPlan => "ReSPECT: the signed original",
            Self::PatientLetter => "Letter to patients and families",
            Self::Wristband => "Wristband",
        }
    }
}

/// A sheet that is asked for and never printed, with the reason; none when it is not one of those.
pub fn refused(id: &str) -> Option<&'static str> {
    let asked = id.trim().to_lowercase().replace([' ', '_'], "-");
    let transfusion = [
        "transfusion-label",
        "transfusion-labels",
        "transfusion-sample-label",
        "sample-label",
        "sample-labels",
    ];
    transfusion.contains(&asked.as_str()).then_some(
        "Transfusion sample labels are never printed: a label made away from the patient is how blood goes to the wrong person",
    )
}
