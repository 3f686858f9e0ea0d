// Which lines are rendered: all of a short list; of a long one those near the viewport and the one
// with the focus.
import { defaultRangeExtractor, useWindowVirtualizer, type Range } from "@tanstack/react-virtual";
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type CSSProperties, type FocusEvent, type RefObject } from "react";
import { setRenderer } from "./focus";
import type { Line } from "./grid";

/** Shorter lists are rendered completely, so that the browser's search finds all lines. */
const mostRendered = 60;
/** Lines rendered above and below the viewport. */
const beyond = 8;
const wideScreen = 640;
/** An estimate until a row has been measured. */
const rowHeight = () => (window.innerWidth < wideScreen ? 150 : 54);

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
}

export function useVirtualLines(lines: readonly Line[]): VirtualLines {
  const list = useRef<HTMLOListElement>(null);
  const isLong = lines.length > mostRendered;
  const top = useTop(list, isLong);
  const [held, hold] = usePinnedLine();
  const keyAt = useCallback((i: number) => lines[i]?.key ?? i, [lines]);
  const rangeExtractor = useCallback(
    (range: Range) => {
      const near = defaultRangeExtractor(range);
      const at = lines.findIndex(({ key }) => key === held);
      return at < 0 || near.includes(at) ? near : [...near, at].sort((a, b) => a - b);
    },
    [lines, held],
  );
  const { getVirtualItems, getTotalSize, measureElement } = useWindowVirtualizer({
    count: lines.length, enabled: isLong, estimateSize: rowHeight, overscan: beyond, scrollMargin: top, getItemKey: keyAt, rangeExtractor,
  });
  if (!isLong) return { rows: lines.map((line, index) => ({ index, line, attributes: {} })), list: { ref: list } };
  return {
    rows: getVirtualItems().flatMap(({ index, start }) => {
      const line = lines[index];
      const attributes: RowAttributes = {
        ref: measureElement,
        style: { position: "absolute", insetInline: 0, top: 0, transform: `translateY(${String(start - top)}px)` },
        "data-index": index, "aria-setsize": lines.length, "aria-posinset": index + 1,
      };
      return line ? [{ index, line, attributes }] : [];
    }),
    list: {
      ref: list,
      style: { position: "relative", height: getTotalSize() },
      onFocus: ({ target }) => {
        const row = target.closest("li")?.dataset.index;
        hold(lines.find((_, i) => String(i) === row)?.key);
      },
    },
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
function usePinnedLine(): [number | undefined, (key: number | undefined) => void] {
  const [held, hold] = useState<number>();
  const awaited = useRef<() => void>(undefined);
  useEffect(() => setRenderer((key, then) => {
    awaited.current = then;
    hold(key);
  }), []);
  useLayoutEffect(() => {
    awaited.current?.();
    awaited.current = undefined;
  }, [held]);
  return [held, hold];
}
