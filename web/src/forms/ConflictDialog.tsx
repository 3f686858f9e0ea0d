// Resolves an edit conflict: both versions side by side, to choose from field by field.
import { useId, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { cn } from "@/lib/cn";
import { show, type FieldRow, type Values } from "./rows";
import type { Conflict } from "./useRecordForm";

type Side = "mine" | "theirs";
const sides: readonly Side[] = ["mine", "theirs"];

interface RowProps {
  row: FieldRow;
  conflict: Conflict;
  side: Side;
  onChoose: (side: Side) => void;
}

function ConflictRow({ row, conflict, side, onChoose }: RowProps) {
  const { t } = useTranslation();
  const name = useId();
  const shown = (one: Side): ReactNode => show(row, conflict[one][row.name]) || t("form.conflict_empty");
  return (
    <fieldset className="grid gap-2 sm:grid-cols-2">
      <legend className="mb-1 font-medium">{t(row.label)}</legend>
      {sides.map((one) => (
        <div key={one} className={cn("flex min-h-11 items-baseline gap-2 rounded-md border p-2 sm:min-h-9", side === one && "border-primary bg-accent text-accent-foreground")}>
          <input id={`${name}-${one}`} type="radio" name={name} className="accent-primary" checked={side === one} onChange={() => onChoose(one)} />
          <label htmlFor={`${name}-${one}`} className="min-w-0 flex-1 cursor-pointer">
            <span className="block text-muted-foreground">{t(`form.conflict_${one}`)}</span>
            <span className="block wrap-anywhere">{shown(one)}</span>
          </label>
        </div>
      ))}
    </fieldset>
  );
}

export function ConflictDialog({ conflict, settle }: { conflict: Conflict; settle: (chosen: Values | undefined) => void }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Record<string, Side>>({});
  const sideOf = (row: FieldRow): Side => chosen[row.name] ?? (conflict.touched.includes(row.name) ? "mine" : "theirs");
  const save = () => {
    settle(Object.fromEntries(conflict.rows.map((row) => [row.name, conflict[sideOf(row)][row.name]])));
  };
  return (
    <Dialog open onOpenChange={() => settle(undefined)}>
      <DialogContent className="sm:max-w-2xl!">
        <DialogHeader>
          <DialogTitle>{t("form.conflict")}</DialogTitle>
          <DialogDescription>{t(conflict.rows.length > 0 ? "form.conflict_text" : "form.conflict_same")}</DialogDescription>
        </DialogHeader>
        {conflict.rows.map((row) => (
          <ConflictRow
            key={row.name}
            row={row}
            conflict={conflict}
            side={sideOf(row)}
            onChoose={(side) => {
              setChosen((before) => ({ ...before, [row.name]: side }));
            }}
          />
        ))}
        <DialogFooter>
          <Button onClick={save}>{t("form.conflict_save")}</Button>
          <Button variant="outline" onClick={() => settle(undefined)}>
            {t("form.back")}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
