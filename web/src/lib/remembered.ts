// A choice stored on this device, such as the theme. Where storage fails (a private window) it is
// kept while the page is open.
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
    // No storage: the default applies.
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
