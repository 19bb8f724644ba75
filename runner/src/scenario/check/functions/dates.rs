//! Texts that the date is compared with: `e.date` is written as `2020Q3`, or as `2020-07` where
//! periods are months, and nothing else is ever equal to it.

use engine::parameters::Frequency;

use crate::lua::compiler::Binary;
use crate::scenario::time::{Date, Period};

/// What is wrong with comparing the date, on the left of `sign`, with `text`: message and remedy.
pub fn wrong(text: &str, sign: Binary, base: Option<Period>) -> Option<(String, String)> {
    let frequency = base.map_or(Frequency::Quarter, Period::frequency);
    let name = frequency.name();
    let date = read(text, frequency);
    let (quarter, whole) = match date {
        Some(date) if date.first.to_string() == text => return None,
        Some(date) => (date, date.first != date.last),
        None => {
            let first = base.map_or_else(|| "2020Q1".to_owned(), |base| base.plus(1).to_string());
            let message = format!("the date is never \"{text}\", which is no {name}");
            return Some((message, format!("write it as \"{first}\"")));
        }
    };
    let (first, last) = (quarter.first, quarter.last);
    let longer = if text.len() == 4 { "year" } else { "quarter" };
    // Texts are compared letter by letter: every period of 2020 comes after "2020".
    let (message, remedy) = match (sign, whole) {
        (Binary::GreaterOrEqual | Binary::Less, true) if text.len() == 4 => return None,
        (Binary::GreaterOrEqual | Binary::Less, _) => (never(text), format!("write \"{first}\"")),
        (Binary::Greater | Binary::LessOrEqual, true) => (
            format!("the date is a {name}, and \"{text}\" a {longer}"),
            format!("write its last {name}, \"{last}\""),
        ),
        (_, true) => (
            format!("the date is a {name} and never \"{text}\""),
            if text.len() == 4 {
                format!("write \"{first}\", or e.date:sub(1, 4) == \"{text}\" for the year")
            } else {
                format!("write its {name}s, \"{first}\" to \"{last}\"")
            },
        ),
        _ => (never(text), format!("write \"{first}\"")),
    };
    Some((message, remedy))
}

fn never(text: &str) -> String {
    format!("the date is never written as \"{text}\"")
}

/// The date that is meant.
fn read(text: &str, frequency: Frequency) -> Option<Date> {
    let plain = text.trim().to_uppercase();
    let parse = |text: &str| Date::parse(text, frequency);
    parse(&plain).or_else(|| {
        let signs: String = plain.chars().filter(char::is_ascii_alphanumeric).collect();
        let turned = signs.strip_prefix('Q').and_then(|rest| {
            let (number, year) = rest.split_at_checked(1)?;
            parse(&format!("{year}Q{number}"))
        });
        let bare = || {
            let (year, number) = signs.split_at_checked(4)?;
            parse(&format!("{year}Q{number}"))
        };
        parse(&signs).or(turned).or_else(bare)
    })
}

#[cfg(test)]
mod tests {
    use super::wrong;
    use crate::lua::compiler::Binary;
    use crate::scenario::time::Period;

    fn remedy(text: &str, sign: Binary) -> Option<String> {
        wrong(text, sign, None).map(|(_, remedy)| remedy)
    }

    #[test]
    fn every_way_to_write_a_quarter_is_told_the_right_one() {
        for text in [
            "2020-Q2",
            "2020q2",
            "2020 Q2",
            "Q2 2020",
            "2020-04",
            "2020-05-31",
            "2020:2",
            "q2-2020",
            "2020.Q2",
        ] {
            let told = remedy(text, Binary::Equal);
            assert_eq!(told.as_deref(), Some("write \"2020Q2\""), "{text}");
        }
        assert_eq!(remedy("2020Q2", Binary::Equal), None);
        let told = remedy("spring", Binary::NotEqual);
        assert_eq!(told.as_deref(), Some("write it as \"2020Q1\""));
    }

    #[test]
    fn a_quarter_is_no_month() {
        let base = Period::parse("2019-12");
        let remedy = |text, sign| wrong(text, sign, base).map(|(_, remedy)| remedy);
        assert_eq!(remedy("2020-07", Binary::Equal), None);
        let told = remedy("2020Q3", Binary::Equal).unwrap();
        assert_eq!(told, "write its months, \"2020-07\" to \"2020-09\"");
        let told = remedy("2020-07-31", Binary::GreaterOrEqual).unwrap();
        assert_eq!(told, "write \"2020-07\"");
        let told = remedy("spring", Binary::Equal).unwrap();
        assert_eq!(told, "write it as \"2020-01\"");
    }

    #[test]
    fn a_year_may_stand_where_letters_order_it_rightly() {
        assert_eq!(remedy("2020", Binary::GreaterOrEqual), None);
        assert_eq!(remedy("2020", Binary::Less), None);
        for sign in [Binary::Greater, Binary::LessOrEqual] {
            let told = remedy("2020", sign).unwrap();
            assert!(told.contains("\"2020Q4\""), "{told}");
        }
        let told = remedy("2020", Binary::Equal).unwrap();
        assert!(told.contains("e.date:sub(1, 4) == \"2020\""), "{told}");
    }
}
