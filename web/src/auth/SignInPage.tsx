// Layout of the pages outside the app: one centred panel.
import { useEffect, type ReactNode } from "react";
import { config } from "@/config";

export function SignInPage({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · ${config.appName}`;
  }, [title]);
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-6 p-4">
      <p className="font-semibold text-primary">{config.appName}</p>
      <header className="flex flex-col gap-1">
        <h1 className="text-xl font-semibold">{title}</h1>
        {text && <p className="text-muted-foreground">{text}</p>}
      </header>
      {children}
    </main>
  );
}
