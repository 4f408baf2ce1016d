//! The connector types of a run: those that the repository defines, then those of the stack.
//!
//! Each file of the folder that `types` names in connlint.toml defines one type. The repository registers such a type
//! itself, by a `PUT …/_configuration` with these fields. So its fields are those of that request: an attribute that a
//! table leaves out is what `emit` would send for it and Elasticsearch would store (`required` and `sensitive` false,
//! `type` "str", no options, …; a `value` of null on a required field, else ""), not what the framework fills in for a
//! source of its own, where `required` is true. What Elasticsearch refuses counts as absent.
//!
//! Three steps own three things: texts, trees that borrow them, types that borrow those. [`Types`] is the view that
//! everything else is handed.

pub mod words;

use crate::catalogue::{Catalogue, ServiceType};
use crate::connector::definition::Definition;
use crate::connector::{Connector, Section};
use crate::request::{Completion, Request};
use crate::tree::{FaultKind, Format, Tree};

/// The text of a file that defines a type.
#[derive(Debug)]
pub struct TypeText {
    path: String,
    text: String,
    is_whole: bool,
}

impl TypeText {
    /// The file that reports call `path`; it is read up to the first byte that is no UTF-8.
    pub fn new(path: &str, bytes: Vec<u8>) -> Self {
        let path = path.to_owned();
        match String::from_utf8(bytes) {
            Ok(text) => Self { path, text, is_whole: true },
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes().get(..valid).unwrap_or_default());
                Self { path, text: text.into_owned(), is_whole: false }
            }
        }
    }
}

/// The tree of a file that defines a type.
#[derive(Debug)]
pub struct TypeTree<'t> {
    path: &'t str,
    tree: Tree<'t>,
    is_whole: bool,
}

/// The trees of these files, in their order.
pub fn parse(texts: &[TypeText]) -> Vec<TypeTree<'_>> {
    texts.iter().map(parse_one).collect()
}

fn parse_one(file: &TypeText) -> TypeTree<'_> {
    let tree = Tree::parse(&file.text, Format::of_path(&file.path));
    let is_lost = tree.faults().iter().any(|fault| fault.kind != FaultKind::DuplicateKey);
    TypeTree { path: &file.path, tree, is_whole: file.is_whole && !is_lost }
}

/// A type that the repository defines.
#[derive(Debug)]
pub struct OwnType<'t> {
    /// The value of `service_type`.
    pub name: &'t str,
    /// The file that defines it, as reports call it.
    pub path: &'t str,
    /// Its fields; none where the file has lost text to syntax errors or has no `configuration`, so that nothing may be
    /// judged by it.
    pub schema: Option<ServiceType<'t>>,
}

/// The types that these files define, by name; of several of one name the first counts.
pub fn read<'t>(files: &'t [TypeTree<'t>]) -> Vec<OwnType<'t>> {
    let mut types: Vec<_> = files.iter().map(read_one).collect();
    types.sort_by_key(|kind| kind.name);
    types.dedup_by_key(|kind| kind.name);
    types
}

fn read_one<'t>(file: &'t TypeTree<'t>) -> OwnType<'t> {
    let connector = Connector::read(&file.tree, file_name(file.path));
    let name = name(connector.as_ref().and_then(|connector| connector.service_type), file.path);
    let schema = connector
        .map(Connector::into_type)
        .filter(|connector| file.is_whole && matches!(connector.configuration, Section::Table(_)));
    let schema = schema.map(|mut connector| {
        let title = connector.root.get("name").and_then(|title| title.value().as_text()).unwrap_or(name);
        let request = Request::new(&mut connector, None, Completion::Standard);
        ServiceType::new(name, title, request.fields.into_iter().map(Definition::registered).collect())
    });
    OwnType { name, path: file.path, schema }
}

/// The name of the type that a file defines: its `service_type`, or the file's name up to its first dot.
pub fn name<'t>(service_type: Option<&'t str>, path: &'t str) -> &'t str {
    let stem = || file_name(path).split('.').next().unwrap_or_default();
    service_type.filter(|name| !name.is_empty()).unwrap_or_else(stem)
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Every connector type that a run knows.
#[derive(Clone, Copy, Debug)]
pub struct Types<'t> {
    catalogue: &'static Catalogue,
    own: &'t [OwnType<'t>],
}

impl From<&'static Catalogue> for Types<'_> {
    fn from(catalogue: &'static Catalogue) -> Self {
        Self { catalogue, own: &[] }
    }
}

impl<'t> Types<'t> {
    /// The types of a stack, with those of a repository, as [`read`] returns them, in front.
    #[must_use]
    pub fn with_own(self, own: &'t [OwnType<'t>]) -> Self {
        Self { own, ..self }
    }

    /// The same types of the repository in front of those of another stack.
    #[must_use]
    pub fn with_stack(self, catalogue: &'static Catalogue) -> Self {
        Self { catalogue, ..self }
    }

    /// The types of the stack alone.
    pub fn catalogue(self) -> &'static Catalogue {
        self.catalogue
    }

    /// The minor version of the stack, as `9.6`.
    pub fn version(self) -> &'static str {
        self.catalogue.version()
    }

    /// The schema of the type of this name, where there is one that can be judged by.
    pub fn get(self, name: &str) -> Option<&'t ServiceType<'t>> {
        match self.own(name) {
            Some(own) => own.schema.as_ref(),
            None => self.catalogue.get(name),
        }
    }

    /// The repository's own type of this name.
    pub fn own(self, name: &str) -> Option<&'t OwnType<'t>> {
        let at = self.own.binary_search_by_key(&name, |own| own.name).ok()?;
        self.own.get(at)
    }

    /// The names of all types, each once: those of the repository, then those of the stack, both alphabetically.
    pub fn names(self) -> impl Iterator<Item = &'t str> {
        let others = self.catalogue.names().filter(move |name| self.own(name).is_none());
        self.own.iter().map(|own| own.name).chain(others.map(|name| -> &'t str { name }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connector::definition::Definition;

    fn texts(files: &[(&str, &str)]) -> Vec<TypeText> {
        files.iter().map(|(path, text)| TypeText::new(path, text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn a_type_is_what_a_put_of_its_configuration_stores() {
        let file = r#"{"name": "Wiki", "configuration": {
            "url": {"label": "Address", "order": 4, "required": true},
            "token": {"label": "Token", "sensitive": true, "value": "x"},
            "pages": {"label": "Pages", "value": [1]}}}"#;
        let texts = texts(&[("types/wiki.v2.json", file)]);
        let trees = parse(&texts);
        let own = read(&trees);
        let types = Types::from(Catalogue::newest()).with_own(&own);
        let wiki = types.get("wiki").unwrap();
        assert_eq!((wiki.name, wiki.title), ("wiki", "Wiki"));
        let facts = |field: &Definition<'_>| {
            let value = field.value.content.map(|value| value.as_text().map(str::to_owned));
            (field.name.to_owned(), field.order.content, field.is_required(), field.is_sensitive(), value)
        };
        let expected = [
            ("url".to_owned(), Some(4), true, false, Some(None)),
            ("token".to_owned(), Some(6), false, true, Some(Some("x".to_owned()))),
            ("pages".to_owned(), Some(5), false, false, None),
        ];
        assert_eq!(wiki.fields.iter().map(facts).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_repository_comes_before_the_stack_and_the_first_file_before_the_second() {
        let one = "service_type = 'mysql'\n[configuration.a]\nlabel = 'A'\n";
        let texts = texts(&[("types/a.toml", one), ("types/mysql.toml", "[configuration.b]\nlabel = 'B'\n")]);
        let trees = parse(&texts);
        let own = read(&trees);
        let types = Types::from(Catalogue::newest()).with_own(&own);
        let fields = types.get("mysql").unwrap().fields.iter().map(|field| field.name);
        assert_eq!(fields.collect::<Vec<_>>(), ["a"]);
        assert_eq!(types.names().filter(|name| *name == "mysql").count(), 1);
        assert!(types.get("box").is_some() && types.own("box").is_none());
    }

    #[test]
    fn nothing_is_judged_by_a_file_that_lost_text() {
        let broken = [("types/mysql.toml", "[configuration.a\nlabel = 'A'\n"), ("types/x.json", "[]")];
        let mut texts = texts(&broken);
        texts.push(TypeText::new("types/y.toml", b"[configuration.a]\nlabel = 'A\xff'\n".to_vec()));
        let trees = parse(&texts);
        let own = read(&trees);
        let types = Types::from(Catalogue::newest()).with_own(&own);
        for name in ["mysql", "x", "y"] {
            assert!(types.get(name).is_none() && types.own(name).is_some(), "{name}");
        }
    }
}
