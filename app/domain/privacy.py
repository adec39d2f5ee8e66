"""Defines how long the addresses of players and the logs of deleted raffles are kept."""

PLAYERS_KEPT_SECONDS = 24 * 60 * 60
"""The time from the draw until players, receipts and the number of players of each IPv6 network are deleted.

Until then, a claim that is sent again with its Idempotency-Key gets the ticket again.
"""

UNDRAWN_KEPT_SECONDS = 400 * 24 * 60 * 60
"""If nobody draws the raffle: the time until players, receipts and the numbers of players are deleted.

The time begins with the claim of the last ticket. If the raffle closed with tickets left, the time begins with the
seal of the raffle.
"""

LOG_KEPT_SECONDS = 400 * 24 * 60 * 60
"""The time from the deletion of a raffle until its log is deleted.

The log is not kept for ever, because it has names or addresses of managers. After more than a year, almost nobody asks
who deleted a raffle. The tombstone of the raffle is kept for ever.
"""
