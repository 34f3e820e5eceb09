"""The layers of the packages, as pyproject.toml states them."""

import subprocess
import sys
from pathlib import Path

from tests.support.server import CHECKOUT


def test_the_import_contracts_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    finished = subprocess.run([linter, "--no-cache"], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stdout + finished.stderr
