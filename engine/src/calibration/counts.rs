//! Model counts of firms and persons.
//!
//! Source: SPEC 9.6. Differs: persons may be those of a labour force survey.

use super::assumptions::{Assumptions, Persons};
use super::businesses::{self, BANDS};
use super::tables::{Quarter, Tables, listed, shown};
use crate::numeric::nz;
use crate::parameters::Problem;

/// Real counts behind the model's \[persons, firms\].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RealCounts {
    /// Firms by industry, `n^F`.
    pub firms: Vec<f64>,
    /// Employees by industry, `n^E`; owners are not among them.
    pub employees: Vec<f64>,
    /// Unemployed persons, `n^U`.
    pub unemployed: f64,
    /// Inactive persons, `n^IN`.
    pub inactive: f64,
    /// Firms by industry and size, in the order of [`businesses::workers`]; empty where sizes follow a
    /// power law.
    pub bands: Vec<[f64; BANDS]>,
}

/// Model counts at a scale.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ModelCounts {
    /// Firms by industry, `I_s`.
    pub firms: Vec<u32>,
    /// Employees by industry, `N_s`.
    pub employees: Vec<u32>,
    /// Unemployed persons.
    pub unemployed: u32,
    /// Inactive persons.
    pub inactive: u32,
    /// Firms by industry and size; empty where sizes follow a power law.
    pub bands: Vec<[u32; BANDS]>,
    /// Industries with a firm only because each needs one.
    pub lifted: Vec<usize>,
    /// Industries with more employees than scaled, because every firm needs one.
    pub one_person_firms: Vec<usize>,
}

impl ModelCounts {
    /// All firms.
    pub fn all_firms(&self) -> u32 {
        self.firms.iter().sum()
    }

    /// All employees.
    pub fn all_employees(&self) -> u32 {
        self.employees.iter().sum()
    }

    /// All persons, active or not.
    pub fn all_persons(&self) -> u32 {
        self.active() + self.inactive
    }

    /// Employees, unemployed, owners and one banker, `H_act`.
    pub fn active(&self) -> u32 {
        self.all_employees() + self.unemployed + self.all_firms() + 1
    }
}

/// Firms and persons of the base quarter. Jobs are moved from industries to products with the
/// ratio of compensation by product, `compensation`, to that by industry.
///
/// Labour force: `n^E_s = (employed - Σ n^F - 1) jobs_s/Σ jobs`; unemployed and inactive as
/// surveyed. Jobs: `n^E_s` = employee jobs, `n^U = u Σ n^E/(1 - u)`,
/// `n^IN = population - Σ max(1, n^F_s, n^E_s) - n^U - Σ max(1, n^F_s) - 1`.
pub fn real_counts(
    tables: &Tables,
    compensation: &[f64],
    base_quarter: Quarter,
    assumptions: &Assumptions,
) -> RealCounts {
    let survey = |name| tables.quarterly.at(name, base_quarter);
    let bands = businesses::bands(tables, assumptions.businesses);
    let unregistered = |s: usize| bands.get(s).map_or(0.0, |bands| bands[0]);
    let firms: Vec<f64> = (tables.industries.iter().enumerate())
        .map(|(s, industry)| industry.enterprises + unregistered(s))
        .collect();
    let owners: f64 = firms.iter().sum();
    let with_self_employed = assumptions.persons == Persons::LabourForce;
    let jobs: Vec<f64> = (tables.industries.iter().zip(compensation))
        .map(|(figures, compensation)| {
            let ratio = if figures.compensation > 0.0 {
                compensation / figures.compensation
            } else {
                1.0
            };
            let self_employed = if with_self_employed {
                figures.self_employment_jobs
            } else {
                0.0
            };
            (figures.employee_jobs + self_employed) * ratio
        })
        .collect();
    let all_jobs: f64 = jobs.iter().sum();
    match assumptions.persons {
        Persons::LabourForce => {
            let not_workers = if assumptions.owners_among_employed {
                owners + 1.0
            } else {
                0.0
            };
            let workers = 1000.0 * survey("employed") - not_workers;
            RealCounts {
                employees: jobs.iter().map(|n| workers * n / nz(all_jobs)).collect(),
                firms,
                unemployed: 1000.0 * survey("unemployed"),
                inactive: 1000.0 * survey("inactive"),
                bands,
            }
        }
        Persons::Jobs => {
            let rate = survey("unemployment_rate") / 100.0;
            let unemployed = (rate * all_jobs / (1.0 - rate)).round();
            let at_least_one = |count: f64| count.max(1.0);
            let working: f64 = (firms.iter().zip(&jobs))
                .map(|(firms, jobs)| at_least_one(*firms).max(*jobs))
                .sum();
            let owning: f64 = firms.iter().map(|&n| at_least_one(n)).sum();
            RealCounts {
                firms,
                employees: jobs,
                unemployed,
                inactive: 1000.0 * tables.accounts.population - working - unemployed - owning - 1.0,
                bands,
            }
        }
    }
}

/// Real counts times `scale`, halves rounded up, at least one firm per industry and one employee
/// per firm.
///
/// `I_s = max(1, round(scale n^F_s))`, `N_s = max(I_s, round(scale n^E_s))`.
pub fn model_counts(real: &RealCounts, scale: f64) -> ModelCounts {
    let scaled = |count: f64| (scale * count + 0.5).floor().max(0.0) as u32;
    let firms: Vec<u32> = real.firms.iter().map(|&n| scaled(n).max(1)).collect();
    let employees: Vec<u32> = (real.employees.iter().zip(&firms))
        .map(|(&n, &firms)| scaled(n).max(firms))
        .collect();
    let industries = 0..firms.len();
    ModelCounts {
        unemployed: scaled(real.unemployed).max(1),
        inactive: scaled(real.inactive).max(1),
        bands: (real.bands.iter().zip(&firms))
            .map(|(bands, &firms)| businesses::rounded(bands, firms))
            .collect(),
        lifted: (industries.clone())
            .filter(|&s| scaled(real.firms[s]) == 0)
            .collect(),
        one_person_firms: industries
            .filter(|&s| scaled(real.employees[s]) < firms[s])
            .collect(),
        firms,
        employees,
    }
}

/// The scale at which `number` of the model's counts is nearest to `wanted`: of the form 1/N where that
/// is as near as any; nothing where there are not so many at a scale of 1.
pub fn scale_of(real: &RealCounts, wanted: u32, number: fn(&ModelCounts) -> u32) -> Option<f64> {
    let count = |scale: f64| number(&model_counts(real, scale));
    let whole = count(1.0);
    if wanted > whole {
        return None;
    }
    if wanted <= count(0.0) {
        return Some(f64::from(wanted) / f64::from(whole));
    }
    // Counts never fall as the scale grows.
    let (mut below, mut reached) = (0.0, 1.0);
    for _ in 0..60 {
        let middle = f64::midpoint(below, reached);
        if count(middle) < wanted {
            below = middle;
        } else {
            reached = middle;
        }
    }
    let one_in = 1.0 / f64::round(1.0 / reached);
    let candidates = [one_in, reached, below];
    candidates
        .into_iter()
        .min_by_key(|&scale| count(scale).abs_diff(wanted))
}

/// Whether `scale` is a share, and leaves enough firms that exist in their own right; the industries
/// that lack one are named from the smallest on.
pub fn scale_problem(
    real: &RealCounts,
    scale: f64,
    largest_lifted_share: f64,
    codes: &[String],
) -> Option<Problem> {
    if !(scale > 0.0 && scale <= 1.0) {
        let message = format!("{scale} is not a share of the economy");
        let remedy = "give a number above 0 and at most 1, such as 1/1000";
        return Some(Problem::new("scale", message, remedy));
    }
    let persons = real.firms.iter().chain(&real.employees).sum::<f64>();
    let persons = scale * (persons + real.unemployed + real.inactive);
    if persons >= f64::from(u32::MAX) {
        let message = format!("{} firms and persons are too many", shown(persons.round()));
        let remedy = "check the counts in industries.csv and quarterly.csv";
        return Some(Problem::new("scale", message, remedy));
    }
    if lifted_share(real, scale) <= largest_lifted_share {
        return None;
    }
    let mut lifted = model_counts(real, scale).lifted;
    lifted.sort_by(|&a, &b| real.firms[a].total_cmp(&real.firms[b]));
    let lifted: Vec<&str> = lifted.iter().map(|&s| codes[s].as_str()).collect();
    let firms: f64 = real.firms.iter().sum();
    let message = format!(
        "1/{:.0} leaves {} of {} industries without a firm of their own (firms in all: {:.0}): {}",
        scale.recip(),
        lifted.len(),
        real.firms.len(),
        scale * firms,
        listed(&lifted)
    );
    let smallest = smallest_scale(real, largest_lifted_share);
    let firms = model_counts(real, 1.0 / smallest as f64).all_firms();
    let remedy = format!("choose a scale of at least 1/{smallest}, {firms} firms");
    Some(Problem::new("scale", message, remedy))
}

/// Share of firms that exist only because each industry needs one \[share\].
fn lifted_share(real: &RealCounts, scale: f64) -> f64 {
    let counts = model_counts(real, scale);
    counts.lifted.len() as f64 / f64::from(counts.all_firms())
}

/// Largest whole number, to two digits, whose inverse is a scale with few enough lifted firms.
fn smallest_scale(real: &RealCounts, largest_lifted_share: f64) -> u64 {
    let mut best = 1;
    for power in 0..9 {
        for digits in 10..100 {
            let inverse = digits * 10_u64.pow(power);
            if lifted_share(real, 1.0 / inverse as f64) > largest_lifted_share {
                return best;
            }
            best = inverse;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn real() -> RealCounts {
        RealCounts {
            firms: vec![1000.0, 4.0, 400.0],
            employees: vec![5000.0, 100.0, 380.0],
            unemployed: 250.0,
            inactive: 3001.0,
            bands: Vec::new(),
        }
    }

    #[test]
    fn counts_are_scaled_and_lifted() {
        // At 1/100: firms 10, 0 lifted to 1, 4; employees 50, 1, 3.8; halves up: 2.5 unemployed.
        let counts = model_counts(&real(), 0.01);
        assert_eq!(counts.firms, [10, 1, 4]);
        assert_eq!(counts.employees, [50, 1, 4]);
        assert_eq!((counts.unemployed, counts.inactive), (3, 30));
        assert_eq!(counts.lifted, [1]);
        assert!(counts.one_person_firms.is_empty());
        assert_eq!(counts.active(), 55 + 3 + 15 + 1);
        assert_eq!(model_counts(&real(), 0.1).one_person_firms, [2]);
    }

    #[test]
    fn a_scale_is_found_by_the_number_of_firms_or_persons() {
        let firms = |wanted| scale_of(&real(), wanted, ModelCounts::all_firms);
        // 10, 1, 4 firms from 1/105 on: 9.52, 0.04 lifted, 3.81. 1404 firms at 1.
        assert_eq!(firms(15), Some(1.0 / 105.0));
        assert_eq!(firms(1404), Some(1.0));
        assert_eq!(firms(1405), None);
        for wanted in 4..1404 {
            let found = model_counts(&real(), firms(wanted).unwrap()).all_firms();
            assert!(found.abs_diff(wanted) <= 1, "{wanted}: {found}");
        }
        assert_eq!(firms(1), Some(1.0 / 1404.0));
        let whole = model_counts(&real(), 1.0).all_persons();
        assert_eq!(whole, 5000 + 100 + 400 + 250 + 3001 + 1404 + 1);
        let persons = |wanted| scale_of(&real(), wanted, ModelCounts::all_persons);
        assert_eq!(persons(whole), Some(1.0));
        let half = persons(whole / 2).unwrap();
        assert!((half - 0.5).abs() < 1e-3, "{half}");
    }

    #[test]
    fn a_scale_must_be_a_share_and_large_enough() {
        let codes = ["A", "B", "C"].map(String::from);
        let problem = |scale| scale_problem(&real(), scale, 0.1, &codes);
        for scale in [0.0, -1.0, f64::NAN, 1.5, f64::INFINITY] {
            assert!(problem(scale).is_some_and(|p| p.key == "scale"), "{scale}");
        }
        assert!(problem(0.01).is_none());
        // At 1/800: firms 1.25, 0.005, 0.5, so 1, 1 (lifted), 1: a third.
        let found = problem(1.0 / 800.0).unwrap();
        assert!(found.message.ends_with(": B"));
        // 1/140: 7, lifted, 3: one in eleven; 1/150: 7, lifted, 3; 1/160: 6, lifted, 3 (2.5): a tenth.
        assert_eq!(found.remedy, "choose a scale of at least 1/160, 10 firms");
    }
}
