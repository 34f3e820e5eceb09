"""The smallest words of the domain: money, time, ids, actors, permissions, errors."""
