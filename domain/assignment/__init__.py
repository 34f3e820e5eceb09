"""From a case that waits to the agent who takes it: skills, presence, capacity, offers."""
