/** The explicit Runge-Kutta methods, by name. */
import type { Tableau } from "../tableau.ts";
import { dormandPrince8 } from "./dormand-prince8.ts";
import { euler } from "./euler.ts";
import { heun } from "./heun.ts";
import { rk4 } from "./rk4.ts";
import { tsitouras5 } from "./tsitouras5.ts";

export const tableaus: readonly Tableau[] = [euler, heun, rk4, tsitouras5, dormandPrince8];
export { rodas5p } from "./rodas5p.ts";
export { dormandPrince8, euler, heun, rk4, tsitouras5 };
