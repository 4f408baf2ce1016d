//! Compiled patterns by their text: the same few patterns come again in file after file.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::consumers::python::regex::{Pattern, PatternError};

/// When so many patterns are kept, all are forgotten, so that memory stays flat.
const KEPT: usize = 1000;

thread_local! {
    static COMPILED: RefCell<HashMap<String, Rc<Result<Pattern, PatternError>>>> = RefCell::default();
}

/// What Python's `re` makes of a pattern; kept by its text.
pub fn compile(text: &str) -> Rc<Result<Pattern, PatternError>> {
    COMPILED.with_borrow_mut(|compiled| {
        if let Some(known) = compiled.get(text) {
            return Rc::clone(known);
        }
        if compiled.len() >= KEPT {
            compiled.clear();
        }
        let fresh = Rc::new(Pattern::compile(text));
        compiled.insert(text.to_owned(), Rc::clone(&fresh));
        fresh
    })
}
