"""The live wall: what waits, how long, and who is there."""
