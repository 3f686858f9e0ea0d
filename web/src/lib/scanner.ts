// Tells a scanner from typing: a scanner sends many keys, each faster than fingers can, and Enter.

/** Keys of a scanner are closer together than this; typed keys are not. */
export const scannerGapMs = 40;
/** The separator within a GS1 code. Keyboard scanners send it as Ctrl+]. */
export const fnc1 = "\u001d";
export const isFnc1 = ({ key, ctrlKey }: { key: string; ctrlKey: boolean }): boolean => key === fnc1 || (ctrlKey && key === "]");

/** Fewer keys are not a code. */
export const shortestCode = 3;

export interface Burst {
  /** Takes the next key; returns the code when Enter ends a scan. */
  press: (key: string, at: number) => string | undefined;
  /** Whether the last two keys belong to one scan. */
  isRunning: () => boolean;
}

export function makeBurst(): Burst {
  let code = "";
  let last = -Infinity;
  return {
    press: (key, at) => {
      const isFast = at - last < scannerGapMs;
      last = at;
      if (!isFast) code = "";
      if (key.length === 1) code += key;
      const done = key === "Enter" && isFast && code.length >= shortestCode ? code : undefined;
      if (key === "Enter") code = "";
      return done;
    },
    isRunning: () => code.length > 1,
  };
}
