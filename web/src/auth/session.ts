// The session: beginning it, refreshing it, ending it, and agreeing with the other tabs on it.
import { ApiError, toApiError } from "@/api/errors";
import { transport } from "@/api/transport";
import type { LoginRequestCreate, Me, TokenAnswer } from "@/api/types";
import { config } from "@/config";
import { useAuthStore } from "@/stores/authStore";
import { alone, isSignedOut, listen, setSignedOut, tell, type Message } from "./tabs";

// The refresh token is in a cookie; that of an API of another origin is in memory, for want of one.
const mode = config.isOwnOrigin ? { headers: { "X-Session-Mode": "cookie" } } : {};
let refreshToken: string | undefined;

async function fetchMe(token: string): Promise<Me> {
  return (await transport.get<Me>("/api/auth/me", { headers: { Authorization: `Bearer ${token}` } })).data;
}

/** Takes a token over as ours. Somebody else's replaces the whole session. */
async function adopt(userId: string, token: string): Promise<void> {
  const { user, login, updateToken } = useAuthStore.getState();
  if (user?.id === userId) updateToken(token);
  else login(await fetchMe(token), token);
}

async function begin(answer: TokenAnswer): Promise<void> {
  refreshToken = answer.refresh_token;
  setSignedOut(false);
  await adopt(answer.user.id, answer.token);
  tell({ kind: "token", userId: answer.user.id, token: answer.token });
}

// --- refreshing ---

/** Trades the refresh token for a new one and an access token, unless another tab has done so since. */
async function trade(stale: string | null): Promise<void> {
  const { token } = useAuthStore.getState();
  if (token !== null && token !== stale) return;
  try {
    const body = refreshToken === undefined ? undefined : { refresh_token: refreshToken };
    await begin((await transport.post<TokenAnswer>("/api/auth/refresh", body, mode)).data);
  } catch (thrown) {
    const error = toApiError(thrown);
    if (error.kind === "unauthenticated") {
      setSignedOut(true);
      useAuthStore.getState().expire();
    }
    throw error;
  }
}

let running: Promise<void> | undefined;

/** A newer token than the stale one; one request serves all who wait for it. */
export function refreshSession(stale: string | null): Promise<void> {
  const { token } = useAuthStore.getState();
  if (token !== null && token !== stale) return Promise.resolve();
  running ??= alone(() => trade(stale)).finally(() => {
    running = undefined;
  });
  return running;
}

/** What somebody may do changes while they are signed in; no answer changes nothing. */
export async function reloadMe(): Promise<void> {
  const { token, updateUser } = useAuthStore.getState();
  const me = token === null ? undefined : await fetchMe(token).catch(() => undefined);
  if (me) updateUser(me);
}

// --- beginning and ending ---

/** When the page is loaded: the session that the cookie stands for, if there is one. */
export async function startSession(): Promise<void> {
  const { status, logout, lose } = useAuthStore.getState();
  if (status !== "starting" && status !== "unreachable") return;
  if (isSignedOut() || !config.isOwnOrigin) {
    logout();
    return;
  }
  try {
    await refreshSession(null);
  } catch (thrown) {
    if (toApiError(thrown).kind === "unauthenticated") logout();
    else lose();
  }
}

export async function signIn(credentials: LoginRequestCreate): Promise<void> {
  await begin((await transport.post<TokenAnswer>("/api/auth/login", credentials, mode)).data);
}

async function endOnServer(token: string): Promise<void> {
  await transport.post("/api/auth/logout", undefined, { headers: { Authorization: `Bearer ${token}` } });
}

/** Signs out here and in all tabs, whether or not the server hears of it. */
export async function signOut(): Promise<void> {
  await running?.catch(() => undefined); // or it would sign in again
  const { token, logout } = useAuthStore.getState();
  try {
    if (token) await endOnServer(token);
  } catch (thrown) {
    if (!(thrown instanceof ApiError && thrown.kind === "unauthenticated")) throw thrown;
    await refreshSession(token);
    await endOnServer(useAuthStore.getState().token ?? "");
  } finally {
    refreshToken = undefined;
    setSignedOut(true);
    logout();
    tell({ kind: "out" });
  }
}

// --- the other tabs ---

function hear(message: Message): void {
  if (message.kind === "out") useAuthStore.getState().logout();
  else adopt(message.userId, message.token).catch(() => undefined); // the next request finds out
}

listen(hear);
