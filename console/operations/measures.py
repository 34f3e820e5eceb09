"""What this process counts about itself, for `/metrics`."""

from prometheus_client import Counter, Gauge, Histogram

REQUESTS = Counter("comptoir_http_requests_total", "HTTP requests answered", ["method", "status"])
SECONDS = Histogram(
    "comptoir_http_request_seconds",
    "Time to the end of the answer",
    ["kind"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
SCREENS = Gauge("comptoir_open_screens", "Browser tabs with a live connection to this process")
JOBS = Gauge("comptoir_jobs", "Jobs in the queue by state, over all processes", ["state"])
JOB_AGE = Gauge("comptoir_oldest_due_job_seconds", "How long the oldest job that is due has waited")
