/** The scale `rate`: equations of `rates`, which exist once. */
export { rate } from "./rate.ts";
