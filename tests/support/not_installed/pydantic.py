"""Hides the real pydantic, which only tests need. Users do not have pydantic.

Tests put this folder first into the search path of Python. So `import pydantic` fails for the service, as it does for
users.
"""

raise ImportError
