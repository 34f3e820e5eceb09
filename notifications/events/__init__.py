"""What the catalogue says of each event, one module per subject."""
