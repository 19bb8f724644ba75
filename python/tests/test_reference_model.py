"""The reference model against published numbers: it is what it claims to be.

The Austrian files may not be part of the repository. Tests that need them read them from the
folder that REFERENCE_DATA names, or from ../shared/validation beside the repository, and are
skipped where there is none. The printed values are those of appendix A of the specification.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from reference_model import ReferenceModel
from reference_model.identities import identity_errors
from reference_model.plans import fit_autoregression

PRINTED = 2e-11  # values of the appendix have 12 digits
PUBLISHED = 1e-10  # values of the files, which have all digits

Published = Mapping[str, Any]


@pytest.fixture(scope="module")
def data() -> Path:
    """The folder of the Austrian files."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "validation"
    folder = Path(os.environ.get("REFERENCE_DATA", beside))
    if not (folder / "austria_2010Q1_parameters.json").is_file():
        pytest.skip(
            f"no Austrian files in {folder}: set REFERENCE_DATA to the folder that has them"
        )
    return folder


def read(folder: Path, name: str) -> Published:
    """One file of the folder."""
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture
def austria(data: Path) -> ReferenceModel:
    """Austria, 2010Q1, before its first quarter."""
    return ReferenceModel(
        read(data, "austria_2010Q1_parameters"), read(data, "austria_2010Q1_initial_conditions")
    )


def test_estimation() -> None:
    """Appendix A.8."""
    # fmt: off
    history = [
        9.567778424837963, 9.574191416943812, 9.580605059126121, 9.588931171444848,
        9.600311304740346, 9.604640931220233, 9.613107726219265, 9.618230372010803,
        9.626726085704139, 9.642208926006326, 9.641763844732605, 9.649690917106851,
    ]
    # fmt: on
    fitted = fit_autoregression(history)
    assert fitted == pytest.approx((0.984009645632709, 0.161039024858073), rel=1e-11)


@pytest.mark.parametrize("constant", [0.0, 0.5, 11.8])
def test_estimation_of_a_constant(constant: float) -> None:
    """Section 2.3: the fitted value is the constant, with the solution of least norm."""
    slope, intercept = fit_autoregression([constant] * 54)
    assert slope == pytest.approx(constant**2 / (constant**2 + 1), abs=1e-12)
    assert slope * constant + intercept == pytest.approx(constant, abs=1e-12)


def test_austria_initial_state(austria: ReferenceModel) -> None:
    """Appendix A.1."""
    firms, households, bank = (
        austria.economy.firms,
        austria.economy.households,
        austria.economy.bank,
    )
    assert firms.count == 624
    assert len(households.wage) == 4118
    assert len(households.income) == 8873
    assert firms.employees.sum() == 3896
    assert (~households.employed).sum() == 222
    assert firms.employees[46:61].tolist() == [3, 3, 9, 9, 1, 6, *[16] * 5, 11, 11, 9, 9]

    first = {
        "margin": (firms.operating_margin[0], 0.360614757376),
        "capital": (firms.capital[0], 894.46097561),
        "materials": (firms.materials[0], 22.9653427622),
        "loans": (firms.loans[0], 269.225647584),
        "deposits": (firms.deposits[0], 35.6775261445),
        "profit": (firms.profit[0], 4.13125692165),
    }
    totals = {
        "output": (firms.output.sum(), 137000.41675),
        "total capital": (firms.capital.sum(), 787127.087564),
        "total materials": (firms.materials.sum(), 81174.713887),
        "total profit": (firms.profit.sum(), 10879.3373379),
        "income": (households.income.sum(), 44804.965368),
        "bank profit": (bank.profit, 6476.29252774),
        "reserves": (bank.reserves, 126431.0),
        "lending rate": (bank.lending_rate, 0.0283599035957),
        "first wage": (households.wage[0], 0.269710105571),
        "first income": (households.income[0], 0.76612828591),
        "first deposits": (households.deposits[0], 3.75910141029),
        "inactive": (households.income[households.inactive][0], 2.82875424049),
        "investor": (households.income[households.investors][0], 2.94720271888),
        "banker": (households.income[households.banker], 3695.36963367),
        "banker's deposits": (households.deposits[households.banker], 18131.7795687),
    }
    expect_printed(first | totals)


def expect_printed(pairs: Mapping[str, tuple[float, float]]) -> None:
    """Every value is the printed one."""
    wrong = {
        name: pair
        for name, pair in pairs.items()
        if pair[0] != pytest.approx(pair[1], rel=PRINTED, abs=1e-14)
    }
    assert not wrong


def test_austria_first_quarter(austria: ReferenceModel) -> None:
    """Appendix A.2, the order of the phases; means are over firms or products."""
    austria.step()
    economy = austria.economy
    firms, households, bank = economy.firms, economy.households, economy.bank
    world, government, aggregate = economy.world, economy.government, economy.aggregate

    output = fit_autoregression(np.log(aggregate.output_history[:-1]))
    inflation = fit_autoregression(aggregate.inflation_history[:-1])
    borrowed = firms.new_loans[firms.new_loans > 0]
    assert len(borrowed) == 41
    assert (~households.employed).sum() == 222

    price = 1.00308976772
    expect_printed(
        {
            "2 output slope": (output[0], 0.971001709000430),
            "2 output constant": (output[1], 0.344659199612677),
            "2 inflation slope": (inflation[0], 0.179472383531993),
            "2 inflation constant": (inflation[1], 0.002904103395125),
            "2 expected growth": (aggregate.expected_growth, 0.00218224028533),
            "2 expected inflation": (aggregate.expected_inflation, 0.00308976771742),
            "3 output": (world.output, 2358680.82007),
            "3 growth": (world.growth, 0.00162779963702),
            "3 inflation": (world.inflation, 0.00337230866833),
            "4 policy rate": (economy.central_bank.policy_rate, 0.00176157649674),
            "6 lending rate": (bank.lending_rate, 0.028475548191),
            "7 target": (firms.target_output.mean(), 220.031065029),
            "7 price": (firms.price.mean(), price),
            "7 investment": (firms.investment_target.mean(), 21.6029450756),
            "7 materials": (firms.materials_target.mean(), 110.815830329),
            "7 employment": (firms.employment_target.mean(), 6.24358974359),
            "7 profit": (firms.expected_profit.mean(), 17.5268696259),
            "7 loan demand": (firms.loan_demand.mean(), 6.30631670388),
            "7 capital value": (firms.expected_capital_value.mean(), 1265.31911447),
            "7 loans": (firms.expected_loans.mean(), 360.693990385),
            "8 loans": (borrowed.sum(), 3935.14162322),
            "8 mean loan": (borrowed.mean(), 95.979063981),
            "10 wage": (firms.wage.mean(), 6.61217623412),
            "10 output": (firms.output.sum(), 137299.384578),
            "11 wage": (households.wage.mean(), 7.52210954135),
            "12 other benefit": (government.benefit_other, 0.591574050038),
            "12 benefit of the inactive": (government.benefit_inactive, 2.24335321192),
            "13 profit": (bank.expected_profit, 6510.47926093),
            "14 consumption": (households.consumption_budget.sum(), 35538.3158821),
            "14 housing": (households.housing_budget.sum(), 2950.59566349),
            "15 consumption": (government.consumption_target, 14783.2494304),
            "15 budget": (government.entity_budget, 95.0572194698),
            "16 exports": (world.export_demand, 34246.8701713),
            "16 budget": (world.consumer_budget, 110.10475976),
            "16 imports": (world.import_supply, 33214.9736017),
            "16 supply": (world.supply.mean(), 535.725380673),
            "16 price": (world.price.mean(), price),
            "17 consumption": (households.consumption.sum(), 35136.4805352),
            "17 housing": (households.housing_investment.sum(), 2699.65112867),
            "17 dwellings": (households.housing.sum(), 408076.551129),
            "17 demand": (firms.demand.mean(), 220.091956259),
            "17 sales": (firms.sales.mean(), 216.664359275),
            "17 import demand": (world.demand.mean(), 527.296948494),
            "17 import sales": (world.sales.mean(), 527.296948494),
            "17 materials": (firms.materials_bought.mean(), 110.782939959),
            "17 investment": (firms.investment.mean(), 21.6029450756),
            "17 price of materials": (firms.materials_price.mean(), price),
            "17 price of investment": (firms.investment_price.mean(), price),
            "17 government": (government.consumption, 14370.3493338),
            "17 foreigners": (world.consumption, 33339.1998577),
            "17 consumption deflator": (aggregate.consumption_deflator, price),
            "17 housing deflator": (aggregate.housing_deflator, price),
            "17 government deflator": (government.deflator, price),
            "17 export deflator": (world.export_deflator, price),
            "18 inflation": (aggregate.inflation_history[-1], 0.00308500419474),
            "18 price index": (aggregate.price_index, price),
            "18 consumer price": (aggregate.consumer_price, price),
            "18 capital price": (aggregate.capital_price, price),
            "18 least product price": (aggregate.product_price.min(), price),
            "18 largest product price": (aggregate.product_price.max(), price),
            "19 capital": (firms.capital.mean(), 1261.42161469),
            "19 materials": (firms.materials.mean(), 130.054792141),
            "19 inventory change": (firms.inventory_change.mean(), 3.36670575471),
            "19 inventories": (firms.inventories.mean(), 3.36670575471),
            "20 profit": (firms.profit.mean(), 17.5490657725),
            "21 profit": (bank.profit, 6486.63809324),
            "21 equity": (bank.equity, 90742.3899598),
            "22 income": (households.income.sum(), 45032.3263299),
            "23 deposits": (households.deposits.sum(), 221816.676361),
            "24 equity": (economy.central_bank.equity, 108046.282122),
            "25 revenue": (government.revenue, 28783.0088778),
            "25 deficit": (government.deficit, 3140.69158793),
            "25 debt": (government.debt, 235751.591588),
            "26 deposits": (firms.deposits.mean(), 71.7924943932),
            "26 loans": (firms.loans.mean(), 367.000307088),
            "26 equity": (firms.equity.mean(), 1103.94504111),
            "27 position": (world.position, -644.081733029),
            "28 reserves": (bank.reserves, 128349.391199),
        }
    )


def test_austria_published_initial_state(austria: ReferenceModel, data: Path) -> None:
    """Every firm and every household of the base quarter, from the files."""
    expect_published(
        read(data, "deterministic_init_vars_firms"),
        {
            **firm_state(austria),
            "Q_d_i": austria.economy.firms.output,
            "alpha_bar_i": austria.economy.firms.labour_productivity,
            "beta_i": austria.economy.firms.intermediate_productivity,
            "kappa_i": austria.economy.firms.capital_productivity,
            "delta_i": austria.economy.firms.depreciation_rate,
            "w_bar_i": austria.economy.firms.wage_rate,
            "pi_bar_i": austria.economy.firms.operating_margin,
            "tau_Y_i": austria.economy.firms.tax_products,
            "tau_K_i": austria.economy.firms.tax_production,
        },
        left_out={"V_i"},
    )
    households = household_state(austria)
    expect_published(read(data, "deterministic_init_vars_households"), households)


def test_austria_published_first_quarter(austria: ReferenceModel, data: Path) -> None:
    """Every decision and stock of every firm and household after a quarter, from the files."""
    austria.step()
    firms, government, world = (
        austria.economy.firms,
        austria.economy.government,
        austria.economy.world,
    )
    published = read(data, "deterministic_state_t1")
    expect_published(
        {name: values for name, values in published.items() if name.endswith("_i")},
        {
            **firm_state(austria),
            "Q_s_i": firms.target_output,
            "I_d_i": firms.investment_target,
            "DM_d_i": firms.materials_target,
            "N_d_i": firms.employment_target,
            "Pi_e_i": firms.expected_profit,
            "DL_d_i": firms.loan_demand,
            "DL_i": firms.new_loans,
            "K_e_i": firms.expected_capital_value,
            "L_e_i": firms.expected_loans,
            "w_i": firms.wage,
            "Q_d_i": firms.demand,
            "Q_i": firms.sales,
            "DM_i": firms.materials_bought,
            "I_i": firms.investment,
            "P_bar_i": firms.materials_price,
            "P_CF_i": firms.investment_price,
            "DS_i": firms.inventory_change,
            "E_i": firms.equity,
        },
        left_out={"V_i", "alpha_i", "DD_i"},
    )
    names = ["P_bar_g", "Y_m", "P_m", "Q_d_m", "Q_m", "Y_G", "Pi_G", "L_G"]
    expect_published(
        {name: published[name] for name in names},
        {
            "P_bar_g": austria.economy.aggregate.product_price,
            "Y_m": world.supply,
            "P_m": world.price,
            "Q_d_m": world.demand,
            "Q_m": world.sales,
            "Y_G": government.revenue,
            "Pi_G": government.deficit,
            "L_G": government.debt,
        },
    )
    households = austria.economy.households
    expect_published(
        read(data, "deterministic_households_t1"),
        {
            **household_state(austria),
            "C_h": households.consumption,
            "I_h": households.housing_investment,
        },
    )

    recorded = {name: values[1] for name, values in austria.series().items()}
    for name in ["nominal_sector_gva", "real_sector_gva"]:
        recorded[name] = austria.industry_series()[name][1]
    expect_published(read(data, "deterministic_output_t1"), recorded)


def firm_state(model: ReferenceModel) -> dict[str, np.ndarray]:
    """State of firms under the symbols of the files."""
    firms = model.economy.firms
    return {
        "G_i": firms.industry + 1,
        "N_i": firms.employees,
        "Y_i": firms.output,
        "P_i": firms.price,
        "K_i": firms.capital,
        "M_i": firms.materials,
        "S_i": firms.inventories,
        "L_i": firms.loans,
        "D_i": firms.deposits,
        "Pi_i": firms.profit,
    }


def household_state(model: ReferenceModel) -> dict[str, np.ndarray]:
    """State of households under the symbols of the files."""
    households = model.economy.households
    return {
        "w_h": households.wage,
        "O_h": households.employer + 1,
        "Y_h": households.income,
        "D_h": households.deposits,
        "K_h": households.housing,
    }


def expect_published(
    published: Published, ours: Mapping[str, Any], left_out: frozenset[str] | set[str] = frozenset()
) -> None:
    """Every entry of a file is the same; `left_out` are variables that nothing keeps."""
    names = set(published) - {"_meta"} - left_out
    assert names <= set(ours), f"not compared: {names - set(ours)}"
    apart = {name: deviation(ours[name], np.ravel(published[name])) for name in names}
    assert max(apart.values()) < PUBLISHED, {n: d for n, d in apart.items() if d >= PUBLISHED}


def deviation(ours: Any, theirs: np.ndarray) -> float:
    """Largest difference, relative to each value, or to the mean size where a value is less."""
    size = np.maximum(np.abs(theirs), np.abs(theirs).mean())
    return float(np.max(np.abs(ours - theirs) / np.where(size == 0, 1.0, size)))


# fmt: off
FIVE_QUARTERS: dict[str, list[float]] = {
    "nominal_gdp": [74198.4218424, 74357.2342674, 74881.5461221, 75371.7757109, 75865.8986808],
    "real_gdp": [73969.8721195, 73872.3192702, 74131.4612549, 74353.3502322, 74576.4150095],
    "nominal_gva": [66670.8871324, 66701.6467032, 67184.3924635, 67625.501034, 68070.443229],
    "real_gva": [66465.5241017, 66266.6570329, 66511.4096164, 66711.7434289, 66913.4579883],
    "nominal_household_consumption": [40507.7378627, 41178.9523912, 41373.3216168, 41631.3438279, 41891.7093635],
    "real_household_consumption": [40382.9638846, 40910.4070132, 40958.8870323, 41068.8199803, 41179.6809538],
    "nominal_government_consumption": [14501.8064252, 15012.2199093, 15152.7214508, 15257.4904482, 15362.7575421],
    "real_government_consumption": [14457.1372293, 14914.3188692, 15000.9373645, 15051.3308232, 15101.6385764],
    "nominal_capitalformation": [18544.7958215, 16529.4918927, 16515.0017839, 16593.8852282, 16700.5663681],
    "real_capitalformation": [18487.6732056, 16421.6960798, 16349.5718006, 16369.6682007, 16416.7088246],
    "nominal_fixed_capitalformation": [16458.0673752, 16410.6074762, 16497.3366581, 16605.8881243, 16712.9759834],
    "real_fixed_capitalformation": [16407.3724056, 16303.5869589, 16332.0836256, 16381.5089134, 16428.9075151],
    "nominal_fixed_capitalformation_dwellings": [2936.17884467, 3227.66895072, 3240.66696487, 3261.38567669, 3279.1322178],
    "real_fixed_capitalformation_dwellings": [2927.13467844, 3206.61995535, 3208.20535883, 3217.31774492, 3223.39719687],
    "nominal_exports": [33437.5044952, 34374.3389808, 34814.6817348, 35132.8632321, 35418.4914734],
    "real_exports": [33334.5086066, 34150.169367, 34465.9447324, 34658.1470307, 34816.4875795],
    "nominal_imports": [32793.4227621, 32737.7689066, 32974.1804642, 33243.8070255, 33507.6260663],
    "real_imports": [32692.4108066, 32524.272059, 32643.879675, 32794.6158028, 32938.1009248],
    "operating_surplus": [31123.6925264, 30540.0493387, 30718.5907299, 30916.5036499, 31120.3117127],
    "compensation_employees": [34603.330054, 35214.8619032, 35511.1582047, 35747.9432367, 35982.5620404],
    "wages": [28547.0347916, 29051.5359754, 29295.9743232, 29491.3170991, 29684.8727811],
    "taxes_production": [943.864552075, 946.735461319, 954.643528906, 961.05414747, 967.569475902],
    "euribor": [0.00176157649674, 0.00187549092755, 0.00198022201877, 0.00207365583716, 0.00215567287002],
    "gdp_deflator_growth_ea": [0.00337230866833, 0.00392431248916, 0.00413667287603, 0.0042183505136, 0.00424976237642],
    "real_gdp_ea": [2358680.82007, 2362380.33117, 2365950.58964, 2369395.91818, 2372720.50881],
}
FIVE_QUARTERS_OF_INDUSTRIES: dict[tuple[str, int], list[float]] = {
    ("nominal_sector_gva", 1): [609.738465148, 613.290216438, 616.868618019, 620.466295487, 624.065771308],
    ("nominal_sector_gva", 36): [3086.37041274, 3205.07336365, 3229.24896095, 3246.49842329, 3265.95230702],
    ("nominal_sector_gva", 62): [482.191400377, 511.404160371, 516.082884901, 518.684057181, 521.733879432],
    ("real_sector_gva", 1): [607.860317961, 609.290691354, 610.689474566, 612.082538065, 613.458599496],
    ("real_sector_gva", 36): [3076.86361886, 3184.17172366, 3196.9017285, 3202.6316485, 3210.44130347],
    ("real_sector_gva", 62): [480.706130095, 508.069077384, 510.913307317, 511.675584125, 512.866030635],
}
# fmt: on


@pytest.mark.parametrize("zero_lower_bound", [True, False])
def test_austria_five_quarters(data: Path, zero_lower_bound: bool) -> None:
    """Appendix A.3; the policy rate stays above zero, so both profiles give the same."""
    model = ReferenceModel(
        read(data, "austria_2010Q1_parameters"),
        read(data, "austria_2010Q1_initial_conditions"),
        zero_lower_bound=zero_lower_bound,
    )
    for _ in range(5):
        model.step()
    series, industries = model.series(), model.industry_series()
    pairs = {
        f"{name} {quarter}": (series[name][quarter], value)
        for name, values in FIVE_QUARTERS.items()
        for quarter, value in enumerate(values, start=1)
    }
    pairs |= {
        f"{name} of {industry}, {quarter}": (industries[name][quarter, industry - 1], value)
        for (name, industry), values in FIVE_QUARTERS_OF_INDUSTRIES.items()
        for quarter, value in enumerate(values, start=1)
    }
    expect_printed(pairs)


def test_austria_balances(austria: ReferenceModel) -> None:
    """Section 7.1, identities A1 to A12 over eight quarters."""
    for _ in range(8):
        before = austria.economy.firms.inventories
        austria.step()
        errors = identity_errors(austria.economy, austria.series())
        assert all(abs(error) < 1e-7 for error in errors.values()), errors
        firms, households = austria.economy.firms, austria.economy.households
        staff = np.bincount(households.employer[households.employed], minlength=firms.count)
        assert (firms.employees == staff).all()
        assert staff.min() >= 1
        assert (firms.sales <= firms.output + before).all()
        assert min(firms.materials.min(), firms.loans.min(), firms.capital.min()) >= 0
        assert firms.inventories.min() >= -1e-9  # section 7.3: rounding
