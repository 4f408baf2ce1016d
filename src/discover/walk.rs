//! The scan of a folder on the disk.

use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::candidate::Scan;
use super::ignored::Ignored;
use super::path::Naming;
use super::patterns::Verdict;
use super::{Candidate, PathFaultKind, Role, Search, Source, Target};

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
        let scan = Scan::new(absolute, self.request.origin);
        let mut name = String::new();
        // In order, so that faults are; bytes are compared, because to take the paths apart costs more than reading them.
        let by_path = |a: &DirEntry, b: &DirEntry| a.path().as_os_str().cmp(b.path().as_os_str());
        let mut entries = WalkDir::new(absolute).sort_by(by_path).into_iter();
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
                naming.write(entry.path(), &mut name);
                self.came_upon(&entry, &name, target, &ignored, &scan);
            }
        }
    }

    /// A file of a scan. The cheapest question first: most files are none of connlint's business.
    fn came_upon(
        &mut self,
        entry: &DirEntry,
        name: &str,
        target: Target,
        ignored: &Ignored,
        scan: &Scan<'_>,
    ) {
        let verdict = self.request.patterns.of_scanned(name, target == Target::Lint { widened: true });
        if verdict == Verdict::Other || ignored.matches(entry.path(), false) || !is_file(entry) {
            return;
        }
        let (path, place) = (name.to_owned(), scan.place(entry.path(), name));
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
