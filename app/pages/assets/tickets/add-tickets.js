/* Adds tickets from a file or a link to this browser. If the browser already has another ticket of the same raffle, the
visitor decides which ticket stays. If a claim of this browser has no answer yet, nothing is added for its raffle. */

import { byId, element, focusOn, note } from "../shared/dom.js";
import { isolatedText } from "../shared/format.js";
import { t } from "../shared/language.js";
import { isSameTicket, isUnanswered, keeps, recall, rememberAll } from "../raffle/memory.js";
import { isConfirmed } from "../raffle/removal.js";

/**
 * Add memories (tickets, and what is known of their raffles) to this browser, and show how many were added. If one of
 * them cannot be stored, none is stored. If this browser has another ticket of a raffle, do not add the new ticket, but
 * ask which ticket stays.
 *
 * `nameOf(id)` returns the name of a raffle, if it is known. `onChange` is called when the memory has changed.
 * `answer(...notes)` shows the notes.
 */
export function addTickets(
  memories,
  nameOf,
  onChange,
  answer = (...notes) => byId("message").replaceChildren(...notes),
) {
  const own = memories.map(({ ticket }) => recall(ticket.raffle_id));
  const unanswered = memories.filter((_, place) => isUnanswered(own[place]));
  const added = memories.filter((_, place) => !own[place].ticket && !isUnanswered(own[place]));
  const different = memories.filter(({ ticket }, place) =>
    own[place].ticket && !isSameTicket(own[place].ticket, ticket)
  );
  if (!rememberAll(added)) {
    answer(note("bad", t("tickets-not-stored")));
    return;
  }
  const known = memories.length - added.length - different.length - unanswered.length;
  const questions = different.map((memory) => question(memory, nameOf, onChange));
  answer(
    ...(added.length + known > 0 ? [note("good", addedText(added.length, known))] : []),
    ...questions,
    ...unanswered.map((memory) => note("wait", t("claim-comes-first", { name: raffleName(memory, nameOf) }))),
  );
  onChange();
}

const raffleName = ({ ticket, name }, nameOf) => isolatedText(nameOf(ticket.raffle_id) ?? name ?? t("unnamed-raffle"));

const addedText = (added, known) =>
  [t("tickets-added", { count: added }), ...(known > 0 ? [t("tickets-known", { count: known })] : [])].join(" ");

/** Return an element that asks which of two tickets this browser keeps. */
function question(memory, nameOf, onChange) {
  const { ticket } = memory;
  const id = ticket.raffle_id;
  const { ticket: shown } = recall(id);
  const { ticket_number: own } = shown;
  const { ticket_number: number } = ticket;
  // Another page of this browser may have replaced or removed the ticket that the question names, or claimed again.
  const isCurrent = () => keeps(id, shown) && !isUnanswered(recall(id));
  const replace = async () => {
    if (isCurrent() && !await isConfirmed(t("replace-question", { own, other: number }))) return;
    if (!isCurrent()) return addTickets([memory], nameOf, onChange, (...notes) => asked.replaceWith(...notes));
    const isStored = rememberAll([memory]);
    const answer = isStored ? note("good", t("ticket-replaced", { number })) : note("bad", t("tickets-not-stored"));
    asked.replaceWith(answer);
    focusOn(answer);
    onChange();
  };
  const asked = element(
    "div",
    { class: "note wait" },
    element("p", {}, t("other-ticket", { name: raffleName(memory, nameOf), own, other: number })),
    element("button", { type: "button", onclick: replace }, t("replace-ticket", { number })),
  );
  return asked;
}

/** Ask the visitor whether to add the tickets of a link. Return whether the answer is yes. */
export function askToAdd(tickets, nameOf) {
  byId("incoming-list").replaceChildren(
    ...tickets.map(({ raffle_id: id, ticket_number: number }) =>
      element("li", {}, element("bdi", {}, nameOf(id) ?? t("unnamed-raffle")), " · ", t("ticket-number-is", { number }))
    ),
  );
  byId("incoming").hidden = false;
  byId("incoming-title").focus();
  return new Promise((resolve) => {
    const answer = (isYes) => () => {
      byId("incoming").hidden = true;
      focusOn(byId("message"));
      resolve(isYes);
    };
    byId("incoming-yes").onclick = answer(true);
    byId("incoming-no").onclick = answer(false);
  });
}
