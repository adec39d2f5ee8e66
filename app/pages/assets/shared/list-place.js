/* Remembers where the visitor was in a list, so that the button "Back" of the browser leads there again.

The browser cannot do this itself, because the list is still empty at the time when the browser scrolls. */

const key = () => `list-place:${location.pathname}${location.search}`;

/**
 * When the visitor leaves, remember three things: how far the page is scrolled, the result of `countWanted()`, and the
 * link of the list that has the focus.
 */
export function keepPlace(list, countWanted) {
  history.scrollRestoration = "manual";
  addEventListener("pagehide", () => {
    const link = list.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    try {
      sessionStorage.setItem(key(), JSON.stringify({ wanted: countWanted(), scroll: scrollY, link }));
    } catch {
      // Without a storage, the visitor comes back to the top of the list.
    }
  });
}

/** Return {wanted, scroll, link} of keepPlace, or null if the visitor neither came back nor reloaded the page. */
export function placeLeft() {
  const [visit] = performance.getEntriesByType("navigation");
  if (!["back_forward", "reload"].includes(visit?.type)) return null;
  try {
    return JSON.parse(sessionStorage.getItem(key()));
  } catch {
    return null;
  }
}
