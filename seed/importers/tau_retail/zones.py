"""The time zone that most people of a state of the USA live in."""

from typing import Final

_EASTERN = "America/New_York"
_STATES: Final = {
    "America/New_York": "CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV",
    "America/Chicago": "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI",
    "America/Denver": "CO ID MT NM UT WY",
    "America/Phoenix": "AZ",
    "America/Los_Angeles": "CA NV OR WA",
    "America/Anchorage": "AK",
    "Pacific/Honolulu": "HI",
}
_ZONES: Final = {state: zone for zone, states in _STATES.items() for state in states.split()}


def zone_of_state(state: str) -> str:
    """The zone of a two-letter state code; Eastern time for one that is not known."""
    return _ZONES.get(state.upper(), _EASTERN)
