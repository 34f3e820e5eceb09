"""From a condition to a test of the facts."""

from rules_engine.document.model import Comparison, Condition, Document
from rules_engine.facts.check import Ground
from rules_engine.reference.comparing import Test, compile_comparison


def compile_condition(condition: Condition | None, document: Document) -> Test:
    """The test that `condition` stands for; None always holds."""
    if condition is None:
        return lambda ground: True
    if isinstance(condition, Comparison):
        return compile_comparison(condition, document)
    tests = tuple(compile_condition(member, document) for member in condition.members)
    if len(tests) == 1 and condition.kind != "none":
        return tests[0]
    if condition.kind == "all":
        return _all(tests)
    return _any(tests, found=condition.kind == "any")


def _all(tests: tuple[Test, ...]) -> Test:
    def test(ground: Ground) -> bool:
        for each in tests:  # noqa: SIM110  (a loop costs half of what all() does here)
            if not each(ground):
                return False
        return True

    return test


def _any(tests: tuple[Test, ...], *, found: bool) -> Test:
    def test(ground: Ground) -> bool:
        for each in tests:
            if each(ground):
                return found
        return not found

    return test
