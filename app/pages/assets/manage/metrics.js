/* Reads the metrics of the service every few seconds, while the page is visible. */

import { request } from "../shared/api.js";
import { pause } from "../shared/delay.js";

const REFRESH_MS = 5_000;

/** Call `onMetrics({codesReady, claimed})` again and again. A number is NaN if it is not known. */
export async function followMetrics(onMetrics) {
  for (;;) {
    if (!document.hidden) {
      const metrics = await request("GET", "/metrics", { headers: { Accept: "text/plain" } })
        .then((response) => response.text())
        .catch(() => "");
      onMetrics({
        codesReady: Number(/^raffle_reserve_size (\S+)$/m.exec(metrics)?.[1]),
        claimed: Number(/^raffle_claims_total\{outcome="claimed"\} (\S+)$/m.exec(metrics)?.[1]),
      });
    }
    await pause(REFRESH_MS);
  }
}
