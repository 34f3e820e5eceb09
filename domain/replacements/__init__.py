"""What was lost or broken is sent again."""
