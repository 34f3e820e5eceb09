"""Catalogue, stock and nodes."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from console.api.answers import Answer, answer
from console.api.asked import Asks, Changes, Cursor, Limit
from console.api.shapes.base import PageShape
from console.api.shapes.goods import NodesShape, ProductShape, StockBody, StockChangedShape, StockShape
from domain.catalogue.queries import product, products
from domain.inventory.put_stock import StockEntry, put_stock
from domain.inventory.queries import NodeRow, nodes, stock
from domain.kernel.page import Page
from domain.kernel.permissions import Permission
from domain.work import Unit

router = APIRouter(tags=["catalogue and stock"])


@router.get("/products", response_model=PageShape[ProductShape])
async def list_products(
    asks: Asks,
    q: Annotated[str | None, Query(max_length=200, description="A part of the name, or a SKU.")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """Products by name, with their variants."""
    return await asks.ask(products, PageShape[ProductShape], q=q, cursor=cursor, limit=limit)


@router.get("/products/{product_id}", response_model=ProductShape)
async def read_product(asks: Asks, product_id: UUID) -> Response:
    """One product with its variants."""
    return await asks.ask(product, ProductShape, product_id=product_id)


@router.get("/stock", response_model=PageShape[StockShape])
async def list_stock(
    asks: Asks,
    sku: Annotated[str | None, Query(max_length=200)] = None,
    node: Annotated[str | None, Query(max_length=100, description="The code of a node.")] = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Response:
    """Levels by SKU and node."""
    return await asks.ask(stock, PageShape[StockShape], sku=sku, node=node, cursor=cursor, limit=limit)


@router.put("/stock", response_model=StockChangedShape)
async def set_stock(changes: Changes, body: StockBody) -> Response:
    """Set what is on hand. All entries, or none; the same again changes nothing."""

    def run(unit: Unit) -> Answer:
        entries = [StockEntry(**entry.model_dump()) for entry in body.entries]
        changed = put_stock(unit, entries=entries, reason=body.reason)
        return answer(StockChangedShape, {"changed": changed})

    return await changes.perform(put_stock, run, requires=Permission.STOCK_WRITE)


@router.get("/nodes", response_model=NodesShape)
async def list_nodes(asks: Asks) -> Response:
    """Every node, by code."""
    return await asks.ask(_all_nodes, NodesShape)


def _all_nodes(unit: Unit) -> Page[NodeRow]:
    return Page(items=nodes(unit), next_cursor=None)
