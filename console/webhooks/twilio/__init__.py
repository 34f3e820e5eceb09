"""Twilio asks what to do with a call, and tells what came in and what became of what we asked for."""
