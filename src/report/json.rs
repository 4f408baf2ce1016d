//! The JSON report, version 1: a contract with other programs, described by `schemas/report.schema.json`. The names and
//! the order of its members are those of the fields of [`Report`].

use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};

use super::Report;
use crate::excerpt::is_hidden;

/// The version of the contract. A member may be added in a version, never changed or taken away.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Versioned<'r> {
    version: u32,
    #[serde(flatten)]
    report: &'r Report,
}

/// Writes the report as indented JSON with a final line end. Hidden characters are escaped, so that content is exact
/// and harmless.
pub fn write(report: &Report, out: &mut impl io::Write) -> io::Result<()> {
    write_escaped(&Versioned { version: VERSION, report }, out)
}

/// Writes anything as the JSON report is written; the other formats that are JSON do so too.
pub(crate) fn write_escaped(value: &impl Serialize, out: &mut impl io::Write) -> io::Result<()> {
    let mut serializer = Serializer::with_formatter(&mut *out, Escaping::default());
    value.serialize(&mut serializer)?;
    out.write_all(b"\n")
}

/// `serde_json`'s indented form, with `\uXXXX` for every hidden character.
#[derive(Default)]
struct Escaping(PrettyFormatter<'static>);

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, out: &mut W, text: &str) -> io::Result<()> {
        let mut plain = 0;
        for (at, hidden) in text.char_indices().filter(|(_, character)| is_hidden(*character)) {
            out.write_all(&text.as_bytes()[plain..at])?;
            for unit in hidden.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            plain = at + hidden.len_utf8();
        }
        out.write_all(&text.as_bytes()[plain..])
    }

    fn begin_array<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}
