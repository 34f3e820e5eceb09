"""How the model is trained and measured; needed by the command only."""
