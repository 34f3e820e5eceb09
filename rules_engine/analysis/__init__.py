"""What is wrong with rules that can all be read: found by an exact method, each finding shown by facts."""
