"""What is different between two documents: rules, tables with their rows, lists, calendars, names, examples."""
