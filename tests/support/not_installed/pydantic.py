"""Stands in for pydantic, which only test packages install. So a service starts without pydantic, as for its users."""

raise ImportError
