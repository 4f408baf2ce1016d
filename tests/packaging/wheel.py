"""The wheel: what is in it, and what somebody does with it who is new to connlint. And the crate."""

import functools
import json
import os
import re
import shutil
import subprocess
import unittest
import zipfile
from pathlib import Path

from tools import INDEX, ROOT, TARGET, TOOLS, VERSION, environment, offline, run, scratch, venv


@functools.cache
def built():
    """Builds the wheel and puts it into the local index. The profile is that of `CONNLINT_WHEEL_PROFILE`."""
    profile = os.environ.get("CONNLINT_WHEEL_PROFILE", "release")
    made = TARGET / "made"
    shutil.rmtree(made, ignore_errors=True)
    # In this folder, since from the root maturin would take the pyproject.toml of the hooks.
    run([TOOLS / "maturin", "build", "--profile", profile, "--out", made], ROOT / "packaging" / "wheel")
    (wheel,) = made.iterdir()
    for old in INDEX.glob("connlint-*.whl"):
        old.unlink()
    return Path(shutil.copy(wheel, INDEX))


@functools.cache
def installed():
    """Installs the wheel as README.md says, from the local index; returns the folder of programs."""
    built()
    programs = venv(TARGET / "user")
    command = re.search(r"^\$ (pip install connlint)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    run(["bash", "-c", command.group(1)], env=offline(PATH=f"{programs}:{os.environ['PATH']}"))
    return programs


class Wheel(unittest.TestCase):
    def test_it_is_the_binary_and_its_papers(self):
        with zipfile.ZipFile(built()) as wheel:
            names = set(wheel.namelist())
            metadata = wheel.read(f"connlint-{VERSION}.dist-info/METADATA").decode()
            licence = wheel.read(f"connlint-{VERSION}.dist-info/licenses/LICENSE").decode()
        papers = {name for name in names if ".dist-info/" in name}
        self.assertEqual(names - papers, {f"connlint-{VERSION}.data/scripts/connlint"})
        self.assertEqual(licence, (ROOT / "LICENSE").read_text(encoding="utf-8"))
        self.assertIn("License-Expression: Apache-2.0\n", metadata)
        self.assertIn(f"Name: connlint\nVersion: {VERSION}\n", metadata)
        self.assertIn("\n# connlint\n", metadata, "the page on PyPI is README.md")
        self.assertNotIn("Requires-Dist", metadata)

    def test_it_runs_from_a_fresh_environment(self):
        self.assertRegex(run([installed() / "connlint", "--version"]), rf"^connlint {re.escape(VERSION)} \(stack ")

    def test_a_new_user_gets_from_an_empty_repository_to_a_payload(self):
        connlint = installed() / "connlint"
        with scratch() as folder:
            run(["git", "init", "--quiet"], folder)
            run([connlint, "init", "mysql", "--output", "connectors/db.toml"], folder)
            file = Path(folder, "connectors/db.toml")
            report = json.loads(run([connlint, "check", "--output-format", "json"], folder, code=1))
            named = {one["span"]["start_line"] for one in report["diagnostics"]}
            self.assertEqual({one["rule"] for one in report["diagnostics"]}, {"missing-required-value"})
            answers = {"host": "db.example.org", "port": 3306, "user": "connector", "database": "orders"}
            lines = file.read_text(encoding="utf-8").splitlines()
            for line in named:
                field, _ = lines[line - 1].split(" = ")
                lines[line - 1] = f"{field} = {json.dumps(answers[field])}"
            file.write_text("\n".join(lines) + "\n", encoding="utf-8")
            self.assertEqual(run([connlint, "check"], folder), "checked 1 file: no findings\n")
            payload = json.loads(run([connlint, "emit"], folder, errors=subprocess.DEVNULL))
            self.assertEqual((payload["connector_id"], payload["path"]), ("db", "/_connector/db/_configuration"))
            self.assertLess(answers.items(), payload["body"]["values"].items())
            self.assertEqual(payload["unresolved"], ["env:DB_PASSWORD"])
            resolved = run([connlint, "emit", "--resolve"], folder, env=environment(DB_PASSWORD="hunter2"))
            payload = json.loads(resolved)
            self.assertEqual((payload["unresolved"], payload["body"]["values"]["password"]), ([], "hunter2"))


class Crate(unittest.TestCase):
    def test_what_cargo_install_takes_is_whole(self):
        self.assertIn("\n$ cargo install --locked connlint\n", (ROOT / "README.md").read_text(encoding="utf-8"))
        made, target = TARGET / "crate", ["--target-dir", ROOT / "target"]
        shutil.rmtree(made, ignore_errors=True)
        run(["cargo", "package", "--quiet", "--locked", "--allow-dirty", "--no-verify", "--target-dir", made])
        run(["tar", "-xzf", f"package/connlint-{VERSION}.crate"], made)
        # The profile is that of the tests, whose dependencies are there.
        install = ["cargo", "install", "--locked", "--profile", "dev", "--path", ".", "--root", made, *target]
        run(install, made / f"connlint-{VERSION}")
        self.assertIn(VERSION, run([made / "bin" / "connlint", "--version"]))
        self.assertFalse((made / f"connlint-{VERSION}" / "pyproject.toml").exists())
