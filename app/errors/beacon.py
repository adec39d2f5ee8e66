"""Problems of a draw whose entropy comes from a beacon.

A beacon publishes a signature every few seconds. The number of a signature is its round. A raffle with a beacon is
drawn with the signature of one certain round.
"""

from app.errors.problem import Problem


class BeaconSignatureMissing(Problem):
    """When a request to draw has no signature, and DRAND_URLS names no source of signatures."""

    status = 400
    detail = (
        "The winners of this raffle follow from the signature of a round of its beacon, and the request has no "
        'signature. Get the signature from the beacon and send it; a program sends {"round": 1, "signature": "..."}.'
    )
    nothing_changed = True


class BeaconSignatureWrong(Problem):
    """When a request to draw has a signature that does not belong to the round of the raffle."""

    status = 400
    detail = (
        "This is not the signature of this round. Copy the signature again from the beacon: 96 hex digits in lower "
        "case."
    )
    nothing_changed = True


class WrongRound(Problem):
    """When a request to draw names another round than the raffle."""

    status = 400
    detail = "The winners of this raffle follow from another round of its beacon. Send the round that the raffle names."
    nothing_changed = True


class RoundNotYet(Problem):
    """When a request to draw comes before the time of the round of the raffle."""

    status = 409
    detail = "The round from which the winners follow has not come yet. Try again when its time has come."
    nothing_changed = True

    def __init__(self, *, comes_in_seconds: int) -> None:
        super().__init__()
        self.retry_after_seconds = max(1, comes_in_seconds)


class BeaconUnreachable(Problem):
    """When no source in DRAND_URLS has sent the signature of the round in time."""

    status = 502
    detail = (
        "No source of the beacon sent the signature of the round in time. Nothing was changed. Try again in a few "
        "seconds, or send round and signature yourself."
    )
    retry_after_seconds = 3
    nothing_changed = True
