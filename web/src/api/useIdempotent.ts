// Sends a form at most once. Its Idempotency-Key is made with the form and replaced when the server
// confirms, so a double click or a retry after a lost answer changes nothing twice. A form edited
// after a lost answer keeps the key; the server refuses it (key_reused) and names the first result.
import { useRef } from "react";
import { ApiError } from "./errors";

export interface Idempotent {
  /** Sends, or joins the request in progress. */
  run: <T>(send: (key: string) => Promise<T>) => Promise<T>;
  /** Makes a new key: the form was emptied. */
  renew: () => void;
}

const sleep = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000));
/** A lost answer is retried once automatically, after at most this wait; then the user decides. */
const maxWaitSeconds = 5;

export function makeIdempotent(wait = sleep): Idempotent {
  let key = crypto.randomUUID();
  let running: Promise<unknown> | undefined;
  const renew = () => {
    key = crypto.randomUUID();
  };

  async function sendWithRetry<T>(work: (key: string) => Promise<T>): Promise<T> {
    try {
      return await work(key);
    } catch (thrown) {
      const seconds = thrown instanceof ApiError && thrown.isLost ? (thrown.retryAfter ?? 1) : undefined;
      if (seconds === undefined || seconds > maxWaitSeconds) throw thrown;
      await wait(seconds);
      return work(key);
    }
  }

  async function send<T>(work: (key: string) => Promise<T>): Promise<T> {
    try {
      const done = await sendWithRetry(work);
      renew();
      return done;
    } catch (thrown) {
      if (thrown instanceof ApiError && thrown.code === "key_reused") renew();
      throw thrown;
    } finally {
      running = undefined;
    }
  }

  return {
    run: <T>(work: (key: string) => Promise<T>) => (running ??= send(work)) as Promise<T>,
    renew,
  };
}

export function useIdempotent(): Idempotent {
  const idempotent = useRef<Idempotent>(null);
  return (idempotent.current ??= makeIdempotent());
}
