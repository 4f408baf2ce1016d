"""What `connlint schema` prints, held against files by another implementation of JSON Schema."""

import json
import unittest
from pathlib import Path

from hooks import BAD, GOOD
from tools import ROOT, TOOLS, run, scratch, write
from wheel import installed

CHECK = [TOOLS / "check-jsonschema", "--output-format", "json", "--schemafile"]


class Schemas(unittest.TestCase):
    def setUp(self):
        folder = scratch()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def schema(self, *arguments):
        path = self.folder / "schema.json"
        path.write_text(run([installed() / "connlint", "schema", *arguments]), encoding="utf-8")
        run([TOOLS / "check-jsonschema", "--check-metaschema", path])
        return path

    def verdict(self, schema, files):
        """Which files are refused, and where; which cannot be read at all."""
        report = json.loads(run([*CHECK, schema, *files], code=None))
        refused = {(Path(error["filename"]).name, error["path"]) for error in report.get("errors", [])}
        unread = {Path(error["filename"]).name for error in report.get("parse_errors", [])}
        self.assertEqual(report["status"], "fail" if refused or unread else "ok")
        return refused, unread

    def written(self, files):
        write(self.folder, files)
        return [self.folder / path for path in files]

    def test_the_whole_schema_takes_good_files_and_refuses_bad_ones(self):
        schema = self.schema()
        files = sorted((ROOT / "fixtures").glob("*/connectors/**/*.*"))
        self.assertGreater(len(files), 5)
        # An attribute that Elasticsearch does not know, an array as a value, and a file that lacks a comma.
        refused, unread = self.verdict(schema, files)
        places = {("wiki.toml", "$.configuration.proxy_host"), ("wiki.toml", "$.configuration.spaces.value")}
        self.assertEqual((refused, unread), (places, {"accounts.json"}))
        host = '{"configuration": {"host": {"label": %s}}}'
        good = self.written({"good.toml": GOOD, "good.json": host % '"Host"'})
        self.assertEqual(self.verdict(schema, good), (set(), set()))
        bad = self.written({"bad.toml": "service_type = 5\n[values]\n", "bad.json": host % "1"})
        refused, _ = self.verdict(schema, bad)
        self.assertEqual(refused, {("bad.toml", "$.service_type"), ("bad.json", "$.configuration.host.label")})

    def test_the_schema_of_a_type_knows_its_fields(self):
        schema = self.schema("--service-type", "mysql")
        self.assertEqual(self.verdict(schema, self.written({"good.toml": GOOD})), (set(), set()))
        as_json = '{"service_type": "mysql", "values": {"hots": "x", "port": 3306}}'
        refused, _ = self.verdict(schema, self.written({"bad.toml": BAD, "bad.json": as_json}))
        self.assertEqual(refused, {("bad.toml", "$.values.port"), ("bad.json", "$.values")})
