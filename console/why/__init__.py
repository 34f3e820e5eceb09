"""Why was it decided like that? One part that every screen shows beside what rules decided."""
