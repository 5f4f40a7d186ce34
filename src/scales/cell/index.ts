/** The scale `cell`: neurons as written, each by itself, with events located to rounding. */
export { cell } from "./cell.ts";
