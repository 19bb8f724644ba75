//! Columns of the engine as arrays of Arrow, in the memory that they are in.

use std::sync::Arc;

use arrow_array::types::{
    ArrowPrimitiveType, Float64Type, Int32Type, UInt8Type, UInt16Type, UInt32Type,
};
use arrow_array::{Array, PrimitiveArray, UInt32Array};
use arrow_buffer::{Buffer, ScalarBuffer};
use arrow_schema::{DataType, Field};
use bytes::Bytes;
use engine::parameters::Frequency;
use engine::simulation::Simulation;
use engine::tables::{Column, Values};
use runner::results::schema::{described, kind};

/// A column in a state that does not change as long as it is held here.
struct Held {
    simulation: Arc<Simulation>,
    column: &'static Column,
}

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        bytes(&self.simulation, self.column)
    }
}

/// Values of `column`.
fn values<'a>(simulation: &'a Simulation, column: &Column) -> Option<Values<'a>> {
    simulation.economy.values_of(column.table, column.name)
}

/// The memory of `column`; empty where it is no row of plain numbers.
pub fn bytes<'a>(simulation: &'a Simulation, column: &Column) -> &'a [u8] {
    match values(simulation, column) {
        Some(Values::Numbers(numbers)) => bytemuck::cast_slice(numbers),
        Some(Values::Counts(counts)) => bytemuck::cast_slice(counts),
        Some(Values::Signed(counts)) => bytemuck::cast_slice(counts),
        Some(Values::Short(places)) => bytemuck::cast_slice(places),
        Some(Values::Byte(places)) => places,
        Some(Values::Flags(flags)) => bytemuck::cast_slice(flags),
        _ => &[],
    }
}

/// `column` as an array, if it has one row for each of `rows`. Employers are copied, as nobody is none
/// of their rows; all else is in the memory of the engine. Registration numbers are left out.
pub fn array(
    simulation: &Arc<Simulation>,
    column: &'static Column,
    rows: usize,
) -> Option<(Field, Arc<dyn Array>)> {
    let values = values(simulation, column).filter(|values| values.rows() == rows)?;
    let array: Arc<dyn Array> = match values {
        Values::Numbers(_) => shared::<Float64Type>(simulation, column),
        Values::Counts(_) => shared::<UInt32Type>(simulation, column),
        Values::Signed(_) => shared::<Int32Type>(simulation, column),
        Values::Short(_) => shared::<UInt16Type>(simulation, column),
        Values::Byte(_) | Values::Flags(_) => shared::<UInt8Type>(simulation, column),
        Values::Employers(employers) => {
            let rows = employers.iter().map(|at| at.row().map(|row| row as u32));
            Arc::new(rows.collect::<UInt32Array>())
        }
        Values::Registrations(_) | Values::Number(_) | Values::Count(_) => return None,
    };
    Some((
        field(
            column,
            array.data_type().clone(),
            array.is_nullable(),
            simulation.parameters.frequency,
        ),
        array,
    ))
}

fn shared<T: ArrowPrimitiveType>(
    simulation: &Arc<Simulation>,
    column: &'static Column,
) -> Arc<dyn Array> {
    let held = Held {
        simulation: Arc::clone(simulation),
        column,
    };
    let numbers = ScalarBuffer::<T::Native>::from(Buffer::from(Bytes::from_owner(held)));
    Arc::new(PrimitiveArray::<T>::new(numbers, None))
}

/// What a column is, in periods of `frequency`.
pub fn field(column: &Column, data: DataType, nullable: bool, frequency: Frequency) -> Field {
    described(
        Field::new(column.name, data, nullable),
        [
            ("label", &*frequency.unit(column.meaning)),
            ("unit", &*frequency.unit(column.unit)),
            ("symbol", column.symbol),
            ("kind", kind(column.kind)),
        ],
    )
}
