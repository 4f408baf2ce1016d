"""Builds the wheel of connlint and tries it where it is used: `python3 tests/packaging [SUBJECT]...`.

`python3 tests/packaging prepare` only installs what the tests need. Where this machine cannot, it says why and ends
with exit code 77; everything else that goes wrong is a failure.
"""

import sys
import time
import unittest

import tools

SUBJECTS = ["wheel", "hooks", "pipelines", "schemas"]


class Told(unittest.TextTestResult):
    """Says the name of each test before what it runs, as a sentence, and how long it took after that."""

    def startTest(self, test):
        unittest.TestResult.startTest(self, test)
        self.started = time.monotonic()
        sentence = test.id().split(".")[-1].replace("test_", "", 1).replace("_", " ")
        self.stream.writeln(f"{type(test).__name__}: {sentence}")

    def stopTest(self, test):
        self.stream.writeln(f"   {time.monotonic() - self.started:.1f} s")
        unittest.TestResult.stopTest(self, test)


def main(subjects):
    try:
        tools.prepare()
    except tools.Unreachable as reason:
        print(reason)
        return 77
    if subjects == ["prepare"]:
        return 0
    # PyYAML is among what was installed.
    sys.path.append(next(str(path) for path in tools.TOOLS.parent.glob("lib/python*/site-packages")))
    start = time.monotonic()
    suite = unittest.defaultTestLoader.loadTestsFromNames(subjects or SUBJECTS)
    result = unittest.TextTestRunner(stream=sys.stdout, resultclass=Told, verbosity=0).run(suite)
    print(f"packaging took {time.monotonic() - start:.0f} s")
    return 0 if result.wasSuccessful() and result.testsRun else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
