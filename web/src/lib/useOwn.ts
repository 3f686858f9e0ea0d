// The value of a control whose state is in the URL too. The control owns it: the URL follows, however
// late, and changes it only when it changes to something that the control did not write.
import { useState } from "react";

interface Own<T> {
  value: T;
  /** Written, and not yet seen in the URL. */
  written: readonly T[];
  seen: T;
}

interface Owned<T> {
  value: T;
  change: (value: T) => void;
  /** Writes it to the URL, unless it is there or on its way. */
  publish: (value: T) => void;
}

export function useOwn<T>(outer: T, write: (value: T) => void): Owned<T> {
  const [own, setOwn] = useState<Own<T>>({ value: outer, written: [], seen: outer });
  if (own.seen !== outer) {
    const at = own.written.indexOf(outer);
    setOwn(at < 0 ? { value: outer, written: [], seen: outer } : { ...own, seen: outer, written: own.written.slice(at + 1) });
  }
  return {
    value: own.value,
    change: (value) => setOwn((now) => ({ ...now, value })),
    publish: (value) => {
      if (value === (own.written.at(-1) ?? own.seen)) return;
      setOwn((now) => ({ ...now, written: [...now.written, value] }));
      write(value);
    },
  };
}
