"""The same short ways to ask and to look as the tests of the domain have."""

from tests.domain.conftest import ask, happened, refusal_of, sql

__all__ = ["ask", "happened", "refusal_of", "sql"]
