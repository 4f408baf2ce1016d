#!/usr/bin/env python3
"""Times connlint as a whole process against what nobody can do without and against other linters.

Usage: benches/compare.py [--install] [--runs N] [--only NAME] [--write]

  --install   install the peers below target/bench (jsonschema-cli by cargo, @sourcemeta/jsonschema by npm, taplo and
              tombi by pip); a peer that is not there is named and left out
  --runs N    counted runs of every command (7)
  --only NAME just the tables whose title has NAME in it; `stages`: just that of the stages
  --write     put the tables into docs/performance.md

The commands of a table run in turn, after one round that does not count. Every figure is a median, and every ratio the
median of the ratios to the table's first command, round by round: so a machine that slows down hits all alike.
"""
import argparse
import json
import os
import pathlib
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import time

import corpus

ROOT = corpus.ROOT
HERE = ROOT / "target" / "bench"
CONNLINT = ROOT / "target" / "release" / "connlint"
SCHEMA = ROOT / "schemas" / "connector.schema.json"
OLD_SCHEMA = HERE / "connector.draft07.schema.json"
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- tables: just bench --write -->\n", "<!-- end -->"
# A process begins as a copy of this one, so that less than twice this much memory cannot be told apart.
OWN_PEAK = 2 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
STAGES = ["connector", "request", "elasticsearch", "service", "sources", "kibana", "rules"]
CARGO_PEER, SOURCEMETA, VENV = HERE / "cargo/bin/jsonschema-cli", HERE / "npm", HERE / "venv/bin"


def build():
    """The release build, the floor and the folder for everything that is kept between runs."""
    subprocess.run(["cargo", "build", "--release", "--locked", "--quiet"], cwd=ROOT, check=True)
    HERE.mkdir(parents=True, exist_ok=True)
    floor = ["rustc", "--edition", "2024", "-O", "-o", HERE / "floor", ROOT / "benches/floor.rs"]
    subprocess.run(floor, check=True)
    # taplo reads no newer dialect; the words of ours are the same there.
    newest = "https://json-schema.org/draft/2020-12/schema"
    OLD_SCHEMA.write_text(SCHEMA.read_text().replace(newest, "http://json-schema.org/draft-07/schema#"))


def install():
    """Installs the peers; what fails is told, and left out later."""
    python = VENV / "python"
    commands = [
        ["cargo", "install", "--quiet", "--locked", "--root", HERE / "cargo", "jsonschema-cli"],
        ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", SOURCEMETA, "@sourcemeta/jsonschema"],
        [sys.executable, "-m", "venv", HERE / "venv"],
        [python, "-m", "pip", "install", "--quiet", "taplo", "tombi"],
    ]
    for command in commands:
        if shutil.which(command[0]) is None or subprocess.run(command, check=False).returncode != 0:
            print("not installed:", *command, file=sys.stderr)


def sourcemeta():
    """The program itself, without the script that npm puts before it."""
    found = sorted(SOURCEMETA.glob("node_modules/@sourcemeta/jsonschema/build/github-releases/*"))
    machine = {"x86_64": "x86_64", "aarch64": "arm64", "arm64": "arm64"}.get(platform.machine(), "")
    fitting = [one for one in found if f"{platform.system().lower()}-{machine}" in one.name]
    return fitting[0] if fitting else SOURCEMETA / "none"


def folder(form, count, rate=0.0):
    """A corpus, made when it is first asked for."""
    place = HERE / f"{form}-{count}{'-defects' if rate else ''}"
    if not (place / "complete").exists():
        shutil.rmtree(place, ignore_errors=True)
        corpus.write(place, count, form, rate)
        (place / "complete").touch()
    return place


def large():
    """Three files that are large in some way: bytes, fields, findings."""
    place = HERE / "large" / "connectors"
    if not (HERE / "large" / "complete").exists():
        place.mkdir(parents=True, exist_ok=True)
        tip = "x" * 800
        heavy = (f'[configuration.f{at}]\nlabel = "F"\norder = {at}\ntooltip = "{tip}"\nvalue = "v"\n' for at in range(19200))
        (place / "heavy.toml").write_text("".join(heavy))
        wide = (f'[configuration.f{at}]\nlabel = "F"\norder = {at}\nvalue = "v"\n' for at in range(20000))
        (place / "wide.toml").write_text("".join(wide))
        wrong = (f'[configuration.f{at}]\nlabel = "F"\norder = {at}\ntype = "int"\nvalue = "x{at}"\n' for at in range(2000))
        (place / "wrong.toml").write_text("".join(wrong))
        (HERE / "large" / "complete").touch()
    return HERE / "large"


def once(command, where):
    """Seconds of wall clock, seconds of processor, peak memory in MiB."""
    start = time.perf_counter()
    null = subprocess.DEVNULL
    with open(HERE / "out", "wb") as out:
        child = subprocess.Popen([str(part) for part in command], cwd=where, stdin=null, stdout=out, stderr=null)
        _, _, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = 0  # it is over, and Popen need not ask again
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def table(title, rows, runs):
    """Runs the commands in turn; returns a table in Markdown. A command that takes over 20 s runs once."""
    measured = [[] for _ in rows]
    for where in {where for _, _, where in rows}:
        once([HERE / "floor", "connectors", "2"], where)  # so that no command is the first to ask the disk
    for turn in range(runs + 1):
        for (_, command, where), figures in zip(rows, measured):
            if figures and figures[0][0] > 20:
                continue
            figure = once(command, where)
            if turn > 0 or figure[0] > 20:
                figures.append(figure)
    lines = [f"**{title}**", "", "| command | wall | processor | peak | × wall |", "|---|--:|--:|--:|--:|"]
    for (name, _, _), figures in zip(rows, measured):
        wall, cpu, peak = (statistics.median(column) for column in zip(*figures))
        memory = f"{peak:,.0f} MiB" if peak > OWN_PEAK else "little"
        ratio = statistics.median(one[0] / first[0] for one, first in zip(figures, measured[0]))
        lines.append(f"| {name} | {wall * 1000:,.1f} ms | {cpu * 1000:,.1f} ms | {memory} | {ratio:,.2f} |")
    return "\n".join(lines) + "\n"


def present(rows):
    """The rows whose program is there; the others are named."""
    for name, command, _ in rows:
        if not pathlib.Path(command[0]).exists():
            print("left out, not installed:", name, file=sys.stderr)
    return [row for row in rows if pathlib.Path(row[1][0]).exists()]


def tables():
    """Title and rows of every table."""
    floor, check = HERE / "floor", [CONNLINT, "check", "connectors"]
    for form, count in [("json", 10_000), ("toml", 10_000)]:
        where = folder(form, count)
        names = sorted(str(one.relative_to(where)) for one in where.glob("connectors/*/*"))
        peers = [
            ("jsonschema-cli (structure only)", [CARGO_PEER, "validate", "--errors-only", SCHEMA, "-i", *names], where),
            ("sourcemeta jsonschema (structure only)", [sourcemeta(), "validate", "--continue", SCHEMA, "connectors"], where),
        ] if form == "json" else [
            ("taplo lint (structure only)", [VENV / "taplo", "lint", "--no-auto-config", "--schema", f"file://{OLD_SCHEMA}", *names], where),
            ("tombi lint (syntax only)", [VENV / "tombi", "lint", "--offline", "--quiet", "connectors"], where),
        ]
        yield f"{count:,} {form.upper()} files, clean", [
            ("connlint check", check, where),
            ("read all, 1 thread", [floor, "connectors", "1"], where),
            ("read all, 2 threads", [floor, "connectors", "2"], where),
            *present(peers),
        ]
        yield f"10,000 {form.upper()} files, 10 % with a mistake, human output to a file", [
            ("clean", check, where),
            ("with mistakes", check, folder(form, count, 0.1)),
        ]
        yield f"10 times as many {form.upper()} files", [
            ("10,000 files", check, where),
            ("100,000 files", check, folder(form, 100_000)),
        ]
        one = next(iter(names))
        yield f"One {form.upper()} file", [
            ("connlint check FILE", [CONNLINT, "check", one], where),
            ("a process that does nothing", [floor], where),
        ]
    where = large()
    yield "Large files", [
        ("16 MiB", [CONNLINT, "check", "connectors/heavy.toml"], where),
        ("20,000 fields", [CONNLINT, "check", "connectors/wide.toml"], where),
        ("2,000 findings", [CONNLINT, "check", "connectors/wrong.toml"], where),
    ]


def stages():
    """Where the time of one file goes, from `cargo bench --bench stages`: a table in Markdown."""
    subprocess.run(["cargo", "bench", "--locked", "--quiet", "--bench", "stages"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    files = 100  # as many as the benchmark reads

    def microseconds(name):
        estimates = json.loads((ROOT / "target/criterion" / name / "new/estimates.json").read_text())
        return estimates["median"]["point_estimate"] / 1000 / files

    parts = ["read/json", *(f"stage/{name}" for name in STAGES)]
    lines = ["**One file of 4 KB, on one thread**", "", "| stage | time |", "|---|--:|"]
    rows = [(name.split("/")[-1].replace("json", "JSON to tree"), microseconds(name)) for name in parts]
    rows += [("the whole, JSON", microseconds("lint/json")), ("the whole, TOML", microseconds("lint/toml"))]
    rows += [("of which TOML to tree", microseconds("read/toml"))]
    return "\n".join(lines + [f"| {name} | {time:.1f} µs |" for name, time in rows]) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--install", action="store_true")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--only", default="")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    build()
    if options.install:
        install()
    made = [f"Measured on {platform.system()} {platform.machine()} with {os.cpu_count()} processors, {options.runs} runs.\n"]
    for title, rows in tables():
        if options.only.lower() in title.lower():
            made.append(table(title, rows, 3 * options.runs if title.startswith("One") else options.runs))
            print(made[-1], flush=True)
    if not options.only or options.only == "stages":
        made.append(stages())
        print(made[-1])
    if options.write:
        page = PAGE.read_text()
        before, rest = page.split(BEGIN, 1)
        PAGE.write_text(before + BEGIN + "\n" + "\n".join(made) + "\n" + END + rest.split(END, 1)[1])


if __name__ == "__main__":
    main()
