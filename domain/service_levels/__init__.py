"""How soon customers are answered: promises in business time, their clocks, warnings and breaches."""
