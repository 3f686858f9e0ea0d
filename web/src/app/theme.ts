// The theme: light, dark or the system's, as a class on <html> that index.css reads.
import { remembered } from "@/lib/remembered";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];
export const theme = remembered<Theme>("theme", themes);

function apply(): void {
  const isDark = theme.get() === "dark" || (theme.get() === "system" && system.matches);
  document.documentElement.classList.toggle("dark", isDark);
  document.documentElement.classList.toggle("light", !isDark);
}

const system = window.matchMedia("(prefers-color-scheme: dark)");
system.addEventListener("change", apply);
theme.subscribe(apply);
apply();
