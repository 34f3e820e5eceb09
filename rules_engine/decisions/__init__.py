"""The domain asks, the live rules answer."""
