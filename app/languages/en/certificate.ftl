certificate-title = Draw certificate
certificate-description = The certificate of a draw: the winners, and everything that anyone needs to check them.
print = Print
back-to-raffle = Back to the raffle
certificate-heading = Certificate of the draw
# The title of the window. $name is the name of the raffle.
certificate-of = Certificate: { $name }
no-certificate = No certificate
no-certificate-yet = No certificate yet

## Facts

# The time of the draw.
fact-drawn = Drawn
fact-tickets = Tickets
fact-winners = Winners
fact-entropy-source = Source of the random value
# $source is in the words of a manager.
source-announced = In the words of the manager, announced before the first ticket: “{ $source }”
source-not-announced = None announced. The service says that it picked the value after the last ticket was taken.
fact-entropy = Random value
# The number from which the order of the tickets is computed.
fact-seed = Seed
fact-algorithm = Algorithm
# The id of the raffle.
fact-raffle = Raffle

## Winners

winning-tickets = Winning tickets
# The heading of the winners of a prize. $prize is its name.
prize-and-winners =
    { $prize } ({ $winners ->
        [0] nobody
        [one] 1 winner
       *[other] { $winners } winners
    })
more-winners-in-record = And { $count } more, all in the record.
substitutions-heading = Substitutions
unawarded-heading = Prizes that go to nobody
substitutes-heading = Substitutes
more-substitutes-in-record = And { $count } more, all in the record.
# $command is a command for a terminal. “Verify this draw” is the text of a button.
how-to-check = To check: open this raffle and choose “Verify this draw”. Or save the record and the checker in one folder, open a terminal there, and type { $command }
