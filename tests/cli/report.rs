//! `report.html`: what it shows, that it needs nothing else, and how it is made again.

use std::path::Path;

use super::effects::Table;
use super::{SMALL, empty, names, scenario, table};

/// Two branches whose names and title try to be more than text.
const HOSTILE: &str = r#"
  title = "<script>alert(1)</script> & \"more\"",
  economy = { scale = 1/10000 },
  horizon = "2q",
  runs = 2,
  branches = {
    { name = "baseline" },
    { name = "<b>dear</b>", shocks = { policy_rate = m.path { pp = 1, from = "2020Q1", lasting = "1q" } } },
  },
  checks = { m.range { series = "unemployment_rate", low = 0.0, high = 0.5 } },
"#;

fn report(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("report.html")).unwrap()
}

/// Holds a page against the rules of XML, which it keeps so that any program can read it.
fn well_formed(page: &str) {
    let mut open = Vec::new();
    let body = page.strip_prefix("<!DOCTYPE html>").unwrap();
    let mut rest = body;
    while let Some(start) = rest.find('<') {
        assert!(!rest[..start].contains('>') || open.last() == Some(&"style"));
        let end = start + rest[start..].find('>').unwrap();
        let tag = &rest[start + 1..end];
        assert_eq!(tag.matches('"').count() % 2, 0, "<{tag}>");
        let name = tag.trim_matches('/').split([' ', '\n']).next().unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "</{name}>");
        } else if !tag.ends_with('/') {
            open.push(name);
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty(), "not closed: {open:?}");
    for (place, _) in body.match_indices('&') {
        let reference = &body[place..(place + 7).min(body.len())];
        assert!(reference.contains(';'), "{reference}");
    }
}

#[test]
fn a_report_has_its_parts_and_needs_no_network() {
    let case = table(HOSTILE);
    case.run().good();
    let page = report(&case.result());
    well_formed(&page);
    for part in [
        "id=\"paths\"",
        "id=\"branch-1\"",
        "id=\"industries\"",
        "id=\"checks\"",
        "id=\"notes\"",
        "id=\"provenance\"",
        "Real GDP",
        "GBP billion a quarter, prices of 2019Q4",
        "All other recorded series",
        "all 1 passed",
        "<td>0 to 0.5</td>",
        "prefers-color-scheme:dark",
        "@media print",
    ] {
        assert!(page.contains(part), "{part}");
    }
    for outside in ["http:", "https:", "src=", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.len() < 1 << 21, "{} bytes", page.len());
}

#[test]
fn bands_are_called_by_their_levels() {
    let asked = "  output = { quantiles = { 0.1, 0.9 } },\n";
    let case = table(&format!("{HOSTILE}{asked}"));
    case.run().good();
    let page = report(&case.result());
    assert_eq!(page.matches("10 to 90 % of the runs").count(), 2);
    assert!(page.contains("10 and 90 % quantiles"));
    for absent in ["5 to 95 %", "25 to 75 %", "median"] {
        assert!(!page.contains(absent), "{absent}");
    }
}

#[test]
fn stylised_facts_and_forecasts_stand_beside_the_data() {
    let case = scenario(
        r#"
local m = require "macro"
return m.scenario {
  economy = { scale = 1/10000 }, horizon = "20q", runs = 3, record = { industries = {} },
}
"#,
    );
    case.run().good();
    let page = report(&case.result());
    well_formed(&page);
    let parts = |page: &str| {
        let is = |part: &str| page.contains(&format!("<section id=\"{part}\">"));
        [is("forecasts"), is("facts")]
    };
    assert_eq!(parts(&page), [true, true]);
    for part in [
        "(3 runs: mean, 5 and 95 % quantiles) beside the data (United Kingdom up to 2019Q4)",
        "Okun: unemployment on GDP growth",
        // What statsmodels finds in the data of the country: deviation of GDP, slope of Okun.
        ">1.10<",
        "\u{2212}0.28",
        "<th>4 quarters, 2020Q4</th>",
    ] {
        assert!(page.contains(part), "{part}");
    }
    // Nine series at leads and lags, each with band, data and mean.
    assert_eq!(
        page.matches("correlation with GDP, by quarters after it")
            .count(),
        9
    );
    assert_eq!(page.matches("class=\"d n\"").count(), 9);
    // Errors of the model are those of the table.
    let scores = Table::of(&case, "forecast_evaluation.parquet");
    let rows = scores.rows(&[("branch", "baseline"), ("series", "real_gdp")]);
    let first = rows.iter().find(|&&row| scores.count("horizon", row) == 1);
    let told = |column| {
        let error = 100.0 * scores.figure(column, *first.unwrap()).unwrap();
        format!("{error:+.1}").replace('-', "\u{2212}")
    };
    let rivals = format!("AR {}, VAR {}", told("ar1_bias"), told("var1_bias"));
    let cell = format!("<td>{}<small>{rivals}</small></td>", told("bias"));
    assert!(page.contains(&cell), "{cell}");
    for file in ["facts.parquet", "forecast_evaluation.parquet"] {
        std::fs::remove_file(case.result().join(file)).unwrap();
    }
    let again = empty().with(&["report", case.result().to_str().unwrap()]);
    again.run().good();
    assert_eq!(parts(&report(&case.result())), [false, false]);
}

/// The points of a path of a drawing, which are relative to the one before.
fn points(path: &str) -> Vec<(f64, f64)> {
    let mut points: Vec<(f64, f64)> = Vec::new();
    for step in path.split(['M', 'l']).skip(1) {
        let step = step.replace('-', " -");
        let numbers: Vec<f64> = step
            .split_whitespace()
            .map(|n| n.parse().unwrap())
            .collect();
        let (x, y) = points.last().copied().unwrap_or_default();
        points.push((x + numbers[0], y + numbers[1]));
    }
    points
}

/// What the line of `class` is at its places, as told by the labels of the axis.
fn read_off(card: &str, class: &str) -> Vec<f64> {
    let labels = card.split("<text x=").skip(1).filter_map(|label| {
        let (head, text) = label.split_once("\" class=\"e\">")?;
        let y: f64 = head.split("y=\"").nth(1)?.parse().ok()?;
        let text = text.split('<').next()?.replace('\u{2212}', "-");
        Some((y - 7.6, text.replace('\u{202f}', "").parse::<f64>().ok()?))
    });
    let labels: Vec<(f64, f64)> = labels.collect();
    let ((y0, low), (y1, high)) = (labels[0], labels[labels.len() - 1]);
    let path = card
        .split(&format!("class=\"{class}\" d=\""))
        .nth(1)
        .unwrap();
    let points = points(path.split('"').next().unwrap());
    let value = |(_, y): (f64, f64)| low + (y - y0) / (y1 - y0) * (high - low);
    points.into_iter().map(value).collect()
}

#[test]
fn what_was_observed_is_drawn_beside_what_was_forecast() {
    let case = table("  economy = { scale = 1/10000 }, horizon = \"8q\", runs = 3,");
    case.run().good();
    let page = report(&case.result());
    assert!(page.contains("<i class=\"seen\"></i>data, United Kingdom"));
    let forecasts = Table::of(&case, "forecasts.parquet");
    let figure = |series: &str, column, quarter: usize| {
        let rows = forecasts.rows(&[("series", series), ("frequency", "quarter")]);
        forecasts.figure(column, rows[quarter - 1]).unwrap()
    };
    let card = |title: &str| {
        let cards = page.split(&format!("<h4>{title}</h4>")).nth(1).unwrap();
        cards.split("</figure>").next().unwrap().to_owned()
    };
    let gdp = card("Real GDP");
    let (mean, observed) = (read_off(&gdp, "m c0"), read_off(&gdp, "y n"));
    assert_eq!(observed.len(), 9);
    for quarter in [2, 4, 8] {
        let missed =
            figure("real_gdp", "actual", quarter) / figure("real_gdp", "forecast", quarter);
        let drawn = observed[quarter] / mean[quarter];
        assert!(
            (drawn / missed - 1.0).abs() < 0.01,
            "{quarter}: {drawn} {missed}"
        );
    }
    for (title, series) in [
        ("Policy rate", "policy_rate"),
        ("Unemployment rate", "unemployment_rate"),
    ] {
        let card = card(title);
        let (mean, observed) = (read_off(&card, "m c0"), read_off(&card, "y n"));
        let range = observed
            .iter()
            .chain(&mean)
            .fold(0.0, |most: f64, x| most.max(x.abs()));
        for quarter in [1, 3, 8] {
            let missed = figure(series, "actual", quarter) - figure(series, "forecast", quarter);
            let drawn = observed[quarter] - mean[quarter];
            assert!(
                (drawn - missed).abs() < 0.02 * range,
                "{series}: {drawn} {missed}"
            );
        }
    }
    let late = "economy = { scale = 1/10000, steady_state = true }, horizon = \"2q\", runs = 1,";
    for without in [table(HOSTILE), table(late)] {
        without.run().good();
        assert!(!report(&without.result()).contains("<i class=\"seen\">"));
    }
}

#[test]
fn a_sweep_tells_what_depends_on_what() {
    let sweep = r#"
  sweep = m.sobol { n = 8, over = { propensity_to_consume = { 0.9, 1.0 }, tax_income = { 0.1, 0.3 } },
    of = { "real_gdp", "unemployment_rate" } },
"#;
    let case = table(&format!("{HOSTILE}{sweep}"));
    case.run();
    let page = report(&case.result());
    well_formed(&page);
    let section = page.split("<section id=\"sensitivity\">").nth(1).unwrap();
    let section = section.split("</section>").next().unwrap();
    assert!(
        section.contains("<th>Real GDP</th><th>Unemployment rate</th>"),
        "{section}"
    );
    // Two parameters, alone and in total, of the level and of the effect.
    for (words, times) in [
        ("<th>propensity_to_consume<small>alone</small></th>", 2),
        ("<th>tax_income<small>in total</small></th>", 2),
        ("</h3>", 2),
        (": difference from baseline</h3>", 1),
        ("Share of the variance", 1),
    ] {
        assert_eq!(section.matches(words).count(), times, "{words}");
    }
}

#[test]
fn what_a_scenario_says_is_text_and_nothing_else() {
    let case = table(HOSTILE);
    case.run().good();
    let page = report(&case.result());
    assert!(!page.contains("<script") && !page.contains("<b>dear"));
    assert!(page.contains("&lt;script&gt;alert(1)"));
    assert!(page.contains("&lt;b&gt;dear&lt;"));
}

#[test]
fn a_report_is_made_again_to_the_same_bytes_and_by_another_template() {
    let case = scenario(SMALL);
    case.run().good();
    let folder = case.result();
    let page = report(&folder);
    std::fs::remove_file(folder.join("report.html")).unwrap();
    let again = empty().with(&["report", folder.to_str().unwrap()]);
    again.run().good();
    assert!(report(&folder) == page);

    case.file(
        "own.html",
        "<p>{{ manifest.title }}, {{ main|length }} charts</p>",
    );
    let own = case.path("own.html");
    let arguments = [
        "report",
        folder.to_str().unwrap(),
        "--template",
        own.to_str().unwrap(),
    ];
    empty().with(&arguments).run().good();
    assert_eq!(report(&folder), "<p>Small, 9 charts</p>");

    case.file("own.html", "<p>\n{{ manifest.titel }}</p>");
    let wrong = empty().with(&arguments).run();
    wrong.fails(11).says(&["own.html:2: undefined value"]);
    // What was there stays.
    assert_eq!(report(&folder), "<p>Small, 9 charts</p>");
}

#[test]
fn a_folder_that_holds_no_whole_result_is_refused() {
    let refused = |folder: &Path, words: &str| {
        let again = empty().with(&["report", folder.to_str().unwrap()]);
        again.run().fails(11).says(&[words]);
    };
    let case = scenario(SMALL);
    refused(&case.path("nowhere"), "is not there");
    refused(&case.path(""), "has no manifest.json");
    case.run().good();
    let folder = case.result();
    let series = folder.join("series.parquet");
    let bytes = std::fs::read(&series).unwrap();
    std::fs::write(&series, &bytes[..bytes.len() / 2]).unwrap();
    refused(&folder, "series.parquet: cannot be used");
    std::fs::remove_file(&series).unwrap();
    refused(&folder, "series.parquet: cannot be used: it is missing");
    std::fs::write(&series, &bytes).unwrap();

    let manifest = folder.join("manifest.json");
    let text = std::fs::read_to_string(&manifest).unwrap();
    let other = text.replace("\"scenario_hash\": \"", "\"scenario_hash\": \"0");
    std::fs::write(&manifest, other).unwrap();
    refused(
        &folder,
        "is not of the scenario that manifest.json tells of",
    );
    std::fs::write(&manifest, text.replace("\"branches\"", "\"twigs\"")).unwrap();
    refused(&folder, "manifest.json: cannot be used");
    std::fs::write(&manifest, &text[..200]).unwrap();
    refused(&folder, "manifest.json: cannot be used");
    assert!(!names(&folder).iter().any(|name| name.contains("partial")));
}
