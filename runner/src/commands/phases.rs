//! `runner phases`: the period as a table.

use std::fmt::Write;

use engine::period::{PERIOD, Phase};
use engine::strategies::Decision;

use crate::exit::Exit;
use crate::streams::Streams;
use crate::words::wrap;

/// Columns that the whole may take.
const WIDTH: usize = 100;
/// Width of the words before a list of columns.
const HEAD: usize = 12;

/// Prints every phase, in order: what it does, reads and writes.
pub fn run(streams: &mut Streams) -> Exit {
    let mut text = String::from(
        "The period, phase by phase. `lagged` was left by last quarter, `reads` was set before in this one,\n\
         `writes` is replaced, `updates` is changed in place; `decides` names what a strategy can decide\n\
         after it. Section: of the model specification.\n\n",
    );
    for (number, phase) in PERIOD.iter().enumerate() {
        text.push_str(&entry(number + 1, phase));
    }
    streams.say(&text);
    Exit::Good
}

fn entry(number: usize, phase: &Phase) -> String {
    let mut text = format!(
        "{number:>2}  {}  (section {})\n    {}\n",
        phase.name, phase.section, phase.summary
    );
    let decisions: Vec<&str> = Decision::made_in(phase.name).map(Decision::name).collect();
    let lists = [
        ("decides", &decisions[..]),
        ("lagged", phase.access.lagged),
        ("reads", phase.access.reads),
        ("writes", phase.access.writes),
        ("updates", phase.access.updates),
    ];
    for (word, columns) in lists {
        let mut head = word;
        for line in wrap(&columns.join(" "), WIDTH - HEAD - 2) {
            if !line.is_empty() {
                let _ = writeln!(text, "    {head:<8}{line}");
                head = "";
            }
        }
    }
    text.push('\n');
    text
}
