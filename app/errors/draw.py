"""Problems with a draw, with the check of a ticket, and with what comes after a draw."""

from typing import Annotated

import msgspec

from app.errors.problem import FieldError, Problem, ProblemDocument


class EntropyMissing(Problem):
    """When a raffle announced a source of entropy, but the request to draw has no entropy (no random text)."""

    status = 400
    detail = (
        "This raffle announced where its random value comes from. Enter that value to draw the winners; "
        'a program sends it as {"entropy": "..."}.'
    )
    nothing_changed = True


class EntropyNotAnnounced(Problem):
    """When a draw has entropy, but no source was announced. The manager could choose the winners by such entropy."""

    status = 400
    detail = "This raffle announced no source of a random value, so no value can be entered. Draw without a value."
    nothing_changed = True


class InvalidCode(Problem):
    """When the verification code does not belong to this ticket, or when the text cannot be a code at all."""

    status = 400
    detail = "This code does not belong to this ticket number. Check both and try again."
    nothing_changed = True

    def __init__(self, *, guesses_left: int | None = None, forgotten_in_seconds: int = 0, mistake: str = "") -> None:
        """Make the problem. `guesses_left` more wrong codes are allowed until the service forgets the wrong codes.

        The service forgets them in `forgotten_in_seconds`. If the text cannot be a code at all, `mistake` says why.
        Such a text does not count as a wrong code.
        """
        if mistake:
            self.detail = f"This is no code: {mistake}. Copy the code again. This did not count as a wrong code."
            self.variant, self.values = "mistake", {"mistake": mistake}
        super().__init__(errors=[FieldError("verification_code", mistake)] if mistake else None)
        self.guesses_left = guesses_left
        self.forgotten_in_seconds = forgotten_in_seconds


class TicketsRemaining(Problem):
    """When a manager draws while tickets are left and the raffle has not closed."""

    status = 409
    detail = "Winners can be drawn only when every ticket is claimed, or when the raffle has closed. Wait until then."
    nothing_changed = True


class AlreadyDrawn(Problem):
    """When a manager draws the winners of a raffle a second time, or erases a player after the draw."""

    status = 409
    detail = "The winners of this raffle are already drawn, and a raffle is drawn only once. See the list of winners."
    # If two draws run at the same time, the draw that is refused may have fixed the entropy before.
    nothing_changed = False

    @classmethod
    def before_erasing(cls) -> "AlreadyDrawn":
        """Return the problem for a manager who erases a player after the draw."""
        problem = cls()
        problem.variant = "erasing"
        problem.detail = (
            "The winners of this raffle are drawn. So the service deletes the addresses of all its players by itself, "
            "24 hours after the draw."
        )
        return problem


class NotSealed(Problem):
    """When a request needs the seal, which fixes the tickets of a raffle, but the raffle is not sealed yet."""

    status = 409
    detail = (
        "This raffle is not sealed yet. The service seals it by itself when the last ticket is claimed, or when the "
        "raffle has closed. Try again."
    )
    nothing_changed = True
    retry_after_seconds = 2


class NotDrawn(Problem):
    """When a request needs the winners, but they are not drawn yet."""

    status = 409
    detail = "The draw has not been made yet. Come back after the draw."
    nothing_changed = True


class NotAWinner(Problem):
    """When a manager wants to replace a ticket that has no prize."""

    status = 404
    detail = (
        "This ticket has not won a prize, so no substitute can replace it. Check the number in the list of winners."
    )
    nothing_changed = True


class AlreadySubstituted(Problem):
    """When a manager wants to replace a ticket that a substitute has already replaced."""

    status = 409
    detail = "Another ticket has already replaced this ticket. See the list of substitutions."
    nothing_changed = True


class NoPrizeWon(Problem):
    """When a manager hands over the prize of a ticket that has won no prize."""

    status = 409
    detail = "This ticket is real, but it has not won a prize, so there is nothing to hand over."
    nothing_changed = True


class AlreadyHandedOverDocument(ProblemDocument, frozen=True, omit_defaults=True):
    """The body of an error answer about a prize that was handed over before. It also has the time of the hand-over."""

    handed_over_at: (
        Annotated[
            str,
            msgspec.Meta(
                description="When the prize was handed over. UTC, with milliseconds.",
                extra_json_schema={"format": "date-time"},
            ),
        ]
        | msgspec.UnsetType
    ) = msgspec.UNSET


class AlreadyHandedOver(Problem):
    """When a manager hands over a prize a second time, or wants to replace a ticket whose prize was handed over."""

    status = 409
    detail = "The prize of this ticket was handed over at 2036-11-27 09:00 UTC by anna."
    nothing_changed = True
    form = AlreadyHandedOverDocument

    def __init__(self, at: str, manager: str) -> None:
        time = f"{at[:16].replace('T', ' ')} UTC"
        who = "the manager with the token" if manager == "token" else manager
        self.detail = f"The prize of this ticket was handed over at {time} by {who}."
        self.values = {"time": time, "manager": manager}
        super().__init__()
        self.handed_over_at = at

    def document(self) -> ProblemDocument:
        """Return the document of the problem, with the time of the hand-over."""
        return AlreadyHandedOverDocument(
            **msgspec.structs.asdict(super().document()), handed_over_at=self.handed_over_at
        )


class NoSubstitutesLeft(Problem):
    """When a manager wants to replace a winner, but the raffle has no substitutes, or all of them are used."""

    status = 409
    detail = "No substitute is left for this raffle, so the prize stays with this ticket."
    nothing_changed = True


class TooEarly(Problem):
    """When a manager wants to replace a winner, but the announced hours since the winner got the prize are not over."""

    status = 409
    detail = (
        "The winner still has time to come: a substitute can replace a winner only after the announced number of hours."
    )
    nothing_changed = True

    def __init__(self, *, left_seconds: int) -> None:
        super().__init__()
        self.retry_after_seconds = max(1, left_seconds)


class TooManyWrongCodes(Problem):
    """When one player has sent too many wrong codes for a raffle within a minute."""

    status = 429
    detail = "Too many wrong codes. People who share an internet connection count together. Try again in 60 seconds."
    nothing_changed = True

    def __init__(self, *, forgotten_in_seconds: int) -> None:
        seconds = max(1, forgotten_in_seconds)
        again = f"Try again in {seconds} second{'s' if seconds > 1 else ''}."
        self.detail = f"Too many wrong codes. People who share an internet connection count together. {again}"
        self.values = {"seconds": seconds}
        super().__init__()
        self.retry_after_seconds = seconds
