"""Read decision tables."""

from typing import Any, Final, Literal, cast

from rules_engine.document.conditions import comparison
from rules_engine.document.effects import read_effect
from rules_engine.document.limits import LARGEST_PRIORITY, LONGEST_NOTE, MOST_CLAUSES, MOST_COLUMNS
from rules_engine.document.model import Effect, Input, Output, Row, Table
from rules_engine.document.refuse import below, key, mapping, one_of, refusal, sequence, text, whole_number
from rules_engine.document.shared import SHARED, Shared, read_shared
from rules_engine.document.values import Surroundings
from rules_engine.vocabulary.families import DERIVE
from rules_engine.vocabulary.operators import OPERATORS

HIT_POLICIES: Final = ("first", "collect", "priority")


def read_table(plain: Any, around: Surroundings, *, at: str) -> Table:
    """A table whose columns and rows fit together, or `Invalid` naming the cell that does not."""
    required = ("id", "name", "hit_policy", "inputs", "outputs", "rows")
    said = mapping(plain, at=at, required=required, optional=SHARED)
    shared: Shared = read_shared(said, at=at)
    policy = one_of(said["hit_policy"], HIT_POLICIES, at=below(at, "hit_policy"))
    inputs = _inputs(said["inputs"], around, at=below(at, "inputs"))
    outputs = _outputs(said["outputs"], around, at=below(at, "outputs"))
    rows = sequence(said["rows"], at=below(at, "rows"), least=1, most=MOST_CLAUSES)
    return Table(
        id=key(said["id"], at=below(at, "id")),
        hit_policy=cast(Literal["first", "collect", "priority"], policy),
        inputs=inputs,
        outputs=outputs,
        rows=tuple(_row(each, inputs, outputs, around, at=f"{at}.rows[{i}]") for i, each in enumerate(rows)),
        name=shared.name,
        priority=shared.priority,
        enabled=shared.enabled,
        starts=shared.starts,
        ends=shared.ends,
        note=shared.note,
    )


def _inputs(plain: Any, around: Surroundings, *, at: str) -> tuple[Input, ...]:
    columns = []
    for i, each in enumerate(sequence(plain, at=at, least=1, most=MOST_COLUMNS)):
        here = f"{at}[{i}]"
        said = mapping(each, at=here, required=("fact", "op"))
        fact = around.family.facts.get(said["fact"]) if isinstance(said["fact"], str) else None
        if fact is None:
            en, fr = "is not a known fact.", "n’est pas un fait connu."
            raise refusal(below(here, "fact"), code="unknown_fact", en=en, fr=fr)
        fitting = tuple(op.key for op in OPERATORS.values() if fact.kind in op.kinds)
        columns.append(Input(fact.key, one_of(said["op"], fitting, at=below(here, "op"))))
    return tuple(columns)


def _outputs(plain: Any, around: Surroundings, *, at: str) -> tuple[Output, ...]:
    columns: dict[Output, None] = {}
    for i, each in enumerate(sequence(plain, at=at, least=1, most=MOST_COLUMNS)):
        column = _output(each, around, at=f"{at}[{i}]")
        if column in columns:
            raise refusal(f"{at}[{i}]", code="duplicate", en="is there twice.", fr="figure deux fois.")
        columns[column] = None
    return tuple(columns)


def _output(plain: Any, around: Surroundings, *, at: str) -> Output:
    said = mapping(plain, at=at, required=("effect",), optional=("parameter", "fact"))
    effect = around.family.effects[one_of(said["effect"], tuple(around.family.effects), at=below(at, "effect"))]
    if effect.key == DERIVE.key:
        mapping(plain, at=at, required=("effect", "fact"), optional=("parameter",))
        one_of(said.get("parameter", "value"), ("value",), at=below(at, "parameter"))
        return Output(effect.key, "value", key(said["fact"], at=below(at, "fact")))
    if "fact" in said:
        raise refusal(below(at, "fact"), code="unknown_field", en="is not known here.", fr="n’est pas connu ici.")
    if not effect.parameters:
        mapping(plain, at=at, required=("effect",))
        return Output(effect.key, None)
    among = tuple(each.key for each in effect.parameters)
    return Output(effect.key, one_of(said.get("parameter"), among, at=below(at, "parameter")))


def _row(plain: Any, inputs: tuple[Input, ...], outputs: tuple[Output, ...], around: Surroundings, *, at: str) -> Row:
    said = mapping(plain, at=at, required=("when", "then"), optional=("priority", "note"))
    cells = _as_wide(said["when"], len(inputs), at=below(at, "when"))
    results = _as_wide(said["then"], len(outputs), at=below(at, "then"))
    compared = tuple(
        None
        if cell is None
        else comparison(each.fact, each.op, cell, around, at=f"{at}.when[{i}]", value_at=f"{at}.when[{i}]")
        for i, (each, cell) in enumerate(zip(inputs, cells, strict=True))
    )
    return Row(
        cells=compared,
        effects=_effects(results, outputs, around, at=below(at, "then")),
        priority=whole_number(
            said.get("priority", 0), at=below(at, "priority"), least=-LARGEST_PRIORITY, most=LARGEST_PRIORITY
        ),
        note=text(said.get("note", ""), at=below(at, "note"), most=LONGEST_NOTE, required=False, lines=True),
    )


def _as_wide(plain: Any, columns: int, *, at: str) -> list[Any]:
    cells = list(sequence(plain, at=at, most=MOST_COLUMNS))
    if len(cells) != columns:
        en, fr = f"must have {columns} cells.", f"doit avoir {columns} cellules."
        raise refusal(at, code="wrong_width", en=en, fr=fr)
    return cells


def _effects(results: list[Any], outputs: tuple[Output, ...], around: Surroundings, *, at: str) -> tuple[Effect, ...]:
    """The columns of one effect make one; an effect whose cells are all empty is not said."""
    said: dict[tuple[str, str | None], dict[str, Any]] = {}
    for cell, column in zip(results, outputs, strict=True):
        if cell is None or (column.parameter is None and cell is False):
            continue
        effect = said.setdefault((column.effect, column.fact), {"effect": column.effect})
        if column.fact is not None:
            effect["fact"] = column.fact
        if column.parameter is not None:
            effect[column.parameter] = cell
        elif cell is not True:
            raise refusal(at, code="not_a_flag", en="must be true or empty.", fr="doit être true ou vide.")
    if not said:
        raise refusal(at, code="empty", en="must not be empty.", fr="ne doit pas être vide.")
    return tuple(read_effect(each, around, at=at) for each in said.values())
