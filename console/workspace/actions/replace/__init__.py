"""Send again what was lost or broken."""
