"""Where cases wait: queues as records, with their hours and what happens when nobody comes."""
