// The grid on the screen: kept as a draft on this device, its texts looked up, sent once.
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from "react";
import { forgetStock } from "@/api/query";
import type { ApiError } from "@/api/errors";
import type { Posting } from "@/api/types";
import type { Units } from "./amounts";
import { deliver } from "./deliver";
import { keyOf, loadDraft, rememberPlace, rememberedPlace, saveDraft } from "./draft";
import { emptyGrid, gridReducer, sought, type Change, type Faults, type Grid, type Line, type Sent } from "./grid";
import { identify } from "./identify";
import { refusalOf } from "./refusal";
import { check, soughtFault, toRequest } from "./request";
import { useOnlyPlace } from "./useOnlyPlace";

/** So many codes are looked up at the same time. */
const atOnce = 4;

interface Refused {
  line: number | undefined;
}

/** Whether nothing keeps it but codes that are being looked up. */
const isOnlySought = (of: Grid, { head, lines, refusal }: Faults): boolean =>
  sought(of).length > 0 && Object.keys(head).length === 0 && lines.size === 0 && refusal === soughtFault();

const firstFault = (of: Grid, { lines }: Faults): Refused => ({ line: of.lines.find((l) => lines.has(l.key))?.key });

export interface Post {
  grid: Grid;
  change: (c: Change) => void;
  /** Sends the grid, or asks again for the answer that is owed; `typed` is what stands in the scan cell and is no line yet. */
  send: (typed?: string) => void;
  isSending: boolean;
  /** No answer came, and whether it was posted is not known. */
  lost?: ApiError;
  posted?: Posting;
  /** Each time it is refused another one: its first fault wants the focus, which may be in this line. */
  refused?: Refused;
  /** The draft could not be stored on this device. */
  isUnkept: boolean;
}

/** A person who waited longer has turned to something else: then only another key press posts. */
const patienceMs = 2_000;

export function usePost(user: string, units: Units): Post {
  const [kept, change] = useReducer(gridReducer, user, (u) => loadDraft(u) ?? emptyGrid("receipt", rememberedPlace()));
  const isUnkept = useDraft(user, kept, change);
  const only = useOnlyPlace();
  const grid = useMemo(() => (only ? { ...kept, only } : kept), [kept, only]);
  useSought(grid, units, change);
  const [isSending, setSending] = useState(false);
  const [lost, setLost] = useState<ApiError>();
  const [posted, setPosted] = useState<Posting>();
  const [refused, setRefused] = useState<Refused>();
  const busy = useRef(false);
  const askedAt = useRef<number>(undefined);

  const deliverIt = useCallback(async (of: Grid, sent: Sent, inDoubt: boolean) => {
    const outcome = await deliver(sent, inDoubt);
    busy.current = false;
    setSending(false);
    setLost(outcome.is === "unknown" ? outcome.error : undefined);
    if (outcome.is === "unknown") return;
    if (outcome.is === "refused") {
      const faults = refusalOf(of, outcome.error);
      change({ do: "refused", faults });
      setRefused(firstFault(of, faults));
    } else {
      setPosted(outcome.posting);
      change({ do: "answered" });
    }
    await forgetStock();
  }, []);

  const send = useCallback((typed = "") => {
    if (busy.current) return;
    const faults = grid.sent ? undefined : check(grid, units, typed);
    askedAt.current = faults && isOnlySought(grid, faults) ? performance.now() : undefined;
    if (faults) {
      change({ do: "refused", faults });
      setRefused(firstFault(grid, faults));
      return;
    }
    busy.current = true;
    const sent = grid.sent ?? toRequest(grid, crypto.randomUUID(), units);
    setPosted(undefined);
    setLost(undefined);
    setSending(true);
    change({ do: "sending", sent });
    void deliverIt(grid, sent, grid.sent !== undefined);
  }, [grid, units, deliverIt]);

  // Asked for while the last scan was still being looked up: as soon as that is known, if it is soon.
  useEffect(() => {
    if (askedAt.current === undefined || sought(grid).length > 0) return;
    const isStillMeant = performance.now() - askedAt.current < patienceMs;
    askedAt.current = undefined;
    if (isStillMeant) send();
  }, [grid, send]);

  return useMemo(
    () => ({ grid, change, send, isSending, isUnkept, ...(refused && { refused }), ...(lost && { lost }), ...(posted && { posted }) }),
    [grid, send, isSending, lost, posted, refused, isUnkept],
  );
}

/** Stored with every change; what another tab of this device stores is taken over. */
function useDraft(user: string, grid: Grid, change: (c: Change) => void): boolean {
  const [isUnkept, setUnkept] = useState(false);
  const taken = useRef<Grid>(null);
  useEffect(() => {
    if (taken.current !== grid) setUnkept(!saveDraft(user, grid));
    if (!grid.correcting) rememberPlace(grid.head.at);
  }, [user, grid]);
  useEffect(() => {
    const take = (event: StorageEvent) => {
      const other = event.key === keyOf(user) ? loadDraft(user) : undefined;
      if (!other) return;
      taken.current = other;
      change({ do: "load", grid: other });
    };
    window.addEventListener("storage", take);
    return () => window.removeEventListener("storage", take);
  }, [user, change]);
  return isUnkept;
}

/** Asks what the texts of lines name, a few at a time, and puts the answers where they belong. */
function useSought(grid: Grid, units: Units, change: (c: Change) => void) {
  const asking = useRef(new Set<number>());
  useEffect(() => {
    const find = async (line: Line) => {
      const found = await identify(line.text);
      asking.current.delete(line.key);
      if (found.is === "item") change({ do: "found", key: line.key, item: found.item, units: [...units.keys()], ...(found.pack && { pack: found.pack }), ...(found.said && { said: found.said }) });
      else if (found.is === "nothing") change({ do: "unknown", key: line.key, message: found.message });
      else if (found.is === "recipient") change({ do: "issueTo", key: line.key, recipient: found.recipient });
      else change({ do: "walkTo", key: line.key, place: found.place });
    };
    for (const line of sought(grid)) {
      if (asking.current.size >= atOnce) break;
      if (asking.current.has(line.key)) continue;
      asking.current.add(line.key);
      void find(line);
    }
  }, [grid, units, change]);
}
