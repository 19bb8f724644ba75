//! How central an industry is in the production network.

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use petgraph::{Direction, Graph};

use super::Network;

/// A measure of centrality: one value per industry.
#[derive(Clone, Copy, Debug)]
pub struct Centrality {
    /// Name in scenarios and results.
    pub name: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// Where it was proposed.
    pub source: &'static str,
    /// One sentence.
    pub meaning: &'static str,
    /// Its values, in the order of industries; none where the network gives it no finite ones.
    pub of: fn(&Network) -> Option<Vec<f64>>,
}

/// All measures.
pub const CENTRALITIES: &[Centrality] = &[
    Centrality {
        name: "out_strength",
        unit: "sum of shares",
        source: "Acemoglu, Carvalho, Ozdaglar, Tahbaz-Salehi (2012), weighted outdegree",
        meaning: "Shares of the product in the inputs of all industries, added up.",
        of: out_strength,
    },
    Centrality {
        name: "influence",
        unit: "share",
        source: "Acemoglu, Carvalho, Ozdaglar, Tahbaz-Salehi (2012), influence vector; Katz-Bonacich centrality",
        meaning: "Effect on aggregate output of a shock to the industry, its users and their users included; adds up to 1.",
        of: influence,
    },
    Centrality {
        name: "upstreamness",
        unit: "stages",
        source: "Antràs, Chor, Fally, Hillberry (2012)",
        meaning: "Average number of stages from the product to final use; 1 where all of it is final.",
        of: upstreamness,
    },
];

/// `d_g = Σ_s w_gs`, with `w_gs` the share of product g in the inputs of industry s.
#[expect(
    clippy::unnecessary_wraps,
    reason = "other measures may have no values"
)]
fn out_strength(network: &Network) -> Option<Vec<f64>> {
    let graph = &network.graph;
    let strength = |maker| {
        let edges = graph.edges_directed(maker, Direction::Outgoing);
        edges.map(|edge| edge.weight().input_share).sum()
    };
    Some(graph.node_indices().map(strength).collect())
}

/// `v = (α/n) Σ_k (1-α)^k W^k 1`, the solution of `v_g = α/n + (1-α) Σ_s w_gs v_s`, where α is the
/// share of value added. An industry without inputs counts as its own only supplier, so that every
/// column of W adds up to 1, and with it v. Without value added there is no such vector.
fn influence(network: &Network) -> Option<Vec<f64>> {
    let graph = &network.graph;
    let (own, passed_on) = (network.value_added_share, 1.0 - network.value_added_share);
    let base = own / graph.node_count() as f64;
    fixed_point(graph, base, |maker, values| {
        let edges = graph.edges_directed(maker, Direction::Outgoing);
        let users: f64 = edges
            .map(|edge| edge.weight().input_share * values[edge.target().index()])
            .sum();
        let itself = if graph[maker].uses_inputs {
            0.0
        } else {
            values[maker.index()]
        };
        passed_on * (users + itself)
    })
}

/// `U_g = 1 + Σ_s (z_gs / supply_g) U_s`, with `z_gs` what industry s uses of product g. Supply
/// includes imports; exports, inventories and all that no industry uses count as final, and so does a
/// product that nobody supplies. Where industries use so much more than is supplied that the sum does
/// not end there is no such number.
fn upstreamness(network: &Network) -> Option<Vec<f64>> {
    let graph = &network.graph;
    fixed_point(graph, 1.0, |maker, values| {
        let supply = graph[maker].supply;
        if supply <= 0.0 {
            return 0.0;
        }
        let edges = graph.edges_directed(maker, Direction::Outgoing);
        edges
            .map(|edge| edge.weight().flow / supply * values[edge.target().index()])
            .sum()
    })
}

/// Most rounds of [`fixed_point`]; what is passed on shrinks by a third or more in each.
const ROUNDS: usize = 10_000;

/// Repeats `x = base + passed_on(x)` until no value moves by more than rounding; none if that does
/// not happen.
fn fixed_point<N, E>(
    graph: &Graph<N, E>,
    base: f64,
    passed_on: impl Fn(NodeIndex, &[f64]) -> f64,
) -> Option<Vec<f64>> {
    let mut values = vec![base; graph.node_count()];
    for _ in 0..ROUNDS {
        let next: Vec<f64> = graph
            .node_indices()
            .map(|node| base + passed_on(node, &values))
            .collect();
        let moved = next
            .iter()
            .zip(&values)
            .any(|(new, old)| (new - old).abs() > 1e-15 * (1.0 + old.abs()));
        values = next;
        if !moved {
            return values
                .iter()
                .all(|value| value.is_finite())
                .then_some(values);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::{Industry, InitialConditions, InputShares, Parameters};
    use crate::phases::testing::assert_close;

    /// Output 10 x 2, 10 x 4, 10 x 4; inputs 10, 20, none: industry 0 buys half from itself and half
    /// from 1, industry 1 all from 0; imports of 20, all of product 2.
    fn network() -> Network {
        let industry = Industry::default;
        let parameters = Parameters {
            industries: vec![industry(), industry(), industry()],
            labour_productivity: vec![10.0; 3],
            intermediate_productivity: vec![2.0, 2.0, f64::INFINITY],
            input_shares: InputShares::from_rows(&[
                vec![0.5, 1.0, 0.0],
                vec![0.5, 0.0, 0.0],
                vec![0.0, 0.0, 0.0],
            ])
            .unwrap(),
            import_shares: vec![0.0, 0.0, 1.0],
            ..Parameters::default()
        };
        let initial = InitialConditions {
            employees_per_industry: vec![2, 4, 4],
            imports: 20.0,
            ..InitialConditions::default()
        };
        Network::new(&parameters, &initial)
    }

    fn values(name: &str) -> Vec<f64> {
        let centrality = CENTRALITIES.iter().find(|c| c.name == name).unwrap();
        (centrality.of)(&network()).unwrap()
    }

    #[test]
    fn out_strength_worked_by_hand() {
        assert_close(&values("out_strength"), &[1.5, 0.5, 0.0]);
    }

    #[test]
    fn influence_worked_by_hand() {
        // Inputs 30 of output 100: α = 0.7. v0 = 7/30 + 0.3 (v0/2 + v1), v1 = 7/30 + 0.3 v0/2, and
        // industry 2 has 1/3. From the two: v0 (0.85 - 0.045) = (7/30) 1.3.
        let first = 7.0 / 30.0 * 1.3 / 0.805;
        let second = 7.0 / 30.0 + 0.15 * first;
        assert_close(&values("influence"), &[first, second, 1.0 / 3.0]);
        assert!((values("influence").iter().sum::<f64>() - 1.0).abs() < 1e-14);
    }

    #[test]
    fn upstreamness_worked_by_hand() {
        // Of 20 of product 0, 5 go to industry 0 and 20 to 1 (from stock); of 40 of product 1, 5 to 0.
        // U0 = 1 + U0/4 + U1, U1 = 1 + U0/8, U2 = 1: U0 (0.75 - 0.125) = 2.
        assert_close(&values("upstreamness"), &[3.2, 1.4, 1.0]);
    }

    #[test]
    fn a_product_without_supply_is_final() {
        let mut network = network();
        network.graph[NodeIndex::new(1)].supply = 0.0;
        // U0 = 1 + U0/4 + U1, U1 = 1.
        let values = upstreamness(&network).unwrap();
        assert_close(&values, &[8.0 / 3.0, 1.0, 1.0]);
    }

    #[test]
    fn what_does_not_converge_has_no_values() {
        let mut network = network();
        network.graph[NodeIndex::new(0)].supply = 2.0;
        network.value_added_share = -0.5;
        assert_eq!(upstreamness(&network), None);
        assert_eq!(influence(&network), None);
        network.value_added_share = f64::NAN;
        assert_eq!(influence(&network), None);
        assert_eq!(network.extreme(&CENTRALITIES[2], 1, true), None);
    }

    #[test]
    fn extremes_come_in_order() {
        let influence = &CENTRALITIES[1];
        let extreme = |n, largest| network().extreme(influence, n, largest).unwrap();
        assert_eq!(extreme(2, true), [0, 2]);
        assert_eq!(extreme(1, false), [1]);
        assert_eq!(extreme(9, true).len(), 3);
    }
}
