"""What the tests of this folder share: folders, programs from PyPI, runs of programs."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TARGET = ROOT / "target" / "packaging"
TOOLS = TARGET / "tools" / "bin"
# What pip may take in the place of PyPI: the wheel that was built here, and what builds the package of the root.
INDEX = TARGET / "index"

NEEDED = ["check-jsonschema>=0.33,<1", "maturin>=1.9,<2", "pre-commit>=4,<5", "pyyaml>=6,<7"]
BUILD_BACKEND = "setuptools>=61"

MANIFEST = (ROOT / "Cargo.toml").read_text(encoding="utf-8")
VERSION = re.search(r'^version = "(.*)"$', MANIFEST, re.MULTILINE).group(1)


class Unreachable(Exception):
    """Something that a machine may do without is missing, and with it the tests that need it."""


def environment(**changes):
    """The environment of this process without what git and earlier runs left in it, and with `changes`."""
    dropped = ("GIT_", "PRE_COMMIT", "VIRTUAL_ENV")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    kept.update(GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_NOSYSTEM="1", PYTHONDONTWRITEBYTECODE="1", **changes)
    return kept


def offline(**changes):
    """An environment in which pip sees the local index and nothing else."""
    local = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(INDEX), "PIP_CONFIG_FILE": os.devnull}
    return environment(**{**local, **changes})


def run(command, folder=ROOT, env=None, code=0, errors=subprocess.STDOUT):
    """Runs a program, says so, and holds its exit code to be `code` (None: any). Returns what it printed."""
    words = [str(word) for word in command]
    print("   $", Path(words[0]).name, " ".join(words[1:]).replace("\n", "; "), flush=True)
    ends = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": errors, "text": True}
    done = subprocess.run(words, cwd=folder, env=env or environment(), **ends)
    if code is not None and done.returncode != code:
        raise AssertionError(f"exit code {done.returncode} instead of {code}: {' '.join(words)}\n{done.stdout}")
    return done.stdout


def venv(folder):
    """A new virtual environment; returns its folder of programs."""
    shutil.rmtree(folder, ignore_errors=True)
    run([sys.executable, "-m", "venv", folder])
    return Path(folder) / "bin"


def from_pypi(command):
    """Runs pip; a PyPI that cannot be reached is told from every other fault."""
    done = subprocess.run([str(word) for word in command], env=environment(), capture_output=True, text=True)
    if done.returncode != 0:
        said = done.stdout + done.stderr
        if "after connection broken by" in said:
            raise Unreachable("PyPI cannot be reached")
        raise AssertionError(f"{' '.join(str(word) for word in command)}\n{said}")


def prepare():
    """Installs the programs that the tests need, unless an earlier run did."""
    if subprocess.run([sys.executable, "-c", "import venv, ensurepip"], capture_output=True).returncode != 0:
        raise Unreachable("python3 has no module venv")
    stamp, wanted = TARGET / "prepared", "\n".join([sys.version, str(ROOT), BUILD_BACKEND, *NEEDED])
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    stamp.unlink(missing_ok=True)
    shutil.rmtree(INDEX, ignore_errors=True)
    INDEX.mkdir(parents=True)
    venv(TOOLS.parent)
    pip = [TOOLS / "python", "-m", "pip", "--quiet"]
    download = ["download", "--no-deps", "--only-binary", ":all:", "--dest", INDEX]
    from_pypi([*pip, "--retries", "1", *download, BUILD_BACKEND])
    from_pypi([*pip, "install", *NEEDED])
    stamp.write_text(wanted, encoding="utf-8")


def scratch():
    """A new empty folder, outside of this repository, that removes itself."""
    return tempfile.TemporaryDirectory(prefix="connlint-")


def write(folder, files):
    """Writes texts by their paths."""
    for path, text in files.items():
        (Path(folder) / path).parent.mkdir(parents=True, exist_ok=True)
        (Path(folder) / path).write_text(text, encoding="utf-8")


SHELL = ["bash", "basename", "cat", "dirname", "env", "mkdir", "rm", "sed", "sh", "uname"]


def programs(folder, names, *more):
    """Fills a folder with links to the few programs that a script may need, so that nothing else is on a PATH of it."""
    Path(folder).mkdir(parents=True)
    for name in names:
        (Path(folder) / name).symlink_to(shutil.which(name))
    (Path(folder) / "python3").symlink_to(sys.executable)
    for program in more:
        (Path(folder) / program.name).symlink_to(program)
    return str(folder)


def block(marker):
    """The fenced block of README.md below a marker."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.search(rf"<!-- {re.escape(marker)} -->\n```\w+\n(.*?)```", text, re.DOTALL).group(1)
