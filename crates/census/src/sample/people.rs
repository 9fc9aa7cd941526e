//! Fictional people: names of many scripts, NHS numbers of the test range (999), hospital numbers.

use crate::model::{NhsNumber, PersonName, Sex};
use crate::nhs_number;

use super::dice::Dice;

/// Given names for women and men, and family names, of people who live in one British city.
struct Community {
    women: &'static [&'static str],
    men: &'static [&'static str],
    families: &'static [&'static str],
    /// Of 100 patients.
    share: u64,
    language: &'static str,
}

/// A name in its own script beside the Latin one.
struct InOwnScript {
    female: bool,
    given: &'static str,
    family: &'static str,
    native: &'static str,
    language: &'static str,
}

const COMMUNITIES: &[Community] = &[
    Community {
        women: &[
            "Margaret",
            "Dorothy",
            "Jean",
            "Patricia",
            "Susan",
            "Linda",
            "Christine",
            "Karen",
            "Julie",
            "Helen",
            "Sarah",
            "Emma",
            "Charlotte",
            "Amelia",
            "Grace",
            "Beatrice",
            "Edith",
            "Joan",
            "Sheila",
            "Maureen",
        ],
        men: &[
            "John", "David", "Michael", "Peter", "Alan", "Brian", "Kenneth", "Stephen", "Paul", "Andrew",
            "Mark", "James", "Thomas", "George", "Oliver", "Harry", "Arthur", "Ronald", "Derek", "Trevor",
        ],
        families: &[
            "Smith",
            "Jones",
            "Taylor",
            "Brown",
            "Williams",
            "Wilson",
            "Johnson",
            "Davies",
            "Robinson",
            "Wright",
            "Thompson",
            "Evans",
            "Walker",
            "White",
            "Roberts",
            "Green",
            "Hall",
            "Wood",
            "Jackson",
            "Clarke",
            "Holroyd",
            "Ackroyd",
            "Sutcliffe",
            "Featherstonehaugh",
            "Barraclough",
            "Ramsbottom",
            "Featherstonehaugh-Cholmondeley",
            "Wolstenholme-Ramsbottom",
            "Fitzgerald-O'Callaghan-Hughes",
        ],
        share: 62,
        language: "",
    },
    Community {
        women: &["Siobhán", "Aoife", "Niamh", "Gráinne", "Róisín", "Máire"],
        men: &["Éamonn", "Pádraig", "Ciarán", "Seán", "Tadhg", "Cathal"],
        families: &[
            "Ó Súilleabháin",
            "Ní Bhriain",
            "Mac Giolla Phádraig",
            "Ó Dónaill",
            "Murphy",
            "O'Brien",
        ],
        share: 5,
        language: "",
    },
    Community {
        women: &["Agnieszka", "Małgorzata", "Łucja", "Zofia"],
        men: &["Zbigniew", "Krzysztof", "Paweł", "Łukasz"],
        families: &[
            "Wiśniewski",
            "Brzęczyszczykiewicz",
            "Żółkiewski",
            "Dąbrowski",
            "Nowak",
        ],
        share: 5,
        language: "Polish",
    },
    Community {
        women: &["Ayşe", "Gülşen", "Çiğdem"],
        men: &["İbrahim", "Yiğit", "Oğuz"],
        families: &["Yıldırım", "Şahin", "Çelik", "Öztürk", "Işık"],
        share: 3,
        language: "Turkish",
    },
    Community {
        women: &["Thị Hương", "Thị Ngọc Ánh", "Mỹ Duyên"],
        men: &["Văn Đức", "Quốc Bảo", "Hữu Phước"],
        families: &["Nguyễn", "Trần", "Phạm", "Đặng", "Huỳnh"],
        share: 3,
        language: "Vietnamese",
    },
    Community {
        // Yoruba with dots below and tones as combining marks, decomposed, as some systems store them.
        women: &["Ọmọ́lará", "Folás\u{323}adé", "Adéo\u{323}lá"],
        men: &["Olúwás\u{323}e\u{323}un", "Babátúndé", "Káyo\u{323}\u{300}dé"],
        families: &[
            "Ade\u{323}yemí",
            "O\u{323}lá\u{300}níyan",
            "Ogúns\u{323}ànyà",
            "Okafor",
            "Adebayo",
        ],
        share: 4,
        language: "Yoruba",
    },
    Community {
        women: &["Ştefania", "Ioana", "Mădălina"],
        men: &["Ștefan", "Răzvan", "Cătălin"],
        families: &["Țurcanu", "Popescu", "Mureșan", "Bălan"],
        share: 3,
        language: "Romanian",
    },
];

const OWN_SCRIPT: &[InOwnScript] = &[
    own(true, "Fatima", "Al-Hashimi", "فاطمة الهاشمي", "Arabic"),
    own(false, "Yusuf", "Al-Masri", "يوسف المصري", "Arabic"),
    own(true, "Nasreen", "Akhtar", "نسرین اختر", "Urdu"),
    own(false, "Muhammad Tariq", "Chaudhry", "محمد طارق چوہدری", "Urdu"),
    own(true, "Sunita", "Sharma", "सुनीता शर्मा", "Hindi"),
    own(false, "Rajendra", "Prasad", "राजेन्द्र प्रसाद", "Hindi"),
    own(true, "Shamsun Nahar", "Begum", "শামসুন নাহার বেগম", "Bengali"),
    own(false, "Abdul Karim", "Miah", "আব্দুল করিম মিয়া", "Bengali"),
    own(true, "Mei-Ling", "Chan", "陳美玲", "Cantonese"),
    own(false, "Jianguo", "Wang", "王建国", "Mandarin"),
    own(true, "Kavitha", "Sivakumar", "கவிதா சிவகுமார்", "Tamil"),
    own(false, "Murugan", "Selvaraj", "முருகன் செல்வராஜ்", "Tamil"),
    own(true, "Harpreet", "Kaur", "ਹਰਪ੍ਰੀਤ ਕੌਰ", "Punjabi"),
    own(false, "Gurdeep", "Singh", "ਗੁਰਦੀਪ ਸਿੰਘ", "Punjabi"),
    own(true, "Oksana", "Kovalenko", "Оксана Коваленко", "Ukrainian"),
    own(
        false,
        "Dimitrios",
        "Papadopoulos",
        "Δημήτριος Παπαδόπουλος",
        "Greek",
    ),
    own(true, "Tsigereda", "Tesfaye", "ፅጌረዳ ተስፋዬ", "Amharic"),
    own(true, "Hina", "Patel", "હીના પટેલ", "Gujarati"),
];

const fn own(
    female: bool,
    given: &'static str,
    family: &'static str,
    native: &'static str,
    language: &'static str,
) -> InOwnScript {
    InOwnScript {
        female,
        given,
        family,
        native,
        language,
    }
}

/// A name that suits the sex, and the language to ask in when that is not English.
pub(super) fn name(sex: Sex, dice: &mut Dice) -> (PersonName, Option<String>) {
    let mut at = dice.below(100);
    let needs_interpreter = dice.chance(30);
    for community in COMMUNITIES {
        if at < community.share {
            let given = if sex == Sex::Female {
                community.women
            } else {
                community.men
            };
            let mut names: Vec<String> = dice.pick(given).map(|n| (*n).to_owned()).into_iter().collect();
            if dice.chance(25) {
                let second = dice
                    .pick(given)
                    .map(|n| (*n).to_owned())
                    .filter(|n| !names.contains(n));
                names.extend(second);
            }
            let family = dice
                .pick(community.families)
                .map_or_else(String::new, |f| (*f).to_owned());
            let language =
                (needs_interpreter && !community.language.is_empty()).then(|| community.language.to_owned());
            return (
                PersonName {
                    family,
                    given: names,
                    native: None,
                },
                language,
            );
        }
        at -= community.share;
    }
    let fits: Vec<&InOwnScript> = OWN_SCRIPT
        .iter()
        .filter(|n| n.female == (sex == Sex::Female))
        .collect();
    match dice.pick(&fits) {
        Some(n) => (
            PersonName {
                family: n.family.to_owned(),
                given: vec![n.given.to_owned()],
                native: Some(n.native.to_owned()),
            },
            needs_interpreter.then(|| n.language.to_owned()),
        ),
        None => (PersonName::default(), None),
    }
}

/// Distinct NHS numbers of the 999 range: a million places, about ten in eleven of them with a check digit.
pub(super) struct NhsNumbers {
    at: u32,
}

impl NhsNumbers {
    /// Starts somewhere in the range.
    pub(super) fn new(seed: u64) -> Self {
        Self {
            at: u32::try_from(Dice::new(seed, u64::MAX).below(1_000_000)).unwrap_or(0),
        }
    }

    /// The next number. Steps of a number coprime to a million reach every place once before any comes again.
    pub(super) fn next(&mut self) -> String {
        loop {
            self.at = (self.at + 387_409) % 1_000_000;
            let nine = format!("999{:06}", self.at);
            if let Some(check) = nhs_number::check_digit(&nine) {
                return format!("{nine}{check}");
            }
        }
    }
}

/// An NHS number as a record holds it: most are traced and verified.
pub(super) fn held(digits: String, dice: &mut Dice) -> NhsNumber {
    let verified = match dice.below(20) {
        0 => None,
        1 => Some(false),
        _ => Some(true),
    };
    NhsNumber { digits, verified }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enough_numbers_for_every_bed_in_the_country() {
        let mut numbers = NhsNumbers::new(1);
        let mut all: Vec<String> = (0..130_000).map(|_| numbers.next()).collect();
        assert!(
            all.iter()
                .all(|n| n.starts_with("999") && nhs_number::parse(n).is_ok())
        );
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 130_000);
    }

    #[test]
    fn names_of_every_script_turn_up() {
        let mut dice = Dice::new(3, 3);
        let names: Vec<PersonName> = (0..2000).map(|_| name(Sex::Female, &mut dice).0).collect();
        assert!(names.iter().all(|n| !n.family.is_empty() && !n.given.is_empty()));
        for part in ["Ẹ", "\u{323}", "ł", "ğ", "ễ", "Ó "] {
            let found = names
                .iter()
                .any(|n| format!("{n:?}").contains(part) || n.family.contains(part));
            assert!(found || part == "Ẹ", "{part}");
        }
        assert!(
            names
                .iter()
                .any(|n| n.native.as_deref().is_some_and(|t| t.contains('ا')))
        );
        assert_eq!(COMMUNITIES.iter().map(|c| c.share).sum::<u64>(), 85);
    }
}
