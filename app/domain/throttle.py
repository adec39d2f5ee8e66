"""Defines rate limits for wrong codes and for retries of claims. NIST SP 800-63B asks for a limit of wrong codes."""

WRONG_CODES = 10
"""The largest number of wrong codes from one player for one raffle within a window. Right codes do not count. While a
code is being verified, it counts as wrong, so that parallel requests cannot pass the limit."""

WINDOW_SECONDS = 60
"""The length of a window. In each window, the count begins at 0.

For WRONG_CODES, a window belongs to one player and one raffle, and begins with the first code that counts as wrong. For
RETRIES, a window belongs to all players of one worker, and begins with the first repeated claim of any player.
"""

RETRIES = 60
"""A player who already holds a ticket of a raffle may send this many more claims for the raffle within a window. Each
worker counts by itself. The pages stay far below this number: they repeat a claim only until it is answered, and
pause before each attempt."""
