// Moves a record of a tree, with everything below it, to another parent.
import { useTranslation } from "react-i18next";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { RecordForm } from "@/forms/RecordForm";
import { toast } from "@/lib/toast";
import type { Master, MasterRecord } from "./master";

interface Props<R extends MasterRecord> {
  of: Master<R>;
  record: R;
  onClose: () => void;
}

export function MoveDialog<R extends MasterRecord>({ of, record, onClose }: Props<R>) {
  const { t } = useTranslation();
  const what = of.code(record);
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("masters.move_title", { what, name: of.title(record) })}</DialogTitle>
          <DialogDescription>{t("masters.move_text")}</DialogDescription>
        </DialogHeader>
        <RecordForm
          {...of}
          rows={of.rows.filter((row) => row.name === of.parent)}
          record={record}
          submit={t("masters.move_do", { what })}
          label={t("masters.move_title", { what, name: of.title(record) })}
          onCancel={onClose}
          onSaved={() => {
            toast.success(t("masters.moved", { what }));
            onClose();
          }}
        />
      </DialogContent>
    </Dialog>
  );
}
