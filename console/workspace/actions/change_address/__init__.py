"""Send the order somewhere else."""
