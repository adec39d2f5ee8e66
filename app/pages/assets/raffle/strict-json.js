/* Reads a draw record from a file, or from an answer of the service. This module refuses JSON that programs could read
in different ways. Otherwise, this page and a program could see two different records in the same file. The rules are
those of domain/strict_json.py. */

import { briefly, Contradiction, demand } from "./members.js";

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]|-?\d[\d.eE+-]*/g;

const LONGEST_NUMBER = 40;

/** Return the JSON value in a file. If the file cannot be read, return a Contradiction that says why. */
export const recordIn = (file) =>
  strictJsonIn(file).catch(() => new Contradiction("the file is no JSON, or cannot be read"));

/**
 * Return the JSON value in a file or a response. Throw an error if it has no JSON.
 *
 * If programs could read the JSON in different ways, return a Contradiction that says why.
 */
export async function strictJsonIn(source) {
  const text = new TextDecoder("utf-8", { fatal: true }).decode(await source.arrayBuffer());
  const value = JSON.parse(text);
  try {
    checkTokens(text);
  } catch (error) {
    if (error instanceof Contradiction) return error;
    throw error;
  }
  return value;
}

/** Throw a Contradiction if programs could read this JSON in different ways. The text must be JSON. */
export function checkTokens(text) {
  const names = []; // For each object around a token, the names of its members so far; for each list, null.
  let before = "";
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === "{") names.push(new Set());
    else if (token === "[") names.push(null);
    else if (token === "}" || token === "]") names.pop();
    else if (token === ":") addName(names.at(-1), JSON.parse(before));
    else if (token[0] !== '"') checkNumber(token);
    before = token;
  }
}

function addName(names, name) {
  demand(!names.has(name), `two members of one object have the same name: ${briefly(name)}`);
  names.add(name);
}

const checkNumber = (token) =>
  demand(
    /^-?\d+$/.test(token) && Number.isSafeInteger(Number(token)),
    `${token.slice(0, LONGEST_NUMBER)} is not a whole number of at most ${Number.MAX_SAFE_INTEGER}`,
  );
