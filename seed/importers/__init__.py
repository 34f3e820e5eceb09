"""Real data sets, brought in by hand and in bulk: nobody is messaged about last year."""
