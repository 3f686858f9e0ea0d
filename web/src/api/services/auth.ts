// /api/auth and /api/users: one's own account, and the users. For signing in and out see auth/session.
import { apiClient } from "@/api/client";
import { ifMatch, list, resource, type Listed, type Versioned } from "@/api/resource";
import { transport } from "@/api/transport";
import type * as T from "@/api/types";

export const authAPI = {
  /** Creates the first user of a development instance; needs no session. */
  register: async (first: T.RegisterRequestCreate): Promise<T.User> => (await transport.post<T.User>("/api/auth/register", first)).data,

  getCurrentUser: async (): Promise<T.Me> => (await apiClient.get<T.Me>("/api/auth/me")).data,

  changePassword: async (change: Required<T.PasswordChangeUpdate>): Promise<void> => {
    await apiClient.put("/api/auth/me/password", change);
  },

  getSessions: (): Promise<Listed<T.Session>> => list<T.Session>("/api/auth/sessions"),

  endSession: async (id: string): Promise<void> => {
    await apiClient.delete(`/api/auth/sessions/${encodeURIComponent(id)}`);
  },
};

export const usersAPI = {
  ...resource<T.User, T.RegisterRequestCreate, T.UserUpdate>("/api/users"),

  endSessions: async (user: Versioned): Promise<void> => {
    await apiClient.delete(`/api/users/${encodeURIComponent(user.id)}/sessions`, { headers: ifMatch(user) });
  },

  /** Sets a temporary password and ends all sessions of the user. */
  resetPassword: async (user: Versioned, password: string): Promise<void> => {
    await apiClient.put(`/api/users/${encodeURIComponent(user.id)}/password`, { password }, { headers: ifMatch(user) });
  },
};
