"""The parts of the service that handlers take by name; `asgi.py` provides them."""

from typing import TypeVar

from litestar.di import NamedDependency
from litestar.params import SkipValidation

T = TypeVar("T")

Part = SkipValidation[NamedDependency[T]]
"""A part, handed on as it is: the framework would otherwise look into it at each request."""
