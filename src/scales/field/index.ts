/** The scale `field`: equations over space. */
export { field } from "./field.ts";
