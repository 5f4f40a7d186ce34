/** Files of densities with which populations begin: `options: { fokker-planck: { initial: { POP: { file: FILE } } } }`. */
import { LapicqueError } from "../../base/index.ts";
import { noUnit } from "../../units/index.ts";
import { filesOfDensities } from "../document/files.ts";
import { textOf } from "../document/node.ts";
import { columnsOf, converted, type Files } from "./assets.ts";
import type { Context } from "./context.ts";

/** Name of the asset of such a file: columns `at`, ascending, in internal units, and `density`, in any. */
export const densityAsset = (file: string): string => `${file}#density`;

/** Takes the first two columns of each file: potentials, with their unit in the header, and the density there. Throws `density-file`, `recording-unit`. */
export function bindDensityFiles(context: Context, files: Files): void {
  for (const node of filesOfDensities(context.root)) {
    context.attempt(() => {
      const file = textOf(node);
      const asset = files.read.get(file);
      if (!asset) return;
      const [at, density] = columnsOf(asset, node.span);
      if (!at || !density || at.values.length < 2)
        throw new LapicqueError("density-file", { file, what: "two columns and at least two rows are needed" }, node.span);
      const unit = context.units === "none" ? noUnit : at.unit;
      if (!unit) throw new LapicqueError("recording-unit", { file, column: at.header }, node.span);
      const potentials = converted(at, unit);
      if (!potentials.every((value, i) => Number.isFinite(value) && (i === 0 || value > potentials[i - 1]!)))
        throw new LapicqueError("density-file", { file, what: "its potentials must ascend" }, node.span);
      if (!density.values.every((value) => value >= 0 && Number.isFinite(value)))
        throw new LapicqueError("density-file", { file, what: "a density is not negative" }, node.span);
      files.used.set(densityAsset(file), { columns: { at: potentials, density: density.values } });
    });
  }
}
