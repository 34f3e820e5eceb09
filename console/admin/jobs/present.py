"""Failed jobs as rows of the list. Pure."""

from collections.abc import Iterable

from console.admin.jobs.rows import JobLine
from console.admin.words import TASKS
from console.jobs.failed import FailedJob
from console.ui.figures import Reader
from console.workspace.orders.present import order_key


def job_lines(jobs: Iterable[FailedJob], reader: Reader) -> list[JobLine]:
    """One line each, in the order given."""
    return [_line(job, reader) for job in jobs]


def _line(job: FailedJob, reader: Reader) -> JobLine:
    customer = f"/?customer={job.customer_id}" if job.customer_id else ""
    order = f"&order={order_key(job.order_number)}" if customer and job.order_number else ""
    return JobLine(
        id=str(job.id),
        href=f"/admin?tab=jobs&job={job.id}",
        task=job.task,
        what=reader.say(TASKS[job.task]) if job.task in TASKS else job.task,
        args=", ".join(f"{name}: {value}" for name, value in sorted(job.args.items())),
        about=job.order_number or (reader.say("the customer") if customer else ""),
        about_href=customer + order,
        problem=job.problem or reader.say("not noted"),
        attempts=reader.say("1 attempt") if job.attempts == 1 else reader.say("{count} attempts", count=job.attempts),
        since=reader.moment(job.queued_at) if job.queued_at else "",
        since_exact=reader.exact(job.queued_at) if job.queued_at else "",
        failed=reader.moment(job.failed_at) if job.failed_at else "",
        failed_exact=reader.exact(job.failed_at) if job.failed_at else "",
    )
