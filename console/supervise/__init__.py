"""The screen at `/supervisor`: what waits for somebody’s word."""
