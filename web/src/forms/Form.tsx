// The frame of a form: fields, form-level error, submit button.
import { CircleAlert } from "lucide-react";
import type { FormEvent, ReactNode } from "react";
import { FormProvider, useFormContext, type FieldValues } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import type { Problem } from "./faults";
import type { ApiForm } from "./useApiForm";

interface Props<V extends FieldValues> {
  of: ApiForm<V>;
  /** The accessible name. */
  label?: string;
  className?: string;
  children: ReactNode;
}

export function Form<V extends FieldValues>({ of, label, className, children }: Props<V>) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation(); // a dialog's form is inside the page's form in React's tree
    void of.submit();
  };
  return (
    <FormProvider {...of.form}>
      <form noValidate aria-label={label} onSubmit={submit} className={cn("flex flex-col gap-4", className)}>
        <FormProblem problem={of.problem} />
        {children}
      </form>
    </FormProvider>
  );
}

export function FormProblem({ problem }: { problem: Problem | undefined }) {
  const { t } = useTranslation();
  return (
    <div role="alert" className="contents">
      {problem && (
        <div className="flex gap-2 rounded-md border border-destructive/50 p-3">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-destructive" />
          <div className="min-w-0">
            <p className="whitespace-pre-line text-destructive">{problem.message}</p>
            {problem.isLost && <p>{t("form.lost")}</p>}
            {problem.requestId && (
              <p className="text-muted-foreground">
                {t("form.request")} <span className="font-mono text-xs break-all select-all">{problem.requestId}</span>
              </p>
            )}
          </div>
        </div>
      )}
    </div>
  );
}

/** The submit button of the surrounding form. */
export function SubmitButton({ children, className }: { children: ReactNode; className?: string }) {
  const { isSubmitting } = useFormContext().formState;
  return (
    <Button type="submit" aria-disabled={isSubmitting} className={className}>
      {children}
    </Button>
  );
}
