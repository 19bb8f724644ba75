//! `runner calibrations`: what can be simulated.

use std::fmt::Write;
use std::path::Path;

use engine::calibration::Calibration;

use crate::calibrations;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::scenario::place::Place;
use crate::streams::Streams;
use crate::words::wrap;

/// Lists the calibrations that a scenario in `folder` can name.
///
/// # Errors
/// If files cannot be read.
pub fn run(folder: &Path, streams: &mut Streams) -> Result<Exit, Failure> {
    let mut text = String::new();
    for name in calibrations::names(folder) {
        let files = calibrations::find(&name, folder, &Place::Flag("calibrations"))?;
        let _ = writeln!(text, "{name}");
        match Calibration::read(&files.texts) {
            Ok(calibration) => describe(&calibration, &mut text),
            Err(problems) => {
                let _ = writeln!(text, "  cannot be used: {}", problems[0]);
            }
        }
        let _ = writeln!(text, "  {:<16} {}\n", "files", files.origin);
    }
    streams.say(&text);
    Ok(Exit::Good)
}

/// Title, country, dates, sources.
pub fn describe(calibration: &Calibration, text: &mut String) {
    let about = calibration.about();
    let mut line = |head: &str, words: &str| {
        let mut head = head;
        for words in wrap(words, 80) {
            let _ = writeln!(text, "  {head:<16} {words}");
            head = "";
        }
    };
    line("title", &about.title);
    line("country", &about.country);
    line("base quarter", &about.base_quarter.to_string());
    line("industries", &about.industries.to_string());
    line("abroad", &about.foreign_partner);
    for source in &about.sources {
        line(
            &source.file,
            &format!("{}: {}", source.publisher, source.table),
        );
    }
    line("licence", &about.attribution);
}
