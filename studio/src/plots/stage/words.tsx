/** A plot in words: what it shows, for those who ask, and what has changed, said politely once it stays. */
import { useEffect, useState } from "preact/hooks";

export interface WordsProps {
  /** Id of the description, which the plot is described by. */
  readonly id: string;
  readonly description: string;
  /** What is said aloud when it changes; nothing is said at first. */
  readonly news: string;
}

/** A sentence must stand this long before it is said [ms]: a slider under way would speak without end. */
const QUIET = 700;

export function Words({ id, description, news }: WordsProps) {
  const [said, say] = useState({ first: news, now: "" });
  useEffect(() => {
    if (news === said.first || news === said.now) return;
    const timer = setTimeout(() => say({ first: "", now: news }), QUIET);
    return () => clearTimeout(timer);
  }, [news]);
  return (
    <div class="plot-hidden">
      <p id={id}>{description}</p>
      <p role="status" aria-live="polite">
        {said.now}
      </p>
    </div>
  );
}
