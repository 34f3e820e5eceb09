"""Rights and scopes in words. English here is the key of the catalogue."""

from collections.abc import Iterable
from typing import Final

from console.ui.figures import Reader
from domain.kernel.permissions import Permission
from domain.staff.scopes import ATTESTED

RIGHTS: Final[dict[str, dict[Permission, str]]] = {
    "Customers": {
        Permission.CUSTOMERS_READ: "See customers",
        Permission.CUSTOMERS_WRITE: "Add and change customers",
        Permission.NOTES_WRITE: "Write notes and tags",
        Permission.MESSAGES_SEND: "Write to customers",
        Permission.CUSTOMERS_MERGE: "Merge customers",
        Permission.CUSTOMERS_EXPORT: "Export personal data",
        Permission.CUSTOMERS_ERASE: "Erase personal data",
    },
    "Orders": {
        Permission.ORDERS_READ: "See orders",
        Permission.ORDERS_WRITE: "Place and change orders",
        Permission.SHIPMENTS_WRITE: "Record parcels",
        Permission.RETURNS_WRITE: "Start returns and exchanges",
        Permission.RETURNS_RECEIVE: "Take returned goods in",
    },
    "Money": {
        Permission.REFUNDS_WRITE: "Refund, and see to payments",
        Permission.DISCOUNTS_WRITE: "Give discounts and goodwill",
        Permission.DISPUTES_WRITE: "Answer disputes",
        Permission.APPROVALS_DECIDE: "Decide what others ask for",
        Permission.PRICING_WRITE: "Change taxes",
        Permission.PAYMENTS_SETTLE: "Settle payments for the gateway",
    },
    "Goods": {
        Permission.CATALOGUE_READ: "See products",
        Permission.CATALOGUE_WRITE: "Add and change products",
        Permission.STOCK_READ: "See stock and places",
        Permission.STOCK_WRITE: "Change stock and places",
    },
    "Cases": {
        Permission.CASES_READ: "See cases",
        Permission.CASES_WRITE: "Open and change cases",
        Permission.CONVERSATIONS_RECEIVE: "Receive messages of customers",
        Permission.CONVERSATIONS_OVERSEE: "Whisper to agents and take over",
        Permission.REPLIES_MANAGE: "Keep canned replies and macros",
        Permission.TEMPLATES_MANAGE: "Write what customers are told",
        Permission.AGENTS_MANAGE: "Say what agents can do, and who is there",
        Permission.QUEUES_MANAGE: "Manage queues and service levels",
        Permission.ALERTS_READ: "See one’s alerts",
        Permission.ALERTS_OVERSEE: "See everybody’s alerts",
    },
    "Rules": {
        Permission.RULES_READ: "See rules and why they decided",
        Permission.ROUTING_DRAFT: "Write routing rules",
        Permission.ROUTING_REVIEW: "Review routing rules",
        Permission.ROUTING_PUBLISH: "Publish routing rules",
        Permission.ALERTING_DRAFT: "Write alerting rules",
        Permission.ALERTING_REVIEW: "Review alerting rules",
        Permission.ALERTING_PUBLISH: "Publish alerting rules",
        Permission.POLICY_DRAFT: "Write limits and policies",
        Permission.POLICY_REVIEW: "Review limits and policies",
        Permission.POLICY_PUBLISH: "Publish limits and policies",
        Permission.SOURCING_DRAFT: "Write sourcing rules",
        Permission.SOURCING_REVIEW: "Review sourcing rules",
        Permission.SOURCING_PUBLISH: "Publish sourcing rules",
    },
    "Administration": {
        Permission.EVENTS_READ: "Read everything that happened",
        Permission.OPERATIONS_READ: "See how the service runs",
        Permission.OPERATIONS_WRITE: "See to failed jobs",
        Permission.STAFF_READ: "See colleagues",
        Permission.STAFF_MANAGE: "Manage people and roles",
        Permission.KEYS_MANAGE: "Manage API keys",
        Permission.WEBHOOKS_MANAGE: "Manage webhooks",
        Permission.CONNECTORS_MANAGE: "Manage connectors",
    },
}

SCOPES: Final[dict[str, str]] = {
    **{str(right): label for rights in RIGHTS.values() for right, label in rights.items()},
    ATTESTED: "Answers for who the customer is",
}


# What is said when something was done, by the name of the use case.
DONE: Final[dict[str, str]] = {
    "add_person": "{name} can sign in now.",
    "change_person": "The changes are kept.",
    "set_password": "{name} signs in with the new password from now on.",
    "lock_person": "{name} is locked and signed out.",
    "unlock_person": "{name} can sign in again.",
    "sign_out_everywhere": "{name} is signed out everywhere.",
    "change_role_rights": "The rights are kept.",
    "change_endpoint": "The changes are kept.",
    "stop_endpoint": "The webhook is stopped.",
    "resume_endpoint": "The webhook goes on.",
    "rotate_secret": "Deliveries have a new secret.",
    "send_test": "A test event is on its way.",
    "remove_endpoint": "The webhook is removed.",
    "replay_delivery": "It is sent once more.",
    "change_connector": "The changes are kept.",
    "stop_connector": "The connector is stopped.",
    "resume_connector": "The connector goes on.",
    "change_connector_secret": "The connector has another secret.",
    "commit_file": "It is being taken.",
    "drop_file": "Nothing of it was taken.",
    "retry_refusal": "It was taken this time.",
    "change_agent": "What {name} can do is kept.",
    "put_queue": "The queue is kept.",
    "put_service_level": "The service level is kept.",
    "put_calendar": "The opening hours are kept.",
    "change_settings": "The settings are kept.",
    "revoke_api_key": "The key “{name}” opens nothing any more.",
    "save_template": "The next message is written with it.",
    "switch_template_off": "Customers do not get this message any more.",
    "switch_template_on": "Customers get this message again.",
    "call_off_message": "The message is not sent.",
    "confirm_arrival": "It is noted that the message arrived.",
    "send_again": "The message is sent again.",
    "change_delivery_settings": "The settings are kept.",
    "retry_job": "The job is done once more: {what}.",
    "discard_job": "The job is given up: {what}.",
}

# What tasks are for; the others go by their names.
TASKS: Final[dict[str, str]] = {
    "alerts.react": "Ask the alerting rules",
    "payments.settle": "Ask the payment gateway",
    "notifications.tell": "Write a message",
    "notifications.deliver": "Send a message",
    "rules.backtest_chunk": "Replay decisions",
}


def scopes_in_words(scopes: Iterable[str], reader: Reader) -> list[str]:
    """The scopes as the reader calls them; one of an older version stays as it is."""
    return [reader.say(SCOPES[scope]) if scope in SCOPES else scope for scope in scopes]


def all_words() -> list[str]:
    """Every English text of these lists, for the test that each has its French."""
    return [*RIGHTS, *SCOPES.values(), *DONE.values(), *TASKS.values()]
