/* Lets a page load its scripts and texts after its first paint. What a browser needs for the paint, which is the style
and the font, then has the line for itself. The connections that brought it are open and bring the scripts sooner. */

/** Some pages are never painted, such as one in the background, and some browsers do not tell of a paint. */
const LATEST_MS = 1000;

/** The template is empty after the first call, so that a second one does nothing. */
const load = () => document.head.append(document.getElementById("after-paint").content);

new PerformanceObserver(load).observe({ type: "paint", buffered: true });
setTimeout(load, LATEST_MS);
