/** Types between scales, session and figures. */
export type * from "./agreement.ts";
export type * from "./complex.ts";
export type * from "./exchange.ts";
export type * from "./portrait.ts";
export type * from "./result.ts";
export type * from "./scale.ts";
export type * from "./stationary.ts";
export type * from "./steady.ts";
export type * from "./sweep.ts";
export type * from "./system.ts";
export type * from "./table.ts";
export type * from "./theory.ts";
export type * from "./waves.ts";
