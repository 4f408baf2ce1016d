//! What only one file of a repository, or of a cluster in it, may have to itself: ids, index names, names of types.
//!
//! Each file tells what it claims when it is linted; that is all of it that is kept. When every file is linted, the
//! claims are compared, once and in the order of the files.

use std::collections::{HashMap, HashSet};

use globset::GlobSet;

use crate::config;
use crate::connector::Connector;
use crate::discover::{GlobFault, Role, compile};
use crate::finding::Elsewhere;
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

/// Something that a file has, and no other may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What.
    pub claimed: Claimed,
    /// The id or name.
    pub name: Box<str>,
    /// The top-level key that says it; none where the file's own name does.
    pub key: Option<&'static str>,
}

impl Claim {
    /// What a file claims. Nothing is claimed by a name that text lost to a syntax error may have given otherwise, and
    /// an index only together with an id.
    pub fn of(role: Role, connector: &Connector<'_>, tree: &Tree<'_>, path: &str) -> Vec<Self> {
        if role == Role::Type {
            let key = connector.service_type.filter(|name| !name.is_empty()).map(|_| "service_type");
            let name = types::name(connector.service_type, path);
            return Self::new(Claimed::TypeName, name, key, tree).into_iter().collect();
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
        let index = index.and_then(|name| Self::new(Claimed::IndexName, name, Some("index_name"), tree));
        // Room for these and no more: they are kept for every file of the run.
        let mut claims = Vec::with_capacity(usize::from(id.is_some()) + usize::from(index.is_some()));
        claims.extend(id.into_iter().chain(index));
        claims
    }

    fn new(claimed: Claimed, name: &str, key: Option<&'static str>, tree: &Tree<'_>) -> Option<Self> {
        let is_certain = key.is_some() || tree.faults().is_empty();
        (is_certain && !name.is_empty()).then(|| Self { claimed, name: name.into(), key })
    }

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

/// The parts of a repository within which ids and index names are unique.
#[derive(Debug, Default)]
pub struct Clusters(Vec<(String, GlobSet)>);

impl Clusters {
    /// The clusters of `connlint.toml`. Files of none of them belong to the rest of the repository.
    pub fn new(clusters: &[config::Cluster]) -> Result<Self, GlobFault> {
        let compiled = clusters.iter().map(|one| Ok((one.name.value.clone(), compile(&one.include)?)));
        compiled.collect::<Result<_, _>>().map(Self)
    }

    /// The numbers of the clusters that a file belongs to; behind the last one comes the rest.
    fn of(&self, path: &str) -> Vec<usize> {
        let matching = self.0.iter().enumerate().filter(|(_, (_, globs))| globs.is_match(path));
        let mut numbers: Vec<_> = matching.map(|(number, _)| number).collect();
        if numbers.is_empty() {
            numbers.push(self.0.len());
        }
        numbers
    }

    /// The names, as `connlint.toml` has them.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// Whether a file, as reports call it, belongs to the cluster of this name.
    pub fn holds(&self, name: &str, path: &str) -> bool {
        self.0.iter().any(|(own, globs)| own == name && globs.is_match(path))
    }

    fn name(&self, number: usize) -> Option<&str> {
        self.0.get(number).map(|(name, _)| name.as_str())
    }
}

/// A claim that another file made before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash<'c> {
    /// The place of the later file among the files.
    pub file: usize,
    /// What it claims.
    pub claim: &'c Claim,
    /// The files that claimed it first, one in each cluster that the later file belongs to, and their claims.
    pub firsts: Vec<(usize, &'c Claim)>,
    /// The first cluster in which both are.
    pub cluster: Option<&'c str>,
}

/// A [`Clash`] as a rule sees it: with the other places.
#[derive(Debug)]
pub struct Conflict<'c> {
    /// What the file claims.
    pub claim: &'c Claim,
    /// Where it is claimed already; at least one.
    pub firsts: Vec<&'c Elsewhere>,
    /// The cluster in which both are.
    pub cluster: Option<&'c str>,
}

/// What is claimed twice, by the later files in their order. `files` are paths, sorted, with their claims.
pub fn clashes<'c>(
    files: impl Iterator<Item = (&'c str, &'c [Claim])> + Clone,
    clusters: &'c Clusters,
) -> Vec<Clash<'c>> {
    if are_different(files.clone().flat_map(|(_, claims)| claims)) {
        return Vec::new();
    }
    let mut taken = Taken::default();
    let mut clashes = Vec::new();
    for (file, (path, claims)) in files.enumerate() {
        if claims.is_empty() {
            continue;
        }
        let numbers = clusters.of(path);
        let owner = claims.iter().find(|claim| claim.claimed == Claimed::ConnectorId);
        let owner = owner.map_or("", |claim| &claim.name);
        for claim in claims {
            let whole = [usize::MAX];
            let numbers = if claim.claimed == Claimed::TypeName { &whole } else { numbers.as_slice() };
            let mut clash = Clash { file, claim, firsts: Vec::new(), cluster: None };
            for number in numbers {
                if let Some(first) = taken.take(*number, file, claim, owner) {
                    if clash.firsts.is_empty() {
                        clash.cluster = clusters.name(*number);
                    }
                    if !clash.firsts.contains(&first) {
                        clash.firsts.push(first);
                    }
                }
            }
            if !clash.firsts.is_empty() {
                clashes.push(clash);
            }
        }
    }
    clashes
}

/// Whether it is certain that no claim is made twice. Sorting numbers takes a tenth of the time of a map of names.
fn are_different<'c>(claims: impl Iterator<Item = &'c Claim>) -> bool {
    let mut tags: Vec<u64> = claims.map(tag).collect();
    tags.sort_unstable();
    tags.windows(2).all(|pair| pair[0] != pair[1])
}

/// A number that is the same for equal claims, and hardly ever for others.
fn tag(claim: &Claim) -> u64 {
    let mix = |tag: u64, part: u64| {
        let mixed = (tag ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ (mixed >> 32)
    };
    let (parts, rest) = claim.name.as_bytes().as_chunks::<8>();
    let start = mix(claim.name.len() as u64, claim.claimed as u64);
    let tag = parts.iter().fold(start, |tag, part| mix(tag, u64::from_le_bytes(*part)));
    rest.iter().fold(tag, |tag, byte| mix(tag, u64::from(*byte)))
}

/// What is claimed so far.
#[derive(Default)]
struct Taken<'c> {
    firsts: HashMap<(usize, Claimed, &'c str), (usize, &'c Claim)>,
    /// Cluster, index name, id: a second file of one connector is a duplicate id, and its index no second fault.
    indices: HashSet<(usize, &'c str, &'c str)>,
}

impl<'c> Taken<'c> {
    /// Takes note of a claim; returns the one that it comes too late for.
    fn take(
        &mut self,
        cluster: usize,
        file: usize,
        claim: &'c Claim,
        owner: &'c str,
    ) -> Option<(usize, &'c Claim)> {
        if claim.claimed == Claimed::IndexName && !self.indices.insert((cluster, &claim.name, owner)) {
            return None;
        }
        let first = *self.firsts.entry((cluster, claim.claimed, &claim.name)).or_insert((file, claim));
        (first.0 != file).then_some(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Cluster, Placed};
    use crate::tree::Span;

    fn claim(claimed: Claimed, name: &str) -> Claim {
        Claim { claimed, name: name.into(), key: None }
    }

    fn connector(id: &str, index: &str) -> Vec<Claim> {
        vec![claim(Claimed::ConnectorId, id), claim(Claimed::IndexName, index)]
    }

    fn clusters(clusters: &[(&str, &str)]) -> Clusters {
        let cluster = |(name, glob): &(&str, &str)| Cluster {
            name: Placed { value: (*name).to_owned(), span: Span::default() },
            include: vec![(*glob).to_owned()],
        };
        Clusters::new(&clusters.iter().map(cluster).collect::<Vec<_>>()).unwrap()
    }

    type Found = Vec<(usize, Claimed, Vec<usize>, Option<String>)>;

    fn found(files: &[(&str, Vec<Claim>)], clusters: &Clusters) -> Found {
        let clashes = clashes(files.iter().map(|(path, claims)| (*path, claims.as_slice())), clusters);
        let firsts = |clash: &Clash<'_>| clash.firsts.iter().map(|(file, _)| *file).collect();
        clashes
            .iter()
            .map(|clash| (clash.file, clash.claim.claimed, firsts(clash), clash.cluster.map(str::to_owned)))
            .collect()
    }

    #[test]
    fn every_later_file_clashes_with_the_first() {
        let files = [("a", connector("x", "i")), ("b", connector("y", "j")), ("c", connector("x", "k"))];
        assert_eq!(found(&files, &Clusters::default()), [(2, Claimed::ConnectorId, vec![0], None)]);
    }

    #[test]
    fn files_of_one_connector_share_their_index_and_other_connectors_do_not() {
        let files = [("a", connector("x", "i")), ("b", connector("x", "i")), ("c", connector("z", "i"))];
        let expected = [(1, Claimed::ConnectorId, vec![0], None), (2, Claimed::IndexName, vec![0], None)];
        assert_eq!(found(&files, &Clusters::default()), expected);
    }

    #[test]
    fn clusters_are_apart_and_a_file_of_two_counts_in_both() {
        let clusters = clusters(&[("dev", "dev/*"), ("prod", "prod/*"), ("all", "*/shared")]);
        let x = || vec![claim(Claimed::ConnectorId, "x")];
        let files = [("dev/a", x()), ("prod/a", x()), ("rest/a", x())];
        assert_eq!(found(&files, &clusters), []);
        let files =
            [("dev/a", x()), ("dev/shared", x()), ("prod/shared", x()), ("rest/a", x()), ("top", x())];
        let expected = [
            (1, Claimed::ConnectorId, vec![0], Some("dev".to_owned())),
            (2, Claimed::ConnectorId, vec![1], Some("all".to_owned())),
            (4, Claimed::ConnectorId, vec![3], None),
        ];
        assert_eq!(found(&files, &clusters), expected);
    }

    #[test]
    fn a_type_is_defined_once_whatever_the_clusters() {
        let clusters = clusters(&[("dev", "types/dev/*")]);
        let wiki = || vec![claim(Claimed::TypeName, "wiki")];
        let files = [("types/dev/wiki", wiki()), ("types/wiki", wiki())];
        assert_eq!(found(&files, &clusters), [(1, Claimed::TypeName, vec![0], None)]);
    }
}
