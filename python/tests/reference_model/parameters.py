"""Parameters: sections 1.2 to 1.4, under words instead of symbols."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, get_args, get_type_hints

import numpy as np

# Constants of the model, section 4.9.
MAX_LABOUR_INTENSITY = 1.5


@dataclass
class Parameters:
    """All parameters: kind, symbol in the published files, unit.

    Arrays have one entry per industry, which is also its product.
    """

    # Numbers of agents, section 1.2.
    history_length: Annotated[int, "T_prime", "quarters"]
    active_persons: Annotated[int, "H_act", "persons"]
    inactive_persons: Annotated[int, "H_inact", "persons"]
    government_entities: Annotated[int, "J", "count"]
    foreign_consumers: Annotated[int, "L", "count"]

    # Taxes and social contributions.
    tax_income: Annotated[float, "tau_INC", "rate"]
    tax_corporate: Annotated[float, "tau_FIRM", "rate"]
    tax_value_added: Annotated[float, "tau_VAT", "rate"]
    tax_social_employer: Annotated[float, "tau_SIF", "rate"]
    tax_social_employee: Annotated[float, "tau_SIW", "rate"]
    tax_export: Annotated[float, "tau_EXPORT", "rate"]
    tax_capital_formation: Annotated[float, "tau_CF", "rate"]
    tax_government: Annotated[float, "tau_G", "rate"]

    # Behaviour and finance.
    unemployment_replacement: Annotated[float, "theta_UB", "share of last wage"]
    propensity_consume: Annotated[float, "psi", "share of expected income"]
    propensity_invest_housing: Annotated[float, "psi_H", "share of expected income"]
    risk_premium: Annotated[float, "mu", "rate per quarter"]
    dividend_payout: Annotated[float, "theta_DIV", "share of profit after tax"]
    loan_repayment: Annotated[float, "theta", "rate per quarter"]
    capital_requirement: Annotated[float, "zeta", "equity per loan"]
    loan_to_value: Annotated[float, "zeta_LTV", "ratio"]
    bankruptcy_loan_ratio: Annotated[float, "zeta_b", "loans per capital"]
    government_bond_rate: Annotated[float, "r_G", "rate per quarter"]

    # Taylor rule.
    taylor_smoothing: Annotated[float, "rho", "weight"]
    real_equilibrium_rate: Annotated[float, "r_star", "rate per quarter"]
    inflation_target: Annotated[float, "pi_star", "rate per quarter"]
    taylor_inflation: Annotated[float, "xi_pi", "weight"]
    taylor_growth: Annotated[float, "xi_gamma", "weight"]

    # Industries and products, section 1.3.
    firms_per_industry: Annotated[np.ndarray, "I_s", "count"]
    labour_productivity: Annotated[np.ndarray, "alpha_s", "RU per person"]
    intermediate_productivity: Annotated[np.ndarray, "beta_s", "RU per RU"]
    capital_productivity: Annotated[np.ndarray, "kappa_s", "RU per RU"]
    depreciation_rate: Annotated[np.ndarray, "delta_s", "rate per quarter"]
    wage_rate: Annotated[np.ndarray, "w_s", "RU per person"]
    tax_products: Annotated[np.ndarray, "tau_Y_s", "rate on output"]
    tax_production: Annotated[np.ndarray, "tau_K_s", "rate on output"]
    input_shares: Annotated[np.ndarray, "a_sg", "share; row product, column using industry"]
    firm_investment_shares: Annotated[np.ndarray, "b_CF_g", "share"]
    housing_investment_shares: Annotated[np.ndarray, "b_CFH_g", "share"]
    consumption_shares: Annotated[np.ndarray, "b_HH_g", "share"]
    government_shares: Annotated[np.ndarray, "c_G_g", "share"]
    export_shares: Annotated[np.ndarray, "c_E_g", "share"]
    import_shares: Annotated[np.ndarray, "c_I_g", "share"]

    # Exogenous processes, section 1.4: slope and constant of log levels. No draws, no deviations.
    foreign_output_slope: Annotated[float, "alpha_Y_EA", "none"]
    foreign_output_constant: Annotated[float, "beta_Y_EA", "log"]
    foreign_inflation_slope: Annotated[float, "alpha_pi_EA", "none"]
    foreign_inflation_constant: Annotated[float, "beta_pi_EA", "log"]
    government_slope: Annotated[float, "alpha_G", "none"]
    government_constant: Annotated[float, "beta_G", "log"]
    export_slope: Annotated[float, "alpha_E", "none"]
    export_constant: Annotated[float, "beta_E", "log"]
    import_slope: Annotated[float, "alpha_I", "none"]
    import_constant: Annotated[float, "beta_I", "log"]

    # Growth extension of the United Kingdom: off without these keys, as in the published model.
    productivity_trend: Annotated[float, "productivity_trend", "rate per quarter"] = 0.0
    demand_trend: Annotated[float, "demand_trend", "log per quarter"] = 0.0
    investment_adjustment: Annotated[float, "investment_adjustment", "share per quarter"] = 0.0
    target_utilisation: Annotated[float, "target_utilisation", "share"] = 0.85

    # Sections 0.2 and 9.12.
    zero_lower_bound: bool = True
    domestic_policy_rule: bool = False

    @property
    def products(self) -> int:
        """Number of products and of industries, G."""
        return len(self.firms_per_industry)

    @classmethod
    def read(cls, published: Mapping[str, Any], **switches: bool) -> "Parameters":
        """Takes the parameters from a file in the published format."""
        named = {}
        for name, hint in get_type_hints(cls, include_extras=True).items():
            if get_args(hint):
                kind, source, _unit = get_args(hint)
                read = vector if kind is np.ndarray else kind
                if source in published or not hasattr(cls, name):
                    named[name] = read(published[source])
        return cls(**named, **switches)


def vector(values: Any) -> np.ndarray:
    """Values as an array of 64-bit numbers of its own; what is missing (null) is NaN."""
    return np.array(values, dtype=float)
