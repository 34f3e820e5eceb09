"""What rules decided about something, kept so that anybody can ask why."""
