// The selected rows of a page of a list, by their keys; with another page or filter none is selected.
import { useCallback, useMemo, useState } from "react";

export interface Selection {
  keys: ReadonlySet<string>;
  /** All that match the filters are selected, also those of other pages. */
  isWhole: boolean;
  toggle: (key: string) => void;
  setKeys: (keys: readonly string[]) => void;
  selectWhole: () => void;
}

interface State {
  of: string;
  keys: ReadonlySet<string>;
  isWhole: boolean;
}

/** `of` names the page and its filters. */
export function useSelection(of: string): Selection {
  const [state, setState] = useState<State>({ of, keys: new Set(), isWhole: false });
  const keys = useMemo<ReadonlySet<string>>(() => (state.of === of ? state.keys : new Set()), [state, of]);
  const toggle = useCallback(
    (key: string) =>
      setState((now) => {
        const next = new Set(now.of === of ? now.keys : []);
        if (!next.delete(key)) next.add(key);
        return { of, keys: next, isWhole: false };
      }),
    [of],
  );
  return {
    keys,
    isWhole: state.of === of && state.isWhole,
    toggle,
    setKeys: (these) => setState({ of, keys: new Set(these), isWhole: false }),
    selectWhole: () => setState({ of, keys, isWhole: true }),
  };
}
