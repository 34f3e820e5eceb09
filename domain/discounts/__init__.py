"""Discounts, matched prices, goodwill and credit: with a reason, within limits."""
