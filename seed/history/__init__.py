"""Bulk writing of what happened before: rows and their chained events by COPY, without jobs and without NOTIFY."""
