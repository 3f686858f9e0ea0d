// A button whose action needs a reason: a dialog names the consequences and asks for it.
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle, DialogTrigger } from "@/components/ui/dialog";
import { AreaField } from "@/forms/fields";
import { Form, SubmitButton } from "@/forms/Form";
import { useApiForm } from "@/forms/useApiForm";

interface Props {
  /** Label of the button and of the dialog's submit button. */
  label: string;
  title: string;
  text: string;
  isDisabled?: boolean;
  act: (reason: string) => Promise<void>;
  /** Further content of the dialog, rendered when it opens. */
  children?: ReactNode;
  /** Moves the focus afterwards and returns whether it did; left out: to the button. */
  goOn?: () => boolean;
}

export function ReasonAction({ label, title, text, isDisabled = false, act, goOn, children }: Props) {
  const [isOpen, setOpen] = useState(false);
  const done = async (reason: string) => {
    await act(reason);
    setOpen(false);
  };
  const focusNext = (event: Event) => {
    if (goOn?.()) event.preventDefault();
  };
  return (
    <Dialog open={isOpen} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="outline" disabled={isDisabled}>
          {label}
        </Button>
      </DialogTrigger>
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

function ReasonForm({ label, act }: Pick<Props, "label" | "act">) {
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
