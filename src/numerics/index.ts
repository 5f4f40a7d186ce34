/** Numerical methods over plain arrays: they know vectors, not neurons. */
export { type Dense, denseWeights, type Tableau, type TableauData, tableau } from "./tableau.ts";
export { dormandPrince8, euler, heun, rk4, tableaus, tsitouras5 } from "./tableaus/index.ts";
