"""Finds a Python that Comptoir runs on."""

import collections
import json
import shutil
import subprocess
import sys
from pathlib import Path

import packages
from speech import CannotPrepare

OLDEST, NEWEST = (3, 11), (3, 13)
_COMMANDS = ("python3", "python3.13", "python3.12", "python3.11", "python")
_QUESTION = """
import json, sys, sysconfig, importlib.util as u
print(json.dumps({
    "path": sys.executable, "version": list(sys.version_info[:3]), "prefix": sys.prefix,
    "include": sysconfig.get_path("include"), "ensurepip": u.find_spec("ensurepip") is not None,
    "pip": u.find_spec("pip") is not None, "system": sys.prefix == "/usr"}))
"""

Python = collections.namedtuple("Python", "path version prefix include ensurepip pip system")


def choose(asked):
    """The Python that was asked for; else that of the environment there is; else the first on PATH that fits."""
    if asked:
        found = look_at(asked)
        if not fits(found):
            raise CannotPrepare(f"PYTHON={asked} is {_name(found)}; Comptoir runs on Python 3.11 to 3.13.")
        return found
    for candidate in [_of_the_environment()] + [look_at(command) for command in _on_path()]:
        if fits(candidate):
            return candidate
    raise CannotPrepare(
        "Comptoir runs on Python 3.11 to 3.13, and this machine has none of them (python3 is {}).\n{}".format(
            sys.version.split()[0], packages.how_to_install("python")
        )
    )


def fits(python):
    """Whether Comptoir runs on it."""
    return python is not None and OLDEST <= python.version[:2] <= NEWEST


def look_at(command):
    """What the command says of itself, or None when it is no Python that starts."""
    try:
        answer = subprocess.run(
            [command, "-I", "-c", _QUESTION], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True
        )
        found = json.loads(answer.stdout.decode())
    except (OSError, ValueError, subprocess.CalledProcessError):
        return None
    found["version"] = tuple(found["version"])
    return Python(**found)


def _of_the_environment():
    """The Python that `.venv` was made with, so that another PATH does not make it anew."""
    try:
        text = Path(".venv", "pyvenv.cfg").read_text(encoding="utf-8")
    except OSError:
        return None
    lines = dict(line.split(" = ", 1) for line in text.splitlines() if " = " in line)
    return look_at(lines.get("executable") or str(Path(lines.get("home", ""), "python3")))


def _on_path():
    found = [sys.executable] + [shutil.which(command) for command in _COMMANDS]
    return [path for path in found if path]


def _name(found):
    return "not a Python that starts" if found is None else "Python {}.{}.{}".format(*found.version)
