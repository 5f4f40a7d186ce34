/** The views that draw. Each is a function of the settings and what was computed. */
import "./plots.css";

export { Traces } from "./traces/traces.tsx";
