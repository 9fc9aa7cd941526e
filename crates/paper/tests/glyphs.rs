//! The glyph gate: every letter of the scripts we say we print has a picture, and what has none is refused by name.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::too_many_lines
)] // pixels and long lists of checks

use battlebag_paper::text::{Typesetter, Weight, shape};
use battlebag_paper::{PaperError, Unprintable};
use proptest::prelude::*;
use rustybuzz::ttf_parser::Face;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};
use unicode_script::{Script, UnicodeScript};

/// Letters and marks of each supported script that are in everyday use for names, as ranges of assigned letters.
const SCRIPTS: &[(&str, &[(u32, u32)])] = &[
    (
        "Latin",
        &[
            (0x41, 0x5A),
            (0x61, 0x7A),
            (0xC0, 0xD6),
            (0xD8, 0xF6),
            (0xF8, 0x24F),
            (0x1E00, 0x1EFF),
        ],
    ),
    (
        "Greek",
        &[
            (0x386, 0x386),
            (0x388, 0x38A),
            (0x38C, 0x38C),
            (0x38E, 0x3A1),
            (0x3A3, 0x3CE),
        ],
    ),
    ("Cyrillic", &[(0x400, 0x481), (0x48A, 0x4FF)]),
    ("Armenian", &[(0x531, 0x556), (0x561, 0x587)]),
    ("Hebrew", &[(0x5B0, 0x5BC), (0x5D0, 0x5EA)]),
    (
        "Arabic with Persian, Urdu and Pashto letters",
        &[(0x621, 0x63A), (0x641, 0x652), (0x670, 0x6D3), (0x6F0, 0x6F9)],
    ),
    ("Devanagari", &[(0x901, 0x939), (0x93C, 0x94D), (0x958, 0x96F)]),
    (
        "Bengali",
        &[
            (0x985, 0x98C),
            (0x98F, 0x990),
            (0x993, 0x9A8),
            (0x9AA, 0x9B0),
            (0x9B6, 0x9B9),
            (0x9E6, 0x9F1),
        ],
    ),
    (
        "Gurmukhi",
        &[(0xA05, 0xA0A), (0xA13, 0xA28), (0xA2A, 0xA30), (0xA66, 0xA74)],
    ),
    (
        "Gujarati",
        &[(0xA85, 0xA8B), (0xA93, 0xAA8), (0xAAA, 0xAB0), (0xAE6, 0xAEF)],
    ),
    (
        "Tamil",
        &[(0xB85, 0xB8A), (0xB8E, 0xB90), (0xB92, 0xB95), (0xBAE, 0xBB9)],
    ),
    ("Telugu", &[(0xC05, 0xC0C), (0xC12, 0xC28), (0xC2A, 0xC33)]),
    ("Kannada", &[(0xC85, 0xC8C), (0xC92, 0xCA8), (0xCAA, 0xCB3)]),
    ("Malayalam", &[(0xD05, 0xD0C), (0xD12, 0xD3A)]),
    ("Sinhala", &[(0xD85, 0xD96), (0xD9A, 0xDB1), (0xDB3, 0xDBB)]),
    ("Thai", &[(0xE01, 0xE3A), (0xE40, 0xE4E)]),
    ("Lao", &[(0xE81, 0xE82), (0xE94, 0xE97), (0xEC0, 0xEC4)]),
    ("Burmese", &[(0x1000, 0x1021)]),
    ("Georgian", &[(0x10D0, 0x10F6)]),
    (
        "Ethiopic",
        &[(0x1200, 0x1248), (0x1250, 0x1256), (0x1260, 0x1288)],
    ),
    ("Khmer", &[(0x1780, 0x17A2)]),
    ("Kana", &[(0x3041, 0x3096), (0x30A1, 0x30FA)]),
    ("Bopomofo", &[(0x3105, 0x3129)]),
];

fn letters() -> Vec<char> {
    SCRIPTS
        .iter()
        .flat_map(|(_, r)| r.iter())
        .flat_map(|(a, b)| (*a..=*b).filter_map(char::from_u32))
        .collect()
}

#[test]
fn every_letter_of_every_script_has_a_picture_in_both_weights() {
    for (script, ranges) in SCRIPTS {
        for (from, to) in *ranges {
            for c in (*from..=*to).filter_map(char::from_u32) {
                for weight in [Weight::Regular, Weight::Bold] {
                    let shaped = shape(&c.to_string(), weight);
                    assert!(shaped.is_ok(), "{script}: U+{:04X} {c}: {shaped:?}", u32::from(c));
                }
            }
        }
    }
}

/// Scripts whose letters and marks all print, but those of [`NOT_DRAWN`]. Chinese characters and Korean syllables are the
/// national lists of the next test.
const WHOLE: &[Script] = &[
    Script::Latin,
    Script::Greek,
    Script::Cyrillic,
    Script::Armenian,
    Script::Hebrew,
    Script::Arabic,
    Script::Devanagari,
    Script::Bengali,
    Script::Gurmukhi,
    Script::Gujarati,
    Script::Tamil,
    Script::Telugu,
    Script::Kannada,
    Script::Malayalam,
    Script::Sinhala,
    Script::Thai,
    Script::Lao,
    Script::Khmer,
    Script::Myanmar,
    Script::Ethiopic,
    Script::Georgian,
    Script::Hiragana,
    Script::Katakana,
    Script::Bopomofo,
];

/// Assigned letters that no bundled face draws, so that the glyph gate refuses them by name: of old manuscripts, Sanskrit
/// and Pali in other scripts, Ainu and half-width kana, phonetics, and what Unicode added after the faces were drawn.
const NOT_DRAWN: &[(u32, u32)] = &[
    (0x0558, 0x0558),
    (0x058B, 0x058C),
    (0x05C8, 0x05C9),
    (0x05EF, 0x05EF),
    (0x0870, 0x0887),
    (0x0889, 0x088F),
    (0x0897, 0x089F),
    (0x08B5, 0x08B5),
    (0x08BF, 0x08D2),
    (0x0C3C, 0x0C3C),
    (0x0C5C, 0x0C5D),
    (0x0CDC, 0x0CDD),
    (0x0CF3, 0x0CF3),
    (0x0E86, 0x0E86),
    (0x0E89, 0x0E89),
    (0x0E8C, 0x0E8C),
    (0x0E8E, 0x0E93),
    (0x0E98, 0x0E98),
    (0x0EA0, 0x0EA0),
    (0x0EA8, 0x0EA9),
    (0x0EAC, 0x0EAC),
    (0x0EBA, 0x0EBA),
    (0x0ECE, 0x0ECE),
    (0x1C89, 0x1C8A),
    (0x209D, 0x209F),
    (0x2183, 0x2183),
    (0x31A0, 0x31BF),
    (0x31F0, 0x31FF),
    (0xA7C0, 0xA7C1),
    (0xA7CB, 0xA7DD),
    (0xA7E2, 0xA7E2),
    (0xA7F1, 0xA7F4),
    (0xAB6C, 0xAB6D),
    (0xFF66, 0xFF6F),
    (0xFF71, 0xFF9D),
    (0x10780, 0x10785),
    (0x10787, 0x107B0),
    (0x107B2, 0x107BF),
    (0x10EC2, 0x10EC7),
    (0x10ECB, 0x10ECF),
    (0x10ED9, 0x10EEE),
    (0x10EF0, 0x10EFF),
    (0x11B0A, 0x11B0A),
    (0x11DF0, 0x11DF1),
    (0x1AFF0, 0x1AFF3),
    (0x1AFF5, 0x1AFFB),
    (0x1AFFD, 0x1AFFE),
    (0x1B000, 0x1B128),
    (0x1B132, 0x1B132),
    (0x1B150, 0x1B152),
    (0x1B155, 0x1B155),
    (0x1B164, 0x1B168),
    (0x1D242, 0x1D244),
    (0x1DF00, 0x1DF81),
    (0x1DF90, 0x1DF96),
    (0x1DFCD, 0x1DFFF),
    (0x1E030, 0x1E06D),
    (0x1E08F, 0x1E08F),
    (0x1E7E0, 0x1E7E6),
    (0x1E7E8, 0x1E7EB),
    (0x1E7ED, 0x1E7EE),
    (0x1E7F0, 0x1E7FE),
];

/// Letters in formulas, not of names.
const MATHEMATICAL: std::ops::RangeInclusive<char> = '\u{1EE00}'..='\u{1EEFF}';

#[test]
fn every_assigned_letter_of_the_supported_scripts_is_drawn_or_is_on_the_list_of_those_that_are_not() {
    let mut missing: Vec<(u32, u32)> = Vec::new();
    for c in (0..=0x0010_FFFF_u32).filter_map(char::from_u32) {
        let group = c.general_category_group();
        let letter = matches!(group, GeneralCategoryGroup::Letter | GeneralCategoryGroup::Mark);
        if !letter || MATHEMATICAL.contains(&c) || !WHOLE.contains(&c.script()) {
            continue;
        }
        let text = c.to_string();
        let drawn = [Weight::Regular, Weight::Bold]
            .into_iter()
            .all(|w| shape(&text, w).is_ok_and(|line| line.glyphs.iter().all(|g| g.id != 0)));
        if drawn {
            continue;
        }
        match missing.last_mut() {
            Some((_, to)) if *to + 1 == u32::from(c) => *to += 1,
            _ => missing.push((u32::from(c), u32::from(c))),
        }
    }
    let listed: Vec<String> = missing
        .iter()
        .map(|(a, b)| format!("(0x{a:04X}, 0x{b:04X}),"))
        .collect();
    assert!(missing == NOT_DRAWN, "not drawn:\n{}", listed.join(" "));
}

#[test]
fn chinese_japanese_and_korean_characters_of_the_national_lists_print() {
    let face = Face::parse(include_bytes!("../fonts/NotoSansCJKsc-names.otf"), 0).unwrap();
    let han = (0x4E00..=0x9FFF_u32)
        .filter_map(char::from_u32)
        .filter(|c| face.glyph_index(*c).is_some())
        .count();
    let hangul = (0xAC00..=0xD7A3_u32)
        .filter_map(char::from_u32)
        .filter(|c| face.glyph_index(*c).is_some())
        .count();
    assert_eq!((han, hangul), (16_289, 2_350));
    for name in ["王小明", "李娜", "欧阳志远", "陳大文", "渡邉 さくら", "김민준"] {
        assert!(shape(name, Weight::Bold).is_ok(), "{name}");
    }
}

#[test]
fn marks_are_drawn_over_their_letters_and_arabic_letters_join() {
    // A decomposed name is as wide as the composed one: marks move no pen.
    let width = |t: &str| shape(t, Weight::Bold).unwrap().width;
    assert!((width("Zoe\u{308}") - width("Zoë")).abs() < 1.0);
    assert!((width("Ade\u{301}ba\u{301}yo\u{323}\u{300}") - width("Adebayo")).abs() < 1.0);
    assert!((width("عَائِشَة") - width("عائشة")).abs() < 1.0);
    // Joined letters have other shapes than the same letters alone; lam-alef is one glyph.
    let ids = |t: &str| {
        shape(t, Weight::Bold)
            .unwrap()
            .glyphs
            .iter()
            .map(|g| g.id)
            .collect::<Vec<_>>()
    };
    let alone: Vec<u16> = "محمد".chars().rev().flat_map(|c| ids(&c.to_string())).collect();
    let joined = ids("محمد");
    assert_eq!(joined.len(), 4);
    assert!(
        joined.iter().zip(&alone).all(|(a, b)| a != b),
        "{joined:?} {alone:?}"
    );
    assert_eq!(shape("لا", Weight::Bold).unwrap().glyphs.len(), 1);
    // Right to left stands in visual order: the first glyph on paper is the last letter.
    let glyphs = shape("אב", Weight::Bold).unwrap().glyphs;
    assert_eq!(
        glyphs.iter().map(|g| g.stands_for.as_str()).collect::<String>(),
        "בא"
    );
    // A digit group inside Arabic keeps its own direction.
    let said: String = shape("عمر 123", Weight::Regular)
        .unwrap()
        .glyphs
        .iter()
        .map(|g| g.stands_for.as_str())
        .collect();
    assert!(said.contains("123"), "{said}");
}

#[test]
fn what_has_no_picture_is_refused_by_code_point_and_place() {
    let mut ts = Typesetter::default();
    let refused = ts
        .shape("Sm\u{1F600}ith \u{10FFFF}", Weight::Bold, "last name")
        .unwrap_err();
    let wanted = Unprintable {
        place: "last name".into(),
        code_points: vec!["U+1F600".into(), "U+10FFFF".into()],
    };
    assert_eq!(refused, PaperError::GlyphMissing(wanted));
    insta::assert_snapshot!(refused, @"the last name has a character that cannot be printed (U+1F600, U+10FFFF): write this sheet by hand");
}

#[test]
fn a_name_cannot_turn_itself_round() {
    // Right-to-left override would make 4321 read as 1234.
    let hidden: String = shape("\u{202E}4321", Weight::Regular)
        .unwrap()
        .glyphs
        .iter()
        .map(|g| g.stands_for.clone())
        .collect();
    assert_eq!(hidden, "4321");
}

proptest! {
    #[test]
    fn any_mixture_of_letters_either_prints_whole_or_is_refused(picked in proptest::collection::vec(any::<prop::sample::Index>(), 1..14), gap in 1usize..5) {
        let letters = letters();
        let mut text = String::new();
        for (n, i) in picked.iter().enumerate() {
            text.push(*i.get(&letters));
            if n % gap == gap - 1 {
                text.push(' ');
            }
        }
        if let Ok(line) = shape(&text, Weight::Bold) {
            prop_assert!(line.glyphs.iter().all(|g| g.id != 0));
            prop_assert!(line.width >= 0.0);
        }
    }

    #[test]
    fn no_text_makes_the_shaper_fall_over(text in any::<String>()) {
        match shape(&text, Weight::Regular) {
            Ok(line) => prop_assert!(line.glyphs.iter().all(|g| g.id != 0)),
            Err(missing) => prop_assert!(!missing.is_empty()),
        }
    }
}
