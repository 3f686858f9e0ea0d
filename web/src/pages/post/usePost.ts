// State of the Post screen: the grid, its draft on this device, code lookups, sending.
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from "react";
import { invalidateStock } from "@/api/query";
import type { ApiError } from "@/api/errors";
import type { Posting } from "@/api/types";
import type { Units } from "./amounts";
import { sendPosting } from "./sendPosting";
import { keyOf, loadDraft, rememberPlace, rememberedPlace, saveDraft } from "./draft";
import { emptyGrid, unresolved, type Change, type Faults, type Grid, type Sent } from "./grid";
import { firstGrouped, gridReducer } from "./gridReducer";
import { identify, type Identified } from "./identify";
import { check, unresolvedFault, toRequest } from "./request";
import { useOnlyPlace } from "./useOnlyPlace";

interface Refused {
  line: number | undefined;
}

/** Whether only pending lookups prevent posting. */
const isOnlyUnresolved = (of: Grid, { head, lines, refusal }: Faults): boolean =>
  unresolved(of).length > 0 && Object.keys(head).length === 0 && lines.size === 0 && refusal === unresolvedFault();

const firstFault = (of: Grid, { lines }: Faults): Refused => ({ line: of.lines.find((l) => lines.has(l.key))?.key });

export interface Post {
  grid: Grid;
  change: (c: Change) => void;
  /** Sends the grid, or repeats an unanswered request; `typed` is the pending text of the scan cell. */
  send: (typed?: string) => void;
  isSending: boolean;
  /** Set while no answer has arrived and the outcome is unknown. */
  lost?: ApiError;
  posted?: Posting;
  /** A new object for each refusal, with the line of the first error to focus. */
  refused?: Refused;
  /** The draft could not be stored on this device. */
  isDraftUnsaved: boolean;
}

/** After a longer wait the user may be doing something else: then only another key press posts. */
const giveUpMs = 2_000;

export function usePost(user: string, units: Units): Post {
  const [stored, change] = useReducer(gridReducer, user, (u) => loadDraft(u) ?? emptyGrid("receipt", rememberedPlace()));
  const isDraftUnsaved = useDraft(user, stored, change);
  const only = useOnlyPlace();
  const grid = useMemo(() => (only ? { ...stored, only } : stored), [stored, only]);
  useLookups(grid, units, change);
  const [isSending, setSending] = useState(false);
  const [lost, setLost] = useState<ApiError>();
  const [posted, setPosted] = useState<Posting>();
  const [refused, setRefused] = useState<Refused>();
  const busy = useRef(false);
  const requestedAt = useRef<number>(undefined);

  const deliver = useCallback(async (of: Grid, sent: Sent, inDoubt: boolean) => {
    const outcome = await sendPosting(sent, inDoubt);
    // Most postings are not refused: what words a refusal is loaded with the first one.
    const faults = outcome.is === "refused" ? (await import("./refusal")).refusalOf(of, outcome.error) : undefined;
    busy.current = false;
    setSending(false);
    setLost(outcome.is === "unknown" ? outcome.error : undefined);
    if (outcome.is === "unknown") return;
    if (outcome.is === "refused" && faults) {
      change({ do: "refused", key: sent.key, faults });
      if (outcome.error.code === "key_reused") change({ do: "renew" }); // posted before: only a second, deliberate click posts these lines
      setRefused(firstFault(of, faults));
    } else if (outcome.is === "posted") {
      setPosted(outcome.posting);
      change({ do: "answered", key: sent.key });
    }
    await invalidateStock();
  }, []);

  const send = useCallback((typed = "") => {
    if (busy.current) return;
    if (!grid.sent && firstGrouped(grid) !== undefined) {
      change({ do: "understand" });
      return;
    }
    const faults = grid.sent ? undefined : check(grid, units, typed);
    requestedAt.current = faults && isOnlyUnresolved(grid, faults) ? performance.now() : undefined;
    if (faults) {
      change({ do: "refused", key: grid.key, faults });
      setRefused(firstFault(grid, faults));
      return;
    }
    busy.current = true;
    const sent = grid.sent ?? toRequest(grid, units);
    setPosted(undefined);
    setLost(undefined);
    setSending(true);
    change({ do: "sending", sent });
    void deliver(grid, sent, grid.sent !== undefined);
  }, [grid, units, deliver]);

  // Requested during a lookup: sent as soon as the lookup ends, if that is soon.
  useEffect(() => {
    if (requestedAt.current === undefined || unresolved(grid).length > 0) return;
    const isRecent = performance.now() - requestedAt.current < giveUpMs;
    requestedAt.current = undefined;
    if (isRecent) send();
  }, [grid, send]);

  return useMemo(
    () => ({ grid, change, send, isSending, isDraftUnsaved, ...(refused && { refused }), ...(lost && { lost }), ...(posted && { posted }) }),
    [grid, send, isSending, lost, posted, refused, isDraftUnsaved],
  );
}

/** Stores the draft with every change, and loads what another tab stores. */
function useDraft(user: string, grid: Grid, change: (c: Change) => void): boolean {
  const [isDraftUnsaved, setDraftUnsaved] = useState(false);
  const fromOtherTab = useRef<Grid>(null);
  useEffect(() => {
    if (fromOtherTab.current !== grid) setDraftUnsaved(!saveDraft(user, grid));
    if (!grid.correcting) rememberPlace(grid.head.at);
  }, [user, grid]);
  useEffect(() => {
    const load = (event: StorageEvent) => {
      const other = event.key === keyOf(user) ? loadDraft(user) : undefined;
      if (!other) return;
      fromOtherTab.current = other;
      change({ do: "load", grid: other });
    };
    window.addEventListener("storage", load);
    return () => window.removeEventListener("storage", load);
  }, [user, change]);
  return isDraftUnsaved;
}

/** Looks up the texts of lines, all that wait by one request. */
function useLookups(grid: Grid, units: Units, change: (c: Change) => void) {
  const pending = useRef(new Set<number>());
  useEffect(() => {
    const found = (key: number, match: Identified) => {
      pending.current.delete(key);
      if (match.is === "item") change({ do: "found", key, item: match.item, units: [...units.keys()], ...(match.pack && { pack: match.pack }), ...(match.details && { details: match.details }) });
      else if (match.is === "nothing") change({ do: "unknown", key, message: match.message });
      else if (match.is === "recipient") change({ do: "issueTo", key, recipient: match.recipient });
      else change({ do: "walkTo", key, place: match.place });
    };
    const waiting = unresolved(grid).filter(({ key }) => !pending.current.has(key));
    if (waiting.length === 0) return;
    waiting.forEach(({ key }) => pending.current.add(key));
    void identify(waiting.map(({ text }) => text)).then((matches) => waiting.forEach(({ key }, i) => matches[i] && found(key, matches[i])));
  }, [grid, units, change]);
}
