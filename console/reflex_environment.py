"""What Reflex must be told through the environment, the same for the build and for the server.

Reflex reads these before its first import, so they are set in a child's environment or first thing in a
process. The two names that begin with `__` are internal to Reflex: one reason why its version is pinned exactly.
"""

from __future__ import annotations

from pathlib import Path


def build_environment(*, work: Path, var: Path) -> dict[str, str]:
    """For compiling: `work` is the folder that Reflex generates the frontend in."""
    return {
        **_common(var),
        "REFLEX_WEB_WORKDIR": str(work),
        "REFLEX_USE_SYSTEM_BUN": "true",
        "REFLEX_ENV_MODE": "prod",
    }


def serve_environment(*, var: Path) -> dict[str, str]:
    """For serving a frontend that was built before, without bun or node."""
    return {
        **_common(var),
        "REFLEX_WEB_WORKDIR": str(var / "web"),
        "REFLEX_ENV_MODE": "prod",
        "__REFLEX_SKIP_COMPILE": "true",
        "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
    }


def _common(var: Path) -> dict[str, str]:
    return {
        "REFLEX_DIR": str(var / "reflex"),
        "REFLEX_STATES_WORKDIR": str(var / "states"),
        "REFLEX_UPLOADED_FILES_DIR": str(var / "uploads"),
        "REFLEX_TELEMETRY_ENABLED": "false",
        "REFLEX_CHECK_LATEST_VERSION": "false",
    }
