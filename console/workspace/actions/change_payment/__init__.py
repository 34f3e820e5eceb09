"""Have the order paid by something else."""
