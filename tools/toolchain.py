"""The rules engine comes as C source: it takes a C compiler and Python's headers. Looked for by really compiling."""

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

import packages
from speech import CannotPrepare

_PROGRAM = "#include <Python.h>\nint answer(void) { return PY_MAJOR_VERSION; }\n"
_WITHOUT_PYTHON = "#include <stdio.h>\nint answer(void) { return 42; }\n"


def require(python):
    """Installs what is missing where we may. Refused with the command to type where we may not."""
    version = "{}.{}".format(*python.version)
    if _compiles(_PROGRAM, python):
        return
    if not _compiles(_WITHOUT_PYTHON, python):
        _get("compiler", version, python, _WITHOUT_PYTHON, "gcc", "libc6-dev")
    if not _compiles(_PROGRAM, python):
        names = [f"python{version}-dev"] if python.system else []
        _get("headers", version, python, _PROGRAM, *names)


def _get(what, version, python, program, *names):
    if names and packages.install_where_we_may(*names) and _compiles(program, python):
        return
    missing = {"compiler": "a C compiler", "headers": f"the headers of {python.path} (Python.h)"}[what]
    raise CannotPrepare(
        f"The rules engine is built from C source, and {missing} cannot be found.\n"
        + packages.how_to_install(what, version)
    )


def _compiles(program, python):
    compiler = _compiler()
    if compiler is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        source, result = Path(folder, "try.c"), Path(folder, "try.o")
        source.write_text(program)
        command = [*compiler, "-fPIC", "-c", "-I", python.include, str(source), "-o", str(result)]
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        try:
            return subprocess.call(command, **silent) == 0
        except OSError:
            return False


def _compiler():
    if os.environ.get("CC"):
        return shlex.split(os.environ["CC"])
    found = next((name for name in ("cc", "gcc", "clang") if shutil.which(name)), None)
    return [found] if found else None
