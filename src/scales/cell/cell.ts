import { unitScale } from "../units.ts";
export const cell = unitScale("cell");
