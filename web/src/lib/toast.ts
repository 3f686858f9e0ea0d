// Short messages at the edge of the page, shown by sonner, which is loaded with the first use.
import type { ExternalToast } from "sonner";
import { markUsed } from "./used";

let tell: () => void;
const mounted = new Promise<void>((done) => {
  tell = done;
});

/** From now on messages are shown; those from before follow. */
export const toasterMounted = (): void => tell();

const show = (kind: "success" | "warning" | "error") => (text: string, options?: ExternalToast) => {
  markUsed();
  void Promise.all([import("sonner"), mounted]).then(([{ toast }]) => toast[kind](text, options));
};

export const toast = { success: show("success"), warning: show("warning"), error: show("error") };
