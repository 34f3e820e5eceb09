"""What the wall shows, ready to be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figures:
    """The four figures on top. `oldest` in seconds, -1 for nothing; `level` in percent, "" where nothing was due."""

    waiting: str = "0"
    oldest: int = -1
    oldest_in: str = ""
    oldest_href: str = ""
    level: str = ""
    level_tone: str = ""
    level_of: str = ""
    free: str = "0"
    total: str = "0"


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A queue; the bars are percents of the fullest one. `oldest` in seconds, -1 for nothing. `href` lists
    what waits in it."""

    name: str = ""
    label: str = ""
    waiting: int = 0
    offered: int = 0
    in_hand: int = 0
    breached: int = 0
    oldest: int = -1
    waiting_bar: str = "0%"
    hand_bar: str = "0%"
    closed: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class AgentCard:
    """An agent; `load` says what is in hand per channel, `since` seconds in this state, `bar` how full. `href` shows
    with whom they speak."""

    id: str = ""
    name: str = ""
    initials: str = ""
    state: str = ""
    why: str = ""
    since: int = 0
    load: str = ""
    full: bool = False
    asked: bool = False
    bar: str = "0%"
    skills: str = ""
    href: str = ""
