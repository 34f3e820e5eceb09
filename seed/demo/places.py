"""Towns and streets of the demo customers. Telephone numbers are of the ranges kept for fiction."""

from dataclasses import dataclass
from random import Random
from typing import Final

from faker.providers.person import en_GB, en_US, fr_FR

from domain.kernel.address import Address


@dataclass(frozen=True)
class Town:
    """`zone` is the time zone; `region` a state where there are states."""

    name: str
    postal_code: str
    region: str = ""
    zone: str = ""


@dataclass(frozen=True)
class Land:
    """A country of the shop: its money, language, people and places. `phone` has # for a digit."""

    code: str
    currency: str
    language: str
    zone: str
    towns: tuple[Town, ...]
    streets: tuple[str, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]
    last_names: tuple[str, ...]
    phone: str
    carriers: tuple[str, ...]
    hubs: tuple[str, ...]

    def address(self, rng: Random, town: Town) -> Address:
        """An address in `town`."""
        return Address(
            line1=f"{rng.randint(1, 140)} {rng.choice(self.streets)}",
            city=town.name,
            country=self.code,
            region=town.region,
            postal_code=town.postal_code,
        )


def _towns(text: str) -> tuple[Town, ...]:
    return tuple(Town(*(part.strip() for part in entry.strip().split("/", 3))) for entry in text.split(";"))


def _common(names: object, most: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))[:most]  # type: ignore[call-overload]


FRANCE: Final = Land(
    *("FR", "EUR", "fr", "Europe/Paris"),
    _towns(
        "Paris/75011; Paris/75018; Lyon/69003; Lyon/69006; Lille/59000; Nantes/44000; Bordeaux/33000; Rennes/35000;"
        "Toulouse/31000; Strasbourg/67000; Nice/06000; Annecy/74000; Brest/29200; Tours/37000; Limoges/87000"
    ),
    (
        *("rue de la République", "rue Victor Hugo", "avenue Jean Jaurès", "rue des Lilas", "rue Pasteur"),
        *("boulevard Voltaire", "rue du Moulin", "place de la Mairie", "rue Nationale", "quai de la Fosse"),
    ),
    _common(fr_FR.Provider.first_names_female, 90),
    _common(fr_FR.Provider.first_names_male, 90),
    _common(fr_FR.Provider.last_names, 180),
    "+3363998####",
    ("Colissimo", "Chronopost", "Mondial Relay"),
    ("Plateforme de Gennevilliers", "Plateforme de Vénissieux", "Centre de tri de Lesquin"),
)
BRITAIN: Final = Land(
    *("GB", "GBP", "en", "Europe/London"),
    _towns(
        "London/N1 7AA; London/SE15 4QN; Manchester/M4 1HQ; Leeds/LS6 2AB; Bristol/BS3 1TF; Edinburgh/EH6 5NF;"
        "Glasgow/G12 8QQ; Cardiff/CF11 9LJ; Brighton/BN1 4AL; York/YO1 7HH; Norwich/NR2 3RQ; Bath/BA2 4DB"
    ),
    (
        *("High Street", "Station Road", "Church Lane", "Victoria Road", "Mill Lane", "Queens Road"),
        *("Park Avenue", "The Crescent", "Albert Terrace", "Orchard Close"),
    ),
    _common(en_GB.Provider.first_names_female, 90),
    _common(en_GB.Provider.first_names_male, 90),
    _common(en_GB.Provider.last_names, 180),
    "+447700900###",
    ("Royal Mail", "DPD", "Evri"),
    ("Midlands Super Hub", "Greenford Mail Centre", "Warrington Hub"),
)
AMERICA: Final = Land(
    *("US", "USD", "en", "America/New_York"),
    _towns(
        "New York/10003/NY; Brooklyn/11215/NY; Boston/02116/MA; Columbus/43215/OH; Chicago/60614/IL/America/Chicago;"
        "Austin/78704/TX/America/Chicago; Denver/80205/CO/America/Denver; Seattle/98103/WA/America/Los_Angeles;"
        "Portland/97214/OR/America/Los_Angeles; San Francisco/94110/CA/America/Los_Angeles; Atlanta/30307/GA"
    ),
    (
        *("Maple Street", "Oak Avenue", "Washington Boulevard", "Park Place", "Elm Street", "2nd Avenue"),
        *("Franklin Street", "Cedar Lane", "Lincoln Road", "Lakeview Drive"),
    ),
    _common(en_US.Provider.first_names_female, 120),
    _common(en_US.Provider.first_names_male, 120),
    _common(en_US.Provider.last_names, 220),
    "+1{area}55501##",
    ("UPS", "USPS", "FedEx"),
    ("Columbus Hub", "Louisville Worldport", "Memphis Hub"),
)
LANDS: Final = (FRANCE, BRITAIN, AMERICA)
SHARES: Final = (45, 30, 25)
AREAS: Final = ("212", "617", "614", "312", "512", "303", "206", "503", "415", "404")
