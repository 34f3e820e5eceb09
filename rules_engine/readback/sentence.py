"""A rule as one sentence: “If topic is return and customer tier is gold or silver, put in queue returns.”"""

from rules_engine.document.model import NO_LIMIT, Comparison, Condition, Effect, OtherFact, Row, Rule
from rules_engine.readback.names import calendar_name, list_name
from rules_engine.readback.negation import is_negative, verb_words
from rules_engine.readback.values import span_words, value_words
from rules_engine.readback.words import either, inside, joined, quoted
from rules_engine.vocabulary.families import DERIVE
from rules_engine.vocabulary.operators import OPERATORS, Takes
from rules_engine.vocabulary.terms import Family, Parameter


def rule_sentence(rule: Rule, family: Family, language: str) -> str:
    """The whole rule."""
    return _sentence(rule.when, rule.then, family, language)


def row_sentence(row: Row, family: Family, language: str) -> str:
    """A row of a table, as the rule that it is."""
    return _sentence(row.condition, row.effects, family, language)


def condition_words(condition: Condition, family: Family, language: str) -> str:
    """A condition without "if"."""
    return _condition(condition, family, language, outer=True)


def comparison_words(said: Comparison, family: Family, language: str, *, negated: bool = False) -> str:
    """ "topic is return"; `negated`: "topic is not return"."""
    fact, op = family.facts[said.fact], OPERATORS[said.op]
    label = inside(fact.label.in_language(language))
    verb = verb_words(op.label.in_language(language), language, negated=negated)
    if op.takes is Takes.NOTHING:
        return f"{label} {verb}"
    if op.takes is Takes.SPAN:
        assert isinstance(said.value, int)
        return f"{label} {verb} {span_words(said.value, language)}"
    if op.takes in (Takes.NAMED_LIST, Takes.CALENDAR):
        return f"{label} {verb} {quoted(_named(str(said.value), op.takes, family, language), language)}"
    if isinstance(said.value, bool):
        true = either(language, "is true", "est vrai")
        return f"{label} {verb_words(true, language, negated=negated or not said.value)}"
    words = value_words(said.value, fact, family, language)
    if said.op == "in":
        return f"{label} {verb_words(either(language, 'is', 'est'), language, negated=negated)} {words}"
    if isinstance(said.value, OtherFact) and language == "fr":
        words = f"« {words} »"
    return f"{label} {verb} {words}"


def _named(name: str, takes: Takes, family: Family, language: str) -> str:
    called = calendar_name if takes is Takes.CALENDAR else list_name
    return inside(called(name, family, language))


def effect_words(effect: Effect, family: Family, language: str) -> str:
    """ "put in queue returns"; of a fact that is concluded "risk is high"."""
    kind = family.effects[effect.key]
    if effect.key == DERIVE.key:
        fact = family.facts[str(effect["fact"])]
        value = value_words(effect["value"], fact, family, language)
        if isinstance(effect["value"], bool):
            value = either(language, "true", "vrai") if effect["value"] else either(language, "not true", "faux")
        label = inside(fact.label.in_language(language))
        return f"{label} {either(language, 'is', 'est')} {value}"
    label = inside(kind.label.in_language(language))
    if not kind.parameters:
        return label
    said = [(each, effect[each.key]) for each in kind.parameters]
    if len(said) == 1:
        return f"{label} {value_words(said[0][1], said[0][0], family, language)}"
    return f"{label} ({', '.join(_parameter(each, effect, family, language) for each, _ in said)})"


def effects_words(effects: tuple[Effect, ...], family: Family, language: str) -> str:
    """All that a rule says."""
    return joined([effect_words(each, family, language) for each in effects], language, last="and")


def _sentence(when: Condition | None, then: tuple[Effect, ...], family: Family, language: str) -> str:
    does = effects_words(then, family, language)
    if when is None:
        return either(language, f"Always {does}.", f"Toujours {does}.")
    condition = condition_words(when, family, language)
    return either(language, f"If {condition}, {does}.", f"Si {condition}, {does}.")


def _condition(condition: Condition, family: Family, language: str, *, outer: bool) -> str:
    if isinstance(condition, Comparison):
        return comparison_words(condition, family, language)
    alone = len(condition.members) == 1
    nested = not (alone and outer)
    parts = [_condition(each, family, language, outer=not nested or alone) for each in condition.members]
    if condition.kind == "none":
        member = condition.members[0]
        if alone and isinstance(member, Comparison) and _can_be_negated(member):
            return comparison_words(member, family, language, negated=True)
        no_one = either(language, f"it is not so that {parts[0]}", f"il est faux que {parts[0]}")
        return no_one if alone else either(language, f"none of ({'; '.join(parts)})", f"aucun de ({' ; '.join(parts)})")
    # Values are listed with commas: between conditions the word itself stands each time.
    word = either(language, "and", "et") if condition.kind == "all" else either(language, "or", "ou")
    said = f" {word} ".join(parts)
    return said if outer or alone else f"({said})"


def _can_be_negated(said: Comparison) -> bool:
    """Whether it says so in itself: what is a negation already would need a second one."""
    return said.value is not False and not is_negative(OPERATORS[said.op].label.en)


def _parameter(parameter: Parameter, effect: Effect, family: Family, language: str) -> str:
    value = value_words(effect[parameter.key], parameter, family, language)
    if effect[parameter.key] == NO_LIMIT and parameter.unlimited:
        return value
    return f"{_short(parameter.label.in_language(language))} {value}"


def _short(label: str) -> str:
    """The label without what it explains: "At most; empty: no limit" is "at most"."""
    return inside(label.split(";", maxsplit=1)[0].split(" ;", maxsplit=1)[0].strip())
