"""The web process: what stands between the network and the Reflex app."""
