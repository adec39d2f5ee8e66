/* Requests to the API of the service. Each failure throws a Refusal, whose message can be shown to people.

A gateway, a captive portal or a firewall may answer instead of the service, in its own words and with any status. Only
an answer in the form of the service counts. Every other answer is treated like a lost answer: nobody knows whether the
service has carried out the request, so the request has to be sent again. */

import { addressOf, pathIn } from "./addresses.js";
import { takeServerTime } from "./clock.js";
import { delayAfter, pause } from "./delay.js";
import { LANGUAGE, t } from "./language.js";

const NO_ANSWER = { detail: t("no-answer") };

/** The text for a request that the page sends again by itself. It tells visitors that they need not try again. */
const NO_ANSWER_YET = { detail: t("no-answer-yet") };

/** A request fails if no part of the answer arrives in this time. The service itself answers within 2 seconds. */
const TIMEOUT_MS = 12_000;

/** A pause that a header Retry-After asks for is shortened to this time, because a gateway may ask for too much. */
const LONGEST_RETRY_AFTER_MS = 60_000;

/** The problems that a retry cannot solve. Other problems, for example those of newer versions, count as temporary. */
const FINAL = new Set([
  "/problems/already-drawn",
  "/problems/already-handed-over",
  "/problems/already-participated",
  "/problems/already-published",
  "/problems/already-substituted",
  "/problems/beacon-signature-missing",
  "/problems/beacon-signature-wrong",
  "/problems/body-too-large",
  "/problems/cannot-end-early",
  "/problems/changed-meanwhile",
  "/problems/closed",
  "/problems/cross-site",
  "/problems/entropy-missing",
  "/problems/entropy-not-announced",
  "/problems/head-too-large",
  "/problems/idempotency-key-reused",
  "/problems/invalid-code",
  "/problems/invalid-request",
  "/problems/malformed-request",
  "/problems/method-not-allowed",
  "/problems/network-full",
  "/problems/no-prize-won",
  "/problems/no-substitutes-left",
  "/problems/not-a-manager",
  "/problems/not-a-winner",
  "/problems/not-drawn",
  "/problems/not-found",
  "/problems/not-suspended",
  "/problems/player-not-found",
  "/problems/raffle-deleted",
  "/problems/raffle-not-found",
  "/problems/sold-out",
  "/problems/ticket-not-found",
  "/problems/tickets-remaining",
  "/problems/too-early",
  "/problems/too-many-prizes",
  "/problems/unknown-host",
  "/problems/wrong-round",
]);

/** The problems after which nobody knows whether the request was carried out. */
const UNKNOWN_OUTCOME = new Set([
  "/problems/outcome-unknown",
  "/problems/replicas-missing",
  "/problems/unexpected-error",
]);

/**
 * A request that did not succeed. The message is the `detail` of the problem document (RFC 9457).
 *
 * If the problem has `errors`, its `detail` only refers to them. So the message is made of these errors.
 */
export class Refusal extends Error {
  /** `status` and `retryAfter` are those of the response. The status in the problem document may be different. */
  constructor(problem, status = 0, retryAfter = null) {
    const errors = problem.errors ?? [];
    super(errors.length > 0 ? errors.map(({ message }) => sentence(message)).join(" ") : problem.detail);
    this.type = problem.type;
    /** The whole problem document, because some problems have members of their own. */
    this.problem = problem;
    /** The mistakes in single fields of the request: [{field, message}]. */
    this.errors = errors;
    /** Whether the request may succeed if it is sent again. Perhaps it has succeeded, and only its answer was lost. */
    this.temporary = !(FINAL.has(problem.type) && status >= 400 && status < 500);
    /** Whether the request was perhaps carried out. Every other problem of the service means: nothing was changed. */
    this.mayBeDone = this.temporary && (problem.type === undefined || UNKNOWN_OUTCOME.has(problem.type));
    /** A retry is useless until this number of milliseconds has passed. */
    this.retryAfterMs = 1000 * (Number.parseInt(retryAfter) || 0);
  }
}

const sentence = (message) => `${message.charAt(0).toLocaleUpperCase(LANGUAGE)}${message.slice(1)}.`;

async function refusalIn(response) {
  const document = await response.json().catch(() => null);
  const type = pathIn(String(document?.type));
  const ours = /^\/problems\/[a-z-]+$/.test(type) && typeof document.detail === "string";
  return new Refusal(ours ? { ...document, type } : NO_ANSWER, response.status, response.headers.get("Retry-After"));
}

/**
 * Return the JSON value in a response or a Blob. If `isAnswer(value)` is false, throw a Refusal, as if the answer were
 * lost.
 *
 * `read(response)` returns a promise of the value. If this promise is rejected, there is no JSON.
 */
export async function jsonIn(
  response,
  isAnswer = (value) => value !== null,
  read = (response) => response.json(),
) {
  const value = await read(response).catch(() => null);
  if (!isAnswer(value)) throw new Refusal(NO_ANSWER);
  return value;
}

/** Send a request, and return the response with its whole body. Throw an error if no part arrives for TIMEOUT_MS. */
async function received(path, options) {
  const controller = new AbortController();
  let timer;
  const expectMore = () => {
    clearTimeout(timer);
    timer = setTimeout(() => controller.abort(), TIMEOUT_MS);
  };
  try {
    expectMore();
    const response = await fetch(addressOf(path), { ...options, signal: controller.signal });
    takeServerTime(response);
    const parts = [];
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part && !part.done; part = await reader.read()) {
      expectMore();
      parts.push(part.value);
    }
    const { status, headers } = response;
    return new Response(parts.length ? new Blob(parts, { type: headers.get("Content-Type") ?? "" }) : null, {
      status,
      headers,
    });
  } finally {
    clearTimeout(timer);
  }
}

/** Send a request, and return the response if its status is a success. `body` is sent as JSON. */
export async function request(method, path, { body, headers = {} } = {}) {
  const options = { method, headers: { Accept: "application/json", "Accept-Language": LANGUAGE, ...headers } };
  if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers["Content-Type"] = "application/json";
  }
  let response;
  try {
    response = await received(path, options);
  } catch {
    throw new Refusal(NO_ANSWER);
  }
  if (response.ok) return response;
  throw await refusalIn(response);
}

/** Send a request, and return the response if `isAnswer(response)` is true. Otherwise, treat the answer as lost. */
export async function requestWith(isAnswer, method, path, options) {
  const response = await request(method, path, options);
  if (!isAnswer(response)) throw new Refusal(NO_ANSWER);
  return response;
}

/** Send a request, and return the JSON value in the answer. `isAnswer` means the same as in jsonIn. */
export const requestJson = async (method, path, { isAnswer, ...options } = {}) =>
  jsonIn(await request(method, path, options), isAnswer);

/** Get one page of a list. Return its entries, and the path of the next page or null (RFC 8288). */
export async function requestPage(path, isEntry = (entry) => entry !== null) {
  const response = await request("GET", path);
  const isAnswer = (value) => Array.isArray(value) && value.every(isEntry);
  return { entries: await jsonIn(response, isAnswer), nextPath: nextPathIn(response.headers.get("Link")) };
}

/** Return a refusal with the message for a request that the page sends again by itself. */
export const whileAsking = (refusal) => refusal.problem === NO_ANSWER ? new Refusal(NO_ANSWER_YET) : refusal;

/**
 * Call `ask` repeatedly until its request is answered, and return the result of `ask`.
 *
 * `onWait(refusal)` shows the message of a temporary refusal. `onWait` is called only once for each message, because
 * screen readers would say the message again at each attempt. When `isCancelled()` is true, no further request is sent.
 * Throw the first Refusal that is not temporary. After a cancellation, throw the last Refusal.
 */
export async function untilAnswered(ask, onWait, isCancelled = () => false) {
  const told = new Set();
  for (let failures = 1;; failures++) {
    try {
      return await ask();
    } catch (refusal) {
      if (!refusal.temporary) throw refusal;
      const toTell = whileAsking(refusal);
      if (!told.has(toTell.message)) onWait(toTell);
      told.add(toTell.message);
      if (isCancelled()) throw refusal;
      await pause(Math.max(delayAfter(failures), Math.min(refusal.retryAfterMs, LONGEST_RETRY_AFTER_MS)));
      if (isCancelled()) throw refusal;
    }
  }
}

/** Return the path of the next page in a Link header, or null. */
export function nextPathIn(link) {
  const next = /<([^>]*)>; rel="next"/.exec(link ?? "");
  return next && pathIn(next[1]);
}

/** Return the path of a raffle in the API, or the path of one of its resources, such as `winners/`. */
export const rafflePath = (id, resource = "") => `/raffles/${encodeURIComponent(id)}/${resource}`;

/** Return whether a value has the form of a raffle. */
export const isRaffle = (value) => typeof value?.id === "string" && typeof value.status === "string";

/**
 * Get the record of a draw: the JSON with which everybody can check the draw. `read` is strictJsonIn of
 * raffle/strict-json.js. Return {record, file}: the record, and a Blob with the bytes of the record as they arrived.
 *
 * If programs could read the JSON in different ways, `read` returns a Contradiction. Then `record` is
 * this Contradiction.
 */
export async function requestRecord(id, read) {
  const isAnswer = (record) => record instanceof Error || typeof record?.algorithm === "string";
  const file = await (await request("GET", rafflePath(id, "draw/"))).blob();
  return { record: await jsonIn(file, isAnswer, read), file };
}
