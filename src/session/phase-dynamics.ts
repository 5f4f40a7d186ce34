/** Cycles and separatrices of a portrait, apart from it: a page draws the plane at once and loads the rest when it rests. */
import { withDynamics } from "../analysis/index.ts";

export { withDynamics };
