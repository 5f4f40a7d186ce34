/** Eigenvalues of the age structure of populations. */
import { ofRun } from "./of-run.tsx";

export const eigenmodes = ofRun({
  id: "eigenmodes",
  name: "Eigenmodes",
  meaning: "eigenvalues of the age structure of populations",
  group: "Statistics",
  usual: [],
  lacks: ({ wanted }) =>
    wanted.eigenmodes ? undefined : "Its theory is found together with a run that draws it: add `eigenmodes` under `figures:`.",
});
