/** Names that a document gives to its own things. */
import { LapicqueError, type Span } from "../../base/index.ts";
import { isReserved } from "../../language/index.ts";

/** Throws `bad-name` or `reserved-name` unless the key can be a name in equations. */
export function defineName(name: string, span: Span): void {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) throw new LapicqueError("bad-name", { name }, span);
  if (isReserved(name)) throw new LapicqueError("reserved-name", { name }, span);
}

/** Whether a name is that of a coordinate. */
export function isCoordinate(name: string): boolean {
  return name === "position" || name.startsWith("position.");
}
