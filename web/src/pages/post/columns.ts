// Optional columns: lots and costs. The device remembers whether they are on; they open by
// themselves when a line needs one, and stay open while there are lines.
import { useState } from "react";
import { remembered, useRemembered, type Remembered } from "@/lib/remembered";

type Choice = "off" | "on";

const choices = { lot: remembered<Choice>("post.lots", ["off", "on"]), cost: remembered<Choice>("post.costs", ["off", "on"]) };

export interface Column {
  isOn: boolean;
  /** A line has a value in it, so it cannot be switched off. */
  isNeeded: boolean;
  set: (on: boolean) => void;
}

function useColumn(choice: Remembered<Choice>, isNeeded: boolean, isGridEmpty: boolean): Column {
  const [kept, keep] = useRemembered(choice);
  const [isOpen, setOpen] = useState(isNeeded);
  // Stays open while the user empties its last cell.
  if (isNeeded && !isOpen) setOpen(true);
  if (isGridEmpty && isOpen) setOpen(false);
  const set = (on: boolean) => {
    keep(on ? "on" : "off");
    setOpen(false);
  };
  return { isOn: kept === "on" || isOpen || isNeeded, isNeeded, set };
}

export interface Needs {
  lot: boolean;
  cost: boolean;
}

export type Columns = Record<keyof Needs, Column>;

export function useColumns(needs: Needs, isGridEmpty: boolean): Columns {
  return { lot: useColumn(choices.lot, needs.lot, isGridEmpty), cost: useColumn(choices.cost, needs.cost, isGridEmpty) };
}
