/* Full screen, and a screen that stays on. */

import { t } from "../shared/language.js";

/** In full screen, the controls are hidden when nobody has moved the pointer for this time. */
const IDLE_MS = 3000;

/** Keep the screen on while the page is visible. After the page was hidden, the browser must be asked again. */
export function keepScreenOn() {
  const request = async () => {
    if (document.hidden) return;
    try {
      await navigator.wakeLock?.request("screen");
    } catch {
      // The browser may refuse this, for example when the battery is low. The stage also works if the screen goes off.
    }
  };
  document.addEventListener("visibilitychange", request);
  request();
}

/** Let a button turn full screen on and off. */
export function connectFullScreen(button) {
  if (!document.fullscreenEnabled) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      if (document.fullscreenElement) await document.exitFullscreen();
      else await document.documentElement.requestFullscreen({ navigationUI: "hide" });
    } catch {
      // The browser may refuse either call, for example when the visitor pressed Esc meanwhile. The stage also works
      // without full screen.
    }
  });
  document.addEventListener("fullscreenchange", () => {
    const isFull = document.fullscreenElement !== null;
    button.textContent = isFull ? t("leave-full-screen") : t("full-screen");
    button.setAttribute("aria-pressed", String(isFull));
  });
  hideWhenIdle();
}

function hideWhenIdle() {
  let timer = null;
  const use = () => {
    document.body.classList.remove("idle");
    clearTimeout(timer);
    timer = setTimeout(() => document.body.classList.toggle("idle", document.fullscreenElement !== null), IDLE_MS);
  };
  for (const event of ["pointermove", "pointerdown", "focusin", "fullscreenchange"]) addEventListener(event, use);
}
