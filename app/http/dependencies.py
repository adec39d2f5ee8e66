"""The parts of the service that handlers take as arguments. `asgi.py` provides them by name."""

from typing import TypeVar

from litestar.di import NamedDependency
from litestar.params import SkipValidation

T = TypeVar("T")

Provided = SkipValidation[NamedDependency[T]]
"""The type of an argument that is a part of the service. Litestar passes this argument without validating it."""
