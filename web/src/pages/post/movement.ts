// The seven movements, one row each, with what the grid needs to know of them.
import type { Movement, Permission } from "@/api/types";

/** A field of the grid's head that only some movements have. */
type Party = "to" | "issuedTo" | "chargeTo" | "supplier" | "reason";

interface Kind {
  needs: Permission;
  /** Direction of the movement at the location: in, out, or by the sign of the quantity. */
  sign: 1 | -1 | 0;
  parties: readonly Party[];
  /** Whether incoming lines can have a unit cost. */
  cost: boolean;
}

export const kinds: Record<Movement, Kind> = {
  receipt: { needs: "receipt.post", sign: 1, parties: ["supplier"], cost: true },
  issue: { needs: "stock.issue", sign: -1, parties: ["issuedTo", "chargeTo"], cost: false },
  return: { needs: "stock.return", sign: 1, parties: ["issuedTo", "chargeTo"], cost: true },
  supplier_return: { needs: "stock.return", sign: -1, parties: ["supplier"], cost: false },
  transfer: { needs: "stock.transfer", sign: -1, parties: ["to"], cost: false },
  adjustment: { needs: "stock.adjust", sign: 0, parties: ["reason"], cost: true },
  opening: { needs: "stock.opening", sign: 1, parties: [], cost: true },
};

/** In the order of their use. */
export const movements: readonly Movement[] = ["receipt", "issue", "return", "transfer", "adjustment", "supplier_return", "opening"];

export const allowedMovements = (can: (p: Permission) => boolean): Movement[] => movements.filter((m) => can(kinds[m].needs));
