//! What a file claims, and the numbers that tell which claims may be equal.

use crate::connector::Connector;
use crate::discover::Role;
use crate::tree::{Node, Tree, Value};
use crate::types;

/// What a claim is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Claimed {
    /// The connector that a file deploys to.
    ConnectorId,
    /// The index that a connector writes to.
    IndexName,
    /// The connector type that a file defines.
    TypeName,
}

/// Something that a file has, and no other may have. `N` is how its name is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim<N = Box<str>> {
    /// What.
    pub claimed: Claimed,
    /// The id or name.
    pub name: N,
    /// The top-level key that says it; none where the file's own name does.
    pub key: Option<&'static str>,
}

/// Numbers of what a file claims: those of equal claims are equal, those of others hardly ever; 0 is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tags([u64; 2]);

impl Tags {
    /// The numbers of these claims.
    pub fn new(claims: [Option<Claim<&str>>; 2]) -> Self {
        Self(claims.map(|claim| claim.map_or(0, Claim::tag)))
    }

    fn each(self) -> impl Iterator<Item = u64> {
        self.0.into_iter().filter(|tag| *tag != 0)
    }
}

/// The numbers of the files, in their order, of which something may be claimed by another one too. Sorting numbers takes
/// a tenth of the time of a map of names.
pub fn contested(files: impl Iterator<Item = Tags> + Clone) -> Vec<usize> {
    let mut tags: Vec<u64> = files.clone().flat_map(Tags::each).collect();
    tags.sort_unstable();
    let mut shared: Vec<u64> =
        tags.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    shared.dedup();
    if shared.is_empty() {
        return Vec::new();
    }
    let is_shared = |file: &Tags| file.each().any(|tag| shared.binary_search(&tag).is_ok());
    files.enumerate().filter(|(_, file)| is_shared(file)).map(|(number, _)| number).collect()
}

impl<'c> Claim<&'c str> {
    /// What a file claims. Nothing is claimed by a name that text lost to a syntax error may have given otherwise, and
    /// an index only together with an id.
    pub fn of(role: Role, connector: &'c Connector<'_>, tree: &Tree<'_>, path: &'c str) -> [Option<Self>; 2] {
        if role == Role::Type {
            let key = connector.service_type.filter(|name| !name.is_empty()).map(|_| "service_type");
            let name = types::name(connector.service_type, path);
            return [Self::new(Claimed::TypeName, name, key, tree), None];
        }
        let (node, key) = match (connector.connector_id, connector.id_alias) {
            (Some(node), _) => (Some(node), Some("connector_id")),
            (None, Some(node)) => (Some(node), Some("id")),
            (None, None) => (None, None),
        };
        let is_readable = node.is_none_or(|node| node.value().as_text().is_some());
        let id = Self::new(Claimed::ConnectorId, &connector.id, key, tree).filter(|_| is_readable);
        let is_deleted = connector.root.get("deleted").map(Node::value) == Some(Value::Bool(true));
        let index = connector.index_name.and_then(|node| node.value().as_text());
        let index = index.filter(|_| id.is_some() && !is_deleted);
        [id, index.and_then(|name| Self::new(Claimed::IndexName, name, Some("index_name"), tree))]
    }

    fn new(claimed: Claimed, name: &'c str, key: Option<&'static str>, tree: &Tree<'_>) -> Option<Self> {
        let is_certain = key.is_some() || tree.faults().is_empty();
        (is_certain && !name.is_empty()).then_some(Self { claimed, name, key })
    }

    /// The claim with a name of its own.
    pub fn owned(self) -> Claim {
        Claim { claimed: self.claimed, name: self.name.into(), key: self.key }
    }

    fn tag(self) -> u64 {
        let mix = |tag: u64, part: u64| {
            let mixed = (tag ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            mixed ^ (mixed >> 32)
        };
        let (parts, rest) = self.name.as_bytes().as_chunks::<8>();
        let start = mix(self.name.len() as u64, self.claimed as u64);
        let tag = parts.iter().fold(start, |tag, part| mix(tag, u64::from_le_bytes(*part)));
        rest.iter().fold(tag, |tag, byte| mix(tag, u64::from(*byte))).max(1)
    }
}

impl Claim {
    /// Where the file says it.
    pub fn node<'t>(&self, tree: &'t Tree<'t>) -> Node<'t> {
        let root = tree.root();
        self.key.and_then(|key| root.get(key)).unwrap_or(root)
    }

    /// What is there, for a finding about a later file.
    pub fn in_words(&self) -> &'static str {
        match (self.claimed, self.key) {
            (Claimed::ConnectorId, Some(_)) => "the first file with this id",
            (Claimed::ConnectorId, None) => "the first file with this id, which is its name",
            (Claimed::IndexName, _) => "the first connector with this index",
            (Claimed::TypeName, Some(_)) => "the first definition of this type",
            (Claimed::TypeName, None) => "the first definition of this type, which is the file's name",
        }
    }
}
