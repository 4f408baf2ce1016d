#!/usr/bin/env python3
"""Tells which mutants of src/consumers the tests of the consumers do not find.

Usage: .ci/mutants/run.py [--count N] [--minutes M] [--jobs J] [--seed S]

All mutants are built once, each behind a switch, and so are the tests; then the tests run with one switch on after the
other, in an order that S shuffles. What is found is kept in target/mutants, so that another run goes on where the last one
ended, and judges again what survived: there may be new tests. Mutants that cannot be compiled are left out.
"""
import argparse
import collections
import concurrent.futures
import hashlib
import json
import os
import pathlib
import random
import re
import resource
import shutil
import subprocess
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = ROOT / "target" / "mutants"
TREE = WORK / "tree"
BUILT = WORK / "built"
SWITCHES = re.compile(r"crate::mutant::\w+\((\d+)")
# Names of tests, the quickest and those that find most first; "lib" are the tests beside the code. Left out are those
# that only ask how long something takes.
SLOW = ["--skip", "at_once", "--skip", "quadratic"]
ROUNDS = [["lib", "consumers"],
          ["all", "cases", "elasticsearch", "python_", "kibana", "service::", "--skip", "stacks", "--skip", "emit", *SLOW],
          ["all", "pages", "sources", "regex_ambiguity", *SLOW], ["all", "graph::", "stacks", *SLOW]]
LONGEST = 40  # seconds for a round: a mutant that runs longer is found
LARGEST = 4 << 30  # bytes: a mutant that takes more is found


def copy():
    """The files that git knows, with the switches, and a profile that is worth it for many rounds."""
    shutil.rmtree(TREE, ignore_errors=True)
    known = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, known.split("\0")):
        (TREE / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, TREE / name, follow_symlinks=False)
    shutil.copy(HERE / "switch.rs", TREE / "src/mutant.rs")
    library = TREE / "src/lib.rs"
    library.write_text(library.read_text().replace("pub mod", "pub mod mutant;\npub mod", 1))
    manifest = TREE / "Cargo.toml"
    text = manifest.read_text().split("[lints.rust]")[0]
    manifest.write_text(text.replace("[profile.dev]\n", "[profile.dev]\nopt-level = 1\n"))


def write(tool, left_out):
    """Puts the mutants into the tree; a list of number, place, function and change."""
    sources = sorted(path.relative_to(ROOT / "src") for path in (ROOT / "src/consumers").rglob("*.rs"))
    files = "\n".join(map(str, [*sources, "consumers.rs"]))
    command = [tool, ROOT / "src", TREE / "src", WORK / "list", *map(str, sorted(left_out))]
    subprocess.run(command, input=files, text=True, check=True)
    return [line.split("\t") for line in (WORK / "list").read_text().splitlines()]


def broken(left_out):
    """The mutants that errors of the compiler stand at, and whether there are any errors."""
    command = ["cargo", "check", "--locked", "--lib", "--quiet", "--message-format=json", "--target-dir", BUILT]
    output = subprocess.run(command, cwd=TREE, capture_output=True, text=True, check=False).stdout
    found, any_error = set(), False
    for message in map(json.loads, output.splitlines()):
        if message.get("reason") != "compiler-message" or message["message"]["level"] != "error":
            continue
        any_error = True
        for span in message["message"]["spans"]:
            line = (TREE / span["file_name"]).read_text().splitlines()[span["line_start"] - 1]
            switches = list(SWITCHES.finditer(line))
            before = [int(one[1]) for one in switches if one.start() <= span["column_end"]]
            near = before[-1:] if before and before[-1] not in left_out else [int(one[1]) for one in switches]
            if near:
                found.update(near)
                break
    return found, any_error


def build(tool):
    """Leaves out what cannot be compiled and builds the tests; the mutants that are left, and the two programs."""
    left_out = set()
    while True:
        mutants = write(tool, left_out)
        found, any_error = broken(left_out)
        if not any_error:
            break
        if not found - left_out:
            raise SystemExit("cargo check fails in target/mutants/tree, and no mutant stands there")
        left_out |= found
    print(f"{len(mutants)} mutants, of which {len(left_out)} cannot be compiled", flush=True)
    command = ["cargo", "test", "--locked", "--lib", "--test", "all", "--no-run", "--message-format=json", "--quiet",
               "--target-dir", BUILT]
    output = subprocess.run(command, cwd=TREE, capture_output=True, text=True, check=True).stdout
    programs = {}
    for message in map(json.loads, output.splitlines()):
        if message.get("reason") == "compiler-artifact" and message["profile"]["test"] and message["executable"]:
            programs["all" if message["target"]["kind"] == ["test"] else "lib"] = message["executable"]
    return [one for one in mutants if int(one[0]) not in left_out], programs


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (LARGEST, LARGEST))


def verdict(number, programs):
    """Which round finds a mutant."""
    environment = dict(os.environ, CARGO_MANIFEST_DIR=str(TREE), RUST_TEST_THREADS="1", INSTA_UPDATE="no", MUTANT=number)
    for program, *names in ROUNDS:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        try:
            ended = subprocess.run([programs[program], *names], cwd=TREE, env=environment, timeout=LONGEST,
                                   preexec_fn=limit, **quiet)
        except subprocess.TimeoutExpired:
            return "found by the time it takes"
        if ended.returncode != 0:
            return "found"
    return "survives"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--minutes", type=float, default=1e6)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--seed", type=int, default=11)
    wanted = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cargo", "build", "--release", "--quiet", "--locked", "--manifest-path", HERE / "Cargo.toml",
                    "--target-dir", WORK / "tool"], check=True)
    copy()
    mutants, programs = build(WORK / "tool/release/mutants")
    if verdict("0", programs) != "survives":
        raise SystemExit("the tests fail without a mutant")
    # A mutant is known by its place, where other sources may have another one.
    sources = sorted([*(ROOT / "src/consumers").rglob("*.rs"), ROOT / "src/consumers.rs"])
    digest = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
    path = WORK / f"found-{digest[:16]}"
    path.touch()
    known = dict(line.split("\t", 1) for line in path.read_text().splitlines())
    random.Random(wanted.seed).shuffle(mutants)
    until = time.time() + wanted.minutes * 60

    def judge(mutant):
        key = " ".join(mutant[1:])
        if key not in known and time.time() < until:
            known[key] = verdict(mutant[0], programs)
            if known[key] != "survives":
                with path.open("a") as file:
                    file.write(f"{key}\t{known[key]}\n")
        return key, known.get(key)

    with concurrent.futures.ThreadPoolExecutor(wanted.jobs) as pool:
        judged = [one for one in pool.map(judge, mutants[: wanted.count]) if one[1]]
    for key, said in judged:
        if said == "survives":
            print(key)
    print(dict(collections.Counter(said for _, said in judged)))


if __name__ == "__main__":
    main()
