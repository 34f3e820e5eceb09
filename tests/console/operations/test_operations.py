"""What those who run it can ask, without a key and without seeing anyone's data."""

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from console.api.operations import operations_router
from console.jobs.schema import prepare_job_tables
from console.operations.readiness import readiness
from domain.db.database import Database


async def get(database: Database, path: str) -> httpx.Response:
    app = FastAPI()
    app.include_router(operations_router(lambda: database))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        return await client.get(path)


@pytest.fixture
def unreachable() -> Database:
    return Database("postgresql://nobody@127.0.0.1:1/nothing?connect_timeout=1", pool_size=1)


@pytest.mark.anyio
async def test_a_migrated_database_is_ready(database: Database) -> None:
    answer = await get(database, "/health/ready")
    assert (answer.status_code, answer.json()["status"]) == (200, "ready")


@pytest.mark.anyio
async def test_without_its_database_it_lives_but_is_not_ready(unreachable: Database) -> None:
    assert (await get(unreachable, "/health/live")).status_code == 200
    answer = await get(unreachable, "/health/ready")
    assert (answer.status_code, answer.json()) == (
        503,
        {"status": "not ready", "database": False, "migrations": False},
    )
    assert (await get(unreachable, "/metrics")).status_code == 200


def test_a_waiting_migration_is_not_ready(database: Database) -> None:
    with database.engine.begin() as connection:
        before = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        connection.execute(text("DELETE FROM alembic_version"))
    try:
        assert readiness(database).database
        assert not readiness(database).ready
    finally:
        with database.engine.begin() as connection:
            connection.execute(text("DELETE FROM alembic_version"))
            connection.execute(text("INSERT INTO alembic_version VALUES (:before)"), {"before": before})


@pytest.mark.anyio
async def test_the_queue_is_counted(database: Database) -> None:
    prepare_job_tables(database)
    with database.engine.begin() as connection:
        connection.execute(text("TRUNCATE procrastinate_jobs CASCADE"))
    answer = await get(database, "/metrics")
    assert 'comptoir_jobs{state="failed"} 0.0' in answer.text
    assert "comptoir_oldest_due_job_seconds 0.0" in answer.text
