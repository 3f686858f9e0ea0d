// Gives a user a temporary password and ends all sessions of the user.
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { invalidate } from "@/api/query";
import { usersAPI } from "@/api/services";
import type { User } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle, DialogTrigger } from "@/components/ui/dialog";
import { Form, SubmitButton } from "@/forms/Form";
import { useApiForm } from "@/forms/useApiForm";
import { toast } from "@/lib/toast";
import { suggestPassword, TemporaryPasswordField } from "./TemporaryPasswordField";

export function ResetPassword({ user }: { user: User }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog open={isOpen} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="outline">
          <KeyRound aria-hidden />
          {t("users.reset")}
        </Button>
      </DialogTrigger>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("users.reset_ask", { name: user.username })}</DialogTitle>
          <DialogDescription>{t("users.reset_text")}</DialogDescription>
        </DialogHeader>
        <ResetForm user={user} onDone={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

function ResetForm({ user, onDone }: { user: User; onDone: () => void }) {
  const { t } = useTranslation();
  const form = useApiForm({
    defaults: { password: suggestPassword() },
    send: async ({ password }) => {
      await usersAPI.resetPassword(user, password);
      await invalidate("users", "audit");
      toast.success(t("users.reset_done", { name: user.username }));
      onDone();
    },
  });
  return (
    <Form of={form} label={t("users.reset")}>
      <TemporaryPasswordField name="password" label={t("users.temporary")} hint={t("users.temporary_hint")} />
      <SubmitButton className="self-start">{t("users.reset")}</SubmitButton>
    </Form>
  );
}
