import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { rolePermissions } from "@/api/types";
import { withoutEffect } from "./grants";

/** The server's sources, without the table of permissions itself. */
const sources = ["../lib", "../src", "../records"]
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`))
  .filter((file) => /\.(c|h|def)$/.test(file) && !file.endsWith("perms.def"))
  .map((file) => readFileSync(file, "utf8"))
  .join("\n");

it("offers the permissions that the server asks for, and no others", () => {
  const isUsed = (permission: string) => new RegExp(`\\bPERM_${permission.replaceAll(".", "_").toUpperCase()}\\b`).test(sources);
  expect(rolePermissions.admin.filter((permission) => !isUsed(permission)).sort()).toEqual([...withoutEffect].sort());
});
