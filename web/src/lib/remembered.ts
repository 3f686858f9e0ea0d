// A choice that this device remembers: the theme, whether single keys are shortcuts. What
// cannot be stored (a private window) is kept for as long as the page is open.
import { useSyncExternalStore } from "react";

export interface Remembered<T extends string> {
  get: () => T;
  set: (value: T) => void;
  subscribe: (changed: () => void) => () => void;
}

export function remembered<T extends string>(name: string, allowed: readonly [T, ...T[]]): Remembered<T> {
  const key = `ccpl.${name}`;
  const listeners = new Set<() => void>();
  let value: T = allowed[0];
  try {
    const stored = localStorage.getItem(key);
    value = allowed.find((one) => one === stored) ?? value;
  } catch {
    // Not stored, not read: the first one holds.
  }
  return {
    get: () => value,
    set: (next) => {
      value = next;
      try {
        localStorage.setItem(key, next);
      } catch {
        // See above.
      }
      listeners.forEach((changed) => {
        changed();
      });
    },
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

export function useRemembered<T extends string>(choice: Remembered<T>): [T, (value: T) => void] {
  return [useSyncExternalStore(choice.subscribe, choice.get), choice.set];
}
