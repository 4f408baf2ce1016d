//! The minor versions of the stack, and in what they differ: each fact is a value here, so that nothing else compares
//! versions.
//!
//! A version stands for its newest patch. That the list is complete was found by comparing the service's functions over
//! all of its releases, and from Elasticsearch's release notes.

use std::sync::OnceLock;

use crate::catalogue::Catalogue;

/// What becomes of the empty items of a string that is split at commas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Splitting {
    /// They are dropped: the service since 9.0.
    DropEmpty,
    /// They stay as empty strings: the service before 9.0.
    KeepEmpty,
}

/// Who creates sync jobs, and so whether the stored connector is parsed again for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SyncJobs {
    /// The service, which takes what is stored: before 8.16.
    ByService,
    /// Elasticsearch, whose parser cannot read a stored array: since 8.16.1.
    ByServer,
}

/// A minor version of the stack, and what it does.
#[derive(Debug)]
pub struct Stack {
    /// Such as `9.6`.
    pub version: &'static str,
    /// How the service splits lists.
    pub splitting: Splitting,
    /// Who creates sync jobs.
    pub sync_jobs: SyncJobs,
    facts: Facts,
}

/// Where a stack's connector types are.
#[derive(Debug)]
enum Facts {
    /// In the file of the newest.
    Newest,
    /// In the file that all share, which is read on first use.
    Shared(OnceLock<Catalogue>),
}

use Splitting::{DropEmpty, KeepEmpty};
use SyncJobs::{ByServer, ByService};

/// All that are known, the oldest first.
static ALL: [Stack; 14] = [
    Stack::new("8.13", KeepEmpty, ByService),
    Stack::new("8.14", KeepEmpty, ByService),
    Stack::new("8.15", KeepEmpty, ByService),
    Stack::new("8.16", KeepEmpty, ByServer),
    Stack::new("8.17", KeepEmpty, ByServer),
    Stack::new("8.18", KeepEmpty, ByServer),
    Stack::new("8.19", KeepEmpty, ByServer),
    Stack::new("9.0", DropEmpty, ByServer),
    Stack::new("9.1", DropEmpty, ByServer),
    Stack::new("9.2", DropEmpty, ByServer),
    Stack::new("9.3", DropEmpty, ByServer),
    Stack::new("9.4", DropEmpty, ByServer),
    Stack::new("9.5", DropEmpty, ByServer),
    Stack { version: "9.6", splitting: DropEmpty, sync_jobs: ByServer, facts: Facts::Newest },
];

impl Stack {
    const fn new(version: &'static str, splitting: Splitting, sync_jobs: SyncJobs) -> Self {
        Self { version, splitting, sync_jobs, facts: Facts::Shared(OnceLock::new()) }
    }

    /// All stacks that are known, the oldest first.
    pub fn all() -> &'static [Self] {
        &ALL
    }

    /// The newest one.
    pub fn newest() -> &'static Self {
        let [.., newest] = &ALL;
        newest
    }

    /// The stack of this minor version, such as `9.2`.
    pub fn find(version: &str) -> Option<&'static Self> {
        ALL.iter().find(|stack| stack.version == version)
    }

    /// The versions of all stacks, the oldest first.
    pub fn versions() -> Vec<&'static str> {
        ALL.iter().map(|stack| stack.version).collect()
    }

    /// Its connector types.
    pub fn catalogue(&'static self) -> &'static Catalogue {
        match &self.facts {
            Facts::Newest => Catalogue::newest(),
            Facts::Shared(read) => read.get_or_init(|| Catalogue::shared(self.version)),
        }
    }
}
