/* What each problem of the API means, for people. A test holds this list to the service's own. */

export const SENTENCES = {
  "invalid-request": "Something in what you entered is not right. Please look at it again.",
  "too-many-prizes": "There are more prizes than tickets. Offer fewer prizes or more tickets.",
  "entropy-missing": "This raffle announced where its random value comes from. Enter that value to draw.",
  "entropy-not-announced": "This raffle announced no public random value, so none can be entered now.",
  "invalid-code": "That code does not belong to this ticket. Check the number and the code.",
  "not-a-manager": "Only a manager can do this, and your address is not on the managers' list.",
  "already-participated":
    "Somebody at your internet address already has a ticket of this raffle, and each address gets one.",
  "not-found": "There is nothing here.",
  "raffle-not-found": "There is no such raffle. It may have been deleted, or the link is not complete.",
  "ticket-not-found": "This raffle has no ticket with that number.",
  "method-not-allowed": "This page asked for something the service does not do. Reloading may help.",
  "still-filling": "The tickets are still being printed. Try again in a moment.",
  "tickets-remaining": "Not all tickets are taken yet. The draw opens when the last one is gone.",
  "already-drawn": "The winners of this raffle are already drawn. A raffle is drawn only once.",
  "not-drawn": "The winners are not drawn yet. Come back after the draw.",
  "sold-out": "Sold out: somebody else took the last ticket.",
  "body-too-large": "That is more than the service takes at once. Send less.",
  "unexpected-error": "Something went wrong on our side. It has been noted; please try again later.",
  "store-unavailable": "The service cannot reach its memory right now. Nothing was changed; try again in a moment.",
  "outcome-unknown": "The connection broke on the way, so it may or may not have worked. Try again to find out.",
  "malformed-request": "This page asked in a way the service cannot read. Reloading may help.",
  "unknown-host": "The service does not answer under this name. Check the address in your browser.",
  "cross-site": "This was asked from a page of another site, so it was refused. Open this page directly and try again.",
  "request-too-slow": "Your request took too long to arrive. Check your connection and try again.",
  "idempotency-key-reused": "This was already asked with other values. Reload the page and try again.",
  "too-many-checks": "That was too many checks in a short time. Wait a minute and try again.",
  "head-too-large": "The address or the headers of the request are too long.",
  "replicas-missing":
    "It was written, but not yet in as many places as promised. Try again in a moment: you get the same ticket.",
  "too-many-at-once": "Very many tickets are being checked right now. Try again in a moment.",
  "no-codes-left": "Very many people are coming in right now. Nothing was changed; try again in a moment.",
};

/** Return the sentence for a problem document; one that is new here still tells its own. */
export const sentence = (problem) => SENTENCES[slug(problem)] ?? problem.detail ?? "Something went wrong.";

export const slug = (problem) => String(problem.type).replace("/problems/", "");
