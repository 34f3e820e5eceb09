"""What may be done, and which role may do it at the start. Roles are changed in the administration screen."""

from enum import StrEnum


class Permission(StrEnum):
    """One right. Named `subject.verb`; every use case and query requires at least one."""

    CUSTOMERS_READ = "customers.read"
    CUSTOMERS_WRITE = "customers.write"
    ORDERS_READ = "orders.read"
    ORDERS_WRITE = "orders.write"
    NOTES_WRITE = "notes.write"
    CATALOGUE_READ = "catalogue.read"
    CATALOGUE_WRITE = "catalogue.write"
    STOCK_READ = "stock.read"
    STOCK_WRITE = "stock.write"
    SHIPMENTS_WRITE = "shipments.write"
    EVENTS_READ = "events.read"
    STAFF_READ = "staff.read"
    STAFF_MANAGE = "staff.manage"
    KEYS_MANAGE = "keys.manage"
    WEBHOOKS_MANAGE = "webhooks.manage"
    CONNECTORS_MANAGE = "connectors.manage"
    OPERATIONS_READ = "operations.read"
    OPERATIONS_WRITE = "operations.write"
    REFUNDS_WRITE = "refunds.write"
    DISCOUNTS_WRITE = "discounts.write"
    RETURNS_WRITE = "returns.write"
    RETURNS_RECEIVE = "returns.receive"
    DISPUTES_WRITE = "disputes.write"
    MESSAGES_SEND = "messages.send"
    APPROVALS_DECIDE = "approvals.decide"
    CUSTOMERS_MERGE = "customers.merge"
    CUSTOMERS_EXPORT = "customers.export"
    CUSTOMERS_ERASE = "customers.erase"
    PRICING_WRITE = "pricing.write"
    PAYMENTS_SETTLE = "payments.settle"
    CASES_READ = "cases.read"
    CASES_WRITE = "cases.write"
    CONVERSATIONS_RECEIVE = "conversations.receive"
    CONVERSATIONS_OVERSEE = "conversations.oversee"
    REPLIES_MANAGE = "replies.manage"
    TEMPLATES_MANAGE = "templates.manage"
    AGENTS_MANAGE = "agents.manage"
    QUEUES_MANAGE = "queues.manage"
    ALERTS_READ = "alerts.read"
    ALERTS_OVERSEE = "alerts.oversee"
    RULES_READ = "rules.read"
    ROUTING_DRAFT = "rules.routing.draft"
    ROUTING_REVIEW = "rules.routing.review"
    ROUTING_PUBLISH = "rules.routing.publish"
    ALERTING_DRAFT = "rules.alerting.draft"
    ALERTING_REVIEW = "rules.alerting.review"
    ALERTING_PUBLISH = "rules.alerting.publish"
    POLICY_DRAFT = "rules.policy.draft"
    POLICY_REVIEW = "rules.policy.review"
    POLICY_PUBLISH = "rules.policy.publish"
    SOURCING_DRAFT = "rules.sourcing.draft"
    SOURCING_REVIEW = "rules.sourcing.review"
    SOURCING_PUBLISH = "rules.sourcing.publish"


class Role(StrEnum):
    """The roles every installation has."""

    AGENT = "agent"
    ASSOCIATE = "associate"
    MERCHANDISER = "merchandiser"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


_AGENT = frozenset(
    {
        Permission.CUSTOMERS_READ,
        Permission.CUSTOMERS_WRITE,
        Permission.ORDERS_READ,
        Permission.ORDERS_WRITE,
        Permission.NOTES_WRITE,
        Permission.CATALOGUE_READ,
        Permission.STOCK_READ,
        Permission.STAFF_READ,
        Permission.REFUNDS_WRITE,
        Permission.DISCOUNTS_WRITE,
        Permission.RETURNS_WRITE,
        Permission.DISPUTES_WRITE,
        Permission.MESSAGES_SEND,
        Permission.CASES_READ,
        Permission.CASES_WRITE,
        Permission.ALERTS_READ,
        Permission.RULES_READ,
    }
)

DEFAULT_RIGHTS: dict[Role, frozenset[Permission]] = {
    Role.AGENT: _AGENT,
    Role.ASSOCIATE: _AGENT | {Permission.STOCK_WRITE, Permission.SHIPMENTS_WRITE, Permission.RETURNS_RECEIVE},
    Role.MERCHANDISER: frozenset(
        {
            Permission.CUSTOMERS_READ,
            Permission.ORDERS_READ,
            Permission.CATALOGUE_READ,
            Permission.CATALOGUE_WRITE,
            Permission.STOCK_READ,
            Permission.STOCK_WRITE,
            Permission.STAFF_READ,
            Permission.PRICING_WRITE,
            Permission.ALERTS_READ,
            Permission.TEMPLATES_MANAGE,
            Permission.RULES_READ,
            Permission.ROUTING_DRAFT,
            Permission.ALERTING_DRAFT,
            Permission.POLICY_DRAFT,
            Permission.SOURCING_DRAFT,
            Permission.SOURCING_REVIEW,
            Permission.SOURCING_PUBLISH,
        }
    ),
    Role.SUPERVISOR: _AGENT
    | {
        Permission.EVENTS_READ,
        Permission.OPERATIONS_READ,
        Permission.RETURNS_RECEIVE,
        Permission.APPROVALS_DECIDE,
        Permission.CUSTOMERS_MERGE,
        Permission.CUSTOMERS_EXPORT,
        Permission.ALERTS_OVERSEE,
        Permission.CONVERSATIONS_OVERSEE,
        Permission.REPLIES_MANAGE,
        Permission.AGENTS_MANAGE,
        Permission.QUEUES_MANAGE,
        Permission.ROUTING_DRAFT,
        Permission.ROUTING_REVIEW,
        Permission.ROUTING_PUBLISH,
        Permission.ALERTING_DRAFT,
        Permission.ALERTING_REVIEW,
        Permission.ALERTING_PUBLISH,
        Permission.POLICY_DRAFT,
        Permission.POLICY_REVIEW,
        Permission.POLICY_PUBLISH,
        Permission.SOURCING_DRAFT,
        Permission.SOURCING_REVIEW,
    },
    Role.ADMINISTRATOR: frozenset(Permission),
}
