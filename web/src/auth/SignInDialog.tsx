// Asks for the password again when the session has expired; the page behind keeps its state.
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { queryClient } from "@/api/query";
import { AlertDialog, AlertDialogContent, AlertDialogDescription, AlertDialogTitle } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { useAuthStore } from "@/stores/authStore";
import { signOut } from "./session";
import { SignInForm } from "./SignInForm";

export default function SignInDialog() {
  const { t } = useTranslation();
  const isOpen = useAuthStore((state) => state.status === "expired");
  const name = useAuthStore((state) => state.user?.username ?? "");

  useEffect(() => {
    if (!isOpen) return;
    return () => void queryClient.invalidateQueries(); // queries failed or went stale meanwhile
  }, [isOpen]);

  return (
    <AlertDialog open={isOpen}>
      <AlertDialogContent onEscapeKeyDown={(event) => event.preventDefault()}>
        <div className="flex flex-col gap-1">
          <AlertDialogTitle>{t("auth.again")}</AlertDialogTitle>
          <AlertDialogDescription>
            {t("auth.again_text")} {t("auth.again_as", { name })}
          </AlertDialogDescription>
        </div>
        <SignInForm as={name} />
        <Button variant="link" size="inline" className="self-start" onClick={() => void signOut()}>
          {t("auth.leave")}
        </Button>
      </AlertDialogContent>
    </AlertDialog>
  );
}
