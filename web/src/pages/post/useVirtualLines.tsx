// Which lines are rendered: all of a short list; of a long one those near the viewport and the one
// with the focus.
import { lazy, Suspense, useEffect, useLayoutEffect, useRef, useState, type CSSProperties, type FocusEvent, type ReactNode, type RefObject } from "react";
import { shownAs } from "@/lib/focusable";
import { rowId, setRenderer } from "./focus";
import type { Line } from "./grid";
import type { Near } from "./NearLines";

const NearLines = lazy(() => import("./NearLines"));

/** Shorter lists are rendered completely, so that the browser's search finds all lines. */
const mostRendered = 60;

/** Attributes that the list sets on a row. */
export interface RowAttributes {
  ref?: (row: HTMLLIElement | null) => void;
  style?: CSSProperties;
  "data-index"?: number;
  "aria-setsize"?: number;
  "aria-posinset"?: number;
}

export interface VirtualLines {
  rows: { index: number; line: Line; attributes: RowAttributes }[];
  list: { ref: RefObject<HTMLOListElement | null>; style?: CSSProperties; onFocus?: (event: FocusEvent) => void };
  /** To be rendered beside the list. */
  watch: ReactNode;
}

export function useVirtualLines(lines: readonly Line[]): VirtualLines {
  const list = useRef<HTMLOListElement>(null);
  const isLong = lines.length > mostRendered;
  const top = useTop(list, isLong);
  const [near, setNear] = useState<Near>();
  const [held, hold] = usePinnedLine(near);
  const watch = isLong && (
    <Suspense>
      <NearLines lines={lines} held={held} top={top} onNear={setNear} />
    </Suspense>
  );
  if (!isLong || !near) return { rows: lines.slice(0, mostRendered).map((line, index) => ({ index, line, attributes: {} })), list: { ref: list }, watch };
  return {
    rows: near.rows.flatMap(({ index, start }) => {
      const line = lines[index];
      const attributes: RowAttributes = {
        ref: near.measure,
        style: { position: "absolute", insetInline: 0, top: 0, transform: `translateY(${String(start - top)}px)` },
        "data-index": index, "aria-setsize": lines.length, "aria-posinset": index + 1,
      };
      return line ? [{ index, line, attributes }] : [];
    }),
    list: {
      ref: list,
      style: { position: "relative", height: near.height },
      onFocus: ({ target }) => {
        const row = target.closest("li")?.dataset.index;
        hold(lines.find((_, i) => String(i) === row)?.key);
      },
    },
    watch,
  };
}

/** The position of the list on the page, which content above it can change. */
function useTop(list: RefObject<HTMLOListElement | null>, isLong: boolean): number {
  const [top, setTop] = useState(0);
  useEffect(() => {
    if (!isLong) return;
    const watch = new ResizeObserver(() => {
      if (list.current) setTop(Math.round(list.current.getBoundingClientRect().top + window.scrollY));
    });
    watch.observe(document.body);
    return () => watch.disconnect();
  }, [list, isLong]);
  return top;
}

/** The key of the line that stays rendered while scrolling: the one with the focus or about to get it. */
function usePinnedLine(near: Near | undefined): [number | undefined, (key: number | undefined) => void] {
  const [held, hold] = useState<number>();
  const awaited = useRef<{ key: number; then: () => void }>(undefined);
  useEffect(() => setRenderer((key, then) => {
    awaited.current = { key, then };
    hold(key);
  }), []);
  // A line is near only after it is held: NearLines answers in a second pass, or later while it loads.
  useLayoutEffect(() => {
    const wanted = awaited.current;
    if (!wanted || !shownAs(rowId(wanted.key))) return;
    awaited.current = undefined;
    wanted.then();
  }, [near]);
  const holdFocused = (key: number | undefined) => {
    awaited.current = undefined;
    hold(key);
  };
  return [held, holdFocused];
}
