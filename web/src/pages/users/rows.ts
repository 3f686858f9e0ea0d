// The fields of a user's form.
import { presetPermissions, roleNames, type Permission, type Preset, type Role } from "@/api/types";
import type { FieldRow } from "@/forms/rows";
import { GrantsField } from "./GrantsField";
import { TemporaryPasswordField } from "./TemporaryPasswordField";

const role: FieldRow = { name: "role", kind: "choice", label: "field.role", options: roleNames, word: (name) => `word.role.${name as Role}` };

const grants: FieldRow = {
  name: "grants",
  kind: "list",
  label: "field.grants",
  hint: "users.grants_hint",
  word: (name) => (name in presetPermissions ? `users.preset.${name as Preset}` : `word.permission.${name as Permission}`),
  Field: GrantsField,
};

export const userRows: readonly FieldRow[] = [
  { name: "username", kind: "text", label: "field.username" },
  { name: "email", kind: "text", label: "field.email" },
  role,
  grants,
];

export const newUserRows: readonly FieldRow[] = [
  { name: "username", kind: "text", label: "field.username" },
  { name: "email", kind: "text", label: "field.email" },
  role,
  { name: "password", kind: "text", label: "users.temporary", isWide: true, hint: "users.temporary_hint", Field: TemporaryPasswordField },
  grants,
];
