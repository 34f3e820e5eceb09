"""The child process of `build`: Reflex compiles the pages, bun bundles them, in the folder it was told.

Not `reflex export`: that command also writes a requirements.txt and a .gitignore into the project.
"""

from __future__ import annotations

import os
from pathlib import Path

from console.lifeline import end_with_parent


def main() -> None:
    """Leaves a complete `build/client` in REFLEX_WEB_WORKDIR, or exits with an error."""
    end_with_parent()
    _keep_the_registry_of_the_user()
    from reflex.utils import export, prerequisites  # noqa: PLC0415  (reads the environment when imported)
    from reflex_base import constants  # noqa: PLC0415

    if prerequisites.needs_reinit():
        prerequisites.initialize_reflex_user_directory()  # type: ignore[no-untyped-call]
        prerequisites.initialize_frontend_dependencies()  # type: ignore[no-untyped-call]
    export.export(zipping=False, frontend=True, backend=False, env=constants.Env.PROD)


def _keep_the_registry_of_the_user() -> None:
    """Reflex overrides the registry that is configured for npm unless it stands in the environment."""
    configured = os.environ.get("NPM_CONFIG_REGISTRY") or os.environ.get("npm_config_registry")  # noqa: SIM112
    npmrc = Path.home() / ".npmrc"
    if not configured and npmrc.is_file():
        lines = (line.partition("=") for line in npmrc.read_text(encoding="utf-8").splitlines())
        configured = next((value.strip() for key, _, value in lines if key.strip() == "registry"), None)
    if configured:
        os.environ["NPM_CONFIG_REGISTRY"] = configured


if __name__ == "__main__":
    main()
