//! What is measured, by code or by name, and the value as a reading: one table for every feed.

use crate::feed::Reading;
use crate::model::Consciousness;
use crate::news2;

/// Something a ward measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measures {
    Respirations,
    Spo2,
    Systolic,
    Diastolic,
    Pressure,
    Pulse,
    Temperature,
    Consciousness,
    Air,
    OnOxygen,
    OxygenFlow,
    Score,
    Weight(Option<bool>),
    Pregnancy,
}

/// LOINC and SNOMED CT codes (as the UK Core NEWS2 example and FHIR's vital-signs profiles use them).
pub(crate) fn measures(code: &str) -> Option<Measures> {
    Some(match code {
        "9279-1" | "86290005" => Measures::Respirations,
        "2708-6" | "59408-5" | "103228002" | "431314004" => Measures::Spo2,
        "8480-6" | "72313002" | "271649006" => Measures::Systolic,
        "8462-4" | "1091811000000102" | "271650006" => Measures::Diastolic,
        "85354-9" | "75367002" => Measures::Pressure,
        "8867-4" | "364075005" | "78564009" => Measures::Pulse,
        "8310-5" | "276885007" | "386725007" | "8331-1" | "8329-5" => Measures::Temperature,
        "1104441000000107" | "67775-7" => Measures::Consciousness,
        "722742002" => Measures::Air,
        "371825009" | "57485005" => Measures::OnOxygen,
        "3151-8" => Measures::OxygenFlow,
        "1104051000000101" => Measures::Score,
        "29463-7" | "27113001" => Measures::Weight(None),
        "3141-9" => Measures::Weight(Some(false)),
        "8335-2" => Measures::Weight(Some(true)),
        "82810-3" => Measures::Pregnancy,
        _ => return None,
    })
}

/// IEEE 11073 names (MDC) that monitors send.
pub(crate) fn measures_mdc(name: &str) -> Option<Measures> {
    Some(match name {
        // The last is a ventilator's count of all breaths, the patient's own among them.
        "MDC_RESP_RATE"
        | "MDC_TTHOR_RESP_RATE"
        | "MDC_AWAY_RESP_RATE"
        | "MDC_CO2_RESP_RATE"
        | "MDC_VENT_RESP_BTSD_PSAZC_RATE" => Measures::Respirations,
        "MDC_PULS_OXIM_SAT_O2" => Measures::Spo2,
        "MDC_PRESS_BLD_NONINV_SYS" | "MDC_PRESS_BLD_ART_SYS" | "MDC_PRESS_BLD_ART_ABP_SYS" => {
            Measures::Systolic
        }
        "MDC_PRESS_BLD_NONINV_DIA" | "MDC_PRESS_BLD_ART_DIA" | "MDC_PRESS_BLD_ART_ABP_DIA" => {
            Measures::Diastolic
        }
        "MDC_ECG_CARD_BEAT_RATE"
        | "MDC_ECG_HEART_RATE"
        | "MDC_PULS_RATE"
        | "MDC_PULS_OXIM_PULS_RATE"
        | "MDC_PULS_RATE_NON_INV" => Measures::Pulse,
        "MDC_TEMP" | "MDC_TEMP_BODY" | "MDC_TEMP_CORE" | "MDC_TEMP_TYMP" | "MDC_TEMP_ORAL" => {
            Measures::Temperature
        }
        "MDC_ATTR_PT_WEIGHT" => Measures::Weight(None),
        _ => return None,
    })
}

/// Names that people give where no code is agreed. Only whole names decide.
pub(crate) fn measures_in_words(name: &str) -> Option<Measures> {
    let name: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(match name.as_str() {
        "respiratory rate" | "respiration rate" | "respirations" | "resp rate" | "resps" | "rr" => {
            Measures::Respirations
        }
        "spo2" | "sp o2" | "oxygen saturation" | "o2 saturation" | "o2 sats" | "sats" | "sao2" => {
            Measures::Spo2
        }
        "systolic" | "systolic bp" | "systolic blood pressure" | "bp systolic" | "sbp" => Measures::Systolic,
        "diastolic" | "diastolic bp" | "diastolic blood pressure" | "bp diastolic" | "dbp" => {
            Measures::Diastolic
        }
        "bp" | "blood pressure" => Measures::Pressure,
        "pulse" | "pulse rate" | "heart rate" | "heartrate" | "hr" => Measures::Pulse,
        "temperature" | "temp" | "body temperature" => Measures::Temperature,
        "acvpu" | "avpu" | "consciousness" | "level of consciousness" | "conscious level" => {
            Measures::Consciousness
        }
        "supplemental oxygen" | "on oxygen" | "oxygen therapy" | "air or oxygen" => Measures::OnOxygen,
        "oxygen flow" | "oxygen flow rate" | "o2 flow" | "o2 flow rate" => Measures::OxygenFlow,
        "news2" | "news 2" | "news2 score" | "news2 total" | "news2 total score" | "news" | "news score" => {
            Measures::Score
        }
        "weight" | "body weight" | "patient weight" | "most current weight" | "weight kg" => {
            Measures::Weight(None)
        }
        "estimated weight" => Measures::Weight(Some(true)),
        "measured weight" | "actual weight" => Measures::Weight(Some(false)),
        "pregnancy status" | "pregnant" => Measures::Pregnancy,
        _ => return None,
    })
}

/// A number that a living patient can have, else nothing.
pub(crate) fn numeric(measured: Measures, value: &str, unit: &str) -> Option<Reading> {
    Some(match measured {
        Measures::Respirations => Reading::Respirations(crate::readings::whole(value, 0, 120)?),
        Measures::Spo2 => Reading::Spo2(u8::try_from(crate::readings::whole(value, 20, 100)?).ok()?),
        Measures::Systolic => Reading::Systolic(crate::readings::whole(value, 20, 350)?),
        Measures::Diastolic => Reading::Diastolic(crate::readings::whole(value, 0, 250)?),
        Measures::Pulse => Reading::Pulse(crate::readings::whole(value, 0, 350)?),
        Measures::Score => Reading::Score(u8::try_from(crate::readings::whole(value, 0, 20)?).ok()?),
        Measures::OxygenFlow => Reading::Oxygen(value.parse::<f64>().ok()? > 0.0),
        // Fahrenheit is never converted: rounding it would choose a band.
        Measures::Temperature if unit.contains('F') => return None,
        Measures::Temperature => Reading::TemperatureTenths(news2::temperature_tenths(value)?),
        _ => return None,
    })
}

/// SNOMED CT and LOINC codes of the levels of consciousness.
pub(crate) fn consciousness_of_code(code: &str) -> Option<Consciousness> {
    Some(match code {
        "248234008" | "LA9340-6" => Consciousness::Alert,
        "130987000" | "LA6560-2" => Consciousness::Confusion,
        "300202002" | "LA17108-4" => Consciousness::Voice,
        "450847001" | "LA17107-6" => Consciousness::Pain,
        "422107007" | "LA9343-0" => Consciousness::Unresponsive,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_decide_only_whole() {
        assert_eq!(measures_in_words("Resp. Rate"), Some(Measures::Respirations));
        assert_eq!(measures_in_words("NEWS2 Score"), Some(Measures::Score));
        assert_eq!(measures_in_words("Heart rate variability"), None);
        assert_eq!(measures_in_words("Birth weight"), None);
        assert_eq!(numeric(Measures::Temperature, "98.6", "degF"), None);
    }
}
