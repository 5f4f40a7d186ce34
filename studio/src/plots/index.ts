/** The views that draw. Each is a function of the settings and what was computed. */
import "./plots.css";

export { Firing } from "./firing/firing.tsx";
export { Plane } from "./plane/plane.tsx";
export { Traces } from "./traces/traces.tsx";
