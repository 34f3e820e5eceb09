"""Passwords, PINs, codes and keys in text, after or before the words that say so in English and French."""

import re
from collections.abc import Iterator
from typing import Final

_IS: Final = r"(?:\s{0,3}(?::|=|->|=>|-|\bis\b|\bwas\b|\bare\b|\best\b|\betait\b|\bc'est\b|\bc’est\b)\s{0,3}){1,3}"
_MAYBE: Final = rf"(?:{_IS}|\s{{0,3}}\(?\s{{0,3}})"
_QUOTE: Final = r"[\"'«“‘`]?\s?"
_DIGITS: Final = r"\d(?:[ \-]?\d)"
_CODE: Final = r"(?=[A-Za-z\-]{0,8}\d)[A-Za-z0-9][A-Za-z0-9\-]{3,9}(?![A-Za-z0-9])"
_SECURITY: Final = (
    r"(?:cvv2?|cvc2?|cvn2?|csc|cid|security code|card code|code (?:de )?secu(?:rite)?|cryptogram(?:me)?(?: visuel)?"
    r"|(?:three|3|four|4)[ -]digit(?: security)? (?:code|number)|(?:3|trois|4|quatre) chiffres (?:au|du) dos)"
)
_OF_CARD: Final = (
    r"(?: (?:code|number|no|numero))?(?: (?:of|on|for|de|du|sur) (?:the |my |la |ma )?(?:card|back|carte|dos))?"
)
_PASSWORD: Final = r"(?:pass ?words?|passwd|pwd|passphrase|pass ?code|mots? de passe|mdp)"  # noqa: S105 - the words for one
_PIN: Final = r"(?:pin(?: ?code| number)?|code pin|code secret|secret code|nip)"
_ONE_TIME: Final = (
    r"(?:otp|one[ -]time (?:pass ?)?(?:code|word)|(?:verification|authentication|login|sign-?in|2fa|sms|access) code"
    r"|code (?:de |d')(?:verification|validation|connexion|authentification|acces)|code (?:a usage unique|sms|2fa)"
    r"|code (?:recu|received)(?: (?:par|by) (?:sms|text|mail|email))?)"
)
_KEY_WORD: Final = (
    r"(?:api[ _-]?key|secret(?:[ _-]?key)?|access[ _-]?(?:key|token)|auth(?:orization)?[ _-]?token|bearer|token"
    r"|cle (?:d')?api|cle secrete|jeton)"
)

_AFTER: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("security_code", rf"\b{_SECURITY}{_OF_CARD}{_MAYBE}{_QUOTE}(?P<it>{_DIGITS}{{2,3}})(?!\d)"),
        ("one_time_code", rf"\b{_ONE_TIME}{_MAYBE}{_QUOTE}(?P<it>{_CODE}|{_DIGITS}{{3,7}}(?!\d))"),
        ("pin", rf"\b{_PIN}{_OF_CARD}{_MAYBE}{_QUOTE}(?P<it>{_DIGITS}{{2,7}})(?!\d)"),
        ("password", rf"\b{_PASSWORD}(?:\s{{0,3}}(?::|=|->|=>)\s{{0,3}}){_QUOTE}(?P<it>[^\s\"»”]{{1,128}})"),
        ("api_key", rf"\b{_KEY_WORD}{_MAYBE}{_QUOTE}(?P<it>(?=[A-Za-z_\-./+=]{{0,60}}\d)[\w\-./+=]{{12,400}})"),
    )
)
# "is" may be followed by what is wrong with it; a bare word after it only counts where it looks made up.
_PASSWORD_IS: Final = re.compile(
    rf"\b{_PASSWORD}{_IS}(?P<quote>[\"'«“‘`]?)\s?(?P<it>[^\s\"»”]{{3,128}})", re.IGNORECASE
)
_PASSWORD_BARE: Final = re.compile(
    rf"\b{_PASSWORD}\s{{1,3}}{_QUOTE}(?P<it>(?=[^\s\d]{{0,60}}\d)[^\s\"»”]{{5,128}})", re.IGNORECASE
)
_BEFORE: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (
        kind,
        re.compile(
            rf"(?<![\w.,])(?P<it>\d{{{digits}}})\s{{0,3}}(?:\bis\b|\best\b|\bas\b|\bfor\b|=|,|\()?\s{{0,3}}"
            rf"(?:\b(?:the|my|our|mon|le|ma|la)\b\s?)?\b{words}\b",
            re.IGNORECASE,
        ),
    )
    for kind, digits, words in (
        ("security_code", "3,4", _SECURITY),
        ("pin", "4,8", r"(?:pin|code pin|code secret)"),
        ("one_time_code", "4,8", _ONE_TIME),
    )
)
_KEYS: Final = re.compile(
    r"(?<![A-Za-z0-9_\-])(?:"
    r"(?:sk|pk|rk|whsec)_(?:live_|test_)?[A-Za-z0-9]{12,250}"
    r"|sk-[A-Za-z0-9_\-]{20,250}"
    r"|gh[pousr]_[A-Za-z0-9]{20,250}|github_pat_[A-Za-z0-9_]{20,250}|glpat-[A-Za-z0-9_\-]{16,100}"
    r"|xox[abeoprs]-[A-Za-z0-9\-]{10,250}|npm_[A-Za-z0-9]{30,60}|(?:AKIA|ASIA)[0-9A-Z]{16}"
    r"|AIza[A-Za-z0-9_\-]{35}|SG\.[A-Za-z0-9_\-]{16,64}\.[A-Za-z0-9_\-]{16,64}|(?:AC|SK)[0-9a-f]{32}"
    r"|cpt_[A-Za-z0-9_\-]{16,250}"
    r"|eyJ[A-Za-z0-9_\-]{8,4000}\.eyJ[A-Za-z0-9_\-]{8,4000}\.[A-Za-z0-9_\-]{0,4000}"
    r"|-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[A-Za-z0-9+/=\s]{0,8000}(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?"
    r")"
)
# fmt: off
_NOT_A_PASSWORD: Final = frozenset((
    "a", "about", "accepte", "accepted", "again", "also", "always", "an", "and", "any", "asked", "asking", "being",
    "blocked", "bloque", "bon", "bonne", "broken", "by", "case", "change", "changed", "compromised", "correct",
    "correcte", "de", "different", "does", "dont", "du", "easy", "en", "enregistre", "et", "exact", "exactement",
    "expire", "expired", "fine", "for", "forgotten", "gone", "good", "hacked", "hard", "here", "i", "ici", "il",
    "impossible", "in", "incorrect", "incorrecte", "incorrecte.", "invalid", "invalide", "it", "ive", "je", "known",
    "la", "le", "leaked", "les", "locked", "lost", "mal", "mauvais", "missing", "my", "ne", "needed", "never", "new",
    "no", "non", "not", "now", "of", "ok", "okay", "old", "on", "only", "or", "ou", "oublie", "pas", "pass",
    "password", "perdu", "perdue", "plus", "pour", "protected", "que", "qui", "refuse", "refused", "rejected",
    "rejete", "required", "reset", "right", "safe", "saved", "secure", "so", "still", "strong", "sur", "that", "the",
    "there", "they", "this", "to", "too", "toujours", "tres", "trop", "un", "une", "unknown", "valid", "valide",
    "very", "weak", "what", "when", "where", "which", "working", "wrong", "you", "your",
))
# fmt: on


def secret_spans(text: str) -> Iterator[tuple[str, int, int]]:
    """The kind and place of every secret in `text`, which holds plain signs. They may overlap."""
    for found in _KEYS.finditer(text):
        yield "api_key", found.start(), found.end()
    for kind, pattern in (*_AFTER, *_BEFORE, ("password", _PASSWORD_BARE)):
        for found in pattern.finditer(text):
            yield kind, found.start("it"), found.end("it")
    for found in _PASSWORD_IS.finditer(text):
        word = found.group("it").strip(".,;:!?)'’").lower()
        if found.group("quote") or (word and word not in _NOT_A_PASSWORD):
            yield "password", found.start("it"), found.end("it")
