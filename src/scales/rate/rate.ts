import { unitScale } from "../units.ts";

export const rate = unitScale("rate");
