"""The half of the console that runs in the browser: built when its sources change, served from a finished copy."""

from console.frontend.build import FrontendBuildFailed, build_frontend_if_changed

__all__ = ["FrontendBuildFailed", "build_frontend_if_changed"]
