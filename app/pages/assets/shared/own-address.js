/* The address of the visitor, as the service sees it. The answer also has the server's time. */

import { requestJson } from "./api.js";

let asked = null; // the promise of the newest request

/** Return a promise of the address, or of undefined if no answer arrived. In this case, the next call asks again. */
export function ownAddress() {
  asked ??= requestJson("GET", "/me").then(({ address }) => address, () => {
    asked = null;
  });
  return asked;
}
