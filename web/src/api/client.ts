// The HTTP client of a signed-in user. It sends the access token. When that has expired, one refresh
// serves all waiting requests, and each is sent once more. When the refresh is refused, the user is
// asked to sign in again.
import type { InternalAxiosRequestConfig } from "axios";
import { refreshSession, reloadMe } from "@/auth/session";
import i18next from "@/i18n";
import { useAuthStore } from "@/stores/authStore";
import { ApiError } from "./errors";
import { makeTransport } from "./transport";

declare module "axios" {
  interface InternalAxiosRequestConfig {
    /** Already retried after a refresh. */
    isSecondTry?: boolean;
    /** The token it was sent with. */
    sentWith?: string | null;
  }
}

export const apiClient = makeTransport();

apiClient.interceptors.request.use((request) => {
  const { token, status } = useAuthStore.getState();
  if (status === "expired") throw new ApiError({ kind: "unauthenticated", message: i18next.t("error.expired") });
  request.sentWith = token;
  if (token) request.headers.set("Authorization", `Bearer ${token}`);
  return request;
});

function requestOf(error: ApiError): InternalAxiosRequestConfig | undefined {
  return (error.cause as { config?: InternalAxiosRequestConfig } | undefined)?.config;
}

apiClient.interceptors.response.use(undefined, async (thrown: unknown) => {
  if (!(thrown instanceof ApiError)) throw thrown;
  if (thrown.kind === "forbidden") void reloadMe(); // the permissions on the page are outdated
  const request = requestOf(thrown);
  if (thrown.kind !== "unauthenticated" || !request) throw thrown;
  if (request.isSecondTry) {
    useAuthStore.getState().expire();
    throw thrown;
  }
  await refreshSession(request.sentWith ?? null);
  return apiClient.request({ ...request, isSecondTry: true } as InternalAxiosRequestConfig);
});
