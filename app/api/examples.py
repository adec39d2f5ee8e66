"""The examples of the API documentation. They show one raffle, from its creation to a checked ticket."""

from typing import Any

import msgspec

from app.domain import tree
from app.domain.change import Change, EndRequest, RaffleChange
from app.domain.draw import seed_with_terms, winners_and_substitutes
from app.domain.drawn import DrawRecord, Randomness, Substitution, SubstitutionRequest
from app.domain.erasure import ErasureRequest
from app.domain.hand_over import HandOver, HandOverRequest
from app.domain.log import LogEntry
from app.domain.new_raffle import RaffleRequest
from app.domain.raffle import CheckedTicket, Prize, Raffle, Ticket, TicketCheck, winners_from
from app.domain.record import ALGORITHM_2
from app.domain.stage import Stage, StageRequest
from app.domain.ticket_proof import TicketProof

_ID = "0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11"
_PRIZES = [Prize("Bicycle", 1), Prize("Book", 2)]
_ENTROPY = "drand round 4242424: 6f1d5c0f"
NEW_RAFFLE = RaffleRequest(
    name="Summer fair",
    total_tickets=15,
    prizes=_PRIZES,
    entropy_source="drand round 4242424",
    opens_at="2036-11-23T10:00:00.000Z",
    closes_at="2036-11-24T19:00:00.000Z",
    draw_at="2036-11-24T20:00:00.000Z",
    reserves=2,
    substitute_after_hours=48,
    description="For everybody who came to the fair.\nMore at https://fair.example",
    participation_terms="You are at least 16 years old.",
    contact="Anna, +49 30 123456",
    pick_up="Bring your code to the info desk until Sunday.",
)
_SEED = seed_with_terms(_ID, 15, NEW_RAFFLE.terms, _ENTROPY)
_NUMBERS, _SUBSTITUTES = winners_and_substitutes(_SEED, 15, 3, 2)
_ANNOUNCED: dict[str, Any] = NEW_RAFFLE.announced
_TEXTS: dict[str, Any] = NEW_RAFFLE.beside_terms
RAFFLE = Raffle(
    id=_ID,
    name=NEW_RAFFLE.name,
    total_tickets=15,
    available_tickets=15,
    winners_drawn=False,
    status="open",
    created_at="2036-11-23T09:00:00.000Z",
    prizes=_PRIZES,
    entropy_source=NEW_RAFFLE.entropy_source,
    terms=NEW_RAFFLE.terms,
    **_ANNOUNCED,
    **_TEXTS,
)
RAFFLE_CHANGE = RaffleChange(pick_up="Bring your code to the info desk until Monday.")
CHANGE = Change("2036-11-24T08:00:00.000Z", "pick_up", NEW_RAFFLE.pick_up, RAFFLE_CHANGE.given["pick_up"])
END_REQUEST = EndRequest("2036-11-24T12:00:00.000Z")
ENDED_RAFFLE = msgspec.structs.replace(RAFFLE, ended_at=END_REQUEST.ended_at, changed=True)
TICKET = Ticket(_ID, _NUMBERS[0], "7QK2-M4XD-9HTB-PW3C")
STORE_INCARNATION = "5f0c2a9be1d34786"
RANDOMNESS = Randomness(entropy=_ENTROPY)
EVENT = f"data: {msgspec.json.encode(RAFFLE).decode()}\n\n"
WINNERS = winners_from(_PRIZES, 0, _NUMBERS)
WINNERS_CSV = "\ufeffticket_number,prize,replaces\r\n" + "".join(
    f"{winner.ticket_number},{winner.prize},\r\n" for winner in WINNERS
)
_PHC = "$argon2id$v=19$m=1024,t=1,p=1$c2FsdCBvZiB0aWNrZXRzIA$aGFzaCBvZiB0aWNrZXQg"
_PHCS = [f"{_PHC}{number:02}" for number in range(1, 16)]
_LEAVES = [tree.leaf(number, phc) for number, phc in enumerate(_PHCS, 1)]
TICKET_PROOF = TicketProof(
    ticket_number=TICKET.ticket_number,
    phc=_PHCS[TICKET.ticket_number - 1],
    path=[node.hex() for node in tree.path(_LEAVES, TICKET.ticket_number - 1)],
    tree_size=15,
    root=tree.root(_LEAVES).hex(),
)
DRAW_RECORD = DrawRecord(
    algorithm=ALGORITHM_2,
    raffle_id=_ID,
    name=NEW_RAFFLE.name,
    total_tickets=15,
    prizes=_PRIZES,
    entropy_source=NEW_RAFFLE.entropy_source,
    entropy=_ENTROPY,
    seed=_SEED.hex(),
    drawn_at="2036-11-24T20:00:04.000Z",
    terms=NEW_RAFFLE.terms,
    **_ANNOUNCED,
    sealed_at="2036-11-24T18:30:00.000Z",
    root=TICKET_PROOF.root,
    withdrawn_hash=tree.withdrawn_hash([]),
    winners=_NUMBERS,
    substitutes=_SUBSTITUTES,
    unawarded=[],
    substitutions=[],
)
SUBSTITUTION_REQUEST = SubstitutionRequest(_NUMBERS[0], "Did not come within 48 hours")
SUBSTITUTION = Substitution(
    place=0,
    prize="Bicycle",
    ticket_number=_NUMBERS[0],
    replaced_by=_SUBSTITUTES[0],
    reason=SUBSTITUTION_REQUEST.reason,
    at="2036-11-27T09:00:00.000Z",
)
HAND_OVER_REQUEST = HandOverRequest(_NUMBERS[1], TICKET.verification_code, note="Fetched by a friend")
HAND_OVER = HandOver(_NUMBERS[1], "Book", "2036-11-27T09:30:00.000Z", "anna", HAND_OVER_REQUEST.note)
HAND_OVERS_CSV = (
    "\ufeffticket_number,prize,handed_over_at,manager,note\r\n"
    f"{HAND_OVER.ticket_number},{HAND_OVER.prize},{HAND_OVER.handed_over_at},anna,{HAND_OVER.note}\r\n"
)
ERASURE_REQUEST = ErasureRequest(ticket_number=TICKET.ticket_number)
LOG = [
    LogEntry(at=RAFFLE.created_at, act="created", manager="anna"),
    LogEntry(at=CHANGE.at, act="changed", manager="anna", fields=[CHANGE.field]),
    LogEntry(at=DRAW_RECORD.drawn_at, act="drew", manager="203.0.113.7"),
    LogEntry(
        at=SUBSTITUTION.at,
        act="substituted",
        manager="anna",
        ticket_number=SUBSTITUTION.ticket_number,
        prize=SUBSTITUTION.prize,
        replaced_by=SUBSTITUTION.replaced_by,
    ),
]
LOG_CSV = (
    "\ufeffat,act,manager,ticket_number,prize,replaced_by,fields,ended_at\r\n"
    f"{LOG[0].at},created,anna,,,,,\r\n"
    f"{LOG[1].at},changed,anna,,,,{CHANGE.field},\r\n"
    f"{LOG[2].at},drew,203.0.113.7,,,,,\r\n"
    f"{LOG[3].at},substituted,anna,{SUBSTITUTION.ticket_number},Bicycle,{SUBSTITUTION.replaced_by},,\r\n"
)
STAGE_REQUEST = StageRequest(position=1)
STAGE = Stage(position=1, running=False, at="2036-11-24T20:05:00.000Z")
TICKET_CHECK = TicketCheck(TICKET.ticket_number, TICKET.verification_code)
CHECKED_TICKET = CheckedTicket(has_won=True, prize="Bicycle")
