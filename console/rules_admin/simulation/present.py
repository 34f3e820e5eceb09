"""Backtests as lists, cards and charts. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from console.rules_admin.simulation.labels import ENDED, MEASURE_TITLES, NOTES, STATES, value_label
from console.rules_admin.simulation.rows import BarLine, ChartCard, RunCard, RunLine, ShadowCard
from console.rules_admin.trial.rows import Option
from console.ui.figures import Reader
from domain.kernel.money import Money
from rules_engine.simulation.measures import MEASURES, MONEY, SHARES
from rules_engine.simulation.rows import BacktestRow, ShadowRow
from rules_engine.vocabulary.terms import Family, Words

MOST_BARS: Final = 12


def run_lines(runs: Iterable[BacktestRow], reader: Reader, *, base: str) -> list[RunLine]:
    """The runs, as they come; `base` is the address of what was replayed."""
    return [
        RunLine(
            id=str(run.id),
            href=f"{base}&see=simulation&run={run.id}",
            label=reader.moment(run.started_at),
            detail=_what(run, reader),
            exact=reader.exact(run.started_at),
            state=reader.say(STATES[run.status][0]),
            tone=STATES[run.status][1],
        )
        for run in runs
    ]


def run_card(run: BacktestRow, reader: Reader, *, may_draft: bool) -> RunCard:
    """One run: how far it is, or its three figures."""
    sums, running = run.sums, run.status == "running"
    note = reader.say(NOTES[run.status], name=run.ended_by) if run.status in NOTES else ""
    if run.outdated and not note:
        note = reader.say("The draft has changed since; these are the figures of the rules as they were.")
    return RunCard(
        id=str(run.id),
        state=reader.say(STATES[run.status][0]),
        tone=STATES[run.status][1],
        running=running,
        outdated=run.outdated,
        percent=100 * run.done // run.total if run.total else 0,
        progress=reader.say("{done} of {total}", done=reader.number(run.done), total=reader.number(run.total)),
        replayed=reader.number(sums["replayed"]),
        differ=reader.number(sums["differ"]),
        share=_share(sums, reader),
        unreplayable=reader.number(sums["unreplayable"]),
        differing=sums["differ"],
        lost=sums["unreplayable"],
        what=_what(run, reader),
        compared=_compared(run, reader),
        by=f"{run.started_by} · {reader.moment(run.started_at)}",
        note=note,
        can_cancel=running and may_draft,
    )


def charts(run: BacktestRow, names: Mapping[str, Words], family: Family, reader: Reader) -> list[ChartCard]:
    """What is counted in the family, then the rules."""
    measures = run.sums["measures"]
    found = [
        _chart(measure, reader.say(MEASURE_TITLES[measure]), _bars(family, measure, measures[measure], reader))
        for measure in MEASURES[run.family]
        if measures.get(measure)
    ]
    fired = [(_name(rule, names, reader), *sides) for rule, sides in run.sums["fired"].items()]
    changed = sorted(_ordered(fired), key=lambda each: each[1] == each[2])  # first those that fire more or less often
    bars = [_bar(label, before, after, _longest(fired), reader) for label, before, after in changed]
    return [*found, _chart("fired", reader.say("How often rules fired"), bars)] if bars else found


def rule_choices(run: BacktestRow, names: Mapping[str, Words], reader: Reader) -> list[Option]:
    """The rules by which the cases can be chosen: who fires more or less often first, each by name."""
    fired = ((sides[0] == sides[1], _name(rule, names, reader), rule) for rule, sides in run.sums["fired"].items())
    return [Option(rule, name) for _, name, rule in sorted(fired)]


def reasons(run: BacktestRow | ShadowRow, reader: Reader) -> list[str]:
    """Why something could not be replayed, the most frequent first."""
    found = sorted(run.sums["reasons"].values(), key=lambda each: -int(each["count"]))
    language = "fr" if reader.language == "fr" else "en"
    return [f"{reader.number(each['count'])} × {each[language]}" for each in found]


def shadow_card(shadow: ShadowRow, reader: Reader) -> ShadowCard:
    """What a shadow has compared so far."""
    sums, running = shadow.sums, shadow.status == "running"
    agreed = sums["replayed"] - sums["differ"]
    since = (
        reader.say("Since {since}, until {until}", since=reader.moment(shadow.started_at), until=_until(shadow, reader))
        if running
        else reader.say("From {since} to {until}", since=reader.moment(shadow.started_at), until=_until(shadow, reader))
    )
    return ShadowCard(
        state=reader.say("running") if running else reader.say(ENDED[shadow.ended_because]),
        tone="blue" if running else "",
        there=True,
        running=running,
        outdated=shadow.outdated,
        since=since,
        agreed=reader.number(agreed),
        differed=reader.number(sums["differ"]),
        unreplayable=reader.number(sums["unreplayable"]),
        share=_share(sums, reader),
        differing=sums["differ"],
        by=shadow.started_by,
    )


def _until(shadow: ShadowRow, reader: Reader) -> str:
    return reader.moment(shadow.ended_at or shadow.ends_at)


def _share(sums: Mapping[str, Any], reader: Reader) -> str:
    return reader.percent(sums["differ"] / sums["replayed"]) if sums["replayed"] else ""


def _what(run: BacktestRow, reader: Reader) -> str:
    period = f"{reader.day_short(run.since)} – {reader.day_short(run.until)}"
    if run.source == "recorded":
        return reader.say("Recorded decisions, {period}", period=period)
    return reader.say("Past orders and cases, {period}", period=period)


def _compared(run: BacktestRow, reader: Reader) -> str:
    if run.against == "recorded":
        return reader.say("Before is what was answered then, as it was recorded.")
    number = run.baseline.rsplit(" ", 1)[-1]
    return reader.say("Before is what version {number}, live at the start, says to the same facts.", number=number)


def _bars(family: Family, measure: str, values: Mapping[str, Sequence[int]], reader: Reader) -> list[BarLine]:
    if measure in MONEY:
        return [_money_bar(currency, sides[0], sides[1], reader) for currency, sides in sorted(values.items())]
    found = [(value_label(family, measure, value, reader), sides[0], sides[1]) for value, sides in values.items()]
    ordered = _ordered(found)
    bars = [_bar(label, before, after, _longest(found), reader) for label, before, after in ordered]
    return _with_shares(bars, ordered, reader) if measure in SHARES else bars


def _with_shares(bars: list[BarLine], found: list[tuple[str, int, int]], reader: Reader) -> list[BarLine]:
    """Each side says which part of all it is."""
    all_before, all_after = sum(before for _, before, _ in found), sum(after for *_, after in found)
    return [
        replace(
            bar,
            before_text=f"{bar.before_text} · {reader.percent(before / all_before if all_before else 0)}",
            after_text=f"{bar.after_text} · {reader.percent(after / all_after if all_after else 0)}",
        )
        for bar, (_, before, after) in zip(bars, found, strict=True)
    ]


def _ordered(found: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    return sorted(found, key=lambda each: (-max(each[1], each[2]), each[0]))


def _longest(found: list[tuple[str, int, int]]) -> int:
    return max((max(before, after) for _, before, after in found), default=0)


def _bar(label: str, before: int, after: int, longest: int, reader: Reader) -> BarLine:
    return BarLine(
        label=label,
        before=_width(before, longest),
        after=_width(after, longest),
        before_text=reader.number(before),
        after_text=reader.number(after),
        change=_signed(after - before, reader.number(abs(after - before))),
        tone=_tone(before, after),
    )


def _money_bar(currency: str, before: int, after: int, reader: Reader) -> BarLine:
    texts = [reader.money(Money(minor, currency)) for minor in (before, after, abs(after - before))]
    longest = max(before, after)
    return BarLine(
        label=currency,
        before=_width(before, longest),
        after=_width(after, longest),
        before_text=texts[0],
        after_text=texts[1],
        change=_signed(after - before, texts[2]),
        tone=_tone(before, after),
    )


def _width(value: int, longest: int) -> str:
    return f"{100 * value / longest:.1f}%" if longest else "0%"


def _signed(change: int, text: str) -> str:
    return "" if change == 0 else f"+{text}" if change > 0 else f"−{text}"


def _tone(before: int, after: int) -> str:
    return "more" if after > before else "less" if after < before else ""


def _chart(key: str, title: str, bars: list[BarLine]) -> ChartCard:
    hidden = len(bars) - MOST_BARS
    return ChartCard(key, title, bars[:MOST_BARS], f"+{hidden}" if hidden > 0 else "")


def _name(rule: str, names: Mapping[str, Words], reader: Reader) -> str:
    return names[rule].in_language(reader.language) if rule in names else rule
