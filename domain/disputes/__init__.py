"""Disputes and chargebacks: opened, answered with evidence, closed on the ledger."""
