// Lists the active shortcuts and switches single-key shortcuts on and off.
import { useTranslation } from "react-i18next";
import { Dialog, DialogContent, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { Label } from "@/components/ui/label";
import { Switch } from "@/components/ui/switch";
import { useRemembered } from "@/lib/remembered";
import { singleKeys, useShortcuts } from "./shortcuts";

export default function ShortcutsDialog({ onOpenChange }: { onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation();
  return (
    <Dialog open onOpenChange={onOpenChange}>
      <DialogContent aria-describedby={undefined}>
        <DialogHeader>
          <DialogTitle>{t("frame.shortcuts")}</DialogTitle>
        </DialogHeader>
        <KeyList />
        <SingleKeysSwitch />
      </DialogContent>
    </Dialog>
  );
}

function KeyList() {
  const { t } = useTranslation();
  const list = useShortcuts((state) => state.list);
  return (
    <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2">
      {list.map(({ keys, does }) => (
        <div key={keys} className="contents">
          <dt>
            <kbd className="rounded-sm border bg-muted px-1.5 py-0.5 font-mono">{keys}</kbd>
          </dt>
          <dd>{keys.startsWith("g ") ? t("frame.go_to", { where: t(does) }) : t(does)}</dd>
        </div>
      ))}
    </dl>
  );
}

function SingleKeysSwitch() {
  const { t } = useTranslation();
  const [single, setSingle] = useRemembered(singleKeys);
  return (
    <div className="flex items-center gap-2 border-t pt-4">
      <Switch
        id="single-keys"
        checked={single === "on"}
        onChange={(event) => {
          setSingle(event.target.checked ? "on" : "off");
        }}
      />
      <Label htmlFor="single-keys">{t("frame.single_keys")}</Label>
    </div>
  );
}
