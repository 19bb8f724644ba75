//! Words that mean what another word means here: what to write instead of a word that is like none.

/// A word in common use, and the words of this program that may be meant.
const RELATED: &[(&str, &[&str])] = &[
    // Policy and prices of money.
    ("interest_rate", &["policy_rate", "lending_rate"]),
    ("interest", &["policy_rate", "lending_rate"]),
    ("base_rate", &["policy_rate"]),
    ("bank_rate", &["policy_rate"]),
    ("monetary_policy", &["policy_rate"]),
    ("spread", &["risk_premium"]),
    ("loan_rate", &["lending_rate"]),
    (
        "credit",
        &["new_loans", "capital_requirement", "loan_to_value"],
    ),
    ("ltv", &["loan_to_value"]),
    ("bond_yield", &["government_bond_rate"]),
    // Taxes and benefits.
    ("vat", &["tax_value_added"]),
    ("sales_tax", &["tax_value_added"]),
    ("consumption_tax", &["tax_value_added"]),
    ("income_tax", &["tax_income"]),
    ("corporate_tax", &["tax_corporate"]),
    ("corporation_tax", &["tax_corporate"]),
    ("profit_tax", &["tax_corporate"]),
    ("payroll_tax", &["tax_social_employer"]),
    ("tax", &["tax_income", "tax_corporate", "tax_value_added"]),
    ("taxes", &["tax_income", "tax_corporate", "tax_value_added"]),
    ("unemployment_benefit", &["unemployment_replacement"]),
    (
        "benefits",
        &["unemployment_replacement", "benefit_inactive_level"],
    ),
    ("transfers", &["benefit_other_level"]),
    ("pensions", &["benefit_inactive_level"]),
    // Demand and trade.
    ("exports", &["export_demand"]),
    ("export", &["export_demand"]),
    ("imports", &["import_supply", "import_price"]),
    ("import", &["import_supply", "import_price"]),
    ("energy_price", &["import_price"]),
    ("oil_price", &["import_price"]),
    ("tariff", &["import_price"]),
    ("spending", &["government_consumption"]),
    ("government_spending", &["government_consumption"]),
    ("public_spending", &["government_consumption"]),
    (
        "consumption",
        &["propensity_to_consume", "real_household_consumption"],
    ),
    ("saving", &["propensity_to_consume"]),
    ("world_demand", &["foreign_output", "export_demand"]),
    ("foreign_gdp", &["foreign_output"]),
    ("foreign_prices", &["foreign_inflation"]),
    // Firms.
    (
        "productivity",
        &["labour_productivity", "capital_productivity"],
    ),
    ("labor_productivity", &["labour_productivity"]),
    ("tfp", &["labour_productivity"]),
    ("wages", &["wage_rate", "wages", "wage"]),
    ("wage", &["wage_rate", "wage"]),
    ("dividends", &["dividend_payout", "dividend"]),
    ("leverage", &["capital_requirement", "loan_to_value"]),
    ("output", &["quantity", "output"]),
    ("production", &["quantity", "gross_output"]),
    ("hiring", &["employment"]),
    ("credit_demand", &["loan_demand"]),
    ("stocks", &["inventories"]),
    // Series.
    ("gdp", &["real_gdp", "nominal_gdp"]),
    ("unemployment", &["unemployment_rate"]),
    ("cpi", &["consumer_price"]),
    ("debt", &["government_debt", "loans"]),
    ("deficit", &["government_deficit"]),
    // The language.
    ("percent", &["pct"]),
    ("percentage", &["pct"]),
    ("percentage_points", &["pp"]),
    ("points", &["pp"]),
    ("bp", &["pp"]),
    ("basis_points", &["pp"]),
    ("relative", &["pct"]),
    ("absolute", &["level", "add"]),
    ("value", &["level", "add"]),
    ("size", &["pp", "pct", "level", "add"]),
    ("plus", &["add"]),
    ("start", &["from"]),
    ("begin", &["from"]),
    ("since", &["from"]),
    ("at", &["from"]),
    ("till", &["to"]),
    ("duration", &["lasting"]),
    ("length", &["lasting"]),
    ("forever", &["permanent"]),
    ("persistence", &["decay"]),
    ("sectors", &["industries", "products"]),
    ("sector", &["industries", "products"]),
    ("industry", &["industries"]),
    ("goods", &["products"]),
    ("shock", &["shocks"]),
    ("hooks", &["on"]),
    ("hook", &["on"]),
    ("events", &["on"]),
    ("data", &["follow"]),
    ("forecast", &["follow"]),
    ("policy", &["rules"]),
    ("parameters", &["set"]),
    ("params", &["set"]),
    ("scenarios", &["branches"]),
    ("replications", &["runs"]),
    ("simulations", &["runs"]),
    ("periods", &["horizon"]),
    ("quarters", &["horizon"]),
    ("inherits", &["parent"]),
    ("extends", &["parent"]),
    ("base", &["parent"]),
    ("probability", &["share"]),
    ("fraction", &["share"]),
    ("min", &["low", "min"]),
    ("max", &["high", "max"]),
    ("start_of_period", &["period_start"]),
    ("end_of_period", &["period_end"]),
];

/// Those of `candidates` that `word` may mean.
pub fn related<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let word = word.to_lowercase().replace([' ', '-'], "_");
    let meant = RELATED
        .iter()
        .find(|(common, _)| *common == word)
        .map_or(&[][..], |(_, meant)| meant);
    let mut found: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter_map(|candidate| {
            let rank = meant.iter().position(|meant| *meant == candidate)?;
            Some((rank, candidate))
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|(_, candidate)| candidate).collect()
}

#[cfg(test)]
mod tests {
    use super::related;

    #[test]
    fn only_words_that_can_stand_there_are_meant() {
        let levers = ["tax_value_added", "policy_rate", "export_demand"];
        assert_eq!(related("VAT", levers), ["tax_value_added"]);
        assert_eq!(related("interest rate", levers), ["policy_rate"]);
        assert!(related("gdp", levers).is_empty());
    }
}
