//! Several paths of one lever: which overlap, and what is left of the earlier ones.

use std::sync::Arc;

use engine::levers::Lever;

use super::path::Piece;
use super::{Checker, Ground};
use crate::scenario::branch::{Shock, Values};
use crate::scenario::place::Place;
use crate::scenario::spec::PathSpec;

/// A path that was read: its pieces and where it is written.
type Written = (Vec<Piece>, Place);

impl Checker<'_> {
    /// The shocks that the paths of a lever make, in order.
    pub(super) fn combined(
        &mut self,
        lever: &'static Lever,
        paths: &[PathSpec],
        factor: f64,
        ground: &Ground,
    ) -> Vec<Shock> {
        let mut earlier: Vec<Written> = Vec::new();
        for path in paths {
            let combine = path.combine.as_ref().map(|word| word.value.as_str());
            if let Some(word) = &path.combine
                && !["stack", "replace"].contains(&word.value.as_str())
            {
                let message = format!("combine = \"{}\" says nothing", word.value);
                let remedy =
                    "write \"stack\" to act on the result of the earlier path, or \"replace\"";
                self.refuse(&word.place, message, remedy);
            }
            let Some(pieces) = self.pieces(lever, path, factor, ground) else {
                continue;
            };
            match combine {
                None => self.apart(lever, &pieces, &path.place, &earlier, ground),
                Some("replace") => {
                    for (others, _) in &mut earlier {
                        *others = without(others, &pieces, ground.industries.len());
                    }
                }
                Some(_) => {}
            }
            earlier.push((pieces, path.place.clone()));
        }
        let shocks = earlier.into_iter().flat_map(|(pieces, place)| {
            pieces.into_iter().map(move |piece| Shock {
                lever,
                rows: piece.rows,
                size: piece.size,
                values: piece.values,
                place: place.clone(),
            })
        });
        shocks.collect()
    }

    /// Refuses a path that overlaps an earlier one without saying how they combine.
    fn apart(
        &mut self,
        lever: &Lever,
        pieces: &[Piece],
        place: &Place,
        earlier: &[Written],
        ground: &Ground,
    ) {
        for (others, other_place) in earlier {
            let both = |quarter: &u32| {
                pieces.iter().any(|piece| {
                    others.iter().any(|other| {
                        piece.values.acts(*quarter)
                            && other.values.acts(*quarter)
                            && share_rows(piece.rows.as_deref(), other.rows.as_deref())
                    })
                })
            };
            if let Some(quarter) = (1..=self.horizon).find(both) {
                let message = format!(
                    "this path of `{}` overlaps the one at {other_place}, first in {}",
                    lever.name,
                    ground.base.plus(quarter)
                );
                let remedy = "write combine = \"stack\" to act on the result of the earlier one, or \
                     combine = \"replace\"";
                self.refuse(place, message, remedy);
                return;
            }
        }
    }
}

/// Whether two choices of rows have one in common.
fn share_rows(one: Option<&[u16]>, other: Option<&[u16]>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.iter().any(|row| other.contains(row)),
        _ => true,
    }
}

/// What is left of `pieces` where `others` do not act; `rows` is the number of all rows.
fn without(pieces: &[Piece], others: &[Piece], rows: usize) -> Vec<Piece> {
    let mut left = pieces.to_vec();
    for other in others {
        left = left
            .into_iter()
            .flat_map(|piece| cut(piece, other, rows))
            .collect();
    }
    left
}

/// `piece` outside the quarters of `other`, and inside them on the rows that `other` leaves.
fn cut(piece: Piece, other: &Piece, rows: usize) -> Vec<Piece> {
    if !share_rows(piece.rows.as_deref(), other.rows.as_deref()) {
        return vec![piece];
    }
    let rest: Vec<u16> = match &other.rows {
        None => Vec::new(),
        Some(taken) => {
            let all: Arc<[u16]> = (0..rows as u16).collect();
            let own = piece.rows.as_ref().unwrap_or(&all);
            let left = own.iter().filter(|row| !taken.contains(row));
            left.copied().collect()
        }
    };
    let part = |rows: Option<Arc<[u16]>>, values| Piece {
        rows,
        size: piece.size,
        values,
    };
    let outside = masked(&piece.values, |quarter| !other.values.acts(quarter));
    let mut parts: Vec<Piece> = outside
        .into_iter()
        .map(|values| part(piece.rows.clone(), values))
        .collect();
    if !rest.is_empty() {
        let inside = masked(&piece.values, |quarter| other.values.acts(quarter));
        let rest: Arc<[u16]> = rest.into();
        parts.extend(
            inside
                .into_iter()
                .map(|values| part(Some(rest.clone()), values)),
        );
    }
    parts
}

/// `values` in the quarters that `keep` picks; a function has one entry per stretch of quarters.
fn masked(values: &Values, keep: impl Fn(u32) -> bool) -> Vec<Values> {
    match values {
        Values::Fixed(fixed) => {
            let kept = (1..)
                .zip(fixed)
                .map(|(quarter, value)| value.filter(|_| keep(quarter)));
            let kept: Vec<Option<f64>> = kept.collect();
            let any = kept.iter().any(Option::is_some);
            if any {
                vec![Values::Fixed(kept)]
            } else {
                Vec::new()
            }
        }
        Values::Function {
            function,
            first,
            last,
            factor,
        } => {
            let mut stretches: Vec<(u32, u32)> = Vec::new();
            for quarter in (*first..=*last).filter(|quarter| keep(*quarter)) {
                match stretches.last_mut() {
                    Some((_, end)) if *end + 1 == quarter => *end = quarter,
                    _ => stretches.push((quarter, quarter)),
                }
            }
            let stretch = |(first, last)| Values::Function {
                function: function.clone(),
                first,
                last,
                factor: *factor,
            };
            stretches.into_iter().map(stretch).collect()
        }
    }
}
