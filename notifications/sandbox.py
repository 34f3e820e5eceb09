"""What business users may write into a template, and what it becomes.

A template is text with values: `{{ name }}`, `{% if name %} … {% else %} … {% endif %}`, and a few filters. There are
no loops, calls, attributes or sums, so that its work and its length grow with what was written and nothing else; the
sandbox of Jinja2 stands behind that as a second wall.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.exceptions import UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

LONGEST: Final = {"subject": 200, "text": 8_000, "sms": 1_000}
LONGEST_OUTPUT: Final = {"subject": 1_000, "text": 40_000, "sms": 3_000}
DEEPEST: Final = 12
FILTERS: Final = frozenset({"upper", "lower", "capitalize", "trim", "length"})
_RESERVED: Final = frozenset({"self", "super", "caller", "loop", "varargs", "kwargs"})  # of the template language
_ALLOWED: Final = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If, nodes.Filter),
    *(nodes.Not, nodes.And, nodes.Or, nodes.Compare, nodes.Operand),
)


class Refused(Exception):
    """A template that cannot be used: at which line, and why in both languages."""

    def __init__(self, line: int, en: str, fr: str) -> None:
        super().__init__(en)
        self.line, self.en, self.fr = line, en, fr


def render(part: str, source: str, values: Mapping[str, Any]) -> str:
    """`source` with `values` filled in, or `Refused`. A name that is not among them is an error, never a blank."""
    template = _compiled(part, source)
    written: list[str] = []
    left = LONGEST_OUTPUT[part]
    try:
        for piece in template.generate(dict(values)):
            left -= len(piece)
            if left < 0:
                most = LONGEST_OUTPUT[part]
                raise Refused(1, f"It becomes longer than {most} signs.", f"Le résultat dépasse {most} signes.")
            written.append(piece)
    except UndefinedError as error:
        raise _unknown(source, values, error) from None
    except (TypeError, ValueError) as error:
        raise Refused(1, f"It cannot be written: {error}.", f"Il ne peut être rédigé : {error}.") from None
    return "".join(written).strip()


def names_in(part: str, source: str) -> Mapping[str, int]:
    """The names of the values in `source` and the line of each, or `Refused`."""
    found: dict[str, int] = {}
    for node in _parsed(part, source).find_all(nodes.Name):
        found.setdefault(node.name, node.lineno)
    return found


@lru_cache(maxsize=1_000)
def _compiled(part: str, source: str) -> Template:
    return _environment().from_string(_parsed(part, source))


def _parsed(part: str, source: str) -> nodes.Template:
    if len(source) > LONGEST[part]:
        most = LONGEST[part]
        raise Refused(1, f"It has more than {most} signs.", f"Il dépasse {most} signes.")
    try:
        tree = _environment().parse(source)
    except TemplateSyntaxError as error:
        raise Refused(error.lineno, f"It is not read: {error.message}.", f"Illisible : {error.message}.") from None
    except (RecursionError, ValueError, OverflowError):
        raise _too_deep(1) from None
    for node, depth in _walk(tree):
        _check(node, depth)
    return tree


def _walk(tree: nodes.Node) -> Iterator[tuple[nodes.Node, int]]:
    """Every node with its depth, without recursion: what is nested deeply is met before it can do harm."""
    waiting: list[tuple[nodes.Node, int]] = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting += [(child, depth + 1) for child in node.iter_child_nodes()]


def _check(node: nodes.Node, depth: int) -> None:
    if depth > DEEPEST:
        raise _too_deep(node.lineno)
    if not isinstance(node, _ALLOWED):
        what = type(node).__name__.lower()
        raise Refused(
            node.lineno,
            f"Only values, filters and {{% if %}} can be used here, not this ({what}).",
            f"Seules les valeurs, les filtres et {{% if %}} sont admis ici, pas ceci ({what}).",
        )
    if isinstance(node, nodes.Name) and node.name in _RESERVED:
        raise _not_known(node)
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        known = ", ".join(sorted(FILTERS))
        raise Refused(
            node.lineno,
            f"There is no filter “{node.name}”; there are: {known}.",
            f"Le filtre « {node.name} » n’existe pas ; il y a : {known}.",
        )


def _too_deep(line: int) -> Refused:
    return Refused(line, "It is nested too deeply.", "L’imbrication est trop profonde.")


def _not_known(node: nodes.Name) -> Refused:
    return Refused(node.lineno, f"“{node.name}” is not known here.", f"« {node.name} » n’est pas connu ici.")


def _unknown(source: str, values: Mapping[str, Any], error: UndefinedError) -> Refused:
    """The first name in it that has no value, with its line."""
    for node in _environment().parse(source).find_all(nodes.Name):
        if node.name not in values:
            return _not_known(node)
    return Refused(1, f"It cannot be written: {error.message}.", f"Il ne peut être rédigé : {error.message}.")


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    """Of texts: nothing is escaped, since nothing is markup; the page around them escapes."""
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, optimized=False, finalize=_no_yes_or_no
    )
    environment.globals.clear()
    return environment


def _no_yes_or_no(value: Any) -> Any:
    if isinstance(value, bool):
        raise Refused(
            1,
            "A yes or no cannot be written out; use it in {% if … %}.",
            "Un oui ou non ne s’écrit pas ; utilisez-le dans {% if … %}.",
        )
    return value
