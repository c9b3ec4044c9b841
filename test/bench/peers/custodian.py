"""Runs Cloud Custodian's policy beside this file, which finds users with old Active keys."""

import sys
import tempfile
from pathlib import Path

from measure import measure  # Before Cloud Custodian, so that its loading is measured.

from c7n.cli import main

policy = Path(__file__).with_name("policy.yml")


def run():
    with tempfile.TemporaryDirectory() as folder:
        sys.argv = ["custodian", "run", "--cache-period=0", f"--output-dir={folder}", str(policy)]
        try:
            main()
        except SystemExit as end:
            if end.code:
                raise


measure(run)
