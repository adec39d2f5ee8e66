"""Defines rate limits for wrong codes and for retries of claims. NIST SP 800-63B asks for a limit of wrong codes."""

WRONG_CODES = 10
"""The largest number of wrong codes from one player for one raffle within a window. Right codes do not count. While a
code is being verified, it counts as wrong."""

WINDOW_SECONDS = 60
"""The length of a window. A window begins with the first check or claim that counts. In each window, the count begins
at 0."""

RETRIES = 60
"""The largest number of claims within a window, in one worker, from a player who already holds a ticket. The pages stay
far below this number, because they repeat a claim only when the visitor asks for it."""
