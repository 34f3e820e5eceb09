"""What must not go unnoticed about the open customer."""
