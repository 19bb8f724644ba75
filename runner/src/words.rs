//! Words for people: the nearest right word, lists, wrapped text, numbers.

use std::fmt::Write;

use crate::related::related;

/// The candidate most like `word`, if any is near enough to be meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (score(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(score, _)| *score >= 0.7)
        .max_by(|(score, word), (other_score, other)| {
            let longer = other.len().cmp(&word.len());
            score
                .total_cmp(other_score)
                .then(longer)
                .then_with(|| other.cmp(word))
        })
        .map(|(_, candidate)| candidate)
}

/// Likeness between 0 and 1: by edits, or because one word holds the other.
fn score(word: &str, candidate: &str) -> f64 {
    let edits = strsim::normalized_damerau_levenshtein(word, candidate);
    let held = word.len() >= 3
        && (candidate.contains(word) || word.contains(candidate) && candidate.len() >= 3);
    let beginning = strsim::jaro_winkler(word, candidate) - 0.15;
    edits.max(beginning).max(if held { 0.72 } else { 0.0 })
}

/// What to write instead of `word`: the nearest candidate, or what `otherwise` says.
pub fn nearest_or<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    otherwise: &str,
) -> String {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    meant(word, &candidates).unwrap_or_else(|| otherwise.to_owned())
}

/// What to write instead of `word`: what means the same, or the nearest candidate.
fn meant(word: &str, candidates: &[&str]) -> Option<String> {
    let related = related(word, candidates.iter().copied());
    match related[..] {
        [] => {
            nearest(word, candidates.iter().copied()).map(|near| format!("did you mean `{near}`?"))
        }
        _ => Some(format!("did you mean {}?", choice(related))),
    }
}

/// `a, b or c`, each in backquotes.
pub fn choice<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words = list(words);
    match words.rsplit_once(" and ") {
        Some((first, last)) => format!("{first} or {last}"),
        None => words,
    }
}

/// What to write instead of `word`: the nearest candidate, or all of them.
pub fn instead<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    meant(word, &candidates).unwrap_or_else(|| format!("there is {}", list(candidates)))
}

/// Words of a list that are told.
const TOLD: usize = 10;

/// `a, b and c`, each in backquotes; of many only the first.
pub fn list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut quoted: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    if quoted.len() > TOLD + 1 {
        let more = quoted.len() - TOLD;
        quoted.truncate(TOLD);
        quoted.push(format!("{more} more"));
    }
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => "none".into(),
    }
}

/// Breaks `text` into lines of at most `width` characters, words kept whole.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().map(|line| (line.chars().count(), line));
        match line {
            Some((0, line)) => line.push_str(word),
            Some((length, line)) if length + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A number as it is written, or with an exponent where it has too many digits.
pub fn number(number: f64) -> String {
    let size = number.abs();
    if size.is_finite() && (size >= 1e15 || size > 0.0 && size < 1e-6) {
        format!("{number:e}")
    } else {
        number.to_string()
    }
}

/// `text` as it can be shown: control characters as they are written in a script, nothing else changed.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' => shown.push_str("\\n"),
            '\t' => shown.push_str("\\t"),
            '\r' => shown.push_str("\\r"),
            // A terminal obeys the first, and reads the second in another order than it stands.
            _ if letter.is_control() || TURNS.contains(&letter) => {
                let _ = write!(shown, "\\u{{{:X}}}", u32::from(letter));
            }
            _ => shown.push(letter),
        }
    }
    shown
}

/// Marks that turn the direction of what follows them.
const TURNS: [char; 9] = [
    '\u{202A}', '\u{202B}', '\u{202C}', '\u{202D}', '\u{202E}', '\u{2066}', '\u{2067}', '\u{2068}',
    '\u{2069}',
];

/// A number in at most six digits that count.
pub fn rounded(value: f64) -> String {
    if !value.is_finite() {
        return value.to_string();
    }
    let digits = format!("{value:.5e}");
    digits.parse().map_or(digits, number)
}

/// A scale, as how many real ones stand behind each in the model: `1 in 1 000`, `1 in 1.45`.
pub fn one_in(scale: f64) -> String {
    let number = 1.0 / scale;
    if number < 10.0 && number.fract() > 0.0 {
        format!("1 in {number:.2}")
    } else {
        format!("1 in {}", thousands(number.round() as u64))
    }
}

/// `12 345 678`.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    grouped
}

/// `1 run`, `2 runs`.
pub fn count(number: u64, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", thousands(number))
}

/// `, point 17`; nothing without a sweep.
pub fn at_point(point: Option<u32>) -> String {
    point.map_or(String::new(), |point| format!(", point {point}"))
}

#[cfg(test)]
mod tests {
    use super::{choice, count, instead, list, nearest, nearest_or, one_in, thousands, wrap};

    #[test]
    fn scales_are_told_as_what_each_stands_for() {
        assert_eq!(one_in(1e-3), "1 in 1 000");
        assert_eq!(one_in(0.69), "1 in 1.45");
        assert_eq!(one_in(1.0), "1 in 1");
    }

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        let words = [
            "horizon",
            "runs",
            "seed",
            "propensity_to_consume",
            "tax_income",
        ];
        assert_eq!(nearest("horzion", words), Some("horizon"));
        assert_eq!(nearest("propensity", words), Some("propensity_to_consume"));
        assert_eq!(nearest("income_tax", words), None);
        assert_eq!(nearest("Run", words), Some("runs"));
        assert_eq!(instead("zzz", ["a", "b"]), "there is `a` and `b`");
        assert_eq!(
            nearest_or("income_tax", words, ""),
            "did you mean `tax_income`?"
        );
        assert_eq!(choice(["a", "b", "c"]), "`a`, `b` or `c`");
    }

    #[test]
    fn text_for_people() {
        assert_eq!(list(["a", "b", "c"]), "`a`, `b` and `c`");
        assert_eq!(thousands(1_234_567), "1 234 567");
        assert_eq!(count(1, "run"), "1 run");
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
    }
}
