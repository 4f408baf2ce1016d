//! What only one file of a repository, or of a cluster in it, may have to itself: ids, index names, names of types.
//!
//! Of what a file claims a run keeps numbers only. When every file is linted, they are compared; the files that share one
//! with another file are read again, and their claims are compared, once and in the order of the files.

mod claim;

use std::collections::{HashMap, HashSet};

use globset::GlobSet;

use crate::config;
use crate::discover::{GlobFault, compile};
use crate::finding::Elsewhere;

pub use claim::{Claim, Claimed, Tags, contested};

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

/// What is claimed twice, by the later files in their order. `files` are numbers, paths and claims, sorted by path.
pub fn clashes<'c>(
    files: impl Iterator<Item = (usize, &'c str, &'c [Claim])>,
    clusters: &'c Clusters,
) -> Vec<Clash<'c>> {
    let mut taken = Taken::default();
    let mut clashes = Vec::new();
    for (file, path, claims) in files {
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
        let numbered = files.iter().enumerate();
        let clashes = clashes(numbered.map(|(number, (path, claims))| (number, *path, &**claims)), clusters);
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
