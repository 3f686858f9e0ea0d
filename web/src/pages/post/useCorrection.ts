// Fetches the posting to correct (/post?correct=ID) and the records it refers to.
import { useEffect, useState } from "react";
import { useSearchParams } from "react-router";
import { toApiError } from "@/api/errors";
import { inventoryAPI, mastersAPI } from "@/api/services";
import type { Posting } from "@/api/types";
import i18n from "@/i18n";
import { correctionOf, effectiveLines, type References } from "./correction";
import type { Grid, Named } from "./grid";
import { gridItemOf } from "./identify";

const some = (ids: readonly (string | undefined)[]): string[] => [...new Set(ids.filter((id) => id !== undefined))];
const named = ({ id, code, name }: Named): [string, Named] => [id, { id, code, name }];

async function references(posting: Posting): Promise<References> {
  const lines = effectiveLines(posting);
  const [items, recipients, suppliers, reasons] = await Promise.all([
    Promise.all(some(lines.map((l) => l.item_id)).map(gridItemOf)),
    Promise.all(some(lines.flatMap((l) => [l.issued_to, l.charge_to])).map((id) => mastersAPI.recipient.get(id))),
    Promise.all(some(lines.map((l) => l.supplier_id)).map((id) => mastersAPI.supplier.get(id))),
    lines.some((l) => l.reason_code) ? mastersAPI.reason.list({ limit: 1000, is_active: "all" }).then((l) => l.rows) : [],
  ]);
  return {
    items: new Map(items.map((i) => [i.id, i])),
    parties: new Map([...recipients, ...suppliers].map(named)),
    reasons: new Map(reasons.map((r) => [r.code, r])),
  };
}

export interface Correction {
  grid?: Grid;
  fault?: string;
  /** Ends it: it was loaded into the grid or cancelled. */
  settle: () => void;
}

export function useCorrection(): Correction {
  const [url, setUrl] = useSearchParams();
  const [read, setRead] = useState<Omit<Correction, "settle">>({});
  const id = url.get("correct");
  useEffect(() => {
    if (id === null) return;
    const load = async () => {
      const posting = await inventoryAPI.getPosting(id);
      const grid = correctionOf(posting, await references(posting));
      return grid ? { grid } : { fault: i18n.t("post.correct_mixed", { number: posting.number }) };
    };
    let isWanted = true;
    void load()
      .catch((thrown: unknown) => ({ fault: toApiError(thrown).message }))
      .then((done) => isWanted && setRead(done));
    return () => {
      isWanted = false;
    };
  }, [id]);
  const settle = () => {
    setRead({});
    setUrl((now) => {
      now.delete("correct");
      return now;
    }, { replace: true });
  };
  return { ...read, settle };
}
