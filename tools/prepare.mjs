/** What every package script needs first: the dependencies and the build. Silent when there is nothing to do. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Runs node on a script in the checkout and ends this process when it fails. */
export function node(args, options = {}) {
  const { status, error } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit", ...options });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

/** Installs the locked dependencies when they are absent or older than the lock file. npm runs this script, so it knows where npm is. */
export function install() {
  const stamp = join(root, "node_modules", ".package-lock.json");
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs) return;
  const npm = process.env.npm_execpath;
  if (!npm) throw new Error("Dependencies are missing: run 'npm ci' first.");
  console.error("Installing dependencies (once) ...");
  node([npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"], { stdio: ["ignore", "ignore", "inherit"] });
}

/** Compiles what changed: TypeScript project references, into dist/. */
export function build() {
  node([join("node_modules", "typescript", "bin", "tsc"), "-b"]);
}

export const version = () => JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;
