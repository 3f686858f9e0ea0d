// Looks up what scanned, typed or pasted codes name, with all that the grid needs to know of them: many
// codes by one request.
import { toApiError, type ApiError } from "@/api/errors";
import { keys, queryClient } from "@/api/query";
import { mastersAPI } from "@/api/services";
import type { Item, LookupAnswer, LookupResult, Pack } from "@/api/types";
import i18n from "@/i18n";
import type { GridItem, Named, Place, ScannedDetails } from "./grid";

type Match = { is: "item"; item: GridItem; pack?: Pack; details?: ScannedDetails } | { is: "place"; place: Place } | { is: "recipient"; recipient: Named };
export type Identified = Match | { is: "nothing"; message: string };

const minute = 60_000;

async function readPlace(id: string): Promise<Place> {
  const { code } = await queryClient.fetchQuery({
    queryKey: keys.record("locations", id), queryFn: ({ signal }) => mastersAPI.location.get(id, signal), staleTime: minute,
  });
  return { id, code };
}

/** An item that was chosen, not looked up. */
export async function gridItemOf(id: string): Promise<GridItem> {
  const item: Item = await queryClient.fetchQuery({ queryKey: keys.record("items", id), queryFn: ({ signal }) => mastersAPI.item.get(id, signal), staleTime: minute });
  const home = item.default_location_id ? await readPlace(item.default_location_id) : undefined;
  return {
    id: item.id, code: item.item_code, name: item.item_name, uom: item.uom, packs: item.packs ?? [], active: item.is_active,
    ...(home && { home }),
  };
}

function itemIn(found: LookupAnswer): GridItem {
  const { id, code, name = "", item_uom: uom = "", packs = [], is_active: active = true, default_location_id: home, default_location_code = "" } = found;
  return { id, code, name, uom, packs, active, ...(home && { home: { id: home, code: default_location_code } }) };
}

/** What a GS1 code contains in addition to the item. */
function detailsOf({ lot, quantity, quantity_uom: unit }: LookupAnswer): ScannedDetails | undefined {
  if (lot === undefined && quantity === undefined) return undefined;
  return { ...(lot !== undefined && { lot }), ...(quantity !== undefined && unit !== undefined && { amount: { quantity, unit } }) };
}

function matchOf(found: LookupAnswer): Identified {
  const { id, code, name = "" } = found;
  switch (found.kind) {
    case "item":
    case "pack": {
      const item = itemIn(found);
      const pack = found.kind === "pack" ? item.packs.find((p) => p.uom === found.uom) : undefined;
      const details = detailsOf(found);
      return { is: "item", item, ...(pack && { pack }), ...(details && { details }) };
    }
    case "location":
      return { is: "place", place: { id, code } };
    case "recipient":
      return { is: "recipient", recipient: { id, code, name } };
    default:
      return { is: "nothing", message: i18n.t("post.fault.is_posting", { code }) };
  }
}

function identifiedIn({ code, found, error, detail = "" }: LookupResult): Identified {
  if (found) return matchOf(found);
  return { is: "nothing", message: error === "not_found" ? i18n.t("post.fault.unknown", { code }) : detail };
}

const sleep = (seconds: number) => new Promise((done) => setTimeout(done, seconds * 1000));

async function lookUp(codes: readonly string[]): Promise<LookupResult[] | ApiError> {
  try {
    return codes.length === 0 ? [] : await mastersAPI.lookupMany(codes);
  } catch (thrown) {
    const error = toApiError(thrown);
    if (error.kind !== "too_many") return error;
    await sleep(error.retryAfter ?? 1);
    return lookUp(codes);
  }
}

/** What was found of late, so that a code scanned again needs no request. */
const kept = new Map<string, { at: number; result: LookupResult }>();

const fresh = (code: string): LookupResult | undefined => {
  const one = kept.get(code);
  return one && performance.now() - one.at < minute ? one.result : undefined;
};

/** What each code names; never throws: a failure is returned as a message. */
export async function identify(codes: readonly string[]): Promise<Identified[]> {
  const missing = [...new Set(codes)].filter((code) => !fresh(code));
  const answer = await lookUp(missing);
  if (!Array.isArray(answer)) return codes.map(() => ({ is: "nothing", message: answer.message }));
  for (const [i, result] of answer.entries()) if (result.found) kept.set(missing[i] ?? "", { at: performance.now(), result });
  const byCode = new Map(missing.map((code, i) => [code, answer[i]]));
  return codes.map((code) => {
    const result = byCode.get(code) ?? fresh(code);
    return result ? identifiedIn(result) : { is: "nothing", message: i18n.t("post.fault.unknown", { code }) };
  });
}
