// Deactivates or restores a record. Asks first, and shows the server's message when other records
// depend on it.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { toApiError, type ApiError } from "@/api/errors";
import { invalidate } from "@/api/query";
import { usePermissionCheck } from "@/auth/permissions";
import { AlertDialog, AlertDialogCancel, AlertDialogContent, AlertDialogDescription, AlertDialogTitle } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import { toast } from "@/lib/toast";
import { follows } from "./follows";
import type { Master, MasterRecord } from "./master";

interface Props<R extends MasterRecord> {
  of: Master<R>;
  record: R;
}

export function ActiveButton<R extends MasterRecord>({ of, record }: Props<R>) {
  const can = usePermissionCheck();
  if (record.is_active) return can(of.needs.deactivate) ? <Deactivate of={of} record={record} /> : null;
  return can(of.needs.restore) ? <Restore of={of} record={record} /> : null;
}

function Restore<R extends MasterRecord>({ of, record }: Props<R>) {
  const { t } = useTranslation();
  const [isBusy, setBusy] = useState(false);
  const restore = async () => {
    setBusy(true);
    try {
      await of.resource.restore(record);
      toast.success(t("masters.restored", { what: of.code(record) }));
    } catch (thrown) {
      toast.error(toApiError(thrown).message);
    } finally {
      await invalidate(of.kind, ...follows);
      setBusy(false);
    }
  };
  return (
    <Button variant="outline" disabled={isBusy} onClick={() => void restore()}>
      {t("masters.restore")}
    </Button>
  );
}

function Deactivate<R extends MasterRecord>({ of, record }: Props<R>) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="outline" onClick={() => setOpen(true)}>
        {t("masters.deactivate")}
      </Button>
      <DeactivateDialog of={of} record={record} isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  );
}

export function DeactivateDialog<R extends MasterRecord>({ of, record, isOpen, onClose }: Props<R> & { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [refusal, setRefusal] = useState<ApiError>();
  const [isBusy, setBusy] = useState(false);
  const what = of.code(record);
  const close = () => {
    setRefusal(undefined);
    onClose();
  };
  const deactivate = async () => {
    setBusy(true);
    try {
      await of.resource.deactivate(record);
      toast.success(t("masters.deactivated", { what }));
      close();
    } catch (thrown) {
      setRefusal(toApiError(thrown));
    } finally {
      await invalidate(of.kind, ...follows);
      setBusy(false);
    }
  };
  return (
    <AlertDialog open={isOpen} onOpenChange={close}>
      <AlertDialogContent>
        <AlertDialogTitle>{t("masters.deactivate_title", { what, name: of.title(record) })}</AlertDialogTitle>
        <AlertDialogDescription>{t(of.texts.deactivate_text)}</AlertDialogDescription>
        <p role="alert" className="text-destructive empty:hidden">
          {refusal && t("masters.refused", { detail: refusal.message })}
        </p>
        <DialogFooter>
          <Button variant="destructive" disabled={isBusy} onClick={() => void deactivate()}>
            {t("masters.deactivate_do", { what })}
          </Button>
          <AlertDialogCancel>{t("action.cancel")}</AlertDialogCancel>
        </DialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
