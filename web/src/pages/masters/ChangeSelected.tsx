// Deactivates or restores the selected records of a list, one request each, and says which were refused.
import { useTranslation } from "react-i18next";
import { ApiError, toApiError } from "@/api/errors";
import { invalidate } from "@/api/query";
import type { Versioned } from "@/api/resource";
import { ConfirmAction } from "@/components/ConfirmAction";
import { toast } from "@/lib/toast";
import { follows } from "./follows";
import type { RecordsOf, Selectable } from "./RecordActions";

const done = { deactivate: "masters.deactivated_many", restore: "masters.restored_many" } as const;

interface Props {
  of: RecordsOf<never>;
  rows: readonly Selectable[];
  action: "deactivate" | "restore";
}

export default function ChangeSelected({ of, rows, action }: Props) {
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  const act = async () => {
    try {
      const refused = await changeAll(rows, of.resource[action]);
      if (refused.length < rows.length) toast.success(t(done[action], { count: rows.length - refused.length }));
      if (refused.length > 0) {
        const reasons = refused.map(({ row, error }) => `${of.code(row as never)}: ${error.message}`);
        throw new ApiError({ kind: "conflict", message: [t("masters.refused_many", { count: refused.length }), ...reasons].join("\n") });
      }
    } finally {
      await invalidate(of.kind, ...follows);
    }
  };
  return (
    <ConfirmAction
      label={t(`masters.${action}`)}
      title={t(`masters.${action}_many`, { count: rows.length })}
      text={t(`masters.${action}_many_text`)}
      isDestructive={action === "deactivate"}
      act={act}
    />
  );
}

interface Refused<R> {
  row: R;
  error: ApiError;
}

/** One request for each. A parent is refused until its children are done, so what was refused is tried
 * again as long as anything succeeds. */
async function changeAll<R extends Versioned>(rows: readonly R[], change: (row: R) => Promise<unknown>): Promise<Refused<R>[]> {
  let left: readonly R[] = rows;
  for (;;) {
    const refused: Refused<R>[] = [];
    for (const row of left) {
      try {
        await change(row);
      } catch (thrown) {
        refused.push({ row, error: toApiError(thrown) });
      }
    }
    if (refused.length === 0 || refused.length === left.length) return refused;
    left = refused.map(({ row }) => row);
  }
}
