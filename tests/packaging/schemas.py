"""What `connlint schema` prints, held against files by another implementation of JSON Schema."""

import json
import unittest
from pathlib import Path

from tools import ROOT, TOOLS, run, scratch, write
from wheel import installed

TOUR = ROOT / "fixtures" / "tour" / "connectors"


def verdict(schema, files):
    """What check-jsonschema says: the paths of the files that do not meet the schema, and of what it could not read."""
    report = json.loads(run([TOOLS / "check-jsonschema", "--output-format", "json", "--schemafile", schema, *files], code=None))
    refused = {Path(error["filename"]).name: error["path"] for error in report["errors"]}
    return refused, [error["filename"] for error in report["parse_errors"]]


class Schemas(unittest.TestCase):
    def test_the_whole_schema_takes_good_files_and_refuses_bad_ones(self):
        with scratch() as folder:
            schema = Path(folder, "connector.schema.json")
            schema.write_text(run([installed() / "connlint", "schema"]), encoding="utf-8")
            run([TOOLS / "check-jsonschema", "--check-metaschema", schema])
            write(folder, {"bad.toml": '[values]\nport = 1979-05-27\n', "bad.json": '{"configuration": {"host": {"label": 1}}}'})
            bad = [Path(folder, name) for name in ["bad.toml", "bad.json"]]
            good = sorted(path for path in (ROOT / "fixtures").glob("*/connectors/**/*.*") if path.suffix in (".toml", ".json"))
            print(verdict(schema, good), verdict(schema, bad))
