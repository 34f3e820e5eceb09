"""What rules would have said to what was decided before (backtest), and what they would say to what is now (shadow)."""
