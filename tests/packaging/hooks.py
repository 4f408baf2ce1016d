"""The hooks of `.pre-commit-hooks.yaml`, run by the real pre-commit in repositories that are thrown away."""

import shutil
import unittest
from pathlib import Path

from tools import ROOT, SHELL, TARGET, TOOLS, VERSION, block, offline, programs, run, scratch, write
from wheel import built, installed

URL = "https://github.com/connlint/connlint"

GOOD = 'service_type = "mysql"\n[values]\nhost = "db.example.org"\nport = 3306\nuser = "u"\npassword = "${env:P}"\n'
GOOD += 'database = "orders"\n'
BAD = GOOD.replace("3306", '"3306/tcp"')
FAULT = "value-not-convertible"
FIXABLE = GOOD.replace("3306", '"3306"')
FIXABLE_TOO = FIXABLE.replace('"${env:P}"', '"hunter2"')
EXCLUDE = 'exclude = ["connectors/legacy/**"]\n'


def publish():
    """A repository with what this one holds now, the files that git ignores aside, at the tag of its version."""
    published = TARGET / "published"
    shutil.rmtree(published, ignore_errors=True)
    # Whoever owns the folder: CI may run as another user.
    listed = run(["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"])
    for path in filter(lambda path: path and (ROOT / path).exists(), listed.split("\0")):
        (published / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, published / path, follow_symlinks=False)
    who = ["-c", "user.name=n", "-c", "user.email=e@example.org"]
    run(["git", "init", "--quiet"], published)
    run(["git", "add", "--all", "--force"], published)
    run(["git", *who, "commit", "--quiet", "-m", "all"], published)
    run(["git", "tag", f"v{VERSION}"], published)
    return published


class Repository:
    """A user's repository, with a home of its own in which the address of connlint leads to what `publish` made."""

    def __init__(self, folder, published, *on_path):
        self.folder, home = Path(folder, "repository"), Path(folder, "home")
        path = programs(Path(folder, "bin"), [*SHELL, "git"], *on_path)
        # pre-commit keeps no variable of git's, so that only the home can tell where to clone from.
        settings = f'[user]\nname = n\nemail = e@example.org\n[url "file://{published}"]\ninsteadOf = {URL}\n'
        write(home, {".gitconfig": settings})
        cache = str(TARGET / "pre-commit")
        self.env = offline(HOME=str(home), PATH=path, PRE_COMMIT_HOME=cache, PRE_COMMIT_COLOR="never")
        self.env.pop("GIT_CONFIG_GLOBAL")
        self.folder.mkdir()
        self.git("init", "--quiet")

    def git(self, *arguments, code=0):
        return run(["git", *arguments], self.folder, self.env, code)

    def install(self, config):
        """Has pre-commit run by git from now on, by this configuration."""
        self.commit_all({".pre-commit-config.yaml": config, "connlint.toml": EXCLUDE})
        run([TOOLS / "pre-commit", "install"], self.folder, self.env)

    def commit_all(self, files, code=0):
        """Writes files, stages everything and commits: what that printed."""
        write(self.folder, files)
        self.git("add", "--all")
        return self.git("commit", "-m", "change", code=code)

    def read(self, path):
        return (self.folder / path).read_text(encoding="utf-8")

    def commits(self):
        return int(self.git("rev-list", "--count", "HEAD"))


def config(hook):
    """The configuration of README.md, with another hook."""
    text = block("pre-commit")
    assert text.count("id: connlint\n") == 1, text
    return text.replace("id: connlint\n", f"id: {hook}\n")


class Hooks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        built()
        cls.published = publish()
        shutil.rmtree(TARGET / "pre-commit", ignore_errors=True)

    def repository(self, hook, *on_path):
        folder = scratch()
        self.addCleanup(folder.cleanup)
        repository = Repository(folder.name, self.published, *on_path)
        for absent in ["cargo", "rustc", "maturin"] + ([] if on_path else ["connlint"]):
            self.assertIsNone(shutil.which(absent, path=repository.env["PATH"]), "nothing could be compiled")
        repository.install(config(hook))
        return repository

    def stops_what_is_bad_only(self, repository):
        """What every hook does that lints."""
        told = repository.commit_all({"connectors/a.toml": BAD}, code=1)
        self.assertIn(f"error[{FAULT}]", told)
        self.assertIn("connectors/a.toml:4:8", told)
        self.assertEqual(repository.commits(), 1)
        self.assertIn("Passed", repository.commit_all({"connectors/a.toml": GOOD}))
        self.assertEqual(repository.commits(), 2)
        excluded = repository.commit_all({"connectors/legacy/old.toml": BAD})
        self.assertIn("Passed", excluded, "pre-commit names it, connlint.toml excludes it")
        self.assertIn("no files to check", repository.commit_all({"other/a.toml": BAD, "README.md": "x"}))
        for path in ["connectors/deep/b.jsonc", "sub/connectors/c.json", "crm.connector.json"]:
            told = repository.commit_all({path: '{"values": {}, "valeus": 1}'}, code=1)
            self.assertIn(path, told)
            self.assertIn("[unknown-key]", told)
            repository.git("rm", "--quiet", "--force", path)

    def test_the_hook_installs_the_wheel_and_compiles_nothing(self):
        repository = self.repository("connlint")
        self.stops_what_is_bad_only(repository)
        (binary,) = (TARGET / "pre-commit").glob("repo*/py_env-*/bin/connlint")
        self.assertEqual(binary.read_bytes(), (installed() / "connlint").read_bytes())

    def test_the_hook_of_the_system_takes_what_is_on_the_path(self):
        self.stops_what_is_bad_only(self.repository("connlint-system", installed() / "connlint"))

    def test_the_hook_that_mends_says_what_it_changed(self):
        repository = self.repository("connlint-fix")
        told = repository.commit_all({"connectors/a.toml": FIXABLE, "connectors/legacy/old.toml": FIXABLE}, code=1)
        self.assertIn("files were modified by this hook", told)
        self.assertEqual(repository.read("connectors/a.toml"), GOOD)
        self.assertEqual(repository.read("connectors/legacy/old.toml"), FIXABLE, "it is excluded")
        self.assertEqual(repository.commits(), 1)
        self.assertIn("Passed", repository.commit_all({}))
        self.assertEqual(repository.git("show", "HEAD:connectors/a.toml"), GOOD)
        told = repository.commit_all({"connectors/a.toml": FIXABLE_TOO}, code=1)
        self.assertIn("error[plaintext-secret]", told, "what it does not mend stays a finding")
        self.assertNotIn("hunter2", told)
        self.assertIn("port = 3306\n", repository.read("connectors/a.toml"))

    def test_files_of_one_commit_are_seen_together(self):
        repository = self.repository("connlint")
        same = 'connector_id = "same"\n' + GOOD
        told = repository.commit_all({f"connectors/{number}.toml": same for number in range(40)}, code=1)
        self.assertIn("duplicate-connector-id", told)

    def judges_what_is_staged(self, repository):
        """What a hook does while the work tree has other content than the index."""
        write(repository.folder, {"connectors/a.toml": GOOD})
        repository.git("add", "--all")
        write(repository.folder, {"connectors/a.toml": BAD})
        repository.git("commit", "-m", "good")
        self.assertEqual(repository.read("connectors/a.toml"), BAD)
        repository.git("add", "--all")
        write(repository.folder, {"connectors/a.toml": GOOD})
        self.assertIn(FAULT, repository.git("commit", "-m", "bad", code=1))
        self.assertEqual(repository.read("connectors/a.toml"), GOOD)
        self.assertEqual(repository.git("show", "HEAD:connectors/a.toml"), GOOD)

    def test_pre_commit_shows_it_what_is_staged(self):
        self.judges_what_is_staged(self.repository("connlint"))

    def test_a_hook_of_git_alone_needs_staged(self):
        repository = self.repository("connlint", installed() / "connlint")
        run([TOOLS / "pre-commit", "uninstall"], repository.folder, repository.env)
        hook = repository.folder / ".git/hooks/pre-commit"
        hook.write_text(block("git hook"), encoding="utf-8")
        hook.chmod(0o755)
        self.judges_what_is_staged(repository)

    def test_pre_commit_finds_no_fault_with_the_hooks(self):
        run([TOOLS / "pre-commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml"])
