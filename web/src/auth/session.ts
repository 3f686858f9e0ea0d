// The session: start, refresh, end, and synchronisation with other tabs.
import { ApiError, toApiError } from "@/api/errors";
import { transport } from "@/api/transport";
import type { LoginRequestCreate, Me, TokenAnswer } from "@/api/types";
import { config } from "@/config";
import { useAuthStore } from "@/stores/authStore";
import { withLock, isSignedOut, subscribe, setSignedOut, broadcast, type Message } from "./tabs";

// The refresh token is in a cookie; with an API of another origin, in memory.
const mode = config.isOwnOrigin ? { headers: { "X-Session-Mode": "cookie" } } : {};
let refreshToken: string | undefined;

function acceptTokens({ me, token, refresh_token }: TokenAnswer): void {
  refreshToken = refresh_token;
  setSignedOut(false);
  useAuthStore.getState().login(me, token);
  broadcast({ kind: "token", me, token });
}

// --- refreshing ---

/** Exchanges the refresh token for a new one and an access token, unless another tab has already done so. */
async function exchangeRefreshToken(stale: string | null): Promise<void> {
  const { token } = useAuthStore.getState();
  if (token !== null && token !== stale) return;
  try {
    const body = refreshToken === undefined ? undefined : { refresh_token: refreshToken };
    acceptTokens((await transport.post<TokenAnswer>("/api/auth/refresh", body, mode)).data);
  } catch (thrown) {
    const error = toApiError(thrown);
    if (error.kind === "unauthenticated") {
      setSignedOut(true);
      useAuthStore.getState().expire();
    }
    throw error;
  }
}

let refreshing: Promise<void> | undefined;

/** Gets a newer token than the stale one; concurrent callers share one request. */
export function refreshSession(stale: string | null): Promise<void> {
  const { token } = useAuthStore.getState();
  if (token !== null && token !== stale) return Promise.resolve();
  refreshing ??= withLock(() => exchangeRefreshToken(stale)).finally(() => {
    refreshing = undefined;
  });
  return refreshing;
}

/** Reloads the user's permissions, which may change during a session; a failure changes nothing. */
export async function reloadMe(): Promise<void> {
  const { token, updateUser } = useAuthStore.getState();
  if (token === null) return;
  const answer = await transport.get<Me>("/api/auth/me", { headers: { Authorization: `Bearer ${token}` } }).catch(() => undefined);
  if (answer) updateUser(answer.data);
}

// --- start and end ---

/** On page load: restores the session of the cookie, if there is one. */
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
  acceptTokens((await transport.post<TokenAnswer>("/api/auth/login", credentials, mode)).data);
}

async function endOnServer(token: string): Promise<void> {
  await transport.post("/api/auth/logout", undefined, { headers: { Authorization: `Bearer ${token}` } });
}

/** Signs out in all tabs, whether or not the server can be reached. */
export async function signOut(): Promise<void> {
  await refreshing?.catch(() => undefined); // or its answer would sign in again
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
    broadcast({ kind: "out" });
  }
}

// --- other tabs ---

function receive(message: Message): void {
  const { login, logout } = useAuthStore.getState();
  if (message.kind === "out") logout();
  else login(message.me, message.token);
}

subscribe(receive);
