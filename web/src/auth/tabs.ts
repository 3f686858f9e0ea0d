// Messages between the tabs of one browser (a new token, a sign-out) and the lock under which one
// tab at a time refreshes. Without BroadcastChannel or locks each tab refreshes by itself, which the
// server allows. With an API of another origin each tab has its own session.
import type { Me } from "@/api/types";
import { config } from "@/config";

export type Message = { kind: "token"; me: Me; token: string } | { kind: "out" };

const name = "ccpl-session";
const channel = config.isOwnOrigin && "BroadcastChannel" in globalThis ? new BroadcastChannel(name) : undefined;

export function broadcast(message: Message): void {
  channel?.postMessage(message);
}

export function subscribe(receive: (message: Message) => void): () => void {
  const listener = (event: MessageEvent<Message>) => {
    receive(event.data);
  };
  channel?.addEventListener("message", listener);
  return () => {
    channel?.removeEventListener("message", listener);
  };
}

const settleMs = 30; // for the broadcast of the previous lock holder to arrive

/** Runs the work in one tab at a time. */
export async function withLock<T>(work: () => Promise<T>): Promise<T> {
  // Missing in older browsers, in spite of the types.
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) return work();
  const since = performance.now();
  return (await locks.request(name, async () => {
    if (performance.now() - since > 5) await new Promise((resolve) => setTimeout(resolve, settleMs));
    return work();
  })) as T;
}

// --- a sign-out on this browser, even if the server did not receive it ---

const mark = "ccpl.signed_out";

export function isSignedOut(): boolean {
  return localStorage.getItem(mark) !== null;
}

export function setSignedOut(isOut: boolean): void {
  if (isOut) localStorage.setItem(mark, "1");
  else localStorage.removeItem(mark);
}
