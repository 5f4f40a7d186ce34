/** The views that draw. Each is a function of the settings and what was computed. */
export { Traces } from "./traces.tsx";
