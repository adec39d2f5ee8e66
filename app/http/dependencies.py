"""The parts of the service that handlers take as arguments. `asgi.py` provides them by name."""

from typing import TypeVar

from litestar.di import NamedDependency
from litestar.params import SkipValidation

T = TypeVar("T")

Provided = SkipValidation[NamedDependency[T]]
"""A part of the service that a handler takes. Litestar passes it without validating it at each request."""
