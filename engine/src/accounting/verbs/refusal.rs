//! Why a verb is refused, in words for the author of a scenario.

/// A change of stocks that is not made.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// No amount.
    #[error("an amount must be a number of at least 0, not {0}")]
    Amount(f64),
    /// No share.
    #[error("a share must be from 0 to 1, not {0}")]
    Share(f64),
    /// An empty choice.
    #[error("no {who} are chosen")]
    Nobody {
        /// Firms or households.
        who: &'static str,
    },
    /// Rows that do not exist, or twice the same.
    #[error("{who} are rows from 0 to {}, ascending, each once", .count - 1)]
    Rows {
        /// Firms or households.
        who: &'static str,
        /// How many there are.
        count: usize,
    },
    /// Payer and receiver are one.
    #[error("{who} cannot pay to itself")]
    Itself {
        /// The party.
        who: &'static str,
    },
    /// More is asked for than there is.
    #[error("{amount:.6} million are more than the {what} of {who}, {available:.6} million")]
    TooMuch {
        /// Whose.
        who: &'static str,
        /// Deposits, loans, equity.
        what: &'static str,
        /// What there is \[million\].
        available: f64,
        /// What was asked for \[million\].
        amount: f64,
    },
    /// More than the books can hold exactly.
    #[error(
        "{amount:e} million are more than a thousand quarters of GDP, {most:.0} million, and the books could not hold them to the penny"
    )]
    Boundless {
        /// What was asked for \[million\].
        amount: f64,
        /// The most that is moved \[million\].
        most: f64,
    },
    /// Capital is for the bank and firms.
    #[error("capital is injected into the bank or firms, not into {who}; use a transfer")]
    NoCapital {
        /// The party.
        who: &'static str,
    },
    /// A share of nothing.
    #[error("the bank's equity is {0:.6} million: there is no share of it to write off")]
    NoEquity(f64),
    /// The wrong place in the period.
    #[error(
        "this stock cannot change at {site}, where the quarter has used it; the last site is {last}"
    )]
    Late {
        /// The site.
        site: String,
        /// The last one where it may change.
        last: &'static str,
    },
}
