"""What customers are told: rows first, sent by a job."""
