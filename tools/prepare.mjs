/** What every package script needs first: the dependencies and the build. Silent when there is nothing to do. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Runs node on a script in the checkout and ends this process when it fails. */
export function node(args, options = {}) {
  const { status, error } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit", ...options });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

/** Whether what is installed is what the lock file says; packages for other systems may be absent. */
function isInstalled() {
  const packages = (file) => Object.entries(JSON.parse(readFileSync(join(root, file), "utf8")).packages);
  const stamp = join("node_modules", ".package-lock.json");
  if (!existsSync(join(root, stamp))) return false;
  const present = new Map(packages(stamp));
  return packages("package-lock.json").every(
    ([path, { version, optional }]) => path === "" || (optional && !present.has(path)) || present.get(path)?.version === version,
  );
}

/** Installs the locked dependencies where they are absent or others. npm runs this script, so it knows where npm is. */
function install() {
  if (isInstalled()) return;
  const npm = process.env.npm_execpath;
  if (!npm) throw new Error("Dependencies are missing: run 'npm ci' first.");
  console.error("Installing dependencies (once) ...");
  node([npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"], { stdio: ["ignore", "ignore", "inherit"] });
}

/** Installs what is missing, and joins the command line into dist/bin where a source has changed. */
export async function buildCommand() {
  install();
  const { bundleCommand } = await import("./bundle.mjs");
  await bundleCommand();
}

/** The same, and the library: types are checked, TypeScript project references compiled into dist/. */
export async function build() {
  await buildCommand();
  node([join("node_modules", "typescript", "bin", "tsc"), "-b"]);
}
