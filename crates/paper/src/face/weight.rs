//! Weight, x 138 to 180, y 30 to 39: with how it was got and when, or a rule to write it on.

use battlebag_census::Patient;

use crate::context::{Feed, Freshness, PrintContext};
use crate::draw::{Area, Canvas, H, LIVE_W, Meaning, Pen, Rule, Size, Style, V};
use crate::errors::PaperError;
use crate::words::plain_number;

/// Whether a weight in kg can be a person's: 0.2 to 500. General knowledge, for a clinician to settle: the smallest
/// newborns who lived, and more than a bed carries.
pub(crate) fn believed(kg: &str) -> bool {
    kg.trim()
        .parse::<f64>()
        .is_ok_and(|kg| (0.2..=500.0).contains(&kg))
}

/// Weight, x 138 to 180: printed only from a fresh, trusted census.
pub(crate) fn draw_weight(cv: &mut Canvas<'_>, p: &Patient, ctx: &PrintContext) -> Result<(), PaperError> {
    let Some(weight) = &p.weight else {
        return weight_by_hand(cv, "Weight not known");
    };
    if !ctx.may_quote(Feed::Weight) {
        let doubted = ctx.freshness() == Freshness::Fresh;
        return weight_by_hand(
            cv,
            if doubted {
                "Weight (withheld: not trusted)"
            } else {
                "Weight (old value withheld)"
            },
        );
    }
    if !believed(&weight.kg) {
        // Never in bold where a dose is worked out from it.
        return weight_by_hand(cv, "Weight not believed: weigh");
    }
    cv.label(Area::new(138.0, 30.0, 42.0, 3.0), "Weight")?;
    cv.meaning(Meaning::Identity);
    let row = Area::new(139.5, 33.6, 39.0, 5.0);
    let kg = format!("{} kg", plain_number(&weight.kg));
    let when = weight.at.map_or_else(
        || "date not known".to_string(),
        |at| ctx.local(at).format("%d-%b-%Y").to_string(),
    );
    let small = Style::plain(Size::Pt7);
    let (how, style) = match weight.estimated {
        Some(true) => ("ESTIMATED", Style::bold(Size::Pt7)),
        Some(false) => ("measured", small),
        None => ("how: not known", small),
    };
    // How it was got stands above, after the label; the date beside the figure, which gives way when it is long.
    let room = row.w - 1.0 - cv.width(&when, small, "weight")?;
    let large = Style::bold(Size::Pt11);
    let figure = if cv.width(&kg, large, "weight")? <= room {
        large
    } else {
        Style::bold(Size::Pt7)
    };
    let end = cv.text_at(row, H::Left, V::Middle, &kg, figure, "weight")?;
    let above = Area::new(149.0, 30.2, row.right() - 149.0, 3.2);
    cv.text_at(above, H::Right, V::Middle, how, style, "weight")?;
    let rest = Area::new(end + 1.0, 34.0, row.right() - end - 1.0, 5.0);
    cv.text_at(rest, H::Right, V::Middle, &when, small, "weight")?;
    cv.meaning(Meaning::Words);
    Ok(())
}

/// A label and a rule to write the weight on.
pub(crate) fn weight_by_hand(cv: &mut Canvas<'_>, label: &str) -> Result<(), PaperError> {
    cv.label(Area::new(138.0, 30.0, 42.0, 3.0), label)?;
    cv.across(139.5, 172.0, 38.0, Rule::Fine);
    cv.write(Area::new(139.5, 33.0, 33.0, 6.0), Pen::Signature);
    cv.text(
        Area::new(173.0, 34.6, 6.0, 4.0),
        H::Left,
        V::Middle,
        "kg",
        Style::plain(Size::Pt9),
    )
    .map(|_| ())
}

/// The rule between allergies and weight; on the shared form.
pub(crate) fn weight_rule(cv: &mut Canvas<'_>) {
    cv.down(138.0, 30.0, 39.0, Rule::Fine);
    cv.across(0.0, LIVE_W, 39.0, Rule::Medium);
}
