"""Time zones to choose from."""

from typing import Final

# Enough to choose from; any other IANA name may be typed and is checked.
_CITIES: Final = {
    "Europe": "London Dublin Lisbon Paris Brussels Amsterdam Luxembourg Zurich Berlin Madrid Rome Vienna Warsaw Athens "
    "Bucharest Istanbul",
    "Africa": "Casablanca Algiers Tunis Dakar Abidjan Lagos Johannesburg Nairobi",
    "America": "St_Johns Halifax Toronto New_York Chicago Denver Phoenix Los_Angeles Anchorage Mexico_City Bogota "
    "Sao_Paulo Buenos_Aires",
    "Asia": "Dubai Kolkata Bangkok Singapore Manila Hong_Kong Tokyo",
    "Australia": "Perth Sydney",
    "Indian": "Reunion Mauritius",
    "Pacific": "Honolulu Auckland Noumea",
}
ZONES: Final = ["UTC", *(f"{area}/{city}" for area, cities in _CITIES.items() for city in cities.split())]
