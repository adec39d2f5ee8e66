/* Requests to the API of the service. Each failure throws a Refusal, and its message can be shown to people. */

/** Used if no problem document arrives, because the connection broke or a proxy answered instead of the service. */
const NO_ANSWER = { detail: "No answer from the service. Check your connection and try again." };

/**
 * A request that did not succeed. The message is the `detail` of the problem document (RFC 9457).
 *
 * The `detail` of an invalid request only points to `errors`, so the message has these instead.
 */
export class Refusal extends Error {
  constructor(problem) {
    const errors = problem.errors ?? [];
    super(errors.length > 0 ? errors.map(({ message }) => `${message}.`).join(" ") : problem.detail);
    /** The mistakes in single fields of the request: [{field, message}]. */
    this.errors = errors;
    /** Whether the same request may succeed soon. */
    this.temporary = problem === NO_ANSWER || problem.status === 503 || problem.type === "/problems/still-filling";
  }
}

async function problemIn(response) {
  const document = await response.json().catch(() => null);
  return typeof document?.detail === "string" ? document : NO_ANSWER;
}

/** Return the JSON value in a response. */
export async function jsonIn(response) {
  try {
    return await response.json();
  } catch {
    throw new Refusal(NO_ANSWER); // The connection broke in the middle of the answer.
  }
}

/** Send a request, and return the response if its status is a success. `body` is sent as JSON. */
export async function request(method, path, { body, headers = {} } = {}) {
  const options = { method, headers: { Accept: "application/json", ...headers } };
  if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers["Content-Type"] = "application/json";
  }
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refusal(NO_ANSWER);
  }
  if (response.ok) return response;
  throw new Refusal(await problemIn(response));
}

/** Send a request, and return the JSON value in the answer. */
export const requestJson = async (method, path, options) => jsonIn(await request(method, path, options));

/** Get one page of a list. Return its entries, and the path of the next page or null (RFC 8288). */
export async function requestPage(path) {
  const response = await request("GET", path);
  const next = /<([^>]*)>; rel="next"/.exec(response.headers.get("Link") ?? "");
  return { entries: await jsonIn(response), nextPath: next && next[1] };
}

/** The path of a raffle in the API, or of one of its resources, such as `winners/`. */
export const rafflePath = (id, resource = "") => `/raffles/${encodeURIComponent(id)}/${resource}`;
