"""What rules may speak of: facts, comparisons, effects and named lists, in English and French."""
