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
