"""How long the addresses of players are kept."""

PLAYERS_KEPT_SECONDS = 24 * 60 * 60
"""From the draw until players and receipts are deleted. Until then a lost ticket can be asked for again."""
