/** Why a document, or a scale of it, is refused, with what would help: asked of the worker. */
import { useEffect, useState } from "preact/hooks";
import type { Refusal } from "../../../src/session/index.ts";
import { useStudio } from "../state/studio.ts";

/** The refusals of a text, by the scale that is named; none without a text. What comes late for another text is dropped. */
export function useRefusals(text: string | undefined, scale?: string): readonly Refusal[] {
  const { engine, document } = useStudio();
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  useEffect(() => {
    setRefusals([]);
    if (text === undefined) return;
    let isLate = false;
    void engine.call("refusals", { text, name: document.peek().name, ...(scale === undefined ? {} : { scale }) }).then((found) => {
      if (!isLate) setRefusals(found);
    });
    return () => {
      isLate = true;
    };
  }, [text, scale]);
  return refusals;
}
