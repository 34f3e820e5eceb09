"""The unit of work and the two verbs, `perform` and `ask`."""

from domain.work.application import Application, Preview
from domain.work.unit import Unit

__all__ = ["Application", "Preview", "Unit"]
