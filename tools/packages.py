"""The system's package manager: what it calls things, and using it where we may."""

import os
import platform
import shutil
import subprocess

from speech import say

_WORDINGS = {
    "apt-get": {
        "python": "apt-get install python3 python3-venv python3-dev   (a newer Debian if that one is older)",
        "compiler": "apt-get install gcc libc6-dev",
        "headers": "apt-get install python{version}-dev",
        "venv": "apt-get install python{version}-venv",
        "browser": "apt-get install chromium fonts-liberation",
    },
    "dnf": {
        "python": "dnf install python3.12 python3.12-devel",
        "compiler": "dnf install gcc",
        "headers": "dnf install python{version}-devel   (python3-devel for the system's own Python)",
        "venv": "dnf install python{version}",
        "browser": "dnf install chromium",
    },
    "pacman": {
        "python": "pacman -S uv && uv python install 3.13   (then PYTHON=$(uv python find 3.13) make …)",
        "compiler": "pacman -S gcc",
        "headers": "pacman -S python",
        "venv": "pacman -S python",
        "browser": "pacman -S chromium",
    },
    "apk": {
        "python": "apk add python3 python3-dev",
        "compiler": "apk add gcc musl-dev linux-headers",
        "headers": "apk add python3-dev",
        "venv": "apk add python3",
        "browser": "apk add chromium font-liberation",
    },
    "brew": {
        "python": "brew install python@3.13   (then PYTHON=python3.13 make …)",
        "compiler": "xcode-select --install",
        "headers": "brew install python@{version}",
        "venv": "brew install python@{version}",
        "browser": "brew install --cask chromium",
    },
}
_NAMES = {
    "python": "Python 3.13",
    "compiler": "a C compiler",
    "headers": "the headers of Python {version}",
    "venv": "the venv module of Python {version}",
    "browser": "Chromium or Chrome",
}


def how_to_install(what, version="3"):
    """A sentence with the very command for this system."""
    manager = _manager()
    if manager is None:
        return f"Install {_NAMES[what].format(version=version)} with your system's package manager."
    sudo = "" if manager == "brew" else "sudo "
    return f"Install it with:\n    {sudo}{_WORDINGS[manager][what].format(version=version)}"


def install_where_we_may(*names):
    """Installs Debian packages when we are root on a system that has apt-get; False when we may not or it fails."""
    if not (hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")):
        return False
    say("Installing {} …".format(", ".join(names)))
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *list(names)]
    if subprocess.call(install, env=quiet, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
        return True
    say("The list of packages is old; fetching a new one …")
    if subprocess.call(["apt-get", "update", "-qq"], env=quiet) != 0:
        return False
    return subprocess.call(install, env=quiet) == 0


def _manager():
    if platform.system() == "Darwin":
        return "brew"
    return next((name for name in ("apt-get", "dnf", "pacman", "apk") if shutil.which(name)), None)
