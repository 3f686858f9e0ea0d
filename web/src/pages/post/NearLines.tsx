// Says which lines of a long list are near the viewport; shows nothing. Loaded with the first long list.
import { defaultRangeExtractor, useWindowVirtualizer, type Range } from "@tanstack/react-virtual";
import { useCallback, useLayoutEffect } from "react";
import type { Line } from "./grid";

/** Lines rendered above and below the viewport. */
const beyond = 8;
const wideScreen = 640;
/** An estimate until a row has been measured. */
const rowHeight = () => (window.innerWidth < wideScreen ? 150 : 54);

export interface Near {
  rows: readonly { index: number; start: number }[];
  height: number;
  measure: (row: HTMLLIElement | null) => void;
}

interface Props {
  lines: readonly Line[];
  /** Key of a line that is near wherever it is. */
  held: number | undefined;
  /** Position of the list on the page. */
  top: number;
  onNear: (near: Near) => void;
}

export default function NearLines({ lines, held, top, onNear }: Props) {
  const keyAt = useCallback((i: number) => lines[i]?.key ?? i, [lines]);
  const rangeExtractor = useCallback(
    (range: Range) => {
      const near = defaultRangeExtractor(range);
      const at = lines.findIndex(({ key }) => key === held);
      return at < 0 || near.includes(at) ? near : [...near, at].sort((a, b) => a - b);
    },
    [lines, held],
  );
  const { getVirtualItems, getTotalSize, measureElement } = useWindowVirtualizer({ count: lines.length, estimateSize: rowHeight, overscan: beyond, scrollMargin: top, getItemKey: keyAt, rangeExtractor });
  const rows = getVirtualItems();
  const height = getTotalSize();
  useLayoutEffect(() => {
    onNear({ rows, height, measure: measureElement });
  }, [rows, height, measureElement, onNear]);
  return null;
}
