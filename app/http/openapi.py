"""Declarations for the OpenAPI document: which answers an operation has, and who may use it."""

from dataclasses import dataclass
from typing import Any

from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import (
    Components,
    Example,
    OpenAPIMediaType,
    OpenAPIResponse,
    OpenAPIType,
    Operation,
    Schema,
    SecurityRequirement,
    SecurityScheme,
)

JSON = "application/json"
CSV = "text/csv"
PROBLEM_JSON = "application/problem+json"

STORE_INCARNATION = "Store-Incarnation"
"""The header with the incarnation of the store that answered a claim: a text that changes when another store
answers."""

BY_ADDRESS_OR_TOKEN: list[SecurityRequirement] = [{}, {"managerToken": []}]
"""What an operation for managers needs: either the client has the address of a manager, or it sends the manager token.
"""

SECURITY = Components(
    security_schemes={
        "managerToken": SecurityScheme(
            type="http",
            scheme="bearer",
            description="The text in the file `manager-token` in DATA_DIR. It is accepted only if MANAGER_IPS is empty "
            "and the client is on the machine of the service.",
        )
    }
)
"""The ways in which clients show that they are managers."""


class NamedExample(Example):
    """An example. In the document, `id` is only the key of the example, because a field `id` would be invalid there."""

    @property
    def _exclude_fields(self) -> set[str]:
        return {"id"}


@dataclass
class Declared(ResponseSpec):
    """The declaration of an answer with the names of its headers. Litestar's own class has no field for headers."""

    headers: tuple[str, ...] = ()


def answers(
    status: int, kind: Any, value: object, description: str, *, media_type: str = JSON, headers: tuple[str, ...] = ()
) -> dict[int, ResponseSpec]:
    """Return the declaration of a successful answer. `value` is the example of its body. `kind` is the body's type."""
    return {
        status: Declared(
            data_container=kind,
            description=description,
            media_type=media_type,
            generate_examples=False,
            examples=[example(value)],
            headers=headers,
        )
    }


def example(value: object) -> Example:
    """Return the example of a body."""
    return NamedExample(id="example", summary="Example", value=value)


def also_as_csv(text: str) -> type[Operation]:
    """Return the documentation of an operation that can also answer with CSV. `text` is an example of this CSV.

    This is needed because Litestar documents only one media type for each status.
    """

    @dataclass
    class AlsoAsCsv(Operation):
        def __post_init__(self) -> None:
            found = (self.responses or {}).get("200")
            if isinstance(found, OpenAPIResponse) and found.content is not None:
                found.content[CSV] = OpenAPIMediaType(
                    schema=Schema(type=OpenAPIType.STRING), examples={"example": example(text)}
                )

    return AlsoAsCsv
