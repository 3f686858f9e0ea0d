// Quantities of the grid: conversion into the item's unit, totals by balance, stock after posting.
import { add, compare, isNegative, isZero, multiply, negate, places, ratio } from "@/lib/decimal";
import { readDecimal } from "@/lib/readings";
import type { Decimal, Uom } from "@/api/types";
import { foldLot } from "@/lib/lot";
import { lotOf, placeOf, type Grid, type GridItem, type Line } from "./grid";
import { kinds } from "./movement";

export type Units = ReadonlyMap<string, Uom>;

interface Ratio {
  n: Decimal;
  d: Decimal;
}

/** How many of the item's unit one `unit` holds: its own packs take precedence over unit ratios. */
function ratioOf(item: GridItem, unit: string, units: Units): Ratio | undefined {
  if (unit === item.uom) return { n: "1", d: "1" };
  const pack = item.packs.find((p) => p.uom === unit);
  if (pack) return { n: `${pack.numerator}`, d: `${pack.denominator}` };
  const from = units.get(unit), to = units.get(item.uom);
  if (!from || !to || (from.base_uom ?? from.code) !== (to.base_uom ?? to.code)) return undefined;
  return { n: multiply(`${from.numerator}`, `${to.denominator}`), d: multiply(`${from.denominator}`, `${to.numerator}`) };
}

/** The units in which a quantity of the item can be entered. */
export function unitsOf(item: GridItem, units: Units): string[] {
  const others = [...units.keys()].filter((u) => u !== item.uom && units.get(u)?.is_active && ratioOf(item, u, units));
  return [...new Set([item.uom, ...item.packs.map((p) => p.uom), ...others])];
}

export const decimalsOf = (unit: string, units: Units): number => units.get(unit)?.decimals ?? 6;

/** The quantity in the item's own unit; undefined if it is not exact or not a number. */
function converted(line: Line, units: Units): Decimal | undefined {
  const quantity = readDecimal(line.quantity);
  const by = line.item && ratioOf(line.item, line.unit, units);
  if (!line.item || quantity === undefined || !by) return undefined;
  const v = ratio(quantity, by.n, by.d);
  const exact = compare(multiply(v, by.d), multiply(quantity, by.n)) === 0;
  return exact && places(v) <= decimalsOf(line.item.uom, units) ? v : undefined;
}

/** Whether the line must be weighed: its unit has no exact ratio to the item's. */
export const isInexact = (line: Line, units: Units): boolean =>
  line.item !== undefined && readDecimal(line.quantity) !== undefined && ratioOf(line.item, line.unit, units) !== undefined &&
  converted(line, units) === undefined;

/** Whether a weighed quantity can be entered: the pack is variable, or there is no exact ratio. */
export const isWeighable = (line: Line, units: Units): boolean =>
  line.item?.packs.find((p) => p.uom === line.unit)?.variable === true || isInexact(line, units);

/** Whether it was entered. */
export const isWeighed = (line: Line, units: Units): boolean => line.weighed.trim() !== "" && isWeighable(line, units);

/** The quantity that the line moves, in the item's unit; signed only for an adjustment. */
export const stockQuantity = (line: Line, units: Units): Decimal | undefined =>
  isWeighed(line, units) ? readDecimal(line.weighed) : converted(line, units);

export const balanceKey = (item: string, place: string, lot: string): string => `${item}|${place}|${foldLot(lot)}`;

/** The change of each balance; a correction reverses the original first. */
export function effects(grid: Grid, units: Units): Map<string, Decimal> {
  const sums = new Map<string, Decimal>();
  const count = (item: string, place: string | undefined, lot: string, q: Decimal) => {
    if (place === undefined) return;
    const key = balanceKey(item, place, lot);
    sums.set(key, add(sums.get(key) ?? "0", q));
  };
  for (const m of grid.correcting?.moved ?? []) count(m.item, m.place, m.lot, negate(m.quantity));
  for (const line of grid.lines) {
    const q = stockQuantity(line, units);
    if (!line.item || q === undefined) continue;
    const net = kinds[grid.head.type].sign < 0 ? negate(q) : q;
    count(line.item.id, placeOf(grid, line)?.id, lotOf(line), net);
    if (grid.head.type === "transfer") count(line.item.id, grid.head.to?.id, lotOf(line), negate(net));
  }
  return sums;
}

/** Whether the line is incoming and can have a cost. */
export function takesCost(grid: Grid, line: Line): boolean {
  const quantity = readDecimal(line.quantity);
  return kinds[grid.head.type].cost && !(quantity !== undefined && isNegative(quantity));
}

/** Stock on hand of a balance; undefined while loading. */
export type OnHand = (item: string, place: string, lot: string) => Decimal | undefined;

/** A lot with stock on hand. */
export interface Lot {
  lot: string;
  onHand: Decimal;
}

export interface StockPreview {
  here: Decimal;
  after: Decimal;
}

/** Stock at the line's location now, and after the whole grid is posted. */
export function stockPreview(grid: Grid, line: Line, sums: ReadonlyMap<string, Decimal>, onHand: OnHand): StockPreview | undefined {
  const place = placeOf(grid, line);
  if (!line.item || !place) return undefined;
  const here = onHand(line.item.id, place.id, lotOf(line));
  if (here === undefined) return undefined;
  return { here, after: add(here, sums.get(balanceKey(line.item.id, place.id, lotOf(line))) ?? "0") };
}

/** The total of the lines in each unit. */
export function totals(grid: Grid): { unit: string; quantity: Decimal }[] {
  const sums = new Map<string, Decimal>();
  for (const line of grid.lines) {
    const q = readDecimal(line.quantity);
    if (line.item && q !== undefined) sums.set(line.unit, add(sums.get(line.unit) ?? "0", q));
  }
  return [...sums].filter(([, quantity]) => !isZero(quantity)).map(([unit, quantity]) => ({ unit, quantity }));
}
