// The value of a control whose state is in the URL too. The control owns it: the URL follows, however
// late, and changes it only when it changes to something that the control did not write.
//
// What was written is compared after the URL is on the screen, in refs. State set while rendering
// would not do: the URL changes in a transition, and React computes what is typed meanwhile from the
// state of that unfinished render.
import { useCallback, useLayoutEffect, useRef, useState } from "react";

interface Owned<T> {
  value: T;
  change: (value: T) => void;
  /** Writes it to the URL, unless it is there or on its way. */
  publish: (value: T) => void;
}

export function useOwn<T>(outer: T, write: (value: T) => void): Owned<T> {
  const [value, change] = useState(outer);
  const written = useRef<T[]>([]); // and not yet seen in the URL
  const seen = useRef(outer);
  useLayoutEffect(() => {
    if (seen.current === outer) return;
    seen.current = outer;
    const at = written.current.indexOf(outer);
    written.current = at < 0 ? [] : written.current.slice(at + 1);
    if (at < 0) change(outer); // somebody else changed the URL
  }, [outer]);
  const publish = useCallback(
    (next: T) => {
      if (next === (written.current.at(-1) ?? seen.current)) return;
      written.current.push(next);
      write(next);
    },
    [write],
  );
  return { value, change, publish };
}
