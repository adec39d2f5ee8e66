/* The address of the visitor, as the service sees it. The answer also has the server's time. */

import { requestJson } from "./api.js";

/** Ask for the address. A phone can change it at any time, so each call asks anew. */
export async function ownAddress() {
  const isAnswer = (value) => typeof value?.address === "string";
  const { address } = await requestJson("GET", "/me", { isAnswer });
  return address;
}
