"""Defines what a manager announces when a raffle is created, and which announcements are refused.

The terms of a raffle are a hash of what is announced for the draw. The entropy is the random text that decides the
draw. It comes from a source that the manager names, from a beacon (a public service that publishes signatures), or from
the operating system. A substitute is a ticket that can replace a winner who does not come.
"""

from collections.abc import Mapping
from hashlib import sha256
from itertools import pairwise
from typing import Annotated, Any, Literal

import msgspec

from app.domain.characters import mistake_in_name, mistake_in_source
from app.domain.raffle import MAX_TICKETS, EntropySource, Name, Prize, Tickets, winning_tickets
from app.domain.record import SEAL_TO_ROUND_MS, round_at, time_of
from app.domain.terms import canonical, milliseconds, normalised, shown, terms
from app.domain.texts import TEXTS, ContactText, DescriptionText, ParticipationTermsText, PickUpText, readable
from app.errors import FieldError, InvalidRequest, TooManyPrizes

TIMES = ("opens_at", "closes_at", "draw_at")
"""The times of a raffle. Each time is later than the time before it in this list."""

MAX_RESERVES = 100_000
"""The largest number of substitutes that a raffle can announce."""

MAX_HOURS = 8760
"""The largest `substitute_after_hours`: a year. For this number of hours after a ticket gets a prize, no substitute can
replace the ticket."""

_MAX_TIME_LENGTH = 64

FORMAT = {"format": "date-time"}
"""The format of a time in the OpenAPI document.

A member that may be null has a schema with `anyOf`. This schema has the format twice: inside `anyOf`, where generators
of clients look for the format, and beside `anyOf`, where people see the format.
"""

AnnouncedTime = Annotated[str, msgspec.Meta(min_length=1, max_length=_MAX_TIME_LENGTH, extra_json_schema=FORMAT)]


class RaffleRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """The raffle that a manager asks for. Times must have an offset, and must be in the future.

    After the publication, all members are final except `description`, `contact`, `pick_up` and `unlisted`. Texts may
    have line breaks, but no markup.
    """

    name: Annotated[Name, msgspec.Meta(description="The name of the raffle, as players see it.")]
    total_tickets: Annotated[
        Tickets, msgspec.Meta(description="The number of tickets. They have the numbers 1, 2, 3 ...")
    ]
    prizes: Annotated[
        list[Prize],
        msgspec.Meta(
            min_length=1,
            max_length=1000,
            description="The prizes, from the first prize to the last. There may not be more prizes than tickets.",
        ),
    ]
    entropy_source: Annotated[
        EntropySource | None,
        msgspec.Meta(
            description="Where the entropy of the draw will come from. The draw needs a value from this source."
        ),
    ] = None
    beacon: Annotated[
        Annotated[Literal["quicknet"], msgspec.Meta(extra_json_schema={"type": "string"})] | None,
        msgspec.Meta(
            description="The public beacon whose randomness decides the draw, instead of an `entropy_source`."
        ),
    ] = None
    opens_at: Annotated[
        AnnouncedTime | None,
        msgspec.Meta(description="The first moment at which players can claim.", extra_json_schema=FORMAT),
    ] = None
    closes_at: Annotated[
        AnnouncedTime | None,
        msgspec.Meta(
            description="From this moment on, the tickets that nobody has claimed are withdrawn.",
            extra_json_schema=FORMAT,
        ),
    ] = None
    draw_at: Annotated[
        AnnouncedTime | None,
        msgspec.Meta(description="The time for which the draw is announced.", extra_json_schema=FORMAT),
    ] = None
    reserves: Annotated[
        Annotated[int, msgspec.Meta(ge=0, le=MAX_RESERVES)] | None,
        msgspec.Meta(
            description="The number of substitutes, who are drawn after the winners. Prizes and substitutes together "
            "may not be more than the tickets. 0 and null mean that there are none."
        ),
    ] = None
    substitute_after_hours: Annotated[
        Annotated[int, msgspec.Meta(ge=1, le=MAX_HOURS)] | None,
        msgspec.Meta(
            description="For this many hours after the draw, no winner can be substituted. A substitute who gets a "
            "prize has the same number of hours from then on."
        ),
    ] = None
    description: Annotated[
        DescriptionText | None, msgspec.Meta(description="What the raffle is about. This text can be changed later.")
    ] = None
    participation_terms: Annotated[
        ParticipationTermsText | None,
        msgspec.Meta(
            description="What a player accepts before a claim. Only the page of the raffle asks whether the player "
            "accepts this text. A claim through the API has no member for the answer."
        ),
    ] = None
    contact: Annotated[
        ContactText | None, msgspec.Meta(description="Whom to ask about the raffle. This text can be changed later.")
    ] = None
    pick_up: Annotated[
        PickUpText | None,
        msgspec.Meta(description="How a winner gets the prize. Everybody can read this text. It can be changed later."),
    ] = None
    unlisted: Annotated[
        bool | None,
        msgspec.Meta(
            description="Whether only managers see the raffle in lists. Search engines are asked to leave it out. "
            "Everybody who knows the id sees the raffle. This can be changed later."
        ),
    ] = None

    draft: Annotated[
        bool | None,
        msgspec.Meta(
            description="Whether this is a draft. Only managers see a draft, and everything in it can be changed until "
            "its publication. When it is published, its times must be in the future."
        ),
    ] = None

    def __post_init__(self) -> None:
        """Bring times and line breaks into one spelling. Check times, texts and names.

        Raffles in the store are not checked, because earlier versions may have had other rules.

        Raises:
            InvalidRequest: the request has one of these mistakes. A name or a text has a character that is not allowed,
                or no visible character. The text `entropy_source` has another spelling that looks the same. A time
                cannot be read, or is not after the time before it. There are both an `entropy_source` and a `beacon`.
        """
        found = [("name", mistake_in_name(self.name))]
        found += [(f"prizes[{place}].name", mistake_in_name(prize.name)) for place, prize in enumerate(self.prizes)]
        if self.entropy_source is not None:
            found.append(("entropy_source", mistake_in_source(self.entropy_source)))
            if self.beacon is not None:
                found.append(("beacon", "Expected a beacon or an entropy_source, but not both"))
        found += self._read_times()
        found += self._read_texts()
        msgspec.structs.force_setattr(self, "reserves", self.reserves or None)
        msgspec.structs.force_setattr(self, "unlisted", self.unlisted or None)
        msgspec.structs.force_setattr(self, "draft", self.draft or None)
        if errors := [FieldError(field, mistake) for field, mistake in found if mistake]:
            raise InvalidRequest(errors=errors)

    def check_limits(self, max_tickets: int) -> None:
        """Check the limits that the types of the members cannot state.

        Raises:
            InvalidRequest: the raffle has more tickets than this service allows, or too many substitutes.
            TooManyPrizes: the raffle has more prizes than tickets.
        """
        if self.total_tickets > max_tickets:
            raise InvalidRequest.of("total_tickets", f"At most {max_tickets:,} tickets")
        left = self.total_tickets - winning_tickets(self.prizes)
        if left < 0:
            raise TooManyPrizes
        if (self.reserves or 0) > left:
            raise InvalidRequest.of("reserves", f"At most {left:,}: the number of tickets that win no prize")

    @property
    def announced(self) -> dict[str, str | int]:
        """The optional members that the request has and that belong to the terms. `entropy_source` is left out."""
        names = ("beacon", *TIMES, "reserves", "substitute_after_hours")
        return {name: value for name in names if (value := getattr(self, name)) is not None}

    @property
    def beside_terms(self) -> dict[str, str | bool]:
        """The members that do not belong to the terms: the texts that the request has, and `unlisted` if it is true."""
        return self._texts | ({"unlisted": True} if self.unlisted else {})

    @property
    def terms(self) -> str:
        """The terms of the raffle: a hash of everything in this request that decides the draw."""
        members: Mapping[str, Any] = msgspec.to_builtins(self)
        return terms(members)

    @property
    def asked(self) -> str:
        """A hash of everything in this request. It is compared when two requests have the same Idempotency-Key.

        If all members of the request belong to the terms, this hash is the hash `terms`. Earlier versions kept and
        compared only `terms`. So a retry after an update of the service still has the same hash.
        """
        if not (self.beside_terms or self.draft):
            return self.terms
        return sha256(canonical(msgspec.to_builtins(self))).hexdigest()

    @property
    def first_ms(self) -> int | None:
        """The first of the announced times in milliseconds since 1970, or None if no time is announced."""
        return min((milliseconds(time) for time in self._times.values()), default=None)

    def check_future(self, now_ms: int) -> None:
        """Check the announced times. `now_ms` is the time of the store, in milliseconds since 1970.

        Raises:
            InvalidRequest: some times are not in the future. The problem names each of these times.
        """
        mistake = f"Expected a time in the future: now it is {shown(now_ms)} by the clock of the service"
        past = [FieldError(name, mistake) for name, time in self._times.items() if milliseconds(time) <= now_ms]
        if past:
            raise InvalidRequest(errors=past)

    @property
    def _texts(self) -> dict[str, str]:
        return {name: text for name in TEXTS if (text := getattr(self, name)) is not None}

    @property
    def _times(self) -> dict[str, str]:
        return {name: time for name in TIMES if (time := getattr(self, name)) is not None}

    def _read_texts(self) -> list[tuple[str, str]]:
        """Bring the line breaks of all texts into one spelling. Return each mistake with its field."""
        mistakes: list[tuple[str, str]] = []
        for name, text in self._texts.items():
            try:
                msgspec.structs.force_setattr(self, name, readable(text))
            except ValueError as mistake:
                mistakes.append((name, str(mistake)))
        return mistakes

    def _read_times(self) -> list[tuple[str, str]]:
        """Bring the times into one spelling. Return each mistake with its field."""
        mistakes: list[tuple[str, str]] = []
        for name, time in self._times.items():
            try:
                msgspec.structs.force_setattr(self, name, normalised(time))
                if self.beacon is not None:
                    # The raffle may be sealed as late as `time`. Then the round that decides comes a minute later or
                    # more. `shown` fails if the year of this round is after 9999.
                    shown(time_of(round_at(milliseconds(time) + SEAL_TO_ROUND_MS)))
            except ValueError as mistake:
                mistakes.append((name, str(mistake)))
        if not mistakes:
            in_order = pairwise(self._times.items())
            mistakes += [
                (later, f"Expected a time after {earlier}")
                for (earlier, begin), (later, end) in in_order
                if milliseconds(begin) >= milliseconds(end)
            ]
        return mistakes


def largest_new_raffle() -> dict[str, Any]:
    """Return the largest body that the types allow. All texts consist of characters with the longest JSON escapes."""
    text = "\U0001f39f"
    prizes = [{"name": text * 100, "amount": MAX_TICKETS}] * 1000
    times = {name: f"{year}-01-01T00:00:00.{'0' * 38}+00:00" for year, name in enumerate(TIMES, 9000)}
    return {
        "name": text * 100,
        "total_tickets": MAX_TICKETS,
        "prizes": prizes,
        "entropy_source": text * 300,
        **times,
        "reserves": MAX_RESERVES,
        "substitute_after_hours": MAX_HOURS,
        "description": text * 5_000,
        "participation_terms": text * 10_000,
        "contact": text * 500,
        "pick_up": text * 2_000,
        "unlisted": False,
        "draft": False,
    }
