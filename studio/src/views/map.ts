/** Measures over two numbers that are swept. */
import { ofSweep } from "./of-sweep.tsx";
import { withoutMap } from "./swept.ts";

export const map = ofSweep({
  id: "map",
  name: "Map",
  meaning: "what is measured, over two numbers that are swept, as colours",
  group: "Sweeps",
  usual: ["units", "network"],
  lacks: withoutMap,
});
