//! What a command runs on: the configuration in force, the files that it finds, and what every file is judged by.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::catalogue::ServiceType;
use crate::cli::{Input, Selection, Setup};
use crate::config::{self, Config, Known, Level};
use crate::discover::{
    self, ConfigChoice, Discovery, GlobFault, Index, Origin, Patterns, Request, Root, Scope, start_folder,
    visible,
};
use crate::lint::Settings;
use crate::outcome::Outcome;
use crate::report::Tool;
use crate::repository::Clusters;
use crate::rules::{self, Levels, RULES};
use crate::source::Source;
use crate::stack::Stack;
use crate::suggest::suggest;
use crate::suppress::{Accepted, Table};
use crate::types::{self, OwnType, TypeText, Types};

/// The stage of a run.
#[derive(Debug)]
pub(super) struct Scene<'t> {
    pub(super) root: Root,
    pub(super) origin: Origin,
    pub(super) settings: Settings<'t>,
    pub(super) patterns: Patterns,
    /// What is accepted; a baseline only once one is read.
    pub(super) accepted: Accepted,
    pub(super) cwd: PathBuf,
}

/// Says something about the run itself.
pub(super) fn tell(line: &str) {
    // There is nobody left to tell when standard error is closed.
    let _ = writeln!(io::stderr(), "{line}");
}

impl<'t> Scene<'t> {
    /// Reads the configuration; every mistake is told, and ends the run.
    pub(super) fn set(
        setup: &Setup,
        paths: &[PathBuf],
        input: &Input,
        selection: &Selection,
    ) -> Result<Self, Outcome> {
        let cwd = std::env::current_dir().map_err(|error| {
            tell(&format!("connlint: the working folder cannot be found: {error}"));
            Outcome::BadPath
        })?;
        let stdin = input.stdin_filename.as_deref();
        let first = paths.first().map(PathBuf::as_path);
        let first = if first == Some(Path::new("-")) { stdin } else { first };
        let origin = if input.staged {
            let index = Index::open(&start_folder(&cwd, first)).map_err(|fault| {
                tell(&format!("connlint: {fault}"));
                Outcome::NoIndex
            })?;
            Origin::Index(index)
        } else {
            Origin::Disk(Some(cwd.clone()))
        };
        let choice = match &setup.config {
            _ if setup.no_config => ConfigChoice::Without,
            Some(file) => ConfigChoice::File(file),
            None => ConfigChoice::Search,
        };
        let root = Root::find(&cwd, first, choice, &origin);
        let (config, table) = read_config(&root, &origin)?;
        let types = config.types.as_ref().map(|types| types.value.as_str());
        let no_glob = |fault: GlobFault| {
            tell(&format!("connlint: connlint.toml: `{}` is no glob: {}", fault.glob, fault.why));
            Outcome::BrokenConfig
        };
        let patterns = Patterns::new(config.include.as_deref(), &config.exclude, types).map_err(no_glob)?;
        let clusters = Clusters::new(&config.clusters).map_err(no_glob)?;
        let levels = levels(&config, selection)?;
        let mut settings = Settings { levels, clusters, ..Settings::default() };
        settings.set_stack(stack(setup, &config)?);
        let accepted = Accepted { table, baseline: None };
        Ok(Self { root, origin, settings, patterns, accepted, cwd })
    }

    /// Finds the files.
    pub(super) fn discover(&self, paths: &[PathBuf], input: &Input) -> Discovery {
        discover::discover(&self.request(paths, input.stdin_filename.as_deref()))
    }

    /// Finds the files that define connector types, and no others.
    pub(super) fn discover_types(&self) -> Discovery {
        discover::discover_types(&self.request(&[], None))
    }

    fn request<'r>(&'r self, paths: &'r [PathBuf], stdin_name: Option<&'r Path>) -> Request<'r> {
        let (root, cwd, patterns, origin) = (&self.root, &self.cwd, &self.patterns, &self.origin);
        Request { root, cwd, paths, stdin_name, patterns, origin }
    }

    /// Reads the files that define connector types; one that cannot be read is told, and `outcome` knows.
    pub(super) fn read_types(&self, discovery: &Discovery, outcome: &mut Outcome) -> Vec<TypeText> {
        let mut texts = Vec::with_capacity(discovery.types.len());
        for candidate in &discovery.types {
            let mut bytes = Vec::new();
            match self.origin.read(candidate, &mut bytes) {
                Ok(()) => texts.push(TypeText::new(&candidate.path, bytes)),
                Err(fault) => {
                    tell(&format!("connlint: {}: cannot be read: {fault}", visible(&candidate.path)));
                    *outcome = (*outcome).max(Outcome::BadPath);
                }
            }
        }
        texts
    }

    /// Takes the repository's types into force. A file that defines none is told unless the run lints it anyway.
    pub(super) fn set_types(&mut self, own: &'t [OwnType<'t>], discovery: &Discovery) {
        let is_linted = |path: &str| {
            let candidates = &discovery.candidates;
            candidates.binary_search_by(|candidate| candidate.path.as_str().cmp(path)).is_ok()
        };
        for broken in own.iter().filter(|kind| kind.schema.is_none() && !is_linted(kind.path)) {
            let path = visible(broken.path);
            tell(&format!(
                "connlint: {path} cannot be read as a connector type, so that nothing is judged by it; \
                 `connlint check {path}` tells why"
            ));
        }
        self.settings.types = self.settings.types.with_own(own);
    }

    /// Tells what is wrong with the paths, and how the run would end by that alone.
    pub(super) fn tell_faults(&self, discovery: &Discovery, paths: &[PathBuf]) -> Outcome {
        let outcome = tell_path_faults(discovery);
        if outcome != Outcome::Clean {
            return outcome;
        }
        if !discovery.candidates.is_empty() {
            return Outcome::Clean;
        }
        if discovery.scope == Scope::Files {
            let all = if paths.is_empty() { "nothing is staged" } else { "every file named is excluded" };
            tell(&format!("connlint: {all}: nothing to check"));
            return Outcome::AllExcluded;
        }
        let folder = visible(&self.root.folder.display().to_string()).into_owned();
        let named: Vec<_> =
            paths.iter().map(|path| visible(&path.display().to_string()).into_owned()).collect();
        let searched = if named.is_empty() { "this folder".to_owned() } else { named.join(", ") };
        tell(&format!(
            "connlint: no connector file found below {searched}; a file counts if it is below a folder `connectors` or \
             is named `*.connector.toml` or `*.connector.json`: set `include` in {folder}/connlint.toml to say otherwise"
        ));
        Outcome::NothingFound
    }

    /// Refuses to write at a path that stands inside the repository and leads out of it by a link.
    pub(super) fn keep_inside(&self, path: &Path) -> io::Result<()> {
        self.root.keep_inside(&discover::absolute(&self.cwd, path))
    }

    /// Tells why nothing can be written into a folder, where [`Scene::keep_inside`] refuses it.
    pub(super) fn refuse_outside(&self, folder: &Path) -> Result<(), Outcome> {
        self.keep_inside(folder).map_err(|error| {
            let folder = folder.display().to_string();
            tell(&format!("connlint: {}: cannot be written: {error}", visible(&folder)));
            Outcome::NotWritten
        })
    }

    /// Who makes the reports.
    pub(super) fn tool(&self) -> Tool {
        tool(&self.settings)
    }
}

/// Who makes reports by these settings.
pub(super) fn tool(settings: &Settings<'_>) -> Tool {
    Tool {
        name: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        stack: settings.stack.version.to_owned(),
    }
}

/// Runs what needs no connector file, only the connector types in force where `first` lies. `act` is not run where the
/// configuration is broken or a file of a type cannot be read.
pub(super) fn with_types(
    setup: &Setup,
    first: Option<&Path>,
    act: impl FnOnce(Types<'_>, &Scene<'_>) -> io::Result<Outcome>,
) -> io::Result<Outcome> {
    let input = Input { staged: false, stdin_filename: None };
    let first: Vec<_> = first.map(Path::to_path_buf).into_iter().collect();
    let mut scene = match Scene::set(setup, &first, &input, &Selection::default()) {
        Ok(scene) => scene,
        Err(outcome) => return Ok(outcome),
    };
    let discovery = scene.discover_types();
    let mut outcome = tell_path_faults(&discovery);
    let texts = scene.read_types(&discovery, &mut outcome);
    if outcome != Outcome::Clean {
        return Ok(outcome);
    }
    let trees = types::parse(&texts);
    let own = types::read(&trees);
    scene.set_types(&own, &discovery);
    act(scene.settings.types, &scene)
}

/// The schema of a connector type; where there is none, which was probably meant is told.
pub(super) fn find_type<'t>(name: &str, types: Types<'t>) -> Option<&'t ServiceType<'t>> {
    let kind = types.get(name);
    if kind.is_none() && types.own(name).is_none() {
        let meant = match suggest(name, types.names()) {
            Some(meant) => format!("did you mean `{}`?", visible(meant)),
            None => "`connlint types` lists all".to_owned(),
        };
        tell(&format!("connlint: there is no connector type `{}`; {meant}", visible(name)));
    }
    kind
}

/// Tells which paths could not be looked at.
pub(super) fn tell_path_faults(discovery: &Discovery) -> Outcome {
    for fault in &discovery.faults {
        tell(&format!("connlint: {fault}"));
    }
    if discovery.faults.is_empty() { Outcome::Clean } else { Outcome::BadPath }
}

/// Reads `connlint.toml`, if there is one. Its `[[ignore]]` entries go with its text.
fn read_config(root: &Root, origin: &Origin) -> Result<(Config, Table), Outcome> {
    let Some(path) = &root.config else { return Ok((Config::default(), Table::default())) };
    let name = path.strip_prefix(&root.folder).unwrap_or(path).display().to_string();
    let mut bytes = Vec::new();
    if let Err(fault) = origin.read_file(path, &mut bytes) {
        tell(&format!("connlint: {}: {fault}", visible(&name)));
        return Err(Outcome::BrokenConfig);
    }
    let names: Vec<_> = RULES.iter().map(|rule| rule.name).collect();
    let known = Known { rules: &names, stacks: &Stack::versions() };
    let (mut config, faults) = config::parse_bytes(&bytes, known);
    let text = String::from_utf8_lossy(&bytes);
    if faults.is_empty() {
        let ignores = std::mem::take(&mut config.ignores);
        return Ok((config, Table::new(name, text.into_owned(), ignores)));
    }
    let source = Source::new(name.as_str(), &text);
    for fault in &faults {
        let at = source.position(fault.span.start as usize);
        let help = fault.help.as_deref().map(|help| format!("; {help}")).unwrap_or_default();
        tell(&format!("{}:{}:{}: {}{help}", visible(&name), at.line, at.column, fault.message));
    }
    Err(Outcome::BrokenConfig)
}

/// The stack to judge for.
fn stack(setup: &Setup, config: &Config) -> Result<&'static Stack, Outcome> {
    let wanted = setup.stack.as_deref().or(config.stack.as_ref().map(|stack| stack.value.as_str()));
    wanted.map_or(Ok(Stack::newest()), known_stack)
}

/// The stack of a version that was typed.
pub(super) fn known_stack(version: &str) -> Result<&'static Stack, Outcome> {
    Stack::find(version).ok_or_else(|| {
        let known = Stack::versions().join(", ");
        tell(&format!("connlint: there is no stack {} in the catalogue; known: {known}", visible(version)));
        Outcome::Usage
    })
}

/// The severities: of the configuration, then of the command line, whose `--select` and `--ignore` come last.
fn levels(config: &Config, selection: &Selection) -> Result<Levels, Outcome> {
    let mut levels = Levels::default();
    for (rule, level) in &config.rules {
        set(&mut levels, &rule.value, *level)?;
    }
    for (rule, level) in &selection.level {
        set(&mut levels, rule, *level)?;
    }
    for rule in selection.select.iter().chain(&selection.ignore) {
        known(rule)?;
    }
    for rule in RULES {
        let is_selected =
            selection.select.is_empty() || selection.select.iter().any(|name| name == rule.name);
        let is_ignored = selection.ignore.iter().any(|name| name == rule.name);
        // What connlint could not read must never look like a clean file, nor one whose findings were left out.
        let is_kept =
            ["syntax-error", "internal-error", "too-many-findings"].contains(&rule.name) && !is_ignored;
        if !is_kept && (!is_selected || is_ignored) {
            levels.set(rule.name, None);
        } else if !selection.select.is_empty() && is_selected && levels.of(rule.name).is_none() {
            levels.set(rule.name, Some(rule.severity.unwrap_or(crate::severity::Severity::Warning)));
        }
    }
    Ok(levels)
}

fn set(levels: &mut Levels, rule: &str, level: Level) -> Result<(), Outcome> {
    known(rule)?;
    let severity = match level {
        Level::At(severity) => Some(severity),
        Level::Off => None,
    };
    levels.set(rule, severity);
    Ok(())
}

fn known(rule: &str) -> Result<(), Outcome> {
    if rules::find(rule).is_some() {
        return Ok(());
    }
    unknown_rule(rule);
    Err(Outcome::Usage)
}

/// Tells that there is no such rule, and which was probably meant.
pub(super) fn unknown_rule(name: &str) {
    let meant = match suggest(name, RULES.iter().map(|rule| rule.name)) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "`connlint rules` lists all".to_owned(),
    };
    tell(&format!("connlint: there is no rule `{}`; {meant}", visible(name)));
}
