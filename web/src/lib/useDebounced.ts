// A value that follows another after it has been stable for a while.
import { useEffect, useState } from "react";

/** Pause in typing before a request, in ms. */
export const restMs = 60;

export function useDebounced<T>(value: T, ms: number): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return rested;
}
