"""The product's HTTP half, made once in each process that tests: it finds the wired console at each request."""

from functools import cache

from fastapi import FastAPI

from console.api.app import build_api


@cache
def the_api() -> FastAPI:
    return build_api()
