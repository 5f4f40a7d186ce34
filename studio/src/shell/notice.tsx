/** A sentence that stays for a few seconds, read out by screen readers. */
import { useEffect } from "preact/hooks";
import { useStudio } from "../state/studio.ts";

/** Long enough to be read twice [ms]. */
const STAY = 6000;

export function Notice() {
  const { notice } = useStudio();
  const text = notice.value;
  useEffect(() => {
    if (text === "") return;
    const timer = setTimeout(() => (notice.value = ""), STAY);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div class="notice" role="status" data-shown={text !== ""}>
      {text}
    </div>
  );
}
