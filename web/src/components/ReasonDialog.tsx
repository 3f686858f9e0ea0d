// Names the consequences of an action and asks for its reason.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { AreaField } from "@/forms/fields";
import { Form, SubmitButton } from "@/forms/Form";
import { useApiForm } from "@/forms/useApiForm";

export interface Reasoned {
  /** Label of the button that does it. */
  label: string;
  title: string;
  text: string;
  act: (reason: string) => Promise<void>;
  /** Further content of the dialog. */
  children?: ReactNode;
}

interface Props extends Reasoned {
  onClose: () => void;
  /** Gives the focus to what comes next. */
  goOn: () => void;
}

export default function ReasonDialog({ label, title, text, act, children, onClose, goOn }: Props) {
  const done = async (reason: string) => {
    await act(reason);
    onClose();
  };
  const focusNext = (event: Event) => {
    event.preventDefault();
    goOn();
  };
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent onCloseAutoFocus={focusNext}>
        <DialogHeader>
          <DialogTitle>{title}</DialogTitle>
          <DialogDescription>{text}</DialogDescription>
        </DialogHeader>
        {children}
        <ReasonForm label={label} act={done} />
      </DialogContent>
    </Dialog>
  );
}

function ReasonForm({ label, act }: Pick<Reasoned, "label" | "act">) {
  const { t } = useTranslation();
  const form = useApiForm({
    defaults: { reason: "" },
    check: ({ reason }) => (reason.trim() ? [] : [{ path: ["reason"], type: "form.missing", message: "" }]),
    send: ({ reason }) => act(reason.trim()),
  });
  return (
    <Form of={form} label={label}>
      <AreaField name="reason" label={t("field.reason")} />
      <SubmitButton>{label}</SubmitButton>
    </Form>
  );
}
