/** Cortical patterns as they are seen. */
import { ofRun } from "./of-run.tsx";
import { isPlane, needs, noPlane } from "./recorded.ts";

export const retinal = ofRun({
  id: "retinal",
  name: "Retinal image",
  meaning: "patterns of the visual cortex as they are seen",
  group: "Patterns and distributions",
  usual: ["network"],
  lacks: needs(isPlane, noPlane),
});
