"""The workspace: one customer seen whole. A folder per panel: view, state, present."""
