/* Lets changes of the page wait while the visitor presses a button of the mouse, or touches the screen.

A click goes to the element that was under the pointer both at the press and at the release. If a change moves another
element under the pointer in between, the click is lost. So a change that no visitor asked for waits for the release. */

let isPressed = false;
const waiting = [];

function release() {
  isPressed = false;
  for (const resolve of waiting.splice(0)) resolve();
}

// The click comes in the same task as the release of the button. A message ends the wait in the next task.
const { port1: nextTask, port2: sender } = new MessageChannel();
nextTask.onmessage = release;

addEventListener("pointerdown", ({ button }) => {
  isPressed = button === 0;
}, { capture: true });
for (const end of ["pointerup", "pointercancel", "contextmenu"]) {
  addEventListener(end, () => sender.postMessage(null), { capture: true });
}
// If the button was released over a window of another program, the page learns this when the pointer comes back.
addEventListener("pointermove", ({ buttons }) => buttons === 0 && release(), { capture: true });

/** Wait until nothing is pressed. */
export const released = () => isPressed ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve();
