"""The virtual environment in `.venv`: made when the Python changes, filled when a lock file changes."""

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path

import packages
from speech import CannotPrepare, say

FOLDER = Path(".venv")
_STAMP = FOLDER / "comptoir.json"
_OWN_PYTHON = FOLDER / "bin" / "python"
_CHECK = "import durable.lang, durable_rules_engine, psycopg, reflex"


def is_up_to_date(python, dev):
    """Whether this Python's environment holds what the lock files say, as the last complete installation noted it."""
    noted = _noted()
    if noted.get("python") != _name(python) or not _OWN_PYTHON.exists():
        return False
    lock = "requirements-dev.lock" if noted.get("dev") else "requirements.lock"
    return noted.get("lock") == _digest(lock) and (noted.get("dev") or not dev)


def make(python):
    """A new environment, unless there is one of this very Python."""
    if _made_by(python):
        return
    say(f"Making an environment with Python {_name(python)} ({python.path}) …")
    shutil.rmtree(FOLDER, ignore_errors=True)
    if not python.ensurepip and not python.pip:
        _get_venv(python)
    options = [] if python.ensurepip or not python.pip else ["--without-pip"]
    if subprocess.call([python.path, "-m", "venv", *options, str(FOLDER)]) != 0:
        raise CannotPrepare(f"{python.path} -m venv failed; why stands above.")


def install(python, dev):
    """Exactly what the lock file pins, each file checked by its hash. What it takes long for is visible."""
    lock = "requirements-dev.lock" if dev or _noted().get("dev") else "requirements.lock"
    say(f"Installing what {lock} pins (a few minutes the first time) …")
    if _STAMP.exists():
        _STAMP.unlink()
    command = [*_pip(python), "install", "--disable-pip-version-check", "--require-hashes", "-r", lock]
    if subprocess.call(command, env=_build_environment(python)) != 0:
        raise CannotPrepare("The installation failed; why stands above. `make setup` goes on where it stopped.")
    if subprocess.call([str(_OWN_PYTHON), "-c", _CHECK]) != 0:
        raise CannotPrepare("The rules engine was built but does not load; `make clean setup` builds it anew.")
    note = {"python": _name(python), "lock": _digest(lock), "dev": lock != "requirements.lock"}
    _STAMP.write_text(json.dumps(note), encoding="utf-8")


def install_group(python, name):
    """The packages of a dependency group of pyproject.toml, unless they are there as it was last read. They are bounded
    there, not pinned: nothing that runs needs them, so that without them only a warning is given.
    """
    wanted, noted = _digest("pyproject.toml"), _noted()
    if noted.get("groups", {}).get(name) == wanted:
        return
    read = "import sys, tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['dependency-groups'][sys.argv[1]])"
    found = subprocess.check_output([str(_OWN_PYTHON), "-c", read, name], universal_newlines=True).split()
    say("Installing " + " ".join(found) + " …")
    command = [*_pip(python), "install", "--disable-pip-version-check", "--quiet", *found]
    if subprocess.call(command, env=_build_environment(python)) != 0:
        say("They could not be installed; what needs them is left out.")
        return
    noted.setdefault("groups", {})[name] = wanted
    _STAMP.write_text(json.dumps(noted), encoding="utf-8")


def _get_venv(python):
    version = "{}.{}".format(*python.version)
    if not (python.system and packages.install_where_we_may(f"python{version}-venv")):
        raise CannotPrepare(
            "{} cannot make environments: it has neither ensurepip nor pip.\n{}".format(
                python.path, packages.how_to_install("venv", version)
            )
        )


def _pip(python):
    """The environment's own pip, or the system's pip told to install there (Debian strips ensurepip)."""
    if subprocess.call([str(_OWN_PYTHON), "-c", "import pip"], stderr=subprocess.DEVNULL) == 0:
        return [str(_OWN_PYTHON), "-m", "pip"]
    return [python.path, "-m", "pip", "--python", str(_OWN_PYTHON)]


def _build_environment(python):
    """durable-rules calls a function that Python 3.13 has removed; its replacement takes the same arguments."""
    environment = dict(os.environ, PIP_NO_INPUT="1", PIP_ROOT_USER_ACTION="ignore")
    if python.version[:2] >= (3, 13):
        given = environment.get("CPPFLAGS", "")
        environment["CPPFLAGS"] = (given + " -DPyEval_CallObject=PyObject_CallObject").strip()
    return environment


def _made_by(python):
    try:
        made_with = (FOLDER / "pyvenv.cfg").read_text(encoding="utf-8")
        return f"version = {_name(python)}" in made_with and _OWN_PYTHON.exists()
    except OSError:
        return False


def _noted():
    try:
        return json.loads(_STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _name(python):
    return "{}.{}.{}".format(*python.version)


def _digest(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()
