"""Defines how long the addresses of players and the logs of deleted raffles are kept."""

PLAYERS_KEPT_SECONDS = 24 * 60 * 60
"""The time from the draw until three things are deleted: the addresses of the players, the receipts (the encrypted
codes), and the number of players in each IPv6 network.

Until then, a claim that is sent again with its Idempotency-Key gets the ticket again.
"""

UNDRAWN_KEPT_SECONDS = 400 * 24 * 60 * 60
"""The time until the same three things are deleted, if nobody draws the raffle.

If all tickets were claimed, the time begins with the last claim. If not, it begins with the seal. The seal comes after
the end of the claims, and fixes which tickets take part in the draw.
"""

LOG_KEPT_SECONDS = 400 * 24 * 60 * 60
"""The time from the deletion of a raffle until its log is deleted.

The log is not kept for ever, because it has names or addresses of managers. After more than a year, almost nobody asks
who deleted a raffle. Only the tombstone is kept for ever: some facts about the raffle, but none about a person.
"""
