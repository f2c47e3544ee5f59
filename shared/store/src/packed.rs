//! Values stored as deflated JSON. A write costs by the kilobyte, and twice in a transaction: packed, a conversation
//! and what its step tells stay below one (docs/decisions/0013).

use std::io::Write as _;

use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use serde::{Serialize, de::DeserializeOwned};

use crate::table::{Error, Value};

/// No packed value is larger than this once it is unpacked: an item itself may have 400 KB.
const MOST: u64 = 4 << 20;

pub(crate) fn pack<T: Serialize>(thing: &T) -> Result<Value, Error> {
    let broken = |e: &dyn std::fmt::Display| Error::Broken(format!("it cannot be packed: {e}"));
    let json = serde_json::to_vec(thing).map_err(|e| broken(&e))?;
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::default());
    packed.write_all(&json).and_then(|()| packed.finish()).map(Value::B).map_err(|e| broken(&e))
}

pub(crate) fn unpack<T: DeserializeOwned>(value: &Value) -> Result<T, Error> {
    let Value::B(packed) = value else { return Err(Error::Broken("what should be packed is not".into())) };
    let json = std::io::read_to_string(std::io::Read::take(DeflateDecoder::new(packed.as_slice()), MOST));
    let json = json.map_err(|e| Error::Broken(format!("a packed value is damaged: {e}")))?;
    serde_json::from_str(&json).map_err(|e| Error::Broken(format!("a packed value cannot be read: {e}")))
}
