//! The opening population: firms, households and balance sheets of the base quarter.
//!
//! Source: SPEC 3. Only firm sizes are drawn; regions and registration numbers, which no equation
//! uses, have streams of their own.

mod identity;
pub(crate) mod sizes;

use crate::accounting::incomes::IncomeRules;
use crate::economy::Economy;
use crate::numeric::{pos, reduce};
use crate::parameters::Model;
use crate::random::Draws;
use crate::record;
use crate::tables::{Employer, Firms};

/// Builds the economy at t = 0.
pub fn economy(model: &Model, draws: Draws) -> Economy {
    let mut economy = Economy::default();
    population(&mut economy, model);
    economy.firms = firms(model, draws);
    identity::fill(&mut economy.firms, &model.initial().regions, draws);
    rates_and_prices(&mut economy, model);
    firm_accounts(&mut economy, model);
    households(&mut economy, model);
    balances(&mut economy);
    economy.accounts = record::opening(&economy, model);
    economy
}

fn population(economy: &mut Economy, model: &Model) {
    let p = model.parameters();
    let mut first_firm = vec![0];
    let mut firms = 0;
    for &count in &p.firms_per_industry {
        firms += count;
        first_firm.push(firms);
    }
    economy.population.first_firm = first_firm;
    economy.population.workers = p.active_persons - firms - 1;
    economy.population.inactive = p.inactive_persons;
    economy.population.government_entities = p.government_entities;
    economy.population.foreign_consumers = p.foreign_consumers;
}

/// Industry attributes, staff, output and stocks of every firm.
///
/// Source: SPEC 3.2. `Y_i = ᾱ_i N_i`, `Q^d_i = Q^s_i = Y_i`, `K_i = Y_i/(ω κ_i)`,
/// `M_i = Y_i/(ω β_i)`, of a quarter whatever the period.
fn firms(model: &Model, draws: Draws) -> Firms {
    let (p, initial) = (model.parameters(), model.initial());
    let count = p.firms();
    let mut firms = Firms::default();
    for (industry, (&number, &staff)) in p
        .firms_per_industry
        .iter()
        .zip(&initial.employees_per_industry)
        .enumerate()
    {
        let mut stream = draws.stream(0, "firm_sizes", industry as u64);
        let sizes = match p.size_bands.get(industry) {
            _ if p.switches.deterministic => sizes::equal(number, staff),
            None => sizes::power_law(number, staff, &mut stream),
            Some(bands) => sizes::banded(bands, staff, &mut stream),
        };
        firms.employees.extend(sizes);
        firms
            .industry
            .extend(std::iter::repeat_n(industry as u16, number as usize));
    }
    let copied = |column: &[f64]| {
        firms
            .industry
            .iter()
            .map(|&s| column[usize::from(s)])
            .collect::<Vec<f64>>()
    };
    firms.labour_productivity = copied(&p.labour_productivity);
    firms.intermediate_productivity = copied(&p.intermediate_productivity);
    firms.capital_productivity = copied(&p.capital_productivity);
    firms.depreciation_rate = copied(&p.depreciation_rate);
    firms.wage_rate = copied(&p.wage_rate);
    firms.tax_products = copied(&p.tax_products);
    firms.tax_production = copied(&p.tax_production);
    firms.output = (0..count)
        .map(|i| firms.labour_productivity[i] * f64::from(firms.employees[i]))
        .collect();
    let at_full_capacity = |productivity: &[f64]| -> Vec<f64> {
        (0..count)
            .map(|i| firms.output[i] / (initial.capacity_utilisation * productivity[i]))
            .collect()
    };
    firms.capital = at_full_capacity(&firms.capital_productivity);
    firms.materials = at_full_capacity(&firms.intermediate_productivity);
    let periods = f64::from(p.frequency.periods_per_quarter());
    firms
        .materials
        .iter_mut()
        .for_each(|stock| *stock *= periods);
    firms.demand.clone_from(&firms.output);
    firms.target_output.clone_from(&firms.output);
    firms.price = vec![1.0; count];
    firms.employment_target = vec![0; count];
    firms.vacancies = vec![0; count];
    for column in [
        &mut firms.sales,
        &mut firms.cost_push,
        &mut firms.inventories,
        &mut firms.inventory_change,
        &mut firms.loans,
        &mut firms.deposits,
        &mut firms.equity,
        &mut firms.profit,
        &mut firms.wage,
        &mut firms.investment_target,
        &mut firms.investment,
        &mut firms.materials_target,
        &mut firms.materials_bought,
        &mut firms.materials_price,
        &mut firms.investment_price,
        &mut firms.expected_profit,
        &mut firms.expected_capital_value,
        &mut firms.expected_loans,
        &mut firms.loan_demand,
        &mut firms.new_loans,
    ] {
        *column = vec![0.0; count];
    }
    firms
}

fn rates_and_prices(economy: &mut Economy, model: &Model) {
    let (p, initial) = (model.parameters(), model.initial());
    let products = p.products();
    economy.central_bank.policy_rate = initial.policy_rate;
    economy.central_bank.rule_rate = initial.policy_rate;
    economy.central_bank.equity = initial.central_bank_equity;
    economy.bank.lending_rate = initial.policy_rate + p.scalars.risk_premium;
    economy.bank.equity = initial.bank_equity;

    let aggregate = &mut economy.aggregate;
    aggregate.period = 1;
    aggregate.output_history.clone_from(&initial.output_history);
    aggregate
        .inflation_history
        .clone_from(&initial.inflation_history);
    aggregate.product_price = vec![1.0; products];
    aggregate.undisturbed_product_price = vec![1.0; products];
    (
        aggregate.price_index,
        aggregate.consumer_price,
        aggregate.capital_price,
    ) = (1.0, 1.0, 1.0);
    (aggregate.consumption_deflator, aggregate.housing_deflator) = (1.0, 1.0);

    let government = &mut economy.government;
    government.consumption_target = initial.government_consumption;
    government.debt = initial.government_debt;
    government.benefit_inactive = initial.benefit_inactive;
    government.benefit_other = initial.benefit_other;
    government.deflator = 1.0;

    let foreign = &mut economy.foreign;
    (foreign.output, foreign.rule_output) = (initial.foreign_output, initial.foreign_output);
    (foreign.inflation, foreign.rule_inflation) =
        (initial.foreign_inflation, initial.foreign_inflation);
    foreign.export_demand = initial.exports;
    foreign.import_supply = initial.imports;
    foreign.position = initial.foreign_position;
    foreign.export_deflator = 1.0;
    foreign.supply = vec![0.0; products];
    foreign.sales = vec![0.0; products];
    foreign.demand = vec![0.0; products];
    foreign.price = vec![1.0; products];
    foreign.rule_price = vec![1.0; products];
}

/// Loans by capital, deposits by margin, and the profit of the base quarter.
///
/// Source: SPEC 3.2. `L_i = L^I K_i/Σ K`, `D_i = D^I pos(π̄_i Y_i)/Σ pos(π̄ Y)` with the operating
/// margin `π̄_i = 1 - (1+τ^SIF) w̄_i/ᾱ_i - δ_i/κ_i - 1/β_i - τ^K_i - τ^Y_i`;
/// `Π_i = π̄_i Y_i - r L_i + r̄ pos(D_i)`.
fn firm_accounts(economy: &mut Economy, model: &Model) {
    let (p, initial) = (&model.parameters().scalars, model.initial());
    let (lending_rate, policy_rate) = (economy.bank.lending_rate, economy.central_bank.policy_rate);
    let firms = &mut economy.firms;
    let count = firms.output.len();
    let margin = |firms: &Firms, i: usize| {
        1.0 - (1.0 + p.tax_social_employer) * firms.wage_rate[i] / firms.labour_productivity[i]
            - firms.depreciation_rate[i] / firms.capital_productivity[i]
            - 1.0 / firms.intermediate_productivity[i]
            - firms.tax_production[i]
            - firms.tax_products[i]
    };
    let surplus: Vec<f64> = (0..count)
        .map(|i| margin(firms, i) * firms.output[i])
        .collect();
    let capital = reduce::total(&firms.capital);
    let positive_surplus = crate::numeric::nz(reduce::sum(count, |i| pos(surplus[i])));
    for (i, &surplus) in surplus.iter().enumerate() {
        firms.loans[i] = initial.firm_loans * firms.capital[i] / capital;
        firms.deposits[i] = initial.firm_deposits * pos(surplus) / positive_surplus;
        firms.profit[i] =
            surplus - lending_rate * firms.loans[i] + policy_rate * pos(firms.deposits[i]);
    }
    economy.bank.profit =
        p.risk_premium * reduce::total(&firms.loans) + policy_rate * initial.bank_equity;
}

/// Jobs, wages, incomes, deposits and dwellings.
///
/// Source: SPEC 3.3, 3.5. Firm `i` takes the next `N_i` workers; the others are unemployed with the
/// wage `w^UB/θ^UB`. `D_h = D^H Y_h/Σ Y_h`, `K_h = K^H Y_h/Σ Y_h`.
fn households(economy: &mut Economy, model: &Model) {
    let (p, initial) = (&model.parameters().scalars, model.initial());
    let workers = economy.population.workers as usize;
    let count = economy.population.households();
    let mut employer = Vec::with_capacity(workers);
    let mut wage = Vec::with_capacity(workers);
    for (firm, &staff) in economy.firms.employees.iter().enumerate() {
        employer.extend(std::iter::repeat_n(Employer::firm(firm), staff as usize));
        wage.extend(std::iter::repeat_n(
            economy.firms.wage_rate[firm],
            staff as usize,
        ));
    }
    employer.resize(workers, Employer::NONE);
    wage.resize(
        workers,
        initial.unemployment_benefit / crate::numeric::nz(p.unemployment_replacement),
    );

    let rules = IncomeRules {
        scalars: p,
        price: 1.0,
        benefit_inactive: initial.benefit_inactive,
        benefit_other: initial.benefit_other,
        employer: &employer,
        wage: &wage,
        inactive: economy.population.inactive as usize,
        firm_profit: &economy.firms.profit,
        firm_payout: &[],
        bank_profit: economy.bank.profit,
    };
    let mut income = vec![0.0; count];
    rules.incomes(0, &mut income);
    let total = reduce::total(&income);
    let households = &mut economy.households;
    households.deposits = income
        .iter()
        .map(|y| initial.household_deposits * y / total)
        .collect();
    households.housing = income
        .iter()
        .map(|y| initial.dwellings * y / total)
        .collect();
    households.income = income;
    households.employer = employer;
    households.wage = wage;
    households.consumption_budget = vec![0.0; count];
    households.consumption = vec![0.0; count];
    households.housing_budget = vec![0.0; count];
    households.housing_investment = vec![0.0; count];
}

/// Source: SPEC 3.6. `D_k = Σ D_i + Σ D_h + E_k - Σ L_i`.
fn balances(economy: &mut Economy) {
    economy.bank.reserves = reduce::total(&economy.firms.deposits)
        + reduce::total(&economy.households.deposits)
        + economy.bank.equity
        - reduce::total(&economy.firms.loans);
}
