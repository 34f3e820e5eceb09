"""What is done with a whole record, as commands of the palette: each is there where its button is."""

from typing import Any

from console.ui.i18n import t

MERGE, EXPORT, ERASE = "merge-customer", "export-customer", "erase-customer"


def person_commands() -> list[dict[str, Any]]:
    group = t("Customer")
    labels = (
        (MERGE, t("Merge with another customer…"), "fusion duplicate doublon"),
        (EXPORT, t("Export personal data"), "export GDPR RGPD json"),
        (ERASE, t("Erase personal data…"), "erase GDPR RGPD delete supprimer"),
    )
    return [
        {"id": name, "group": group, "label": label, "also": also, "press": f"#{name}", "needs": f"#{name}"}
        for name, label, also in labels
    ]
