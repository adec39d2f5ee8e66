"""Defines what all problems have in common. The other files of this folder define the problems."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, ClassVar

import msgspec


class FieldError(msgspec.Struct, frozen=True):
    """One field of a request that cannot be accepted, and the reason."""

    field: Annotated[str, msgspec.Meta(description="The name of the field, such as `prizes[0].amount`.")]
    message: Annotated[str, msgspec.Meta(description="What was expected in this field.")]


class ProblemDocument(msgspec.Struct, frozen=True, omit_defaults=True):
    """The body of every error answer (RFC 9457, application/problem+json)."""

    type: Annotated[
        str,
        msgspec.Meta(
            description="The address of the page that explains the problem. It is different for each problem.",
            extra_json_schema={"format": "uri-reference"},
        ),
    ]
    title: Annotated[str, msgspec.Meta(description="The problem in a few words.")]
    status: Annotated[int, msgspec.Meta(description="The status of the answer.")]
    detail: Annotated[str, msgspec.Meta(description="What happened, and what to do now.")]
    errors: (
        Annotated[list[FieldError], msgspec.Meta(description="Each field that cannot be accepted.")] | msgspec.UnsetType
    ) = msgspec.UNSET


class Problem(Exception):
    """The base class of all problems. Only its subclasses are raised.

    The name of a subclass decides its other names: `SoldOut` has the slug `sold-out`, the title "Sold out" and the type
    `/problems/sold-out`. The detail tells players and programs what happened, and what they can do.
    """

    slug: ClassVar[str]
    title: ClassVar[str]
    status: ClassVar[int]

    detail: str
    """The detail in English. Each language has a catalogue `problems`, with the detail in this language under the slug.
    """

    variant: str = ""
    """The name of the detail, if the problem can have several details. '' names the usual detail."""

    values: Mapping[str, str | int] = MappingProxyType({})
    """The values in the detail, by name. A value with the name `mistake` is a message about a field. The pages
    translate this message too."""

    form: ClassVar[type[ProblemDocument]] = ProblemDocument
    """The class of the document that the client gets."""

    nothing_changed: ClassVar[bool]
    """Whether the request certainly changed nothing. Every subclass must set this value."""

    retry_after_seconds: int | None = None
    """The seconds that the client should wait before it tries again. None means that waiting does not help."""

    def __init_subclass__(cls) -> None:
        """Derive slug and title from the name of the class, so that all three have the same words."""
        super().__init_subclass__()
        words = re.findall(r"[A-Z][a-z]*", cls.__name__)
        cls.slug = "-".join(words).lower()
        cls.title = " ".join(words).capitalize()

    def __init__(self, *, errors: list[FieldError] | None = None, store_incarnation: str = "") -> None:
        super().__init__(self.detail)
        self.errors = errors
        self.store_incarnation = store_incarnation
        """A text that identifies the store that answered a claim. '' for other requests, and if no store answered."""

    def again(self) -> "Problem":
        """Return a new exception of the same problem, because two tasks must not raise the same exception object."""
        return type(self)()

    @classmethod
    def type(cls) -> str:
        """The problem's `type`: a relative reference to the page that explains the problem."""
        return f"/problems/{cls.slug}"

    def document(self) -> ProblemDocument:
        """Return the problem as the document that the client gets."""
        return ProblemDocument(
            type=self.type(),
            title=self.title,
            status=self.status,
            detail=self.detail,
            errors=self.errors or msgspec.UNSET,
        )
