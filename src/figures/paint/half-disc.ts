/** The filled half of a half-filled point. */
import { cos, sin } from "../../base/index.ts";

/** Points of the arc: as round as a few points of radius can look. */
const corners = 16;

/** The left half of a disc as a closed path. */
export function halfDisc(x: number, y: number, radius: number): Float64Array {
  const path = new Float64Array(2 * (corners + 1));
  for (let k = 0; k <= corners; k++) {
    const angle = Math.PI * (0.5 + k / corners);
    path[2 * k] = x + radius * cos(angle);
    path[2 * k + 1] = y + radius * sin(angle);
  }
  return path;
}
