// Starts a complete instance for a run: nginx, workers and a store with the demo data. `./dev run`
// starts it from the programs in CCPL_BUILD, on its own ports and in its own folder; only that
// process is stopped afterwards.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { request } from "playwright-core";
import type { TestProject } from "vitest/node";

const top = resolve(import.meta.dirname, "../..");

export const password = "correct horse battery staple";
export const roles = ["admin", "manager", "staff", "viewer"] as const;
export type Role = (typeof roles)[number];

declare module "vitest" {
  interface ProvidedContext {
    url: string;
    folder: string;
  }
}

function freePort() {
  return new Promise<number>((done, failed) => {
    const server = createServer().once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => { done(address && typeof address === "object" ? address.port : 0); });
    });
  });
}

async function untilItAnswers(dev: ChildProcess, log: string) {
  const deadline = Date.now() + 600_000;
  while (Date.now() < deadline && dev.exitCode === null) {
    if (readFileSync(log, "utf8").includes("answers at")) return;
    await sleep(50);
  }
  dev.kill("SIGTERM");
  throw new Error(`it does not start:\n${readFileSync(log, "utf8").slice(-3000)}`);
}

/** Registers the first user as admin, then one user for each role, named after it. */
async function registerAll(url: string) {
  const http = await request.newContext({ baseURL: url, ignoreHTTPSErrors: true });
  const headers: Record<string, string> = {};
  for (const role of roles) {
    const data = { email: `${role}@example.com`, username: role, password, role };
    const created = await http.post("/api/auth/register", { data, headers });
    if (created.status() !== 201) throw new Error(`${role}: ${await created.text()}`);
    if (headers.Authorization) continue;
    const signedIn = await http.post("/api/auth/login", { data: { username: role, password } });
    headers.Authorization = `Bearer ${((await signedIn.json()) as { token: string }).token}`;
  }
  await http.dispose();
}

function loadDemo(env: NodeJS.ProcessEnv) {
  const demo = spawnSync(join(top, "dev"), ["demo"], { env, encoding: "utf8" });
  if (demo.status !== 0) throw new Error(`no demo data: ${demo.stdout}${demo.stderr}`);
}

async function stop(dev: ChildProcess) {
  const ended = new Promise((done) => dev.once("exit", done));
  if (dev.exitCode === null && dev.kill("SIGTERM")) await ended;
}

export default async function setup({ provide }: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), "ccpl-e2e-"));
  chmodSync(folder, 0o755);
  const port = await freePort();
  const url = `https://127.0.0.1:${port}`;
  const log = join(folder, "dev.log");
  const env: NodeJS.ProcessEnv = {
    PATH: process.env.PATH, HOME: process.env.HOME ?? "/", LANG: "C.UTF-8",
    CCPL_BUILD: process.env.CCPL_BUILD ?? join(top, "build"), CCPL_HOME: join(folder, "home"),
    PORT: `${port}`, METRICS_PORT: `${await freePort()}`,
    ENVIRONMENT: "test", PASSWORD_COST: "10", WORKERS: "2", CCPL_CLOCK_FILE: join(folder, "clock"),
  };
  const output = openSync(log, "a");
  const dev = spawn(join(top, "dev"), ["run"], { env, detached: true, stdio: ["ignore", output, output] });
  closeSync(output);
  try {
    await untilItAnswers(dev, log);
    await registerAll(url);
    loadDemo(env);
  } catch (fault) {
    await stop(dev);
    throw fault;
  }
  provide("url", url);
  provide("folder", folder);
  return async () => {
    await stop(dev);
    rmSync(folder, { recursive: true, force: true });
  };
}
