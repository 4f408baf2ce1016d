//! The scan of a folder on the disk.

use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::ignored::Ignored;
use super::path::Naming;
use super::patterns::Verdict;
use super::{Candidate, Folder, PathFaultKind, Place, Role, Search, Source, Target};

impl Search<'_> {
    /// Scans the folder `absolute`, which was named as `given`.
    ///
    /// Below it, hidden and ignored folders and those behind symbolic links are passed over; symbolic links
    /// to files are files. The folder itself is scanned whatever it is.
    pub(super) fn walk(&mut self, given: &Path, absolute: &Path, target: Target) {
        let root = self.request.root;
        let naming = Naming::new(&root.folder, given, absolute);
        let top = root.git.as_deref().unwrap_or(&root.folder);
        let mut ignored =
            Ignored::above(absolute, top, root.git.as_deref().filter(|git| absolute.starts_with(git)));
        let folder = Folder::new(absolute, self.request.origin);
        let (mut name, first_fault) = (String::new(), self.faults.len());
        // As they come: what is found is sorted in the end, which takes less time and memory than to sort each folder.
        let mut entries = WalkDir::new(absolute).into_iter();
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().map_or_else(|| naming.name(absolute), |path| naming.name(path));
                    let why = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                    self.fault(path, PathFaultKind::Unreadable(why));
                    continue;
                }
            };
            ignored.leave_to(entry.depth());
            if entry.depth() == 0 {
                ignored.enter(absolute, 0);
            } else if entry.file_type().is_dir() {
                if is_hidden(&entry) || ignored.matches(entry.path(), true) {
                    entries.skip_current_dir();
                } else {
                    ignored.enter(entry.path(), entry.depth());
                }
            } else {
                let named = naming.write(entry.path(), &mut name);
                if let Some(verdict) = self.verdict(&entry, &name, target, &ignored) {
                    let place = Place::new(entry.path(), folder.as_ref(), named);
                    self.found(verdict, name.clone(), place, target);
                }
            }
        }
        if let Some(faults) = self.faults.get_mut(first_fault..) {
            faults.sort_by(|a, b| a.path.cmp(&b.path));
        }
    }

    /// What a file of a scan is; none if it is none of connlint's business, as most files are. The cheapest question first.
    fn verdict(&self, entry: &DirEntry, name: &str, target: Target, ignored: &Ignored) -> Option<Verdict> {
        let verdict = self.request.patterns.of_scanned(name, target == Target::Lint { widened: true });
        let counts = verdict != Verdict::Other && !ignored.matches(entry.path(), false) && is_file(entry);
        counts.then_some(verdict)
    }

    fn found(&mut self, verdict: Verdict, path: String, place: Place, target: Target) {
        match target {
            Target::Lint { .. } => self.take(verdict, path, place, Source::File),
            Target::Types if verdict == Verdict::Type => {
                self.types.push(Candidate { path, place, role: Role::Type, source: Source::File });
            }
            Target::Types => {}
        }
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// Whether an entry that is no folder can be read as a file: no pipe (reading one would wait for ever), no link to a
/// folder. A link that leads nowhere counts, so that its reader is told.
fn is_file(entry: &DirEntry) -> bool {
    entry.file_type().is_file()
        || (entry.file_type().is_symlink() && entry.path().metadata().map_or(true, |target| target.is_file()))
}
