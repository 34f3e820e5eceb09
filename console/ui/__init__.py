"""What every screen is made of: words in two languages, the frame, and small parts. It knows no subject."""
