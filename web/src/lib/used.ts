// Whether the person has pressed or clicked anything yet. What a page shows only after that is loaded
// then, not with the page.
import { useSyncExternalStore } from "react";

const signs = ["keydown", "pointerdown"] as const;

let isUsed = false;
let tell: () => void;

/** Resolves with the first key or click. */
export const firstUse = new Promise<void>((done) => {
  tell = done;
});

/** Counts as a use: something is to be shown. */
export function markUsed(): void {
  for (const sign of signs) document.removeEventListener(sign, markUsed, true);
  isUsed = true;
  tell();
}

for (const sign of signs) document.addEventListener(sign, markUsed, true);

const subscribe = (changed: () => void) => {
  void firstUse.then(changed);
  return () => undefined;
};

export const useIsUsed = (): boolean => useSyncExternalStore(subscribe, () => isUsed);
