"""Names of people and roles as screens show them."""

from typing import Final

from console.ui.i18n import translate

ROLES: Final = {
    "agent": "Agent",
    "associate": "Store associate",
    "merchandiser": "Merchandiser",
    "supervisor": "Supervisor",
    "administrator": "Administrator",
}


def initials(name: str) -> str:
    """One or two capitals that stand for a name."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def role_label(role: str, language: str) -> str:
    """A role in the reader's words; a role of the installation's own stays as it is."""
    return translate(ROLES[role], language) if role in ROLES else role
