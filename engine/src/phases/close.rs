//! Output joins the history; the calendar advances.
//!
//! Source: SPEC 4.26. `Y_{T'+t} = Σ Y_i`, `t = t + 1`.

use super::Context;
use crate::access::access;
use crate::numeric::reduce;

access! {
    reads { output: [f64] = firms.output }
    updates { output_history: (grows f64) = aggregate.output_history, period: u32 = aggregate.period }
}

pub(crate) fn run(view: View, _context: &Context) {
    view.output_history.push(reduce::total(view.output));
    *view.period += 1;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::Economy;
    use crate::parameters::Parameters;
    use crate::phases::testing::context;

    #[test]
    fn output_is_appended_and_the_next_quarter_begins() {
        let parameters = Parameters::default();
        let mut economy = Economy::default();
        economy.firms.output = vec![1.0, 2.0, 3.5];
        economy.aggregate.output_history = vec![5.0, 6.0];
        economy.aggregate.period = 4;
        run(View::of(&mut economy), &context(&parameters));
        assert_eq!(economy.aggregate.output_history, [5.0, 6.0, 6.5]);
        assert_eq!(economy.aggregate.period, 5);
    }
}
