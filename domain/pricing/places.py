"""How places are written in the table of rates and compared with addresses.

A region of the United States is kept as its two-letter code, however it was written ("New York", "ny", "N.Y."); any
other region as its folded text. A postal code is compared without spaces and hyphens, in capitals.
"""

from collections.abc import Mapping
from typing import Final

from domain.kernel.text import fold

_STATES: Final[Mapping[str, str]] = {
    **{"AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado"},
    **{"CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia"},
    **{"HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas"},
    **{"KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts"},
    **{"MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana"},
    **{"NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico"},
    **{"NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma"},
    **{"OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota"},
    **{"TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington"},
    **{"WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming"},
}
_US_REGIONS: Final = {fold(name): code for code, name in _STATES.items()} | {fold(code): code for code in _STATES}


def region_key(country: str, region: str) -> str:
    """`region` as it is kept and compared."""
    folded = " ".join(fold(region).replace(".", "").split())
    return _US_REGIONS.get(folded, folded.upper()) if country == "US" else folded.upper()


def postal_key(postal_code: str) -> str:
    """`postal_code`, or its beginning, as it is kept and compared."""
    return "".join(letter for letter in fold(postal_code).upper() if letter.isalnum())


def category_key(category: str) -> str:
    """A product's category as it is kept and compared."""
    return " ".join(fold(category).split())
