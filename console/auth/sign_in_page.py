"""The sign-in page."""

from dataclasses import dataclass

from console.auth.plain_page import plain_page


@dataclass(frozen=True, slots=True)
class SignInPage:
    """What the page shows. `wrong` is a sentence about the last try, `note` one that is no refusal."""

    language: str
    next: str
    email: str = ""
    wrong: str = ""
    note: str = ""


def render(page: SignInPage) -> str:
    """The whole page."""
    return plain_page("sign_in.html", page, address="/sign-in", next=page.next)
