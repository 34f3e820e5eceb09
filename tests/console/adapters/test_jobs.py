"""What the queue tells about itself."""

from console.adapters.jobs import JobsAdapter
from console.jobs.schema import prepare_job_tables
from domain.db.database import Database
from domain.ports.jobs import Deferred


def test_a_job_waits_until_it_has_begun(database: Database) -> None:
    prepare_job_tables(database)
    queue = JobsAdapter()

    with database.engine.connect() as connection:  # and nothing of it stays
        driver = connection.connection.driver_connection

        def waits(task: str, name: str = "webhooks") -> bool:
            return queue.is_waiting(task, queue=name, connection=driver)

        assert not waits("webhooks.spread")
        queue.defer([Deferred(task="webhooks.spread", args={}, queue="webhooks")], connection=driver)
        assert waits("webhooks.spread")
        assert not waits("webhooks.send")
        assert not waits("webhooks.spread", "default")
        connection.exec_driver_sql("UPDATE procrastinate_jobs SET status = 'doing'")
        assert not waits("webhooks.spread")
