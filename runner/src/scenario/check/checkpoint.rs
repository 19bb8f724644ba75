//! `output.checkpoint`: how often runs keep their states, in periods simulated or in time passed;
//! `output.save_state` and `start_from`: where runs end and start.

use std::time::Duration;

use engine::parameters::Frequency;

use super::Checker;
use crate::checkpoint::Every;
use crate::lua::compiler;
use crate::scenario::branch::FunctionRef;
use crate::scenario::spec::{OutputSpec, ScenarioSpec};
use crate::scenario::time;
use crate::scenario::{Branch, Keeping};
use crate::words::count;

/// Units of time that passes, with their seconds.
const UNITS: [(&str, u64); 3] = [("min", 60), ("s", 1), ("h", 3600)];
/// Longest time between two states \[seconds\].
const LONGEST: u64 = 30 * 24 * 3600;

impl Checker<'_> {
    pub(super) fn keeping(&mut self, spec: &ScenarioSpec, branches: &[Branch]) -> Keeping {
        let output = &spec.output;
        if let (Some(start), Some(forecasts)) = (&spec.start_from, &output.forecasts)
            && forecasts.value
        {
            let message = "a run that starts from a state is no forecast from data";
            let remedy = "leave out output.forecasts, or start_from";
            self.refuse(&start.place, message, remedy);
        }
        Keeping {
            checkpoint: self.checkpoint(output, branches),
            save_state: output.save_state.as_ref().is_some_and(|asked| asked.value),
            start_from: spec.start_from.as_ref().map(|folder| folder.value.clone()),
        }
    }

    fn checkpoint(&mut self, output: &OutputSpec, branches: &[Branch]) -> Option<Every> {
        let asked = output.checkpoint.as_ref()?;
        for function in branches.iter().flat_map(Branch::functions) {
            self.lasting(function);
        }
        match every(&asked.value, self.frequency) {
            Ok(every) => {
                if let Every::Periods(periods, _) = every
                    && periods >= self.horizon
                {
                    let horizon = count(self.horizon.into(), self.frequency.name());
                    let message = format!(
                        "runs end after {horizon}, before a checkpoint of \"{every}\" is due: only a run that is stopped keeps its state"
                    );
                    let shorter = match self.horizon / 2 {
                        0 => "1min".to_owned(),
                        half => format!("{half}{}", time::letter(self.frequency)),
                    };
                    let remedy = format!("write a shorter span, such as \"{shorter}\"");
                    self.remark(&asked.place, message, remedy);
                }
                Some(every)
            }
            Err((message, remedy)) => {
                self.refuse(&asked.place, format!("checkpoint {message}"), remedy);
                None
            }
        }
    }

    /// Refuses what `function` counts on from call to call and no checkpoint holds.
    fn lasting(&mut self, function: &FunctionRef) {
        let Some(live) = self.live else { return };
        let Some(found) = live.function(&function.path) else {
            return;
        };
        for (part, name) in compiler::lasting(&live.lua, &found) {
            let place = part.place(&self.file());
            let message = format!("`{name}` lasts from call to call, and no checkpoint holds it");
            let remedy = "keep it in e.memory, or leave out output.checkpoint";
            self.refuse(&place, message, remedy);
        }
    }
}

/// A span of simulated time such as `12m`, or of time that passes, such as `10min`.
fn every(text: &str, frequency: Frequency) -> Result<Every, (String, String)> {
    let passing = UNITS.iter().find_map(|(unit, seconds)| {
        let number: u64 = text.strip_suffix(unit)?.parse().ok()?;
        Some(number.saturating_mul(*seconds))
    });
    match passing {
        Some(seconds @ 1..=LONGEST) => Ok(Every::Time(Duration::from_secs(seconds))),
        Some(_) => Err((
            format!("\"{text}\" is no time after which a state is worth keeping"),
            "write from \"1s\" to \"720h\"".into(),
        )),
        None => time::periods(text, frequency)
            .map(|periods| Every::Periods(periods, frequency))
            .map_err(|(message, remedy)| {
                let remedy = format!("{remedy}, or \"10min\" for time that passes");
                (message, remedy)
            }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_of_both_kinds_are_read_and_shown_again() {
        let read = |text: &str| every(text, Frequency::Quarter).map(|every| every.to_string());
        for (text, shown) in [
            ("4q", "4q"),
            ("12m", "4q"),
            ("2y", "8q"),
            ("10min", "10min"),
            ("90s", "90s"),
            ("2h", "120min"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(shown));
            assert_eq!(read(shown).as_deref(), Ok(shown));
        }
        for bad in [
            "", "min", "0min", "-1s", "10 min", "1000h", "1.5h", "7", "0q", "often",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
        assert!(read("5x").unwrap_err().1.contains("10min"));
        let monthly = every("1y", Frequency::Month).unwrap();
        assert_eq!(monthly.to_string(), "12m");
    }
}
