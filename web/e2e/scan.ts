// Simulates a scanner: key events have their own timestamps, so that a busy machine does not slow it.
import type { Page } from "playwright-core";

const gapMs = 5;
/** Sends the GS1 separator as a keyboard scanner does. */
const separator = { key: "]", code: "BracketRight", modifiers: 2 };
const enter = { key: "Enter", code: "Enter", text: "\r", windowsVirtualKeyCode: 13 };

export async function scan(page: Page, code: string) {
  const cdp = await page.context().newCDPSession(page);
  const began = Date.now();
  const keys = [...[...code].map((key) => (key === "\u001d" ? separator : { key, text: key })), enter];
  await Promise.all(
    keys.flatMap((key, i) => {
      const timestamp = (began + i * gapMs) / 1000;
      return [cdp.send("Input.dispatchKeyEvent", { type: "keyDown", timestamp, ...key }), cdp.send("Input.dispatchKeyEvent", { type: "keyUp", timestamp, ...key })];
    }),
  );
  await cdp.detach();
}
