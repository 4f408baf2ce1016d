"""The action for GitHub and the job for GitLab: their scripts, run as the two would, with the wheel built here."""

import json
import os
import re
import shutil
import unittest
from pathlib import Path

import yaml
from hooks import BAD, FAULT, FIXABLE, GOOD
from tools import ROOT, SHELL, TARGET, TOOLS, block, offline, programs, run, scratch, venv, write
from wheel import built, installed

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
JOB = yaml.safe_load((ROOT / "ci" / "gitlab.yml").read_text(encoding="utf-8"))["connlint"]
SCHEMAS = ROOT / "fixtures" / "schemas"


class Workflow:
    """A runner of the steps of the action, in a workspace with files."""

    def __init__(self, folder, files):
        # One for all workflows, so that the virtual environment is made once.
        self.workspace, self.temp = Path(folder, "work space"), TARGET / "runner"
        self.temp.mkdir(exist_ok=True)
        write(self.workspace, files)
        run(["git", "init", "--quiet"], self.workspace)

    def run(self, code=0, **inputs):
        """Runs all steps: what they printed, and the file that was uploaded, if any."""
        assert inputs.keys() <= ACTION["inputs"].keys(), inputs
        self.values = {f"inputs.{name}": inputs.get(name, of["default"]) for name, of in ACTION["inputs"].items()}
        path, told, failed, uploaded = os.environ["PATH"], "", 0, None
        for step in ACTION["runs"]["steps"]:
            if failed and "always()" not in step.get("if", ""):
                continue
            if "uses" in step:
                name, value = re.fullmatch(r"\$\{\{ always\(\) && (\S+) == '(\w+)' \}\}", step["if"]).groups()
                if self.values.get(name) == value:
                    uploaded = self.workspace / self.filled(step["with"]["sarif_file"])
                continue
            output, more = self.temp / "output", self.temp / "path"
            output.write_text("", encoding="utf-8")
            more.write_text("", encoding="utf-8")
            variables = {name: self.filled(text) for name, text in step.get("env", {}).items()}
            variables.update(RUNNER_TEMP=str(self.temp), GITHUB_OUTPUT=str(output), GITHUB_PATH=str(more), PATH=path)
            write(self.temp, {"script.sh": step["run"]})
            # How a runner runs a step whose shell is `bash`.
            command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", self.temp / "script.sh"]
            try:
                told += run(command, self.workspace, offline(**variables))
            except AssertionError as error:
                told, failed = told + str(error), int(re.match(r"exit code (\d+)", str(error)).group(1))
            path = "".join(line + ":" for line in more.read_text().splitlines()) + path
            for line in output.read_text().splitlines():
                self.values[f"steps.{step['id']}.outputs.{line.split('=')[0]}"] = line.split("=", 1)[1]
        assert failed == code, f"{failed} instead of {code}: {told}"
        return told, uploaded

    def filled(self, text):
        """A text with its `${{ }}` replaced."""
        return re.sub(r"\$\{\{ (\S+) \}\}", lambda found: self.values[found.group(1)], text)


class Action(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        built()
        shutil.rmtree(TARGET / "runner", ignore_errors=True)

    def workflow(self, files):
        folder = scratch()
        self.addCleanup(folder.cleanup)
        return Workflow(folder.name, files)

    def test_findings_fail_it_and_are_uploaded(self):
        told, uploaded = self.workflow({"connectors/a.toml": BAD, "connectors/b.toml": GOOD}).run(code=1)
        self.assertIn("::error file=connectors/a.toml,line=4,", told)
        schema = ["--regex-variant", "nonunicode", "--schemafile", SCHEMAS / "sarif-2.1.0.schema.json"]
        run([TOOLS / "check-jsonschema", *schema, uploaded])
        (result,) = json.loads(uploaded.read_text(encoding="utf-8"))["runs"][0]["results"]
        self.assertEqual(result["ruleId"], FAULT)
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        self.assertEqual(place, "connectors/a.toml")

    def test_clean_files_pass_it_and_their_empty_report_is_uploaded(self):
        _, uploaded = self.workflow({"connectors/b.toml": GOOD}).run()
        self.assertEqual(json.loads(uploaded.read_text(encoding="utf-8"))["runs"][0]["results"], [])

    def test_the_inputs_of_the_readme(self):
        page = yaml.safe_load(block("action"))
        checkout, step = page["jobs"]["connlint"]["steps"]
        self.assertRegex(checkout["uses"], r"^actions/checkout@v\d+$")
        self.assertEqual(page["permissions"]["security-events"], "write")
        workflow = self.workflow({"connectors/b.toml": FIXABLE, "sub/connectors/a.toml": BAD})
        _, uploaded = workflow.run(code=1, **step["with"])
        results = json.loads(uploaded.read_text(encoding="utf-8"))["runs"][0]["results"]
        # A warning fails the run, and the other folder is not looked into.
        self.assertEqual([result["ruleId"] for result in results], ["value-converted"])

    def test_an_input_is_data_and_never_run(self):
        workflow = self.workflow({"a b.toml": BAD, "-c.toml": BAD, "$(touch run).toml": GOOD, "connectors/x.toml": BAD})
        paths = "a b.toml\n-c.toml\n\n$(touch run).toml\n"
        arguments = "--level\n value-not-convertible=note  --fail-on note"
        told, uploaded = workflow.run(code=1, paths=paths, arguments=arguments, sarif="-x y.sarif")
        self.assertEqual(told.count("::notice "), 2, told)
        self.assertEqual(uploaded.name, "-x y.sarif")
        self.assertTrue(uploaded.exists())
        told, _ = workflow.run(code=2, arguments='"$(touch run)" `touch run` ; touch run')
        self.assertIn('connlint: "$(touch: no such file or folder', told)
        workflow.run(code=1, version="$(touch run)")
        self.assertFalse((workflow.workspace / "run").exists())

    def test_without_a_report_nothing_is_uploaded(self):
        workflow = self.workflow({"connectors/b.toml": GOOD})
        self.assertIsNone(workflow.run(sarif="")[1])
        self.assertFalse(list(workflow.workspace.glob("*.sarif")))
        write(workflow.workspace, {"connlint.sarif": "of another run"})
        self.assertIsNone(workflow.run(code=2, arguments="--no-such-option")[1])

    def test_it_uses_nothing_else(self):
        uses = [step["uses"] for step in ACTION["runs"]["steps"] if "uses" in step]
        self.assertEqual(len(uses), 1)
        self.assertRegex(uses[0], r"^github/codeql-action/upload-sarif@v\d+$")
        self.assertEqual(ACTION["runs"]["using"], "composite")


class GitLab(unittest.TestCase):
    def setUp(self):
        installed()
        self.programs = venv(TARGET / "gitlab")

    def script(self, folder, code, **variables):
        """Runs the job's script as the runner does: what it printed, and the report on code quality."""
        text = "set -eo pipefail\n" + "\n".join(JOB["script"])
        with scratch() as bare:
            # The job's image has no git.
            path = programs(Path(bare, "bin"), SHELL)
            env = offline(**{**JOB["variables"], **variables}, PATH=f"{self.programs}:{path}")
            told = run(["bash", "-c", text], folder, env, code)
        report = Path(folder, JOB["artifacts"]["reports"]["codequality"])
        run([TOOLS / "check-jsonschema", "--schemafile", SCHEMAS / "gitlab-code-quality.schema.json", report])
        return told, json.loads(report.read_text(encoding="utf-8"))

    def test_findings_fail_the_job_and_stand_in_its_report(self):
        page = yaml.safe_load(block("gitlab"))
        self.assertTrue(page["include"][0]["remote"].endswith("/ci/gitlab.yml"))
        self.assertLessEqual(page["variables"].keys(), JOB["variables"].keys())
        self.assertEqual(JOB["artifacts"]["when"], "always")
        with scratch() as folder:
            write(folder, {"connectors/a.toml": BAD})
            told, (finding,) = self.script(folder, 1)
            self.assertIn(f"error[{FAULT}]", told)
            self.assertEqual((finding["check_name"], finding["location"]["path"]), (FAULT, "connectors/a.toml"))
            write(folder, {"connectors/a.toml": FIXABLE})
            self.assertEqual(self.script(folder, 0)[1][0]["check_name"], "value-converted")
            self.script(folder, 1, **page["variables"])
            write(folder, {"connectors/a.toml": GOOD})
            self.assertEqual(self.script(folder, 0, **page["variables"])[1], [])
