"""Payments that wait for the gateway, or for a person."""
