"""A browser for the browser tests: the system's, or Debian's chromium where we may install it."""

import os
import shutil
from pathlib import Path

import packages
from speech import CannotPrepare

_COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
)
_APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def find():
    """The path of a Chromium-like browser (CHROMIUM names one), or None."""
    asked = os.environ.get("CHROMIUM")
    if asked:
        return shutil.which(asked)
    found = next((shutil.which(command) for command in _COMMANDS if shutil.which(command)), None)
    return found or next((path for path in _APPLICATIONS if Path(path).exists()), None)


def require():
    """Installs one where we may; refused with the command to type where we may not."""
    if find() is None and not packages.install_where_we_may("chromium", "fonts-liberation"):
        raise CannotPrepare("The browser tests need Chromium or Chrome.\n{}".format(packages.how_to_install("browser")))
