// The signed-in user and the access token, which is kept in memory only; the refresh token is in a
// cookie that scripts cannot read. auth/session.ts changes this state.
import { create } from "zustand";
import type { Me } from "@/api/types";

type SignedIn =
  | "starting" // not known yet
  | "unreachable" // not known, for the server does not answer
  | "out"
  | "in"
  | "expired"; // the page stays and asks to sign in again

interface AuthState {
  status: SignedIn;
  user: Me | null;
  token: string | null;
  isAuthenticated: boolean;

  login: (user: Me, token: string) => void;
  logout: () => void;
  updateUser: (change: Partial<Me>) => void;
  updateToken: (token: string) => void;
  expire: () => void;
  lose: () => void;
}

export const useAuthStore = create<AuthState>()((set) => ({
  status: "starting",
  user: null,
  token: null,
  isAuthenticated: false,

  login: (user, token) => {
    set({ status: "in", user, token, isAuthenticated: true });
  },
  logout: () => {
    set({ status: "out", user: null, token: null, isAuthenticated: false });
  },
  updateUser: (change) => {
    set(({ user }) => ({ user: user && { ...user, ...change } }));
  },
  updateToken: (token) => {
    set({ status: "in", token, isAuthenticated: true });
  },
  expire: () => {
    set(({ user }) => ({ status: user ? "expired" : "out", token: null, isAuthenticated: false }));
  },
  lose: () => {
    set({ status: "unreachable" });
  },
}));
