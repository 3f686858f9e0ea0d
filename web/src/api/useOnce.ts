// A filled form is done once. Its Idempotency-Key is made with the form and replaced when the
// server said that it was done: so a double click, and another try after a lost answer, do
// nothing twice. A form that was changed after a lost answer still has the key; the server
// then refuses it (key_reused) and names what the first attempt made.
import { useRef } from "react";
import { ApiError } from "./errors";

export interface Once {
  /** Sends, or joins what is being sent. */
  run: <T>(send: (key: string) => Promise<T>) => Promise<T>;
  /** The form was emptied: what comes next is another one. */
  renew: () => void;
}

/** A lost answer is asked for again once by itself; then the person decides. */
const sleep = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000));
const longest = 5;

export function makeOnce(wait = sleep): Once {
  let key = crypto.randomUUID();
  let running: Promise<unknown> | undefined;
  const renew = () => {
    key = crypto.randomUUID();
  };

  async function insist<T>(work: (key: string) => Promise<T>): Promise<T> {
    try {
      return await work(key);
    } catch (thrown) {
      const seconds = thrown instanceof ApiError && thrown.isLost ? (thrown.retryAfter ?? 1) : undefined;
      if (seconds === undefined || seconds > longest) throw thrown;
      await wait(seconds);
      return work(key);
    }
  }

  async function send<T>(work: (key: string) => Promise<T>): Promise<T> {
    try {
      const done = await insist(work);
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

export function useOnce(): Once {
  const once = useRef<Once>(null);
  return (once.current ??= makeOnce());
}
