//! Parameter files in the published format: a pair of JSON objects, keyed by the symbols of the model.
//!
//! One file holds parameters, the other initial conditions (SPEC 1.2 to 1.5, column "source").
//! They are how the model is checked against other implementations and other countries.

mod keys;
mod write;

use std::path::{Path, PathBuf};

use engine::parameters::{
    Industry, InitialConditions, InputShares, Model, Parameters, Problem, Process, Scalars,
    Switches,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use serde_json::{Map, Value};
pub use write::published;

/// Why a pair of parameter files cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ReferenceError {
    /// A file that cannot be read.
    #[error("{}: cannot be read: {source}; check the path", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A file that is not of the format.
    #[error("{}:{line}:{column}: {message}; {remedy}", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What is wrong.
        message: String,
        /// What to do.
        remedy: &'static str,
    },
    /// Values of a file that cannot be.
    #[error("{}", of_file(path, problems))]
    Values {
        /// The file.
        path: PathBuf,
        /// What is wrong, by published key.
        problems: Vec<Problem>,
    },
    /// Values that cannot be simulated.
    #[error("the parameters cannot be simulated:\n{}", list(.0))]
    Invalid(Vec<Problem>),
}

fn of_file(path: &Path, problems: &[Problem]) -> String {
    let line = |problem: &Problem| format!("{}: {problem}", path.display());
    let lines: Vec<String> = problems.iter().map(line).collect();
    lines.join("\n")
}

fn list(problems: &[Problem]) -> String {
    problems
        .iter()
        .map(|problem| format!("  {problem}"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Reads a pair of files, with the given variant of the model.
///
/// # Errors
/// If a file is unreadable or not of the format, or if the values cannot be simulated.
pub fn read(
    parameters: &Path,
    initial: &Path,
    switches: Switches,
) -> Result<Model, ReferenceError> {
    let parameters: ParameterFile = parse(parameters, None)?;
    let initial: InitialFile = parse(initial, Some(parameters.I_s.len()))?;
    let history_length = parameters.T_prime.0 as usize;
    let initial = initial
        .into_conditions(history_length)
        .map_err(|problem| ReferenceError::Invalid(vec![problem]))?;
    Model::new(parameters.into_parameters(switches), initial).map_err(ReferenceError::Invalid)
}

/// Reads a file; the number of industries is that of its `I_s` if it is not known yet.
fn parse<T: DeserializeOwned>(path: &Path, industries: Option<usize>) -> Result<T, ReferenceError> {
    let unreadable = |source| ReferenceError::Unreadable {
        path: path.to_owned(),
        source,
    };
    let about = std::fs::metadata(path).map_err(unreadable)?;
    if !about.is_file() {
        let source = std::io::Error::other("it is no file");
        return Err(unreadable(source));
    }
    let text = std::fs::read_to_string(path).map_err(unreadable)?;
    let malformed = |error: serde_json::Error| malformed(path, &text, &error);
    let entries: Map<String, Value> = serde_json::from_str(&text).map_err(malformed)?;
    let industries = industries.or(entries.get("I_s").and_then(Value::as_array).map(Vec::len));
    let problems = keys::problems(&entries, industries);
    if !problems.is_empty() {
        let path = path.to_owned();
        return Err(ReferenceError::Values { path, problems });
    }
    serde_json::from_str(&text).map_err(malformed)
}

/// What the parser says, with one position and what to do.
fn malformed(path: &Path, text: &str, error: &serde_json::Error) -> ReferenceError {
    let words = error.to_string();
    let message = words.rsplit_once(" at line ").map_or(&*words, |(it, _)| it);
    let (line, column) = (error.line(), error.column());
    let here = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    let from = here.get(column.saturating_sub(1)..).unwrap_or_default();
    let number = ["NaN", "Inf", "inf", "nan", "-Inf", "-inf"];
    let odd = number.iter().any(|word| from.starts_with(word))
        || here
            .get(column.saturating_sub(2)..)
            .is_some_and(|from| from.starts_with("-I"));
    let remedy = match error.classify() {
        Category::Eof => "the file is cut off; get it whole",
        Category::Syntax if odd => "NaN and infinity are no numbers of JSON; give a number",
        Category::Syntax => "it is no JSON there; correct the file",
        _ if message.starts_with("missing field") => {
            "every key of the published format must be there"
        }
        _ => "give the key what the published format says",
    };
    ReferenceError::Format {
        path: path.to_owned(),
        line,
        column,
        message: message.to_owned(),
        remedy,
    }
}

/// A count, which some programs write as a floating-point number.
#[derive(Clone, Copy, Deserialize)]
#[serde(from = "f64")]
struct Count(u32);

impl From<f64> for Count {
    fn from(value: f64) -> Self {
        Count(value.round() as u32)
    }
}

#[derive(Deserialize)]
#[expect(non_snake_case, reason = "keys are the symbols of the published files")]
struct ParameterFile {
    T_prime: Count,
    H_act: Count,
    H_inact: Count,
    J: Count,
    L: Count,
    I_s: Vec<Count>,
    tau_INC: f64,
    tau_FIRM: f64,
    tau_VAT: f64,
    tau_SIF: f64,
    tau_SIW: f64,
    tau_EXPORT: f64,
    tau_CF: f64,
    tau_G: f64,
    theta_UB: f64,
    psi: f64,
    psi_H: f64,
    mu: f64,
    theta_DIV: f64,
    theta: f64,
    zeta: f64,
    zeta_LTV: f64,
    zeta_b: f64,
    r_G: f64,
    rho: f64,
    r_star: f64,
    pi_star: f64,
    xi_pi: f64,
    xi_gamma: f64,
    alpha_s: Vec<f64>,
    beta_s: Vec<f64>,
    kappa_s: Vec<f64>,
    delta_s: Vec<f64>,
    w_s: Vec<f64>,
    tau_Y_s: Vec<f64>,
    tau_K_s: Vec<f64>,
    a_sg: Vec<Vec<f64>>,
    b_CF_g: Vec<f64>,
    b_CFH_g: Vec<f64>,
    b_HH_g: Vec<f64>,
    c_G_g: Vec<f64>,
    c_E_g: Vec<f64>,
    c_I_g: Vec<f64>,
    alpha_Y_EA: f64,
    beta_Y_EA: f64,
    sigma_Y_EA: f64,
    alpha_pi_EA: f64,
    beta_pi_EA: f64,
    sigma_pi_EA: f64,
    alpha_G: f64,
    beta_G: f64,
    sigma_G: f64,
    alpha_E: f64,
    beta_E: f64,
    sigma_E: f64,
    alpha_I: f64,
    beta_I: f64,
    sigma_I: f64,
    C: [[f64; 3]; 3],
}

impl ParameterFile {
    fn into_parameters(self, switches: Switches) -> Parameters {
        let process = |ar, constant, std| Process { ar, constant, std };
        Parameters {
            industries: (1..=self.I_s.len())
                .map(|number| Industry {
                    code: number.to_string(),
                    section: String::new(),
                    name: format!("industry {number}"),
                })
                .collect(),
            scalars: Scalars {
                tax_income: self.tau_INC,
                tax_corporate: self.tau_FIRM,
                tax_value_added: self.tau_VAT,
                tax_social_employer: self.tau_SIF,
                tax_social_employee: self.tau_SIW,
                tax_export: self.tau_EXPORT,
                tax_capital_formation: self.tau_CF,
                tax_government: self.tau_G,
                unemployment_replacement: self.theta_UB,
                propensity_to_consume: self.psi,
                propensity_to_invest_in_housing: self.psi_H,
                risk_premium: self.mu,
                dividend_payout: self.theta_DIV,
                loan_repayment: self.theta,
                capital_requirement: self.zeta,
                loan_to_value: self.zeta_LTV,
                bankruptcy_loan_ratio: self.zeta_b,
                government_bond_rate: self.r_G,
                taylor_smoothing: self.rho,
                real_equilibrium_rate: self.r_star,
                inflation_target: self.pi_star,
                taylor_inflation: self.xi_pi,
                taylor_growth: self.xi_gamma,
                ..Scalars::default()
            },
            firms_per_industry: self.I_s.iter().map(|count| count.0).collect(),
            active_persons: self.H_act.0,
            inactive_persons: self.H_inact.0,
            government_entities: self.J.0,
            foreign_consumers: self.L.0,
            labour_productivity: self.alpha_s,
            intermediate_productivity: self.beta_s,
            capital_productivity: self.kappa_s,
            depreciation_rate: self.delta_s,
            wage_rate: self.w_s,
            tax_products: self.tau_Y_s,
            tax_production: self.tau_K_s,
            input_shares: InputShares::from_rows(&self.a_sg).unwrap_or_default(),
            firm_investment_shares: self.b_CF_g,
            housing_investment_shares: self.b_CFH_g,
            consumption_shares: self.b_HH_g,
            government_shares: self.c_G_g,
            export_shares: self.c_E_g,
            import_shares: self.c_I_g,
            foreign_output: process(self.alpha_Y_EA, self.beta_Y_EA, self.sigma_Y_EA),
            foreign_inflation: process(self.alpha_pi_EA, self.beta_pi_EA, self.sigma_pi_EA),
            government_consumption: process(self.alpha_G, self.beta_G, self.sigma_G),
            exports: process(self.alpha_E, self.beta_E, self.sigma_E),
            imports: process(self.alpha_I, self.beta_I, self.sigma_I),
            shock_covariance: self.C,
            switches,
            ..Parameters::default()
        }
    }
}

#[derive(Deserialize)]
#[expect(non_snake_case, reason = "keys are the symbols of the published files")]
struct InitialFile {
    N_s: Vec<Count>,
    D_I: f64,
    L_I: f64,
    omega: f64,
    w_UB: f64,
    sb_inact: f64,
    sb_other: f64,
    D_H: f64,
    K_H: f64,
    L_G: f64,
    E_k: f64,
    E_CB: f64,
    D_RoW: f64,
    Y: Vec<f64>,
    pi: Vec<f64>,
    Y_EA: f64,
    pi_EA: f64,
    r_bar: f64,
    C_G: Vec<Option<f64>>,
    C_E: Vec<Option<f64>>,
    Y_I: Vec<Option<f64>>,
}

impl InitialFile {
    fn into_conditions(self, history_length: usize) -> Result<InitialConditions, Problem> {
        let base_quarter = |key: &str, series: &[Option<f64>]| {
            series
                .get(history_length.wrapping_sub(1))
                .copied()
                .flatten()
                .ok_or_else(|| {
                    let message = format!("has no entry {history_length}, the base quarter");
                    Problem::new(key, message, "check T_prime and the length of the series")
                })
        };
        Ok(InitialConditions {
            government_consumption: base_quarter("C_G", &self.C_G)?,
            exports: base_quarter("C_E", &self.C_E)?,
            imports: base_quarter("Y_I", &self.Y_I)?,
            employees_per_industry: self.N_s.iter().map(|count| count.0).collect(),
            firm_deposits: self.D_I,
            firm_loans: self.L_I,
            household_deposits: self.D_H,
            dwellings: self.K_H,
            government_debt: self.L_G,
            bank_equity: self.E_k,
            central_bank_equity: self.E_CB,
            foreign_position: self.D_RoW,
            capacity_utilisation: self.omega,
            unemployment_benefit: self.w_UB,
            benefit_inactive: self.sb_inact,
            benefit_other: self.sb_other,
            output_history: self.Y,
            inflation_history: self.pi,
            foreign_output: self.Y_EA,
            foreign_inflation: self.pi_EA,
            policy_rate: self.r_bar,
            regions: Vec::new(),
        })
    }
}
