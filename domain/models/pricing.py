"""What the table of taxes says."""

from datetime import date

from sqlalchemy import CheckConstraint, Date, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key


class TaxRate(Base):
    """A tax on goods sent to a place, from a day on. Empty `region`, `postal_prefix` and `category` mean any.

    `millionths` is the rate: 88,750 is 8.875 %. `included`: list prices there have the tax in them. The row that says
    most about the place and the goods counts; see `pricing.tax_rates`. `effective_to` is the first day it is no more.
    """

    __tablename__ = "tax_rates"
    __table_args__ = (
        Index(
            "ix_tax_rates_place",
            *("country", "region", "postal_prefix", "category", "effective_from"),
            unique=True,
        ),
        CheckConstraint("millionths >= 0 AND millionths < 1000000", name="millionths"),
        CheckConstraint("effective_to IS NULL OR effective_to > effective_from", name="effective"),
    )

    id: Mapped[Key]
    country: Mapped[str]
    region: Mapped[str] = mapped_column(Text, server_default="")
    postal_prefix: Mapped[str] = mapped_column(Text, server_default="")
    category: Mapped[str] = mapped_column(Text, server_default="")
    label: Mapped[str]
    millionths: Mapped[int]
    included: Mapped[bool]
    effective_from: Mapped[date] = mapped_column(Date)
    effective_to: Mapped[date | None] = mapped_column(Date)
