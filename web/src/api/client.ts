// The HTTP client of a signed-in user. It sends the access token. When that has expired, one refresh
// serves all waiting requests, and each is sent once more. When the refresh is refused, the user is
// asked to sign in again.
import { refreshSession, reloadMe } from "@/auth/session";
import i18next from "@/i18n";
import { useAuthStore } from "@/stores/authStore";
import { ApiError } from "./errors";
import { makeClient, send, type Options, type Send } from "./transport";

function withToken(options: Options, token: string | null): Options {
  return token === null ? options : { ...options, headers: { ...options.headers, Authorization: `Bearer ${token}` } };
}

const isKind = (thrown: unknown, kind: ApiError["kind"]): boolean => thrown instanceof ApiError && thrown.kind === kind;

/** Sends it with the current token. */
const sendSigned: Send = async (method, path, body, options) => {
  try {
    return await send(method, path, body, withToken(options, useAuthStore.getState().token));
  } catch (thrown) {
    if (isKind(thrown, "forbidden")) void reloadMe(); // the permissions on the page are outdated
    throw thrown;
  }
};

export const apiClient = makeClient(async (method, path, body, options) => {
  const { token, status, expire } = useAuthStore.getState();
  if (status === "expired") throw new ApiError({ kind: "unauthenticated", message: i18next.t("error.expired") });
  try {
    return await sendSigned(method, path, body, options);
  } catch (thrown) {
    if (!isKind(thrown, "unauthenticated")) throw thrown;
  }
  await refreshSession(token);
  try {
    return await sendSigned(method, path, body, options);
  } catch (thrown) {
    if (isKind(thrown, "unauthenticated")) expire();
    throw thrown;
  }
});
