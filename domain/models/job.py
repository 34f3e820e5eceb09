"""What became of jobs that failed, beside the tables of the queue."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base


class JobFailure(Base):
    """Why a job of the queue failed when it was last tried, in one line. The queue itself keeps no reasons."""

    __tablename__ = "job_failures"

    job_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    problem: Mapped[str]
    at: Mapped[datetime]
