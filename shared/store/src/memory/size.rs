//! What items weigh and what calls cost, as DynamoDB bills them. Source: Amazon DynamoDB developer guide, "DynamoDB item
//! sizes and formats", "DynamoDB read and write operations", "Capacity handling for transactions".

use crate::table::{Index, Item, Units, Value};

/// An item may weigh this much.
pub(super) const MOST_BYTES: usize = 400 * 1_024;

/// Bytes of an item: the names of its attributes, and their values.
pub(super) fn size(item: &Item) -> usize {
    item.iter().map(|(name, value)| name.len() + of(value)).sum()
}

fn of(value: &Value) -> usize {
    match value {
        Value::S(text) => text.len(),
        Value::N(number) => number_size(number),
        Value::B(bytes) => bytes.len(),
        Value::Bool(_) | Value::Null(_) => 1,
        Value::Ss(texts) => texts.iter().map(String::len).sum(),
        Value::Ns(numbers) => numbers.iter().map(|number| number_size(number)).sum(),
        Value::Bs(all) => all.iter().map(Vec::len).sum(),
        // Three bytes for the list or map, and one for each member.
        Value::L(members) => 3 + members.iter().map(|member| 1 + of(member)).sum::<usize>(),
        Value::M(fields) => 3 + fields.iter().map(|(name, field)| 1 + name.len() + of(field)).sum::<usize>(),
    }
}

/// One byte for two significant digits and one more; another for a sign.
fn number_size(number: &str) -> usize {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let significant = digits.trim_matches('0').len().max(1);
    significant.div_ceil(2) + 1 + usize::from(number.starts_with('-'))
}

/// A read of so many bytes: 4 KB a unit, half of it where the newest need not be seen; nothing found costs one.
pub(super) fn read_units(bytes: usize, consistent: bool) -> Units {
    let units = bytes.div_ceil(4_096).max(1) as f64;
    Units { read: if consistent { units } else { units / 2.0 }, write: 0.0 }
}

/// A write: 1 KB a unit, of the larger of before and after, twice in a transaction; and what it changes in the indexes,
/// which carry keys only.
pub(super) fn write_units(before: Option<&Item>, after: Option<&Item>, in_transaction: bool) -> Units {
    let kilobytes = |item: Option<&Item>| item.map_or(0, size).div_ceil(1_024);
    let own = kilobytes(before).max(kilobytes(after)).max(1) as f64;
    let indexes: f64 = [Index::Gsi1, Index::Gsi2].into_iter().map(|index| index_units(index, before, after)).sum();
    Units { write: own * if in_transaction { 2.0 } else { 1.0 } + indexes, read: 0.0 }
}

/// An entry that comes, one that goes, or one that moves: it goes and comes.
fn index_units(index: Index, before: Option<&Item>, after: Option<&Item>) -> f64 {
    let (pk, sk) = index.keys();
    let place = |item: Option<&Item>| item.and_then(|item| Some((item.get(pk)?.clone(), item.get(sk)?.clone())));
    let (old, new) = (place(before), place(after));
    if old == new { 0.0 } else { f64::from(u8::from(old.is_some()) + u8::from(new.is_some())) }
}
