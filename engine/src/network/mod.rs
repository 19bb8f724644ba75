//! The production network: who supplies whom, from the input-output table, as a directed graph.
//!
//! A node is an industry, an edge leads from the maker of a product to an industry that uses it.
//! Networks other than this one, of credit or of single suppliers, would be views of the same kind.

mod centrality;

use petgraph::graph::DiGraph;

pub use centrality::{CENTRALITIES, Centrality};

use crate::parameters::{InitialConditions, Parameters};

/// What an edge carries.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Supply {
    /// Share of the product in all intermediate input of the user \[share\].
    pub input_share: f64,
    /// What the user buys of it in the base quarter \[goods/quarter\].
    pub flow: f64,
}

/// The production network of the base quarter.
#[derive(Clone, Debug)]
pub struct Network {
    /// Industries in their order, by index; edges from maker to user.
    graph: DiGraph<Maker, Supply>,
    /// Value added over gross output \[share\].
    value_added_share: f64,
}

/// A node: the maker of a product.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Maker {
    /// Domestic output and imports of its product \[goods/quarter\].
    supply: f64,
    /// Whether it uses intermediate input at all.
    uses_inputs: bool,
}

impl Network {
    /// The network of the base quarter: output `Y_s = ᾱ_s N_s`, use of product g by industry s
    /// `a_gs Y_s / β_s`, supply of product g `Y_g + c^I_g Y^I`.
    pub fn new(parameters: &Parameters, initial: &InitialConditions) -> Self {
        let industries = parameters.products();
        let output: Vec<f64> = (0..industries)
            .map(|s| {
                parameters.labour_productivity[s] * f64::from(initial.employees_per_industry[s])
            })
            .collect();
        let inputs = |s: usize| output[s] / parameters.intermediate_productivity[s];
        let mut graph = DiGraph::new();
        let nodes: Vec<_> = (0..industries)
            .map(|s| {
                graph.add_node(Maker {
                    supply: output[s] + parameters.import_shares[s] * initial.imports,
                    uses_inputs: inputs(s) > 0.0,
                })
            })
            .collect();
        for maker in 0..industries {
            for user in 0..industries {
                let input_share = parameters.input_shares.get(maker, user);
                if input_share > 0.0 && inputs(user) > 0.0 {
                    let flow = input_share * inputs(user);
                    graph.add_edge(nodes[maker], nodes[user], Supply { input_share, flow });
                }
            }
        }
        let used: f64 = (0..industries).map(inputs).sum();
        Network {
            graph,
            value_added_share: 1.0 - used / output.iter().sum::<f64>(),
        }
    }

    /// The `n` industries with the largest (or smallest) `centrality`, the most extreme first;
    /// equals in the order of industries. None where the network gives the measure no finite values.
    pub fn extreme(&self, centrality: &Centrality, n: usize, largest: bool) -> Option<Vec<u16>> {
        let values = (centrality.of)(self)?;
        let mut order: Vec<u16> = (0..values.len() as u16).collect();
        order.sort_by(|&a, &b| {
            let (a, b) = (values[usize::from(a)], values[usize::from(b)]);
            if largest {
                b.total_cmp(&a)
            } else {
                a.total_cmp(&b)
            }
        });
        order.truncate(n);
        Some(order)
    }
}
