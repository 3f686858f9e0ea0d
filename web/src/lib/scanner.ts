// Tells a scanner from hands. A scanner types a code and Enter: many keys, each sooner after the
// one before than fingers can be.

/** Between two keys of a scanner there is less than this; between two of a person there is more. */
export const scannerGapMs = 40;
/** What separates the parts of a GS1 code. Scanners that type send it as Ctrl and ]. */
export const fnc1 = "\u001d";
export const isFnc1 = ({ key, ctrlKey }: { key: string; ctrlKey: boolean }): boolean => key === fnc1 || (ctrlKey && key === "]");

/** Fewer keys are no code, however fast. */
export const shortestCode = 3;

export interface Burst {
  /** Tells of a key as it comes; gives the code when its Enter ends one. */
  press: (key: string, at: number) => string | undefined;
  /** Whether the key before the last came from the same scanner. */
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
