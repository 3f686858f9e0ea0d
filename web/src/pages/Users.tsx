// The list of users and their roles.
import { UserPlus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usersAPI } from "@/api/services";
import { presetPermissions, roleNames, type Preset, type Role, type User } from "@/api/types";
import { DataTable } from "@/components/DataTable";
import { activeFilter, Filters, type Filter } from "@/components/Filters";
import { DateTime } from "@/components/DateTime";
import { Page } from "@/components/Page";
import type { Column } from "@/components/Rows";
import { StateBadge } from "@/components/StateBadge";
import { button } from "@/components/ui/button";
import { useListView, type ListSource } from "@/lib/useListView";
import { useRecordActions, type RecordsOf } from "@/pages/masters/RecordActions";

const source: ListSource = { kind: "users", path: usersAPI.path, filters: ["role", "is_active"], defaults: { sort: "username" } };

const users: RecordsOf<User> = { kind: "users", resource: usersAPI, needs: { deactivate: "user.manage", restore: "user.manage" }, code: (user) => user.username };

const filters: readonly Filter[] = [
  { name: "role", label: "field.role", kind: "choice", options: roleNames.map((value) => ({ value, word: `word.role.${value}` as const })) },
  activeFilter,
];

const columns: readonly Column<User>[] = [
  { id: "username", title: "field.username", cell: (user) => user.username, isSortable: true, onPhone: "title" },
  { id: "email", title: "field.email", cell: (user) => user.email, isSortable: true, onPhone: "plain" },
  { id: "role", title: "field.role", cell: (user) => <RoleName role={user.role} />, isSortable: true, onPhone: "plain" },
  { id: "grants", title: "users.grants", cell: (user) => (user.grants?.length ? <Grants grants={user.grants} /> : undefined) },
  { id: "state", title: "field.state", cell: (user) => (user.is_active && !user.must_change_password ? undefined : <State user={user} />) },
  { id: "created_at", title: "field.created_at", cell: (user) => <DateTime at={user.created_at} form="day" />, isSortable: true, onPhone: "none" },
];

function RoleName({ role }: { role: Role }) {
  return useTranslation().t(`word.role.${role}`);
}

/** Presets by name, individual permissions by their number. */
function Grants({ grants }: { grants: NonNullable<User["grants"]> }) {
  const { t } = useTranslation();
  const presets = grants.filter((grant): grant is Preset => grant in presetPermissions);
  const single = grants.length - presets.length;
  return [...presets.map((preset) => t(`users.preset.${preset}`)), ...(single > 0 ? [t("users.single_count", { count: single })] : [])].join(", ");
}

function State({ user }: { user: User }) {
  const { t } = useTranslation();
  return user.is_active ? t("users.must_change") : <StateBadge state="inactive" />;
}

export default function Users() {
  const { t } = useTranslation();
  const view = useListView<User>(source);
  const make = (
    <Link to="/users/new" className={button()}>
      <UserPlus aria-hidden />
      {t("users.new")}
    </Link>
  );
  return (
    <Page title={t("users.title")} actions={make}>
      <Filters view={view} filters={filters} what={t("users.what")} />
      <DataTable view={view} columns={columns} label={t("users.title")} rowKey={(user) => user.id} rowPath={(user) => `/users/${user.id}`} empty={{ text: t("users.none"), action: make }} actions={useRecordActions(users, view)} />
    </Page>
  );
}
