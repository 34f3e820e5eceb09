"""Passwords that may be chosen, and the tokens and keys that are drawn."""

import hashlib
import re
import secrets
import unicodedata
from itertools import pairwise

from domain.kernel.errors import Invalid
from domain.kernel.text import fold

SHORTEST = 12
LONGEST = 200
KEY_PREFIX = "cpt_"
HINT_LENGTH = 10
_RANDOM_BYTES = 32
_FEWEST_DIFFERENT = 5

# What people write when they are asked for twelve characters; compared without case, accents, digits and signs.
_OBVIOUS = frozenset(
    [
        "password",
        "passwordpassword",
        "motdepasse",
        "motdepassemotdepasse",
        "administrator",
        "administrateur",
        "adminadmin",
        "comptoir",
        "comptoircomptoir",
        "welcome",
        "welcometo",
        "bienvenue",
        "letmein",
        "changeme",
        "changemoi",
        "iloveyou",
        "jetaime",
        "qwerty",
        "qwertyuiop",
        "qwertyuiopasdfghjkl",
        "azerty",
        "azertyuiop",
        "azertyuiopqsdfghjklm",
        "correcthorsebatterystaple",
        "trustno",
        "secret",
        "topsecret",
        "superman",
        "football",
        "baseball",
        "princess",
        "sunshine",
        "dragon",
        "monkey",
        "default",
        "temporary",
        "temporaire",
        "customerservice",
    ]
)


def check_password(value: object, *, email: str, name: str = "", field: str = "password") -> str:
    """`value` in NFC if it may be a password, or `Invalid` naming `field`.

    12 to 200 characters of any kind; refused are obvious ones, ones of few different characters, and the person's own
    e-mail or name.
    """
    password = normal(value) if isinstance(value, str) else ""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Invalid(
            field=field,
            code="password_length",
            en=f"A password has {SHORTEST} to {LONGEST} characters.",
            fr=f"Un mot de passe compte de {SHORTEST} à {LONGEST} caractères.",
        )
    if _is_obvious(password) or _is_personal(password, email, name):
        raise Invalid(
            field=field,
            code="password_obvious",
            en="This password is too easy to guess. Use several unrelated words.",
            fr="Ce mot de passe est trop facile à deviner. Utilisez plusieurs mots sans lien entre eux.",
        )
    return password


def normal(password: str) -> str:
    """`password` as it is hashed: the same characters, whichever keyboard composed them."""
    return unicodedata.normalize("NFC", password)


def new_session_token() -> str:
    """256 random bits, safe in a cookie."""
    return secrets.token_urlsafe(_RANDOM_BYTES)


def new_key() -> str:
    """`cpt_` and 256 random bits, safe in a header."""
    return KEY_PREFIX + secrets.token_urlsafe(_RANDOM_BYTES)


def digest_of(secret: str) -> bytes:
    """What is kept of a token or key: its SHA-256. Enough, because both are random and long."""
    return hashlib.sha256(secret.encode()).digest()


def _is_obvious(password: str) -> bool:
    letters = re.sub(r"[\W\d_]", "", fold(password))
    return len(set(password)) < _FEWEST_DIFFERENT or letters in _OBVIOUS or _is_a_run(password)


def _is_a_run(password: str) -> bool:
    """Whether every character but a few follows the one before it: 123456789012, abcdefghijkl."""
    steps = [ord(after) - ord(before) for before, after in pairwise(password)]
    return max(steps.count(1), steps.count(-1)) >= len(steps) - 2


def _is_personal(password: str, email: str, name: str) -> bool:
    plain = fold(password)
    return plain in {fold(email), fold(email.partition("@")[0]), fold(name), fold(name.replace(" ", ""))} - {""}
