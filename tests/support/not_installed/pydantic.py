"""This module hides pydantic, which only tests need. So the service starts without pydantic, as it does for users."""

raise ImportError
