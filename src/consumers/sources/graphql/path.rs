//! Looks a path of field names up in a query, as the source does.

use super::parser::{Definition, Selection};

/// What becomes of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing is there.
    Nothing,
    /// A field is, without the id.
    Field,
    /// A field is, with the id.
    Id,
    /// The source meets what it does not expect: the text of its `AttributeError`.
    Crash(String),
}

/// What is looked for below the field that is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted<'i> {
    /// Nothing.
    Field,
    /// A field with this name; none where the id is no string, which nothing equals.
    Id(Option<&'i str>),
}

/// Looks a path up in the first definition: names with dots between them.
pub fn find(document: &[Definition<'_>], path: &str, wanted: Wanted<'_>) -> Found {
    let Some(first) = document.first() else { return Found::Nothing };
    if first.operation.is_none() {
        return Found::Crash(format!("'{}' object has no attribute 'operation'", first.class));
    }
    let mut selections = first.selections.as_slice();
    let mut steps = path.split('.').peekable();
    while let Some(step) = steps.next() {
        let is_last = steps.peek().is_none();
        match follow(selections, step, is_last, wanted) {
            Ok(Step::Into(inner)) => selections = inner,
            Ok(Step::End(found)) => return found,
            Err(crash) => return crash,
        }
    }
    Found::Nothing
}

enum Step<'s, 't> {
    Into(&'s [Selection<'t>]),
    End(Found),
}

fn follow<'s, 't>(
    selections: &'s [Selection<'t>],
    step: &str,
    is_last: bool,
    wanted: Wanted<'_>,
) -> Result<Step<'s, 't>, Found> {
    for selection in selections {
        let inner = match selection {
            Selection::Inline => return Err(nameless()),
            Selection::Field(name, inner) if *name == step => inner,
            // The source asks a spread for what it selects, unless the path and the search end at it.
            Selection::Spread(name) if *name == step && (!is_last || wanted != Wanted::Field) => {
                let text = "'FragmentSpreadNode' object has no attribute 'selection_set'";
                return Err(Found::Crash(text.to_owned()));
            }
            Selection::Spread(name) if *name == step => &None,
            _ => continue,
        };
        match (inner, is_last) {
            (inner, true) => return id_in(inner.as_deref().unwrap_or_default(), wanted).map(Step::End),
            (Some(inner), false) => return Ok(Step::Into(inner)),
            (None, false) => {}
        }
    }
    Ok(Step::End(Found::Nothing))
}

fn id_in(selections: &[Selection<'_>], wanted: Wanted<'_>) -> Result<Found, Found> {
    let Wanted::Id(id) = wanted else { return Ok(Found::Field) };
    for selection in selections {
        match selection {
            Selection::Inline => return Err(nameless()),
            Selection::Field(name, _) | Selection::Spread(name) if Some(*name) == id => return Ok(Found::Id),
            _ => {}
        }
    }
    Ok(Found::Field)
}

fn nameless() -> Found {
    Found::Crash("'InlineFragmentNode' object has no attribute 'name'".to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::parser::parse;
    use super::*;

    #[test]
    fn paths_are_followed_by_name() {
        let text = "query { x: a { b { id } } a { c { id } } d d { e } ...F ... on X { y } z }";
        let document = parse(text).unwrap();
        let id = Wanted::Id(Some("id"));
        assert_eq!(find(&document, "a.b", id), Found::Id);
        assert_eq!(find(&document, "a.b", Wanted::Id(None)), Found::Field);
        assert_eq!(find(&document, "a.c", id), Found::Nothing);
        assert_eq!(find(&document, "d.e", Wanted::Field), Found::Field);
        assert_eq!(find(&document, "F", Wanted::Field), Found::Field);
        assert!(matches!(find(&document, "F", id), Found::Crash(text) if text.contains("Spread")));
        assert!(matches!(find(&document, "z", id), Found::Crash(text) if text.contains("Inline")));
        assert!(
            matches!(find(&parse("scalar S").unwrap(), "z", id), Found::Crash(text) if text.contains("Scalar"))
        );
    }
}
