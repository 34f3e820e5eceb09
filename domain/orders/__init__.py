"""Orders: placed, advanced, held, cancelled, paid."""
