"""What the list of failed jobs shows, ready to be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class JobLine:
    """A job that has failed. `about` is the order, or the customer, that it was for, at `about_href`; else `args` tell
    what it was asked with.
    """

    id: str = ""
    href: str = ""
    task: str = ""
    what: str = ""
    args: str = ""
    about: str = ""
    about_href: str = ""
    problem: str = ""
    attempts: str = ""
    since: str = ""
    since_exact: str = ""
    failed: str = ""
    failed_exact: str = ""
