export type * from "./result.ts";
export type * from "./scale.ts";
