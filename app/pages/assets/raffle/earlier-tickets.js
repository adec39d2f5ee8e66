/* Names the texts about earlier tickets of a raffle, for the page of the raffle and for "My tickets". */

/**
 * The name of the text about an earlier ticket, by `from`, which says how the ticket became an earlier one. Without
 * `from`, this browser itself saw that the store has lost the ticket. Each page has its own text about that.
 */
export const EARLIER_TICKET_TEXT = {
  file: "file-says-lost",
  added: "added-ticket-earlier",
  claimed: "claimed-ticket-earlier",
};
