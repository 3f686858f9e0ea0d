// Looks up what a scanned or typed code names, with all that the grid needs to know of it.
import { toApiError } from "@/api/errors";
import { keys, queryClient } from "@/api/query";
import { mastersAPI } from "@/api/services";
import type { Item, LookupAnswer, Pack } from "@/api/types";
import i18n from "@/i18n";
import type { GridItem, Named, Place, ScannedDetails } from "./grid";

type Match = { is: "item"; item: GridItem; pack?: Pack; details?: ScannedDetails } | { is: "place"; place: Place } | { is: "recipient"; recipient: Named };
export type Identified = Match | { is: "nothing"; message: string };

const minute = 60_000;

const readItem = (id: string): Promise<Item> =>
  queryClient.fetchQuery({ queryKey: keys.record("items", id), queryFn: ({ signal }) => mastersAPI.item.get(id, signal), staleTime: minute });

async function readPlace(id: string): Promise<Place> {
  const { code } = await queryClient.fetchQuery({
    queryKey: keys.record("locations", id), queryFn: ({ signal }) => mastersAPI.location.get(id, signal), staleTime: minute,
  });
  return { id, code };
}

async function gridItem(item: Item): Promise<GridItem> {
  const home = item.default_location_id ? await readPlace(item.default_location_id) : undefined;
  return {
    id: item.id, code: item.item_code, name: item.item_name, uom: item.uom, packs: item.packs ?? [], active: item.is_active,
    ...(home && { home }),
  };
}

export const gridItemOf = async (id: string): Promise<GridItem> => gridItem(await readItem(id));

/** What a GS1 code contains in addition to the item. */
function detailsOf({ lot, quantity, quantity_uom: unit }: LookupAnswer): ScannedDetails | undefined {
  if (lot === undefined && quantity === undefined) return undefined;
  return { ...(lot !== undefined && { lot }), ...(quantity !== undefined && unit !== undefined && { amount: { quantity, unit } }) };
}

async function lookUp(code: string): Promise<Identified> {
  const found = await queryClient.fetchQuery({
    queryKey: ["lookup", code], queryFn: ({ signal }) => mastersAPI.lookup(code, signal), staleTime: minute,
  });
  const named = { id: found.id, code: found.code, name: found.name ?? "" };
  switch (found.kind) {
    case "item":
    case "pack": {
      const item = await gridItemOf(found.id);
      const pack = found.kind === "pack" ? item.packs.find((p) => p.uom === found.uom) : undefined;
      const details = detailsOf(found);
      return { is: "item", item, ...(pack && { pack }), ...(details && { details }) };
    }
    case "location":
      return { is: "place", place: { id: found.id, code: found.code } };
    case "recipient":
      return { is: "recipient", recipient: named };
    default:
      return { is: "nothing", message: i18n.t("post.fault.is_posting", { code: found.code }) };
  }
}

const sleep = (seconds: number) => new Promise((done) => setTimeout(done, seconds * 1000));

/** Never throws: a failure is returned as a message. */
export async function identify(code: string): Promise<Identified> {
  try {
    return await lookUp(code);
  } catch (thrown) {
    const error = toApiError(thrown);
    if (error.kind === "too_many") {
      await sleep(error.retryAfter ?? 1);
      return identify(code);
    }
    return { is: "nothing", message: error.kind === "not_found" ? i18n.t("post.fault.unknown", { code }) : error.message };
  }
}
