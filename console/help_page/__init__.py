"""`/help`: what customers do by themselves. Plain pages, with the very use cases and previews of agents."""
