/** Patterns of fields, and their waves. */
import { ofRun } from "./of-run.tsx";
import { isPlane, needs, noPlane } from "./recorded.ts";

export const planform = ofRun({
  id: "planform",
  name: "Planform",
  meaning: "patterns of fields over a plane, and the waves that they are made of",
  group: "Patterns and distributions",
  usual: ["network"],
  lacks: needs(isPlane, noPlane),
});
