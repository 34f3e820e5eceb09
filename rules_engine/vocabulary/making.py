"""Short ways of writing down facts, parameters and effects."""

from typing import Final

from rules_engine.vocabulary.terms import Choice, EffectKind, Fact, Kind, Origin, Parameter, Words

DAYS: Final = Words("days", "jours")
MILLIONTHS: Final = Words("millionths", "millionièmes")
MINOR_UNITS: Final = Words("minor units", "unités mineures")
PIECES: Final = Words("pieces", "pièces")
SECONDS: Final = Words("seconds", "secondes")
GRAMS: Final = Words("grams", "grammes")


def choices(*triples: tuple[str, str, str]) -> tuple[Choice, ...]:
    """From (key, English, French)."""
    return tuple(Choice(key, Words(en, fr)) for key, en, fr in triples)


def fact(
    key: str,
    kind: Kind,
    label: tuple[str, str],
    help: tuple[str, str],
    *,
    among: tuple[Choice, ...] = (),
    unit: Words | None = None,
    optional: bool = True,
    origin: Origin = Origin.GIVEN,
    currency: str | None = None,
    named_list: str | None = None,
    spoken: tuple[Choice, ...] = (),
) -> Fact:
    """A fact; durations are in seconds, amounts in minor units of the fact that `currency` names."""
    standing = {Kind.DURATION: SECONDS, Kind.MONEY: MINOR_UNITS, Kind.DECIMAL: MILLIONTHS}.get(kind)
    return Fact(
        key=key,
        kind=kind,
        label=Words(*label),
        help=Words(*help),
        choices=among,
        unit=unit or standing,
        optional=optional,
        origin=origin,
        currency_fact=currency,
        named_list=named_list,
        spoken=spoken,
    )


def parameter(
    key: str,
    kind: Kind,
    label: tuple[str, str],
    *,
    among: tuple[Choice, ...] = (),
    unit: Words | None = None,
    least: int = 0,
    most: int = 10**13,
    unlimited: bool = False,
    named_list: str | None = None,
) -> Parameter:
    """A parameter of an effect."""
    return Parameter(
        key=key,
        kind=kind,
        label=Words(*label),
        choices=among,
        unit=unit,
        least=least,
        most=most,
        unlimited=unlimited,
        named_list=named_list,
    )


def effect(
    key: str, label: tuple[str, str], help: tuple[str, str], *parameters: Parameter, single: bool = False
) -> EffectKind:
    """An effect."""
    return EffectKind(key, Words(*label), Words(*help), parameters, single)
