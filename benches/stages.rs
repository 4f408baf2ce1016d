//! The stages that a file goes through, each alone, over the same hundred files of some 4 KB.
//!
//! `cargo bench --bench stages`. The files are those of `benches/corpus.py`, which needs python3. A figure is the time
//! for all of them, but that of reading, which is a rate.

#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::hint::black_box;
use std::path::Path;
use std::process::Command;

use connlint::connector::Connector;
use connlint::consumers::{elasticsearch, kibana, service, sources};
use connlint::discover::Role;
use connlint::lint::Settings;
use connlint::request::{Completion, Request};
use connlint::rules::{self, Subject};
use connlint::tree::{Arena, Format, Tree};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};

const COUNT: usize = 100;

/// The files of a corpus in one format.
fn texts(format: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/corpus.py");
    let mut command = Command::new("python3");
    command.arg("-B").arg(script).arg(folder.path()).args(["-n", &COUNT.to_string(), "--format", format]);
    assert!(command.status().unwrap().success());
    let mut paths: Vec<_> = walkdir::WalkDir::new(folder.path())
        .into_iter()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

fn reading(criterion: &mut Criterion) {
    for (name, format) in [("json", Format::Json), ("toml", Format::Toml)] {
        let texts = texts(name);
        let mut group = criterion.benchmark_group("read");
        group.throughput(Throughput::Bytes(texts.iter().map(|text| text.len() as u64).sum()));
        group.bench_function(name, |bencher| {
            let mut arena = Arena::default();
            bencher.iter(|| {
                for text in &texts {
                    let tree = Tree::parse_into(black_box(text), format, std::mem::take(&mut arena));
                    arena = tree.into_arena();
                }
            });
        });
    }
}

fn judging(criterion: &mut Criterion) {
    let texts = texts("json");
    let trees: Vec<Tree<'_>> = texts.iter().map(|text| Tree::parse(text, Format::Json)).collect();
    let settings = Settings::default();
    let connectors = || trees.iter().map(|tree| Connector::read(tree, "a.json").unwrap()).collect::<Vec<_>>();
    let known = |connector: &Connector<'_>| settings.types.get(connector.service_type.unwrap());
    let mut read = connectors();
    let requests: Vec<Request<'_>> = read
        .iter_mut()
        .map(|connector| Request::new(connector, known(connector), Completion::Standard))
        .collect();
    let held: Vec<_> = requests.iter().map(|request| service::judge(request, settings.stack).0).collect();
    let mut group = criterion.benchmark_group("stage");
    group.bench_function("connector", |bencher| bencher.iter(connectors));
    group.bench_function("request", |bencher| {
        let make = |mut connectors: Vec<Connector<'_>>| {
            for connector in &mut connectors {
                black_box(Request::new(connector, known(connector), Completion::Standard));
            }
        };
        bencher.iter_batched(connectors, make, BatchSize::LargeInput);
    });
    group.bench_function("elasticsearch", |bencher| {
        bencher.iter(|| {
            for (connector, request) in read.iter().zip(&requests) {
                black_box(elasticsearch::judge(connector, request, settings.stack));
            }
        });
    });
    group.bench_function("service", |bencher| {
        bencher.iter(|| {
            for request in &requests {
                black_box(service::judge(request, settings.stack));
            }
        });
    });
    group.bench_function("sources", |bencher| {
        bencher.iter(|| {
            for (request, held) in requests.iter().zip(&held) {
                black_box(sources::judge(request, held));
            }
        });
    });
    group.bench_function("kibana", |bencher| {
        bencher.iter(|| {
            for (request, held) in requests.iter().zip(&held) {
                black_box(kibana::judge(request, held));
            }
        });
    });
    group.bench_function("rules", |bencher| {
        bencher.iter(|| {
            for (at, tree) in trees.iter().enumerate() {
                let (connector, request, held) = (&read[at], &requests[at], &held[at]);
                black_box(rules::judge_file(tree, Role::Connector, &settings.levels));
                let subject = Subject::new(tree, connector, request, held, Role::Connector, settings.types);
                black_box(rules::judge_connector(&subject, &[], &settings.levels));
            }
        });
    });
}

fn whole(criterion: &mut Criterion) {
    for format in ["json", "toml"] {
        let (texts, settings) = (texts(format), Settings::default());
        let path = format!("connectors/a.{format}");
        criterion.benchmark_group("lint").bench_function(format, |bencher| {
            let mut arena = Arena::default();
            bencher.iter(|| {
                for text in &texts {
                    black_box(settings.lint(&path, text.as_bytes(), &mut arena));
                }
            });
        });
    }
}

criterion_group!(stages, reading, judging, whole);
criterion_main!(stages);
