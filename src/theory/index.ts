/** Closed forms that scales, figures and tests compare with. */
export { nnlifRate } from "./nnlif.ts";
