// A value that follows another once that has rested.
import { useEffect, useState } from "react";

/** Who types on is not asked for yet: so long is waited for the next key. */
export const restMs = 60;

export function useDebounced<T>(value: T, ms: number): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return rested;
}
