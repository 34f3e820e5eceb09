"""Products and the variants that are sold."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key


class Product(Base):
    """What a variant is a variant of."""

    __tablename__ = "products"
    __table_args__ = (
        UniqueConstraint("source", "external_ref"),
        Index("ix_products_folded", "folded", postgresql_using="gin", postgresql_ops={"folded": "gin_trgm_ops"}),
    )

    id: Mapped[Key]
    source: Mapped[str | None]
    external_ref: Mapped[str | None]
    name: Mapped[str]
    folded: Mapped[str]
    category: Mapped[str] = mapped_column(Text, server_default="")
    created_at: Mapped[datetime]


class Variant(Base):
    """What is ordered, by its SKU. `options` such as colour and size."""

    __tablename__ = "variants"
    __table_args__ = (Index("ix_variants_product", "product_id"),)

    id: Mapped[Key]
    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"))
    sku: Mapped[str] = mapped_column(unique=True)
    options: Mapped[dict[str, str]]
    available: Mapped[bool]


# A SKU is found in any case, and by its beginning.
Index(
    "ix_variants_sku_upper",
    func.upper(Variant.sku).label("sku_upper"),
    postgresql_ops={"sku_upper": "text_pattern_ops"},
)


class VariantPrice(Base):
    """The list price of a variant in a currency, in minor units."""

    __tablename__ = "variant_prices"
    __table_args__ = (CheckConstraint("amount >= 0", name="amount"),)

    variant_id: Mapped[UUID] = mapped_column(ForeignKey("variants.id"), primary_key=True)
    currency: Mapped[str] = mapped_column(Text, primary_key=True)
    amount: Mapped[int]
