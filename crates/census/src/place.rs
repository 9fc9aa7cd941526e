//! Where a patient lies, in words.

use crate::model::Place;

impl Place {
    /// Bay and bed: "04", "Bay A 01", "Side room 3 1". Beds are numbered anew in each bay, so the bed alone can name
    /// another patient. None when neither is known; the bay with "bed not known" when only the bay is.
    pub fn bay_and_bed(&self) -> Option<String> {
        let known = |part: &Option<String>| {
            let part = part.as_deref().map(str::trim).filter(|p| !p.is_empty());
            part.map(str::to_owned)
        };
        match (known(&self.bay), known(&self.bed)) {
            (None, bed) => bed,
            (Some(bay), None) => Some(format!("{bay}, bed not known")),
            (Some(bay), Some(bed)) if bed.to_lowercase().contains(&bay.to_lowercase()) => Some(bed),
            (Some(bay), Some(bed)) => Some(format!("{bay} {bed}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn a_bed_is_named_with_its_bay() {
        let place = |bay: Option<&str>, bed: Option<&str>| Place {
            bay: bay.map(str::to_owned),
            bed: bed.map(str::to_owned),
            ..Place::default()
        };
        let words = |bay, bed| place(bay, bed).bay_and_bed();
        assert_eq!(words(Some("Bay A"), Some("01")).as_deref(), Some("Bay A 01"));
        assert_eq!(words(None, Some("04")).as_deref(), Some("04"));
        assert_eq!(
            words(Some("Bay A"), Some("Bay A 01")).as_deref(),
            Some("Bay A 01")
        );
        assert_eq!(
            words(Some("Bay A"), None).as_deref(),
            Some("Bay A, bed not known")
        );
        assert_eq!(words(Some(" "), None), None);
    }
}
