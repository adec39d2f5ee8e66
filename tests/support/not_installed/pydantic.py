"""This module replaces pydantic, which only tests need. So the service starts without pydantic, as users start it."""

raise ImportError
