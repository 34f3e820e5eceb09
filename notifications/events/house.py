"""How the house runs: people and rights, rules, goods, connections."""

from collections.abc import Mapping
from typing import Final

from notifications.told import AGENT, STORE, SUPERVISOR, VENDOR, Entry, nobody, staff

_HOUSE = "How the house runs: no customer is concerned."
_RULES = "Rules are the business of those who write them; what they decide is told where it happens."


def _quiet(subject: str, reason: str, *what: str) -> dict[str, Entry]:
    return {f"{subject}.{each}": nobody(reason) for each in what}


HOUSE: Final[Mapping[str, Entry]] = {
    **_quiet("staff", _HOUSE, "added", "changed", "preferences_changed", "locked", "unlocked", "password_set"),
    **_quiet("staff", _HOUSE, "signed_in", "sign_in_failed", "signed_out", "signed_out_everywhere"),
    **_quiet("role", _HOUSE, "rights_changed"),
    **_quiet("api_key", _HOUSE, "added", "revoked"),
    **_quiet("agent", _HOUSE, "changed", "went_online", "went_away", "went_offline", "wrapped_up"),
    "offer.made": staff(AGENT, reason="Work among colleagues."),
    **_quiet("offer", "Work among colleagues.", "accepted", "declined", "expired", "withdrawn"),
    **_quiet("assignment", _HOUSE, "settings_changed"),
    **_quiet("queue", _HOUSE, "changed"),
    **_quiet("calendar", _HOUSE, "changed"),
    **_quiet("service_level", _HOUSE, "changed"),
    "service_level.warned": staff(AGENT, SUPERVISOR, reason="A promise that can still be kept."),
    "service_level.breached": staff(AGENT, SUPERVISOR, reason="Whoever answers at last says sorry in their own words."),
    **_quiet("canned_reply", _HOUSE, "kept", "removed"),
    **_quiet("macro", _HOUSE, "kept", "removed"),
    **_quiet("template", _HOUSE, "saved", "switched_off", "switched_on"),
    **_quiet("rules", _RULES, "draft_started", "draft_changed", "draft_discarded", "submitted", "approved"),
    **_quiet("rules", _RULES, "sent_back", "published", "rolled_back", "shadow_started", "shadow_ended"),
    **_quiet("rules", _RULES, "backtest_started", "backtest_finished", "backtest_cancelled"),
    **_quiet("rules", _RULES, "backtest_failed", "backtest_outdated", "engine_back"),
    "rules.engine_down": staff(SUPERVISOR, reason=_RULES),
    "rules.engine_disagreed": staff(SUPERVISOR, reason=_RULES),
    **_quiet("product", _HOUSE, "added"),
    **_quiet("node", _HOUSE, "added"),
    **_quiet("tax_rate", _HOUSE, "set", "ended"),
    **_quiet("stock", "Orders that wait for it are sourced, and told of their day.", "set"),
    "stock.short": staff(AGENT, SUPERVISOR, STORE, reason="The orders that have to wait are told one by one."),
    **_quiet(
        "webhook", _HOUSE, "added", "changed", "stopped", "resumed", "secret_rotated", "replayed", "tested", "removed"
    ),
    "webhook.given_up": staff(SUPERVISOR, VENDOR, reason="The other system does not answer."),
    **_quiet("connector", _HOUSE, "added", "changed", "file_committed", "resumed", "secret_changed", "stopped"),
    **_quiet("alert", _HOUSE, "preferences_changed"),
    **_quiet("job", _HOUSE, "retried", "discarded"),
    **_quiet("attempt", "Whoever tried it was told at once.", "refused"),
}
