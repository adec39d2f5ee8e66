/* The certificate of a draw: everything that anyone needs to check it, on paper or as a file. */

import { data, pathOf } from "./api.js";
import { byId, counted, element, note, raffleId, save, shown, when } from "./dom.js";

const MOST_PRINTED = 1000;
const id = raffleId();
const certificate = byId("certificate");

function facts(record) {
  const fact = (name, ...value) => [element("dt", {}, name), element("dd", {}, ...value)];
  return element(
    "dl",
    {},
    ...fact("Drawn", when(record.drawn_at)),
    ...fact("Tickets", shown(record.total_tickets)),
    ...fact("Winners", shown(record.winners.length)),
    ...fact(
      "Source of entropy",
      record.entropy_source
        ? `Announced in advance: ${record.entropy_source}`
        : "Not announced: picked by the server's operating system after the last ticket was taken",
    ),
    ...fact("Entropy", element("span", { class: "mono" }, record.entropy)),
    ...fact("Seed", element("span", { class: "mono" }, record.seed)),
    ...fact("Algorithm", element("span", { class: "mono" }, record.algorithm)),
    ...fact("Raffle", element("span", { class: "mono" }, record.raffle_id)),
  );
}

function show(record) {
  document.title = `Certificate: ${record.name}`;
  let place = 0;
  const prizes = record.prizes.map(({ name, amount }) => {
    const numbers = record.winners.slice(place, Math.min(place += amount, MOST_PRINTED));
    return element(
      "div",
      {},
      element("h3", {}, `${name} (${counted(amount, "winner", "winners")})`),
      element("ul", { class: "chips" }, ...numbers.map((number) => element("li", {}, shown(number)))),
    );
  });
  const rest = record.winners.length - MOST_PRINTED;
  certificate.replaceChildren(
    element("p", { class: "soft" }, "Certificate of the draw"),
    element("h1", {}, record.name),
    facts(record),
    element("h2", {}, "Winning tickets"),
    element("div", { class: "winners" }, ...prizes),
    ...(rest > 0 ? [element("p", {}, `And ${shown(rest)} more, all in the record.`)] : []),
    element(
      "p",
      { class: "small soft" },
      "To check: open this raffle and choose “Verify this draw”, or run ",
      element("code", {}, "python3 -m app.domain.draw record.json"),
      " on the saved record.",
    ),
  );
  byId("save").addEventListener(
    "click",
    () => save(`draw-${id}.json`, JSON.stringify(record, null, 2), "application/json"),
  );
}

byId("back").href = `/r/${id}`;
byId("print").addEventListener("click", () => window.print());
try {
  show(await data("GET", pathOf(id, "draw/")));
} catch (refusal) {
  byId("print").disabled = byId("save").disabled = true;
  certificate.replaceChildren(element("h1", {}, "No certificate yet"), note("wait", refusal.message));
}
certificate.setAttribute("aria-busy", "false");
