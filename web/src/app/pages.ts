// The table of pages, from which router, navigation, titles and permission checks are made.
import { ArrowLeftRight, BookOpen, Boxes, CalendarCheck, CircleUser, History, LayoutDashboard, Package, Tags, Users, type LucideIcon } from "lucide-react";
import type { ComponentType } from "react";
import type { Permission } from "@/api/types";
import type { Words } from "@/i18n";
import type { MasterPage } from "@/pages/masters";
import { masters, plainMasterNames, textsOf, type PlainMasterName } from "@/records";

export type Group = "work" | "masters" | "admin";
export const groups: readonly Group[] = ["work", "masters", "admin"];

export interface PageRow {
  path: string;
  title: Words;
  /** Any of these opens it; left out: every signed-in user. */
  needs?: readonly Permission[];
  load: () => Promise<{ default: ComponentType }>;
  /** Its group in the navigation; left out: only linked from other pages. */
  group?: Group;
  icon?: LucideIcon;
  /** Shown in the bottom bar of a phone. */
  onPhone?: boolean;
  /** The key that opens it after g. */
  key?: string;
  /** Shown in the user menu. */
  inUserMenu?: boolean;
  /** Needs no sign-in, and is shown without the frame. */
  isPublic?: boolean;
}

const masterPage = (name: PlainMasterName, page: MasterPage) => async () => ({ default: (await import("@/pages/masters")).masterPage(name, page) });

/** A master has three pages: its list, the form of a new one, and one for each record. */
function masterPages(name: PlainMasterName): PageRow[] {
  const { path, icon, needs } = masters[name];
  const texts = textsOf(name);
  return [
    { path, title: texts.title, needs: [needs.read], load: masterPage(name, "list"), group: "masters", icon },
    { path: `${path}/new`, title: texts.new, needs: [needs.create], load: masterPage(name, "new") },
    { path: `${path}/:id`, title: texts.title, needs: [needs.read], load: masterPage(name, "record") },
  ];
}

export const pages: readonly PageRow[] = [
  { path: "/login", title: "auth.title", load: () => import("@/pages/SignIn"), isPublic: true },
  { path: "/first-user", title: "auth.first", load: () => import("@/pages/FirstUser"), isPublic: true },
  {
    path: "/",
    title: "dashboard.title",
    needs: ["stock.read"],
    load: () => import("@/pages/Dashboard"),
    group: "work",
    icon: LayoutDashboard,
    key: "d",
  },
  {
    path: "/post",
    title: "post.title",
    needs: ["receipt.post", "stock.issue", "stock.return", "stock.transfer", "stock.adjust", "stock.opening"],
    load: () => import("@/pages/post/Post"),
    group: "work",
    icon: ArrowLeftRight,
    onPhone: true,
    key: "p",
  },
  { path: "/stock", title: "stock.title", needs: ["stock.read"], load: () => import("@/pages/Stock"), group: "work", icon: Boxes, onPhone: true, key: "s" },
  { path: "/ledger", title: "ledger.title", needs: ["ledger.read"], load: () => import("@/pages/Ledger"), group: "work", icon: BookOpen, key: "l" },
  { path: "/postings/:id", title: "ledger.posting", needs: ["ledger.read"], load: () => import("@/pages/Posting") },
  { path: "/items", title: "masters.item.title", needs: ["item.read"], load: () => import("@/pages/items/ItemList"), group: "work", icon: Package, onPhone: true, key: "i" },
  { path: "/items/new", title: "masters.item.new", needs: ["item.create"], load: async () => ({ default: (await import("@/pages/items")).NewItem }) },
  { path: "/items/:id", title: "masters.item.title", needs: ["item.read"], load: async () => ({ default: (await import("@/pages/items")).ItemPage }) },
  { path: "/labels", title: "labels.title", needs: ["item.read"], load: () => import("@/pages/Labels"), group: "masters", icon: Tags },
  ...plainMasterNames.flatMap(masterPages),
  { path: "/periods", title: "periods.title", needs: ["stock.read"], load: () => import("@/pages/Periods"), group: "admin", icon: CalendarCheck },
  { path: "/audit", title: "audit.title", needs: ["audit.read_business"], load: () => import("@/pages/Audit"), group: "admin", icon: History },
  { path: "/users", title: "users.title", needs: ["user.manage"], load: () => import("@/pages/Users"), group: "admin", icon: Users, key: "u" },
  { path: "/users/new", title: "users.new", needs: ["user.manage"], load: () => import("@/pages/NewUser") },
  { path: "/users/:id", title: "users.one", needs: ["user.manage"], load: () => import("@/pages/User") },
  { path: "/account", title: "account.title", load: () => import("@/pages/Account"), icon: CircleUser, inUserMenu: true },
];
