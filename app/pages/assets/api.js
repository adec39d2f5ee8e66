/* Asking the service. */

import { sentence, slug } from "./problems.js";

/** What the service refused, or "no-answer" when none came; the message is for people. */
export class Refusal extends Error {
  constructor(problem) {
    super(sentence(problem));
    this.slug = slug(problem);
    this.errors = problem.errors ?? [];
    this.passing = this.slug === "no-answer" || problem.status === 503 || this.slug === "still-filling";
  }
}

const NO_ANSWER = { type: "no-answer", detail: "No answer from the service. Check your connection and try again." };

/** Return the response, or throw a Refusal. */
export async function ask(method, path, { body, headers = {} } = {}) {
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
  throw new Refusal(await response.json().catch(() => ({ ...NO_ANSWER, status: response.status })));
}

async function read(response) {
  try {
    return await response.json();
  } catch {
    throw new Refusal(NO_ANSWER); // the connection broke in the middle of the answer
  }
}

/** Return the body of an answer, read as JSON. */
export const data = async (method, path, options) => read(await ask(method, path, options));

/** Return a page of a list, and the path of the next one or null (RFC 8288). */
export async function page(path) {
  const response = await ask("GET", path);
  const next = /<([^>]*)>; rel="next"/.exec(response.headers.get("Link") ?? "");
  return { entries: await read(response), next: next && next[1] };
}

export const pathOf = (id, what = "") => `/raffles/${encodeURIComponent(id)}/${what}`;
