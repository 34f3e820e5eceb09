"""What can be refused here."""

from collections.abc import Iterable

from domain.kernel.errors import Conflict, Denied, DomainError
from domain.kernel.permissions import Permission


class SignInRefused(DomainError):
    """The e-mail, the password or the person is not right; which of them is never said."""

    @classmethod
    def now(cls) -> "SignInRefused":
        return cls(
            code="sign_in_refused",
            en="That e-mail and password do not open an account.",
            fr="Cette adresse et ce mot de passe n’ouvrent aucun compte.",
        )


class PresentPasswordWrong(DomainError):
    """Somebody at an open screen does not know its owner's password. Recorded."""

    audited = True

    @classmethod
    def now(cls) -> "PresentPasswordWrong":
        return cls(
            code="present_password_wrong",
            field="present",
            en="That is not your present password.",
            fr="Ce n’est pas votre mot de passe actuel.",
        )


class TooManyAttempts(DomainError):
    """Signing in failed too often lately. `details.retry_after` is in seconds. Recorded."""

    audited = True

    @classmethod
    def until(cls, seconds: int) -> "TooManyAttempts":
        minutes = max(1, -(-seconds // 60))
        return cls(
            code="too_many_attempts",
            en=f"Too many attempts. Try again in {minutes} min.",
            fr=f"Trop de tentatives. Réessayez dans {minutes} min.",
            details={"retry_after": seconds},
        )


class EmailTaken(Conflict):
    """Somebody else signs in with this e-mail."""

    @classmethod
    def by_somebody(cls) -> "EmailTaken":
        return cls(
            code="email_taken",
            field="email",
            en="Somebody already signs in with this e-mail.",
            fr="Quelqu’un se connecte déjà avec cette adresse.",
        )


class LastAdministrator(Conflict):
    """Nobody could manage people any more."""

    @classmethod
    def stays(cls) -> "LastAdministrator":
        return cls(
            code="last_administrator",
            en="This is the last administrator who can sign in. Make somebody else administrator first.",
            fr="C’est le dernier administrateur qui peut se connecter. Nommez-en d’abord un autre.",
        )


class AdministratorExists(Conflict):
    """The first administrator is made once."""

    @classmethod
    def already(cls) -> "AdministratorExists":
        return cls(
            code="administrator_exists",
            en="There is an administrator already. Add people on the administration screen.",
            fr="Il existe déjà un administrateur. Ajoutez des personnes depuis l’écran d’administration.",
        )


class BeyondOwnRights(Denied):
    """Nobody gives, or takes power over, rights that they lack. Recorded."""

    @classmethod
    def of(cls, missing: Iterable[Permission]) -> "BeyondOwnRights":
        names = sorted(str(permission) for permission in missing)
        return cls(
            code="beyond_own_rights",
            en=f"This needs rights that you do not have yourself: {', '.join(names)}.",
            fr=f"Il y faut des droits que vous n’avez pas vous-même : {', '.join(names)}.",
            details={"missing": names},
        )
