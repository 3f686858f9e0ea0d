// What the tabs of one browser tell each other: a token that one of them fetched, and that the
// person signed out. And the lock by which one of them at a time refreshes. Where a browser has
// neither, each tab refreshes for itself; the server allows for that. With an API of another
// origin each tab has a session of its own.
import type { Me } from "@/api/types";
import { config } from "@/config";

export type Message = { kind: "token"; userId: Me["id"]; token: string } | { kind: "out" };

const name = "ccpl-session";
const channel = config.isOwnOrigin && "BroadcastChannel" in globalThis ? new BroadcastChannel(name) : undefined;

export function tell(message: Message): void {
  channel?.postMessage(message);
}

export function listen(hear: (message: Message) => void): () => void {
  const listener = (event: MessageEvent<Message>) => {
    hear(event.data);
  };
  channel?.addEventListener("message", listener);
  return () => {
    channel?.removeEventListener("message", listener);
  };
}

const patience = 30; // ms: for what the last holder of the lock told to arrive

/** Runs the work while no other tab does. */
export async function alone<T>(work: () => Promise<T>): Promise<T> {
  // Older browsers have no locks, whatever the types say.
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) return work();
  const asked = performance.now();
  return (await locks.request(name, async () => {
    if (performance.now() - asked > 5) await new Promise((resolve) => setTimeout(resolve, patience));
    return work();
  })) as T;
}

// --- that somebody signed out on this browser, even if the server did not hear of it ---

const mark = "ccpl.signed_out";

export function isSignedOut(): boolean {
  return localStorage.getItem(mark) !== null;
}

export function setSignedOut(isOut: boolean): void {
  if (isOut) localStorage.setItem(mark, "1");
  else localStorage.removeItem(mark);
}
