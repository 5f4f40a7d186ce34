/** f-I curves of single neurons. */
export { type FiringOptions, firingCurve } from "./curve.ts";
