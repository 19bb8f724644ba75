//! Industries and products by code, by section letter, or by their place in the network.

use std::sync::Arc;

use engine::network::{CENTRALITIES, Network};
use engine::parameters::Industry;

use super::{Checker, Ground};
use crate::scenario::place::{Located, Place};
use crate::scenario::spec::Chosen;
use crate::words;

/// Divisions that are the whole of a section, which tables name by the letter.
const WHOLE_SECTIONS: [(&str, &str); 3] = [("D35", "D"), ("O84", "O"), ("P85", "P")];

impl Checker<'_> {
    /// The rows that `chosen` picks, in order; nothing where something is wrong with it.
    pub(super) fn rows(&mut self, chosen: &Located<Chosen>, ground: &Ground) -> Option<Arc<[u16]>> {
        let mut rows = match &chosen.value {
            Chosen::Codes(codes) => self.coded(codes, &ground.industries)?,
            Chosen::Central { most, least, n } => {
                let place = &chosen.place;
                self.central(place, most.as_ref(), least.as_ref(), n.as_ref(), ground)?
            }
        };
        rows.sort_unstable();
        rows.dedup();
        Some(rows.into())
    }

    fn coded(&mut self, codes: &[Located<String>], industries: &[Industry]) -> Option<Vec<u16>> {
        let mut rows = Vec::new();
        let mut good = !codes.is_empty();
        for code in codes {
            let found = found(&code.value, industries);
            if found.is_empty() {
                good = false;
                let message = format!("there is no industry or product `{}`", code.value);
                self.refuse(&code.place, message, near(&code.value, industries));
            }
            rows.extend(found);
        }
        good.then_some(rows)
    }

    fn central(
        &mut self,
        place: &Place,
        most: Option<&Located<String>>,
        least: Option<&Located<String>>,
        n: Option<&Located<f64>>,
        ground: &Ground,
    ) -> Option<Vec<u16>> {
        let example = "write m.industries { most = \"influence\", n = 5 }";
        let largest = most.is_some();
        let (Some(measure), None) = (most.or(least), most.and(least)) else {
            self.refuse(
                place,
                "m.industries needs one of `most` and `least`",
                example,
            );
            return None;
        };
        let names = CENTRALITIES.iter().map(|centrality| centrality.name);
        let Some(centrality) = CENTRALITIES
            .iter()
            .find(|centrality| centrality.name == measure.value)
        else {
            let message = format!("there is no measure `{}` of the network", measure.value);
            self.refuse(
                &measure.place,
                message,
                words::instead(&measure.value, names),
            );
            return None;
        };
        let Some(n) = n else {
            self.refuse(place, "m.industries does not say how many", example);
            return None;
        };
        let most = ground.industries.len() as f64;
        let n = self.whole_number("n", Some(n), 1.0, most)?;
        let model = ground.opening.as_ref()?;
        let network = Network::new(model.parameters(), model.initial());
        let rows = network.extreme(centrality, n as usize, largest);
        if rows.is_none() {
            let message = format!("this economy gives `{}` no finite values", measure.value);
            self.refuse(&measure.place, message, "choose another measure");
        }
        rows
    }
}

/// Rows of a code, or of all industries of a section.
pub fn found(code: &str, industries: &[Industry]) -> Vec<u16> {
    let whole = WHOLE_SECTIONS
        .iter()
        .find(|(division, _)| *division == code);
    let places = |is: &dyn Fn(&Industry) -> bool| -> Vec<u16> {
        let rows = industries.iter().enumerate();
        rows.filter(|(_, industry)| is(industry))
            .map(|(row, _)| row as u16)
            .collect()
    };
    let exact = places(&|industry| industry.code == code);
    if !exact.is_empty() {
        return exact;
    }
    let section = whole.map_or(code, |(_, section)| section);
    places(&|industry| industry.section == section)
}

/// What to write instead of a code that is none.
pub fn near(code: &str, industries: &[Industry]) -> String {
    let upper = code.to_uppercase();
    let codes = industries.iter().map(|industry| industry.code.as_str());
    if let Some(same) = codes.clone().find(|known| *known == upper) {
        return format!("did you mean `{same}`?");
    }
    let letter = upper.get(..1).unwrap_or_default();
    let section: Vec<&str> = industries
        .iter()
        .filter(|industry| industry.section == letter)
        .map(|industry| industry.code.as_str())
        .collect();
    if section.is_empty() {
        let mut sections: Vec<&str> = industries.iter().map(|i| i.section.as_str()).collect();
        sections.dedup();
        return format!(
            "name a code such as `C20`, or a section from `{}` to `{}`",
            sections.first().copied().unwrap_or_default(),
            sections.last().copied().unwrap_or_default()
        );
    }
    format!("near are {}", words::list(by_likeness(&upper, section)))
}

/// `codes`, the most like `code` first; those of equal likeness in their order.
fn by_likeness<'a>(code: &str, mut codes: Vec<&'a str>) -> Vec<&'a str> {
    codes.sort_by(|a, b| {
        let score = |known: &str| strsim::jaro_winkler(code, known);
        score(b).total_cmp(&score(a))
    });
    codes.truncate(4);
    codes
}

#[cfg(test)]
mod tests {
    use engine::parameters::Industry;

    use super::{found, near};

    fn industries() -> Vec<Industry> {
        let industry = |(code, section): (&str, &str)| Industry {
            code: code.into(),
            section: section.into(),
            name: String::new(),
        };
        let codes = [("B", "B"), ("C19", "C"), ("C20", "C"), ("D", "D")];
        codes.map(industry).to_vec()
    }

    #[test]
    fn codes_sections_and_divisions_are_found() {
        assert_eq!(found("C20", &industries()), [2]);
        assert_eq!(found("C", &industries()), [1, 2]);
        assert_eq!(found("D35", &industries()), [3]);
        assert!(found("C35", &industries()).is_empty());
    }

    #[test]
    fn near_codes_are_told() {
        assert_eq!(near("c20", &industries()), "did you mean `C20`?");
        assert_eq!(near("C29", &industries()), "near are `C20` and `C19`");
        assert!(near("X1", &industries()).contains("from `B` to `D`"));
    }
}
