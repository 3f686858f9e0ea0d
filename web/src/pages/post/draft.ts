// The unfinished grid on this device, one for each user: it survives a reload, a sign-out and an
// empty battery, and is never posted by itself.
import { type Grid } from "./grid";
import { movements } from "./movement";

/** 2: with the key. */
const version = 2;
export const keyOf = (user: string): string => `ccpl.post.draft.${user}`;
const placeKey = "ccpl.post.place";

function isGrid(v: unknown): v is Grid {
  const g = v as Partial<Grid> | null;
  return typeof g === "object" && g !== null && Array.isArray(g.lines) && typeof g.key === "string" && typeof g.next === "number" &&
    typeof g.head === "object" && movements.includes(g.head.type) && typeof g.faults === "object";
}

function read(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/** If storage is full or forbidden, only the stored copy is lost, not the work on the screen. */
function write(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function saveDraft(user: string, { asks, ...grid }: Grid): boolean {
  return write(keyOf(user), { version, grid });
}

export function loadDraft(user: string): Grid | undefined {
  const kept = read(keyOf(user)) as { version?: number; grid?: unknown } | null;
  return kept?.version === version && isGrid(kept.grid) ? kept.grid : undefined;
}

/** The location chosen last on this device. */
export function rememberPlace(place: Grid["head"]["at"]): void {
  write(placeKey, place ?? null);
}

export function rememberedPlace(): Grid["head"]["at"] {
  const p = read(placeKey) as { id?: unknown; code?: unknown } | null;
  return p && typeof p.id === "string" && typeof p.code === "string" ? { id: p.id, code: p.code } : undefined;
}

