//! Units in full words, as charts must print them (facts.md §5.3): never U, IU or mcg.

/// The unit in full where we know it, else exactly as it came. `mL/h` and `mg` stay: they are not misread.
pub fn in_full(unit: &str) -> String {
    let unit = unit.trim().trim_start_matches('{').trim_end_matches('}');
    if let Some((first, rest)) = unit.split_once('/') {
        let rest = rest.split('/').map(per).collect::<Vec<_>>().join("/");
        return format!("{}/{rest}", part(first));
    }
    part(unit)
}

fn part(unit: &str) -> String {
    let full = match unit.to_lowercase().as_str() {
        "u"
        | "iu"
        | "[iu]"
        | "unit"
        | "units"
        | "i.u."
        | "international unit"
        | "international units"
        | "e"
        | "i.e."
        | "ie" => "units",
        "mcg" | "ug" | "µg" | "μg" | "microgram" | "micrograms" | "mikrogramm" => "micrograms",
        "ng" | "nanogram" | "nanograms" => "nanograms",
        "mg" | "milligram" | "milligrams" | "milligramm" => "mg",
        "g" | "gram" | "grams" | "gramm" => "g",
        "kg" | "kilogram" | "kilograms" => "kg",
        "ml" | "millilitre" | "millilitres" | "milliliter" | "milliliters" => "mL",
        "l" | "litre" | "litres" | "liter" => "litres",
        "mmol" | "millimole" | "millimoles" => "mmol",
        "mmhg" | "mm[hg]" => "mmHg",
        "tablet" | "tab" | "tabs" | "tablette" => "tablet",
        "capsule" | "cap" | "caps" | "kapsel" => "capsule",
        "drop" | "drops" | "gtt" | "[drp]" => "drops",
        "puff" | "puffs" => "puffs",
        _ => return unit.to_owned(),
    };
    full.to_owned()
}

fn per(unit: &str) -> String {
    match unit.to_lowercase().as_str() {
        "h" | "hr" | "hour" | "stunde" | "stunden" => "h".to_owned(),
        "min" | "minute" | "minuten" => "min".to_owned(),
        "d" | "day" | "24h" => "day".to_owned(),
        "kg" => "kg".to_owned(),
        _ => part(unit),
    }
}

/// Whether a unit, as it came or in full, is mL per hour.
pub fn is_ml_per_hour(unit: &str) -> bool {
    in_full(unit) == "mL/h"
}

/// A route in words: UCUM has none, so the usual abbreviations of v2 and of prescribers are put in full.
pub fn route_in_full(route: &str) -> String {
    let full = match route.trim().to_lowercase().trim_end_matches('.') {
        "po" | "or" | "oral" | "oral use" | "oral route" | "p.o" => "oral",
        "iv" | "i.v" | "intravenous" | "intravenous use" | "intravenous route" => "intravenous",
        "im" | "i.m" | "intramuscular" | "intramuscular use" | "intramuscular route" => "intramuscular",
        "sc" | "s.c" | "subcut" | "subcutaneous" | "subcutaneous use" | "subcutaneous route" => {
            "subcutaneous"
        }
        "pr" | "rectal" | "rectal use" => "rectal",
        "ng" | "nasogastric" | "nasogastric route" => "nasogastric",
        "sl" | "sublingual" | "sublingual use" => "sublingual",
        "inh" | "inhalation" | "inhalation use" | "respiratory tract route" => "inhaled",
        "neb" | "nebulised" => "nebulised",
        "top" | "topical" | "cutaneous use" => "topical",
        "ed" | "epidural" | "epidural use" => "epidural",
        _ => return route.trim().to_owned(),
    };
    full.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_misread_is_printed() {
        for (unit, full) in [
            ("IU", "units"),
            ("U", "units"),
            ("mcg", "micrograms"),
            ("µg/kg/min", "micrograms/kg/min"),
            ("ug/kg/min", "micrograms/kg/min"),
            ("U/hr", "units/h"),
            ("ml/h", "mL/h"),
            ("mg/Stunde", "mg/h"),
            ("milligram", "mg"),
            ("{puff}", "puffs"),
            ("5 mL spoonful", "5 mL spoonful"),
        ] {
            assert_eq!(in_full(unit), full, "{unit}");
        }
        assert!(is_ml_per_hour("mL/hr") && !is_ml_per_hour("mg/h"));
        assert_eq!(route_in_full("IV"), "intravenous");
    }
}
