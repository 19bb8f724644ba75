//! Figures and lists as messages show them: short, whatever was in the cell.

/// Most entries of a list that are named.
const LONGEST_LIST: usize = 10;

/// From here on a number is written with a power of ten.
const LARGE: f64 = 1e15;

/// A number as people read it; with a power of ten where its digits would not fit a line.
pub fn shown(value: f64) -> String {
    if value.abs() >= LARGE {
        format!("{value:e}")
    } else {
        format!("{value}")
    }
}

/// The names, of a long list the first ten.
pub fn listed(names: &[&str]) -> String {
    match names.len().checked_sub(LONGEST_LIST) {
        Some(more @ 1..) => {
            format!("{} and {more} more", names[..LONGEST_LIST].join(", "))
        }
        _ => names.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_and_long_lists_are_short() {
        assert_eq!(shown(-0.25), "-0.25");
        assert_eq!(shown(1e300), "1e300");
        assert_eq!(listed(&["a"; 10]).matches('a').count(), 10);
        assert!(listed(&["a"; 12]).ends_with("a, a and 2 more"));
    }
}
