"""A sign is a few numbers of a raffle that are cheap to read. Each visible change of the raffle changes its sign."""

import msgspec

from app.domain.change import Difference
from app.domain.drawn import SubstitutionRequest
from app.store import keys
from app.store.signs import Sign, Signs
from tests.support.parts import Parts, a_raffle


async def sign_of(parts: Parts, raffle_id: str) -> Sign | None:
    (group,) = await Signs(parts.client).by_server([raffle_id])
    (sign,) = await Signs(parts.client).read(group)
    return sign


async def test_each_change_of_a_raffle_changes_its_sign(parts: Parts) -> None:
    # Given a raffle, When somebody changes its fields, ends it early, claims its ticket, draws it, and deletes it
    raffle, _ = await parts.raffles.create(a_raffle(1))
    signs = [await sign_of(parts, raffle.id)]
    await parts.scripts.change(raffle.id, 0, [Difference("contact", None, "Anna")])
    signs.append(await sign_of(parts, raffle.id))
    for ended_at in ("2998-11-26T20:00:00.000Z", "2998-11-25T20:00:00.000Z"):
        await parts.scripts.end_early(raffle.id, ended_at)
        signs.append(await sign_of(parts, raffle.id))
    await parts.claim(raffle.id, "198.51.100.7")
    signs.append(await sign_of(parts, raffle.id))
    await parts.draw(raffle.id)
    signs.append(await sign_of(parts, raffle.id))
    await parts.raffles.delete(raffle.id)
    signs.append(await sign_of(parts, raffle.id))

    # Then the raffle has a new sign after each step
    assert None not in signs
    assert len(set(signs)) == 7


async def test_a_substitution_changes_the_sign(parts: Parts) -> None:
    # Given a drawn raffle with a substitute
    raffle, _ = await parts.raffles.create(msgspec.structs.replace(a_raffle(2), reserves=1))
    for place in range(2):
        await parts.claim(raffle.id, f"198.51.100.{place}")
    await parts.draw(raffle.id)
    (winner,) = await parts.reads.winners(await parts.reads.drawn(raffle.id), 0, 2)
    before = await sign_of(parts, raffle.id)

    # When the substitute replaces the winner, Then the sign changes, and counts the substitution
    await parts.substitutions.substitute(raffle.id, SubstitutionRequest(winner.ticket_number, "Did not come"))
    after = await sign_of(parts, raffle.id)
    assert before is not None
    assert after is not None
    assert (before.substitutions, after.substitutions) == (0, 1)
    assert before.state != after.state


async def test_a_loss_of_tickets_changes_the_sign(parts: Parts) -> None:
    # Given a raffle with a claimed ticket
    raffle, _ = await parts.raffles.create(a_raffle(3))
    await parts.claim(raffle.id, "198.51.100.7")
    before = await sign_of(parts, raffle.id)
    assert await sign_of(parts, raffle.id) == before

    # When somebody deletes the codes of the raffle, Then the sign changes, because the raffle is damaged
    await parts.client.commands.delete(keys.codes(raffle.id))
    assert await sign_of(parts, raffle.id) != before


async def test_many_raffles_keep_their_order_and_a_foreign_key_has_no_sign(parts: Parts) -> None:
    # Given three raffles. The pool of the second raffle has the wrong type
    raffles = [(await parts.raffles.create(a_raffle(tickets)))[0] for tickets in (1, 2, 3)]
    await parts.client.commands.set(keys.pool(raffles[1].id), "foreign")

    # When one call reads the signs of all three, Then the signs have the order of the raffles. The damaged raffle has
    # no sign
    signs = await Signs(parts.client).read([raffle.id for raffle in raffles])
    assert [sign and sign.state[-4] for sign in signs] == [1, None, 3]
