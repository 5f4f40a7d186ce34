/** Two scales of a document over one another. */
import { useStudio } from "../state/studio.ts";
import { withoutOther } from "./accepted.ts";
import { lazily } from "./lazy.tsx";
import { useSettings, useShared } from "./shared.ts";
import type { View } from "./view.ts";

const Compare = lazily(async () => (await import("../plots/compare/compare.tsx")).Compare);

export const compare: View = {
  id: "compare",
  name: "Scales",
  meaning: "two scales over one another, with a verdict",
  group: "Stationary states and scales",
  usual: [],
  parts: ["agreement"],
  lacks: withoutOther,
  Show: ({ computed }) => {
    const { comparison, acceptance, described, document } = useStudio();
    return (
      <Compare
        {...useShared(computed)}
        {...useSettings("compare")}
        named={described.value?.scales ?? []}
        fitting={acceptance.known.value?.scales.flatMap(({ id, accepts }) => (accepts ? [id] : []))}
        state={comparison.state.value}
        isPresent={comparison.isPresent}
        toggle={(settings) => comparison.toggle(document.peek(), settings)}
      />
    );
  },
};
