//! The names of payload files: no id leaves the folder, no two share a file.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use thiserror::Error;

use crate::emit::Payload;

/// The longest name of a file, in bytes.
const LONGEST: usize = 255;

/// Why payloads have no file of their own.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NameFault {
    /// The name would be too long.
    #[error(
        "{origin}: the file name for this connector's id would be longer than 255 bytes; use NDJSON (emit without --out-dir)"
    )]
    TooLong {
        /// The connector's file.
        origin: String,
    },
    /// Two payloads would have one file, at least where case does not count.
    #[error(
        "{origin} and {other}: their payloads would both be `{name}` where case does not count; use NDJSON (emit without --out-dir)"
    )]
    Clash {
        /// The later connector's file.
        origin: String,
        /// The earlier one's.
        other: String,
        /// The name that both want.
        name: String,
    },
}

/// The name of a connector's payload file: every byte of the id but letters, digits, `_`, `-` and inner dots is
/// percent-encoded, so that no id leaves the folder.
pub fn file_name(connector_id: &str) -> String {
    let last = connector_id.len().saturating_sub(1);
    let mut name = String::with_capacity(connector_id.len() + 5);
    for (at, byte) in connector_id.bytes().enumerate() {
        let is_inner_dot = byte == b'.' && at > 0 && at < last;
        if byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-' || is_inner_dot {
            name.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(name, "%{byte:02X}");
        }
    }
    name + ".json"
}

/// Every payload with the name of its file, or all reasons why not.
pub(super) fn named(payloads: &[Payload]) -> Result<Vec<(String, &Payload)>, Vec<NameFault>> {
    let mut faults = Vec::new();
    let mut taken: BTreeMap<String, &Payload> = BTreeMap::new();
    let mut names = Vec::with_capacity(payloads.len());
    for payload in payloads {
        let name = file_name(&payload.connector_id);
        if name.len() > LONGEST {
            faults.push(NameFault::TooLong { origin: payload.origin.clone() });
        }
        if let Some(other) = taken.insert(name.to_lowercase(), payload) {
            let (origin, other) = (payload.origin.clone(), other.origin.clone());
            faults.push(NameFault::Clash { origin, other, name: name.clone() });
        }
        names.push((name, payload));
    }
    if faults.is_empty() { Ok(names) } else { Err(faults) }
}
