/* How many codes the service has ready, so that a manager sees before a sale when the reserve is full. */

import { request } from "../shared/api.js";
import { pause } from "../shared/delay.js";
import { countText } from "../shared/format.js";

const REFRESH_MS = 5_000;

/** A space keeps the line, so that nothing below it moves when the figure comes. */
const NOTHING = "\u00a0";

/** Show the number of codes in an element, and keep it fresh while the page is visible. */
export async function showCodesReady(place) {
  for (;;) {
    if (!document.hidden) {
      const metrics = await request("GET", "/metrics", { headers: { Accept: "text/plain" } })
        .then((response) => response.text())
        .catch(() => "");
      const ready = Number(/^raffle_reserve_size (\S+)$/m.exec(metrics)?.[1]);
      place.textContent = Number.isNaN(ready)
        ? NOTHING
        : `${countText(ready, "code is", "codes are")} ready. While there are codes, a claim waits for none.`;
    }
    await pause(REFRESH_MS);
  }
}
