/** Types between scales, session and figures. */
export type * from "./result.ts";
export type * from "./scale.ts";
export type * from "./sweep.ts";
export type * from "./table.ts";
