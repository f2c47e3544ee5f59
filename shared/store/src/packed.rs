//! Values stored as deflated JSON. A write costs by the kilobyte, and twice in a transaction: packed, a conversation
//! and what its step tells stay below one (docs/decisions/0013).

use std::cell::RefCell;

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};
use serde::{Serialize, de::DeserializeOwned};

use crate::table::{Error, Value};

/// No packed value is larger than this once it is unpacked: an item itself may have 400 KB.
const MOST: usize = 4 << 20;

thread_local! {
    // A third of a megabyte and 43 KB of tables: a message packs and unpacks ten times, and to get them anew each time costs more
    // than what is done with them.
    static PACKER: RefCell<Compress> = RefCell::new(Compress::new(Compression::default(), false));
    static UNPACKER: RefCell<Decompress> = RefCell::new(Decompress::new(false));
}

pub(crate) fn pack<T: Serialize>(thing: &T) -> Result<Value, Error> {
    let json = serde_json::to_vec(thing).map_err(|e| Error::Broken(format!("it cannot be packed: {e}")))?;
    PACKER.with_borrow_mut(|packer| deflated(packer, &json)).map(Value::B)
}

pub(crate) fn unpack<T: DeserializeOwned>(value: &Value) -> Result<T, Error> {
    let Value::B(packed) = value else { return Err(Error::Broken("what should be packed is not".into())) };
    let json = UNPACKER.with_borrow_mut(|unpacker| inflated(unpacker, packed))?;
    serde_json::from_slice(&json).map_err(|e| Error::Broken(format!("a packed value cannot be read: {e}")))
}

fn deflated(packer: &mut Compress, plain: &[u8]) -> Result<Vec<u8>, Error> {
    packer.reset();
    let mut packed = Vec::with_capacity(plain.len() / 2 + 64);
    loop {
        let done = packer.total_in() as usize;
        let status = packer.compress_vec(&plain[done..], &mut packed, FlushCompress::Finish);
        match status.map_err(|e| Error::Broken(format!("it cannot be packed: {e}")))? {
            Status::StreamEnd => return Ok(packed),
            Status::Ok | Status::BufError => packed.reserve(packed.capacity()),
        }
    }
}

fn inflated(unpacker: &mut Decompress, packed: &[u8]) -> Result<Vec<u8>, Error> {
    let damaged = |why: &dyn std::fmt::Display| Error::Broken(format!("a packed value is damaged: {why}"));
    unpacker.reset(false);
    let mut plain = Vec::with_capacity(packed.len() * 4 + 64);
    loop {
        let done = unpacker.total_in() as usize;
        let before = plain.len();
        let status = unpacker.decompress_vec(&packed[done..], &mut plain, FlushDecompress::None).map_err(|e| damaged(&e))?;
        match status {
            Status::StreamEnd => return Ok(plain),
            _ if plain.len() > MOST => return Err(damaged(&"it is larger than any may be")),
            _ if plain.len() < plain.capacity() && plain.len() == before => return Err(damaged(&"it ends too soon")),
            Status::Ok | Status::BufError => plain.reserve(plain.capacity()),
        }
    }
}
