//! What must hold of a parameter file key by key, said with the published symbols before the values
//! get the names they have here.

use engine::parameters::Problem;
use serde_json::{Map, Value};

/// Largest count.
const MOST: f64 = (1_u64 << 31) as f64 - 1.0;
/// Numbers of agents and of quarters.
const COUNTS: [&str; 7] = ["T_prime", "H_act", "H_inact", "J", "L", "I_s", "N_s"];
/// Series that may lack figures at their ends.
const WITH_GAPS: [&str; 3] = ["C_G", "C_E", "Y_I"];

/// Everything that is wrong with the `entries` of one file, where there are `industries`.
pub fn problems(entries: &Map<String, Value>, industries: Option<usize>) -> Vec<Problem> {
    let published = entries.iter().filter(|(key, _)| !key.starts_with('_'));
    published
        .filter_map(|(key, value)| {
            let (message, remedy) = problem(key, value, industries)?;
            Some(Problem::new(key.as_str(), message, remedy))
        })
        .collect()
}

fn problem(key: &str, value: &Value, industries: Option<usize>) -> Option<(String, String)> {
    if !WITH_GAPS.contains(&key) && any(value, &|value| value.is_null()) {
        return Some(("is null".into(), "give a number".into()));
    }
    let outside = |low: f64, high: f64| {
        let numbers = numbers(value);
        numbers.into_iter().find(|it| !(low..=high).contains(it))
    };
    if COUNTS.contains(&key)
        && let Some(number) = outside(0.0, MOST)
    {
        let message = format!("{} is no count", crate::words::number(number));
        return Some((message, "it is a whole number below 2^31".into()));
    }
    if key.starts_with("sigma_")
        && let Some(number) = outside(0.0, f64::MAX)
    {
        let remedy = "a standard deviation is not negative";
        return Some((format!("is {number}"), remedy.into()));
    }
    let by_industry = key.ends_with("_s") || key.ends_with("_g") || key == "a_sg";
    let (Some(length), Some(industries)) = (value.as_array().map(Vec::len), industries) else {
        return None;
    };
    if by_industry && length != industries {
        return Some((
            format!("has {length} entries"),
            format!("there are {industries} industries, as many as entries of I_s"),
        ));
    }
    None
}

fn any(value: &Value, wanted: &dyn Fn(&Value) -> bool) -> bool {
    match value {
        Value::Array(values) => values.iter().any(|value| any(value, wanted)),
        value => wanted(value),
    }
}

/// All numbers in lists and lists of lists.
fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(values) => values.iter().flat_map(numbers).collect(),
        value => value.as_f64().into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::problems;
    use serde_json::json;

    #[test]
    fn problems_have_the_published_key() {
        let file = json!({
            "_meta": null, "J": 1e300, "I_s": [1, -1], "alpha_s": [1.0], "sigma_E": -0.1,
            "rho": null, "C_G": [1.0, null], "theta": 0.05, "a_sg": [[1.0, 0.0], [0.0, 1.0]],
        });
        let found = problems(file.as_object().unwrap(), Some(2));
        let told: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "I_s: -1 is no count; it is a whole number below 2^31",
                "J: 1e300 is no count; it is a whole number below 2^31",
                "alpha_s: has 1 entries; there are 2 industries, as many as entries of I_s",
                "rho: is null; give a number",
                "sigma_E: is -0.1; a standard deviation is not negative",
            ]
        );
    }
}
