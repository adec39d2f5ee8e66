/* Reads QR codes with the camera, if the browser can (BarcodeDetector). In other browsers, people have to type. */

import { pause } from "../shared/delay.js";

/** The pause between two searches for a QR code in the picture of the camera. */
const LOOK_MS = 200;

export const canScan = () => "BarcodeDetector" in globalThis && navigator.mediaDevices !== undefined;

/**
 * Show the camera in `video` until `take(text)` returns true for the text of a QR code, or until `signal` is aborted.
 *
 * Throw an error if there is no camera, or if the visitor does not allow the page to use the camera.
 */
export async function scan(video, take, signal) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  try {
    video.srcObject = stream;
    await video.play();
    const detector = new globalThis.BarcodeDetector({ formats: ["qr_code"] });
    while (!signal.aborted) {
      const codes = await detector.detect(video);
      if (codes.some(({ rawValue }) => take(rawValue))) return;
      await pause(LOOK_MS, signal);
    }
  } finally {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  }
}
