//! Corners of values: texts, numbers and comparisons that are rare.
