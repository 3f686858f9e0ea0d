// Shown in place of an empty list: one sentence and one action.
import type { ReactNode } from "react";

export function EmptyState({ text, action }: { text: string; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-3 px-4 py-12 text-center text-muted-foreground">
      <p>{text}</p>
      {action}
    </div>
  );
}
