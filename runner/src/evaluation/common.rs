//! The runs that levels rest on, the same in all branches, so that these can be compared.

/// Whether each of `runs` came to its `good` end in every one of `branches` in which any did. All are taken where
/// none did: then there is nothing to compare.
pub fn common(branches: usize, runs: usize, good: impl Fn(usize, usize) -> bool) -> Vec<bool> {
    let any = |branch: &usize| (0..runs).any(|run| good(*branch, run));
    let told: Vec<usize> = (0..branches).filter(any).collect();
    let in_all = |run| told.iter().all(|&branch| good(branch, run));
    let common: Vec<bool> = (0..runs).map(in_all).collect();
    if common.contains(&true) {
        common
    } else {
        vec![true; runs]
    }
}

#[cfg(test)]
mod tests {
    use super::common;

    #[test]
    fn a_run_counts_if_it_is_good_in_all_branches_that_have_any() {
        let good = [[true, true, false], [true, false, true], [false; 3]];
        let of = |branches: usize| common(branches, 3, |branch, run| good[branch][run]);
        assert_eq!(of(1), [true, true, false]);
        assert_eq!(of(3), [true, false, false]);
        let apart = [[true, false], [false, true]];
        assert_eq!(common(2, 2, |branch, run| apart[branch][run]), [true; 2]);
    }
}
