// Which lines are in the page: all of a short list; of a long one those near the screen, and the
// one that has the focus or is about to have it.
import { defaultRangeExtractor, useWindowVirtualizer, type Range } from "@tanstack/react-virtual";
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type CSSProperties, type FocusEvent, type Ref, type RefObject } from "react";
import { drawnBy } from "./focus";
import type { Line } from "./grid";

/** Up to so many all are in the page, where the browser's own search finds them. */
const mostDrawn = 60;
/** So many beyond the screen, on both sides. */
const beyond = 8;
const wideScreen = 640;
/** A guess that holds until a row has been measured. */
const rowHeight = () => (window.innerWidth < wideScreen ? 150 : 54);

/** What a row needs of its list. */
export interface Frame {
  ref?: Ref<HTMLLIElement>;
  style?: CSSProperties;
  "data-index"?: number;
  "aria-setsize"?: number;
  "aria-posinset"?: number;
}

export interface Drawn {
  rows: { index: number; line: Line; frame: Frame }[];
  list: { ref: RefObject<HTMLOListElement | null>; style?: CSSProperties; onFocus?: (event: FocusEvent) => void };
}

export function useDrawn(lines: readonly Line[]): Drawn {
  const list = useRef<HTMLOListElement>(null);
  const isLong = lines.length > mostDrawn;
  const top = useTop(list, isLong);
  const [held, hold] = useHeld();
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
  if (!isLong) return { rows: lines.map((line, index) => ({ index, line, frame: {} })), list: { ref: list } };
  return {
    rows: getVirtualItems().flatMap(({ index, start }) => {
      const line = lines[index];
      const frame: Frame = {
        ref: measureElement,
        style: { position: "absolute", insetInline: 0, top: 0, transform: `translateY(${String(start - top)}px)` },
        "data-index": index, "aria-setsize": lines.length, "aria-posinset": index + 1,
      };
      return line ? [{ index, line, frame }] : [];
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

/** Where the list begins on the page; what is above it may grow. */
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

/** The line that stays in the page wherever one scrolls, by its key; drawn for the focus, it then gets it. */
function useHeld(): [number | undefined, (key: number | undefined) => void] {
  const [held, hold] = useState<number>();
  const awaited = useRef<() => void>(undefined);
  useEffect(() => drawnBy((key, then) => {
    awaited.current = then;
    hold(key);
  }), []);
  useLayoutEffect(() => {
    awaited.current?.();
    awaited.current = undefined;
  }, [held]);
  return [held, hold];
}
