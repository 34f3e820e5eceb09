"""Where the customers of the load live, and what people are called there."""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Final

from faker.providers.person import de_DE, en_GB, en_US, es_ES, fr_FR, it_IT, nl_NL

from domain.kernel.address import Address


@dataclass(frozen=True)
class Country:
    """`cities` are (city, region, beginning of the postal code); `postal` and `phone` have # for a digit."""

    code: str
    currency: str
    language: str
    time_zone: str
    first_names: tuple[str, ...]
    last_names: tuple[str, ...]
    cities: tuple[tuple[str, str, str], ...]
    streets: tuple[str, ...]
    street: str
    postal: str
    phone: str

    def address(self, rng: Random) -> Address:
        """An address that could exist."""
        city, region, begin = rng.choice(self.cities)
        line = self.street.format(number=rng.randint(1, 180), street=rng.choice(self.streets))
        return Address(line, city, self.code, region=region, postal_code=begin + digits(rng, self.postal))


def digits(rng: Random, pattern: str) -> str:
    """`pattern` with a digit for each #."""
    return "".join(rng.choice("0123456789") if sign == "#" else sign for sign in pattern)


def _names(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _cities(text: str) -> tuple[tuple[str, str, str], ...]:
    parts = (entry.strip().split("/") for entry in text.split(","))
    return tuple((city, region, begin) for city, region, begin in parts)


COUNTRIES: Final = (
    Country(
        *("FR", "EUR", "fr", "Europe/Paris", _names(fr_FR.Provider.first_names), _names(fr_FR.Provider.last_names)),
        _cities("Paris//750, Lyon//690, Lille//590, Nantes//440, Bordeaux//330, Toulouse//310, Rennes//350, Nice//060"),
        ("rue de la République", "rue Victor Hugo", "avenue Jean Jaurès", "rue Pasteur", "place du Marché"),
        *("{number} {street}", "##", "+336########"),
    ),
    Country(
        *("GB", "GBP", "en", "Europe/London", _names(en_GB.Provider.first_names), _names(en_GB.Provider.last_names)),
        _cities("London//E1 , Leeds//LS1 , Bristol//BS1 , Glasgow//G1 , Cardiff//CF10 , Belfast//BT1 , York//YO1 "),
        ("High Street", "Station Road", "Church Lane", "Victoria Road", "Mill Lane", "Queens Road"),
        *("{number} {street}", "#AB", "+4477########"),
    ),
    Country(
        *("US", "USD", "en", "America/New_York", _names(en_US.Provider.first_names), _names(en_US.Provider.last_names)),
        _cities("New York/NY/100, Boston/MA/021, Columbus/OH/432, Chicago/IL/606, Austin/TX/787, Denver/CO/802"),
        ("Main St", "Oak Ave", "Maple Dr", "Washington Blvd", "Park Ave", "2nd St"),
        *("{number} {street}", "##", "+1212555####"),
    ),
    Country(
        *("DE", "EUR", "en", "Europe/Berlin", _names(de_DE.Provider.first_names), _names(de_DE.Provider.last_names)),
        _cities("Berlin//101, Hamburg//200, München//803, Köln//506, Leipzig//041"),
        ("Hauptstraße", "Bahnhofstraße", "Gartenweg", "Schillerstraße"),
        *("{street} {number}", "##", "+49151#######"),
    ),
    Country(
        *("ES", "EUR", "en", "Europe/Madrid", _names(es_ES.Provider.first_names), _names(es_ES.Provider.last_names)),
        _cities("Madrid//280, Barcelona//080, Valencia//460, Sevilla//410"),
        ("Calle Mayor", "Calle Real", "Avenida de la Constitución"),
        *("{street} {number}", "##", "+346########"),
    ),
    Country(
        *("IT", "EUR", "en", "Europe/Rome", _names(it_IT.Provider.first_names), _names(it_IT.Provider.last_names)),
        _cities("Roma//001, Milano//201, Torino//101, Napoli//801"),
        ("Via Roma", "Via Garibaldi", "Corso Italia"),
        *("{street} {number}", "##", "+39347#######"),
    ),
    Country(
        *("NL", "EUR", "en", "Europe/Amsterdam", _names(nl_NL.Provider.first_names), _names(nl_NL.Provider.last_names)),
        _cities("Amsterdam//10, Utrecht//35, Rotterdam//30, Haarlem//20"),
        ("Dorpsstraat", "Molenweg", "Kerkstraat"),
        *("{street} {number}", "## AB", "+3161#######"),
    ),
)
SHARES: Final = (30, 25, 25, 8, 5, 4, 3)
