"""What may be given away alone: reasons, limits, and the budgets that gifts count against."""
