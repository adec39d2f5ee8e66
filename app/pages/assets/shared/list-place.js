/* Remembers where the visitor was in a list, so that the button "Back" of the browser leads there again.

The browser cannot do this itself: the list is still empty when the browser scrolls. */

const key = () => `list-place:${location.pathname}${location.search}`;

/** When the visitor leaves, remember how far the page is scrolled, and how many entries `countWanted()` returns. */
export function keepPlace(countWanted) {
  history.scrollRestoration = "manual";
  addEventListener("pagehide", () => {
    try {
      sessionStorage.setItem(key(), JSON.stringify({ wanted: countWanted(), scroll: scrollY }));
    } catch {
      // A browser without a storage begins at the top.
    }
  });
}

/** If the visitor came back or reloaded the page, return the place that was left: {wanted, scroll}. Else null. */
export function placeLeft() {
  const [visit] = performance.getEntriesByType("navigation");
  if (!["back_forward", "reload"].includes(visit?.type)) return null;
  try {
    return JSON.parse(sessionStorage.getItem(key()));
  } catch {
    return null;
  }
}
