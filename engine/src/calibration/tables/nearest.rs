//! The name somebody probably meant.

/// The known name closest to `name`, if one is close enough to be a slip of the keyboard.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|candidate| (distance(name, candidate), candidate))
        .min()
        .filter(|&(distance, candidate)| distance <= 2.max(candidate.chars().count() / 3))
        .map(|(_, candidate)| candidate)
}

/// What to do about an unknown `name`.
pub fn remedy<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    match nearest(name, known) {
        Some(candidate) => format!("did you mean `{candidate}`?"),
        None => "remove it".to_owned(),
    }
}

/// Letters to insert, delete or replace to get from `a` to `b` (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &other) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != other);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_single_changes() {
        assert_eq!(distance("exports", "imports"), 2);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("gdp", "gdp"), 0);
    }

    #[test]
    fn a_slip_is_recognised_and_nonsense_is_not() {
        let known = ["loan_repayment", "loan_to_value"];
        assert_eq!(nearest("loan_repaiment", known), Some("loan_repayment"));
        assert_eq!(nearest("weather", known), None);
    }
}
