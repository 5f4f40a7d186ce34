/** Documents of the checkout as exports see them. */
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { nodeHost } from "../../src/cli/node.ts";
import type { Exported } from "../../src/exports/index.ts";
import { exportFormats } from "../../src/exports/index.ts";
import { figures } from "../../src/figures/index.ts";
import { builtNames, type Changes, modelNames, type Opened, openFile, openModel, openText, setsOf } from "../../src/session/index.ts";

const examplesFolder = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "examples");
const surroundings = { host: nodeHost(), names: builtNames(figures.map(({ id }) => id)) };

/** Names of the shipped examples. */
export const examples: readonly string[] = readdirSync(examplesFolder)
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => file.slice(0, -".yaml".length));

/** Every model and parameter set of the catalogue. */
export async function catalogueNames(): Promise<readonly string[]> {
  const sets = await Promise.all(modelNames.map((name) => setsOf(name)));
  return modelNames.flatMap((name, k) => [name, ...sets[k]!.map(({ id }) => id)]);
}

/** Opens a model, an example, or a text. */
export function openNamed(name: string, changes: Changes = {}): Promise<Opened> {
  if (name.includes("\n")) return openText(surroundings, name, "cell.yaml", changes);
  if (examples.includes(name)) return openFile(surroundings, join(examplesFolder, `${name}.yaml`), changes);
  return openModel(surroundings, name, changes);
}

/** A document in a format; figures are none. */
export async function exportNamed(name: string, to: string, changes: Changes = {}): Promise<Exported> {
  const opened = await openNamed(name, changes);
  if (!opened.experiment) throw new Error(opened.errors.map(({ message }) => message).join("\n"));
  const entry = exportFormats.find(({ id }) => id === to)!;
  return (await entry.load())({ opened, command: `lapicque export ${name} --to ${to}`, figures: [] });
}
