//! A column as a file of its own: Arrow IPC, compressed by zstd, in batches of rows, so that neither
//! writing nor reading needs a second copy of the column.

use std::io::{self, Read, Seek, Write};
use std::ops::Range;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int32Type, UInt8Type, UInt16Type, UInt32Type};
use arrow_array::{
    ArrayRef, BooleanArray, FixedSizeBinaryArray, Float64Array, Int32Array, RecordBatch,
    UInt8Array, UInt16Array, UInt32Array,
};
use arrow_ipc::CompressionType;
use arrow_ipc::reader::FileReader;
use arrow_ipc::writer::{FileWriter, IpcWriteOptions};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use engine::tables::{CompanyNumber, Employer, Values, ValuesMut};

/// Rows that are compressed together.
const ROWS: usize = 1 << 18;
/// How hard zstd works: figures hardly become smaller if it works harder.
const LEVEL: i32 = 1;

/// Writes the column `name`.
///
/// # Errors
/// What the system says.
pub fn write(name: &str, values: Values, file: impl Write) -> io::Result<()> {
    let field = Field::new(name, data_type(values), false);
    let schema = Arc::new(Schema::new(vec![field]));
    let options = IpcWriteOptions::default()
        .try_with_compression(Some(CompressionType::ZSTD))
        .and_then(|options| options.try_with_compression_level(Some(LEVEL)));
    let options = options.map_err(of_arrow)?;
    let writer = FileWriter::try_new_with_options(file, &schema, options);
    let mut writer = writer.map_err(of_arrow)?;
    let rows = values.rows();
    for first in (0..rows).step_by(ROWS) {
        let array = array(values, first..rows.min(first + ROWS));
        array
            .and_then(|array| RecordBatch::try_new(Arc::clone(&schema), vec![array]))
            .and_then(|batch| writer.write(&batch))
            .map_err(of_arrow)?;
    }
    writer.finish().map_err(of_arrow)
}

/// Reads a column of `rows` into `values`, in place of what is there.
///
/// # Errors
/// If it is another column, or what the system says.
pub fn read(values: ValuesMut, rows: usize, file: impl Read + Seek) -> io::Result<()> {
    let mut values = values;
    let reader = FileReader::try_new(file, None).map_err(of_arrow)?;
    let expected = data_type(empty(&mut values, rows));
    if reader.schema().fields().len() != 1 || *reader.schema().field(0).data_type() != expected {
        return Err(io::Error::other("it is another column"));
    }
    let mut found = 0;
    for batch in reader {
        let batch = batch.map_err(of_arrow)?;
        found += batch.num_rows();
        append(&mut values, batch.column(0));
    }
    if found == rows {
        Ok(())
    } else {
        Err(io::Error::other(format!("it has {found} rows, not {rows}")))
    }
}

fn of_arrow(error: ArrowError) -> io::Error {
    match error {
        ArrowError::IoError(_, error) => error,
        error => io::Error::other(error),
    }
}

fn data_type(values: Values) -> DataType {
    match values {
        Values::Numbers(_) | Values::Number(_) => DataType::Float64,
        Values::Counts(_) | Values::Count(_) | Values::Employers(_) => DataType::UInt32,
        Values::Signed(_) => DataType::Int32,
        Values::Short(_) => DataType::UInt16,
        Values::Byte(_) => DataType::UInt8,
        Values::Flags(_) => DataType::Boolean,
        Values::Registrations(_) => DataType::FixedSizeBinary(8),
    }
}

fn array(values: Values, rows: Range<usize>) -> Result<ArrayRef, ArrowError> {
    Ok(match values {
        Values::Numbers(column) => Arc::new(Float64Array::from(column[rows].to_vec())),
        Values::Counts(column) => Arc::new(UInt32Array::from(column[rows].to_vec())),
        Values::Signed(column) => Arc::new(Int32Array::from(column[rows].to_vec())),
        Values::Short(column) => Arc::new(UInt16Array::from(column[rows].to_vec())),
        Values::Byte(column) => Arc::new(UInt8Array::from(column[rows].to_vec())),
        Values::Flags(column) => Arc::new(BooleanArray::from(column[rows].to_vec())),
        Values::Employers(column) => {
            let codes = column[rows].iter().map(|employer| employer.code());
            Arc::new(UInt32Array::from_iter_values(codes))
        }
        Values::Registrations(column) => {
            let numbers = column[rows].iter().map(|number| number.0);
            Arc::new(FixedSizeBinaryArray::try_from_iter(numbers)?)
        }
        Values::Number(number) => Arc::new(Float64Array::from(vec![number])),
        Values::Count(count) => Arc::new(UInt32Array::from(vec![count])),
    })
}

/// Empties `values`, makes room for `rows` and says what they are.
pub fn empty<'a>(values: &'a mut ValuesMut, rows: usize) -> Values<'a> {
    macro_rules! emptied {
        ($($variant:ident)*) => {
            match values {
                $(ValuesMut::$variant(column) => {
                    column.clear();
                    column.reserve_exact(rows);
                    Values::$variant(column)
                })*
                ValuesMut::Number(number) => Values::Number(**number),
                ValuesMut::Count(count) => Values::Count(**count),
            }
        };
    }
    emptied!(Numbers Counts Signed Short Byte Flags Registrations Employers)
}

fn append(values: &mut ValuesMut, array: &ArrayRef) {
    match values {
        ValuesMut::Numbers(column) => {
            column.extend_from_slice(array.as_primitive::<Float64Type>().values());
        }
        ValuesMut::Counts(column) => {
            column.extend_from_slice(array.as_primitive::<UInt32Type>().values());
        }
        ValuesMut::Signed(column) => {
            column.extend_from_slice(array.as_primitive::<Int32Type>().values());
        }
        ValuesMut::Short(column) => {
            column.extend_from_slice(array.as_primitive::<UInt16Type>().values());
        }
        ValuesMut::Byte(column) => {
            column.extend_from_slice(array.as_primitive::<UInt8Type>().values());
        }
        ValuesMut::Flags(column) => column.extend(array.as_boolean().values()),
        ValuesMut::Employers(column) => {
            let codes = array.as_primitive::<UInt32Type>().values();
            column.extend(codes.iter().map(|&code| Employer::of_code(code)));
        }
        ValuesMut::Registrations(column) => {
            let numbers = array.as_fixed_size_binary();
            column.extend(numbers.iter().flatten().map(|bytes| {
                let mut number = CompanyNumber::default();
                number.0.copy_from_slice(bytes);
                number
            }));
        }
        ValuesMut::Number(number) => **number = array.as_primitive::<Float64Type>().value(0),
        ValuesMut::Count(count) => **count = array.as_primitive::<UInt32Type>().value(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn written(values: Values) -> Vec<u8> {
        let mut bytes = Vec::new();
        write("column", values, &mut bytes).unwrap();
        bytes
    }

    #[test]
    fn every_kind_of_column_comes_back_bit_by_bit() {
        macro_rules! back {
            ($variant:ident, $column:expr) => {
                let column = $column;
                let bytes = written(Values::$variant(&column));
                let mut found = vec![column[0]; 3];
                let place = ValuesMut::$variant(&mut found);
                read(place, column.len(), Cursor::new(&bytes)).unwrap();
                let (found, column) = (format!("{found:?}"), format!("{column:?}"));
                assert_eq!(found, column);
            };
        }
        let numbers = vec![f64::NAN, -0.0, 0.1, f64::INFINITY, f64::MIN_POSITIVE / 2.0];
        back!(Numbers, numbers);
        back!(Counts, vec![0, u32::MAX, 7]);
        back!(Signed, vec![i32::MIN, -1, 3]);
        back!(Short, vec![0_u16, u16::MAX]);
        back!(Byte, vec![0_u8, 255]);
        back!(Flags, vec![true, false, true]);
        back!(Employers, vec![Employer::firm(3), Employer::NONE]);
        back!(Registrations, vec![CompanyNumber(*b"00000017"); 2]);
    }

    #[test]
    fn a_long_column_is_written_in_batches() {
        let column: Vec<f64> = (0..ROWS + 5).map(|row| row as f64 / 3.0).collect();
        let bytes = written(Values::Numbers(&column));
        let mut found = Vec::new();
        read(
            ValuesMut::Numbers(&mut found),
            column.len(),
            Cursor::new(&bytes),
        )
        .unwrap();
        assert_eq!(found, column);
        let fewer = read(ValuesMut::Numbers(&mut found), 5, Cursor::new(&bytes));
        assert!(fewer.unwrap_err().to_string().contains("not 5"));
        let mut counts = Vec::new();
        let other = read(ValuesMut::Counts(&mut counts), 5, Cursor::new(&bytes));
        assert!(other.unwrap_err().to_string().contains("another column"));
    }
}
