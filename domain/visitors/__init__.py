"""People who write to us from a web page: who they are, what they may read, and how often they may ask."""
