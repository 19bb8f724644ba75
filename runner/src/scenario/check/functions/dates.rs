//! Texts that the date is compared with: `e.date` is written as `2020Q3`, and nothing else is ever
//! equal to it.

use crate::lua::compiler::Binary;
use crate::scenario::time::{Date, Quarter};

/// What is wrong with comparing the date, on the left of `sign`, with `text`: message and remedy.
pub fn wrong(text: &str, sign: Binary, base: Option<Quarter>) -> Option<(String, String)> {
    let date = read(text);
    let (quarter, whole) = match date {
        Some(date) if date.first.to_string() == text => return None,
        Some(date) => (date, date.first != date.last),
        None => {
            let first = base.map_or_else(|| "2020Q1".to_owned(), |base| base.plus(1).to_string());
            let message = format!("the date is never \"{text}\", which is no quarter");
            return Some((message, format!("write it as \"{first}\"")));
        }
    };
    let (first, last) = (quarter.first, quarter.last);
    // Texts are compared letter by letter: every quarter of 2020 comes after "2020".
    let (message, remedy) = match (sign, whole) {
        (Binary::GreaterOrEqual | Binary::Less, true) if text.len() == 4 => return None,
        (Binary::GreaterOrEqual | Binary::Less, _) => (never(text), format!("write \"{first}\"")),
        (Binary::Greater | Binary::LessOrEqual, true) => (
            format!("the date is a quarter, and \"{text}\" a year"),
            format!("write its last quarter, \"{last}\""),
        ),
        (_, true) => (
            format!("the date is a quarter and never \"{text}\""),
            format!(
                "write \"{first}\", or e.date:sub(1, 4) == \"{}\" for the year",
                first.year()
            ),
        ),
        _ => (never(text), format!("write \"{first}\"")),
    };
    Some((message, remedy))
}

fn never(text: &str) -> String {
    format!("the date is never written as \"{text}\"")
}

/// The date that is meant.
fn read(text: &str) -> Option<Date> {
    let plain = text.trim().to_uppercase();
    Date::parse(&plain).or_else(|| {
        let signs: String = plain.chars().filter(char::is_ascii_alphanumeric).collect();
        let turned = signs.strip_prefix('Q').and_then(|rest| {
            let (number, year) = rest.split_at_checked(1)?;
            Date::parse(&format!("{year}Q{number}"))
        });
        let bare = || {
            let (year, number) = signs.split_at_checked(4)?;
            Date::parse(&format!("{year}Q{number}"))
        };
        Date::parse(&signs).or(turned).or_else(bare)
    })
}

#[cfg(test)]
mod tests {
    use super::wrong;
    use crate::lua::compiler::Binary;

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
