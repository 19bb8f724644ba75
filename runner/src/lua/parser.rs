//! A stack for parsing: a chain of operators is a tree as deep as it is long.

use std::io;

/// Stack for what is nested: Lua refuses more than 200 levels \[bytes\].
const NESTED: usize = 16 << 20;
/// Stack for a chain, for each byte of its text \[bytes\].
const PER_BYTE: usize = 1 << 10;

/// Reads `text`, which Lua has accepted, with `read`, on a stack that is large enough; nothing if that
/// panics.
///
/// # Errors
/// If no thread can be started.
pub fn parse<T: Send>(text: &str, read: impl FnOnce() -> T + Send) -> io::Result<Option<T>> {
    std::thread::scope(|scope| {
        let parser = std::thread::Builder::new()
            .stack_size(NESTED + PER_BYTE * text.len())
            .spawn_scoped(scope, read)?;
        Ok(parser.join().ok())
    })
}
