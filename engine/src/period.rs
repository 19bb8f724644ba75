//! The period: every phase of the model, in order. What is not a line here does not happen, but for
//! what a scenario adds around the phases:
//!
//! - its hooks, levers and given values, at [sites](crate::simulation::Site) before and after them;
//! - its [strategies](crate::strategies): before the first phase firms may choose anew among them, and
//!   right after the phase of a decision what they decide takes the place of the model's own;
//! - `government.capital_transfers`, which hooks pay, starts every quarter at 0.
//!
//! Phases up to `foreign_trade` use the price indices of the previous period, phases from
//! `firm_stocks` on those of this one, set in `price_indices`. Between `policy_rate` and
//! `lending_rate` lies the scenario hook of the published model: `before productivity_trend`.

use crate::access::Access;
use crate::economy::Economy;
use crate::phases::{self, Context};

/// One step of the period.
#[derive(Clone, Copy, Debug)]
pub struct Phase {
    /// Name, also of its file in `phases/` and of the sites before and after it.
    pub name: &'static str,
    /// Section of the model specification.
    pub section: &'static str,
    /// What happens, in one sentence.
    pub summary: &'static str,
    /// The columns it touches.
    pub access: Access,
    /// Bytes that memory moves for it at least, as `access` declares it; see [`crate::access`].
    pub least_bytes: fn(&Economy) -> u64,
    pub(crate) run: fn(&mut Economy, &Context),
}

impl Phase {
    /// Whether the phase writes or updates `column`, given as `table.column`.
    pub fn sets(&self, column: &str) -> bool {
        self.access.writes.contains(&column) || self.access.updates.contains(&column)
    }
}

macro_rules! period {
    ($($name:ident $section:literal $summary:literal;)*) => {
        &[$(Phase {
            name: stringify!($name),
            section: $section,
            summary: $summary,
            access: phases::$name::ACCESS,
            least_bytes: phases::$name::least_bytes,
            run: |economy, context| phases::$name::run(phases::$name::View::of(economy), context),
        }),*]
    };
}

/// The phases of a period.
pub const PERIOD: &[Phase] = period! {
    refinancing        "4.1"  "Insolvent firms are refinanced at the bank's expense";
    expectations       "4.2"  "Growth and inflation are forecast from their histories";
    foreign_economy    "4.3"  "Shocks are drawn; foreign output and inflation move";
    policy_rate        "4.3"  "The central bank sets its rate";
    productivity_trend "4.4"  "Labour productivity and wages grow by their trend (growth extension)";
    firm_levers_on     "4.4"  "Levers on firms' productivities, wage rates and taxes take effect";
    lending_rate       "4.5"  "The bank sets its rate";
    production_plan    "4.6"  "Firms set target output from last demand and expected growth";
    pricing            "4.6"  "Firms set prices from costs and expected inflation";
    input_plan         "4.6"  "Firms set targets for investment, materials and staff";
    financing_plan     "4.6"  "Firms expect profits and ask for loans";
    credit_market      "4.7"  "The bank grants loans within its capital and the firms' collateral";
    labour_market      "4.8"  "Firms dismiss and hire";
    production         "4.9"  "Firms produce; wages follow labour intensity";
    pay                "4.9"  "Workers receive their employer's wage";
    social_benefits    "4.10" "Benefits grow with expected output";
    bank_expectation   "4.10" "The bank expects a profit";
    household_budgets  "4.11" "Households plan consumption and housing from expected income";
    government_demand  "4.12" "The government plans its purchases";
    foreign_trade      "4.13" "Export demand, import supply and import prices are set";
    goods_market       "4.14" "Firms, households, foreigners and government buy, product by product";
    price_indices      "4.15" "Inflation and price indices follow from sales";
    firm_stocks        "4.16" "Capital, materials and inventories change";
    firm_profits       "4.17" "Firms' profits are booked";
    bank_profit        "4.18" "The bank's profit and equity are booked";
    household_incomes  "4.19" "Households receive income";
    household_deposits "4.20" "Households pay; deposits change";
    central_bank       "4.21" "The central bank's equity is booked";
    government_budget  "4.22" "Revenue, deficit and debt of the government are booked";
    firm_finances      "4.23" "Firms' deposits, loans and equity change";
    foreign_position   "4.24" "The position of the rest of the world changes";
    bank_reserves      "4.25" "The bank's claim on the central bank balances its books";
    close              "4.26" "Output joins the history; the calendar advances";
    record             "5"    "National accounts are drawn up";
    firm_levers_off    "4.4"  "Levers on firms spring back";
};

#[cfg(test)]
mod tests {
    use super::PERIOD;
    use crate::access::timing_problems;
    use crate::economy::Economy;
    use crate::tables::Employer;

    #[test]
    fn every_phase_reads_what_is_there_when_it_runs() {
        assert_eq!(timing_problems(PERIOD), Vec::<String>::new());
    }

    #[test]
    fn a_wrong_word_is_noticed() {
        let swapped: Vec<_> = PERIOD.iter().rev().copied().collect();
        assert!(timing_problems(&swapped).len() > 20);
    }

    /// Bytes of the phase `name` for an economy of 100 firms and 1000 workers.
    fn least_bytes(name: &str) -> u64 {
        let mut economy = Economy::default();
        let firms = &mut economy.firms;
        for column in [
            &mut firms.demand,
            &mut firms.target_output,
            &mut firms.wage,
            &mut firms.labour_productivity,
            &mut firms.deposits,
            &mut economy.before_levers.labour_productivity,
        ] {
            *column = vec![1.0; 100];
        }
        economy.households.employer = vec![Employer::NONE; 1000];
        economy.households.wage = vec![1.0; 1000];
        let phase = PERIOD.iter().find(|phase| phase.name == name).unwrap();
        (phase.least_bytes)(&economy)
    }

    #[test]
    fn what_is_read_moves_once_and_what_is_changed_comes_in_and_goes_out() {
        assert_eq!(least_bytes("production_plan"), 100 * 8 + 8 + 2 * 100 * 8);
        assert_eq!(least_bytes("pay"), 100 * 8 + 1000 * 4 + 2 * 1000 * 8);
    }

    #[test]
    fn what_may_be_left_alone_moves_nothing_and_what_grows_its_length() {
        let scalars = 8 + 2 * (4 + 8 + 8);
        assert_eq!(least_bytes("refinancing"), scalars);
        assert_eq!(least_bytes("firm_levers_off"), 2 * 100 * 8);
    }

    #[test]
    fn every_declared_column_exists() {
        let columns: Vec<String> = Economy::columns()
            .map(|c| format!("{}.{}", c.table, c.name))
            .collect();
        for phase in PERIOD {
            let access = phase.access;
            for column in [access.lagged, access.reads, access.writes, access.updates].concat() {
                let known =
                    column.starts_with("accounts.") || columns.iter().any(|known| known == column);
                assert!(known, "{}: {column}", phase.name);
            }
        }
    }
}
