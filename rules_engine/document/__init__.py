"""Rules and decision tables as a document: what JSON or YAML says, checked, and said again in stable order."""
