"""The audit trail: is every event still what it was?"""
