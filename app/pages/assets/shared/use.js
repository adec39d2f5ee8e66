/* Tells when the visitor uses the page. A page that nobody uses sends no requests, because people keep pages open for
days. */

/** What a page has read counts as old after this time. A page reads it again when the visitor uses the page. */
export const OLD_AFTER_MS = 10_000;

/** Call `act` when the visitor comes back to the page, and with each use of the page. */
export function onUse(act) {
  const actIfSeen = () => document.hidden || act();
  document.addEventListener("visibilitychange", actIfSeen);
  for (const use of ["focus", "pageshow", "scroll", "pointermove", "keydown"]) addEventListener(use, actIfSeen);
}
