//! The rest of a pack, to carry on where a printer stopped.

use lopdf::{Document, Object};

use crate::errors::PaperError;

/// The pages of one of our PDFs from `first` (counted from 1) to its end, as a PDF of its own. The pages themselves are
/// untouched: same sheet numbers, same "page n of m".
pub fn pages_from(pdf: &[u8], first: u32) -> Result<Vec<u8>, PaperError> {
    if first <= 1 {
        return Ok(pdf.to_vec());
    }
    let broken = |e: lopdf::Error| PaperError::Pdf { what: e.to_string() };
    let mut doc = Document::load_mem(pdf).map_err(broken)?;
    let pages_id = doc
        .catalog()
        .and_then(|c| c.get(b"Pages"))
        .and_then(Object::as_reference)
        .map_err(broken)?;
    let tree = doc.get_dictionary(pages_id).map_err(broken)?;
    let kids = tree.get(b"Kids").and_then(Object::as_array).map_err(broken)?;
    // Our tree has one level, and its pages inherit box and resources from it.
    let skip = usize::try_from(first - 1).unwrap_or(usize::MAX);
    let rest: Vec<Object> = kids.iter().skip(skip).cloned().collect();
    if rest.is_empty() {
        return Err(PaperError::Nothing);
    }
    let tree = doc
        .get_object_mut(pages_id)
        .and_then(Object::as_dict_mut)
        .map_err(broken)?;
    tree.set("Count", i64::try_from(rest.len()).unwrap_or(i64::MAX));
    tree.set("Kids", rest);
    doc.prune_objects();
    let mut bytes = Vec::new();
    doc.save_to(&mut bytes)
        .map_err(|e| PaperError::Pdf { what: e.to_string() })?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use lopdf::Document;

    use super::pages_from;
    use crate::pdf::{About, Writer};

    fn about() -> About {
        use chrono::TimeZone as _;
        About {
            title: "Three pages".into(),
            at: chrono::FixedOffset::east_opt(0)
                .unwrap()
                .with_ymd_and_hms(2026, 11, 14, 2, 14, 0)
                .unwrap(),
            paper: crate::pdf::PaperSize::A4,
            duplex: true,
            look_at: None,
        }
    }

    #[test]
    fn the_rest_is_the_same_pages_and_the_last_page_has_no_rest() {
        use crate::draw::{Mark, Rule};
        let mut writer = Writer::new(about());
        for n in 0..3_u8 {
            let mark = Mark::Line {
                from: (20.0, 20.0 + f32::from(n)),
                to: (60.0, 20.0),
                rule: Rule::Fine,
                dashed: false,
            };
            writer.page(None, &[mark]).unwrap();
        }
        let pdf = writer.finish().unwrap();
        let rest = pages_from(&pdf, 2).unwrap();
        let contents = |bytes: &[u8]| -> Vec<Vec<u8>> {
            let doc = Document::load_mem(bytes).unwrap();
            doc.page_iter().map(|id| doc.get_page_content(id)).collect()
        };
        assert_eq!(contents(&rest), contents(&pdf)[1..]);
        assert_eq!(pages_from(&pdf, 1).unwrap(), pdf);
        assert!(pages_from(&pdf, 4).is_err());
    }
}
