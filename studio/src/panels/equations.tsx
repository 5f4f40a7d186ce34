/** Equations as they are printed. The MathML is made by the language layer, which escapes every name. */
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Typeset } from "../contract.ts";

/** Down to this share of their size equations are set smaller, all alike, so that the longest fits; beyond that it scrolls. */
const SMALLEST = 0.72;

export function Equations({ entries }: { readonly entries: readonly Typeset[] }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = place;
    if (!current) return;
    const fit = () => {
      current.style.setProperty("--fit", "1");
      const lines = [...current.querySelectorAll(".equation")];
      const share = Math.min(1, ...lines.map((line) => line.clientWidth / line.scrollWidth));
      if (share < 1) current.style.setProperty("--fit", `${Math.max(SMALLEST, 0.98 * share)}`);
    };
    const watch = new ResizeObserver(fit);
    watch.observe(current);
    return () => watch.disconnect();
  }, [entries]);
  return (
    <div class="equations" ref={place}>
      {entries.map(({ path, equations, rules }) => (
        <div key={path}>
          {entries.length > 1 && <h3>{path.replace(/^\w+\./, "")}</h3>}
          {[...equations, ...rules.filter(([key]) => key !== "refractory").map(([, mathml]) => mathml)].map((mathml) => (
            <div class="equation" key={mathml} dangerouslySetInnerHTML={{ __html: mathml }} />
          ))}
          {rules
            .filter(([key]) => key === "refractory")
            .map(([key, text]) => (
              <p class="rule" key={key}>
                refractory for {text}
              </p>
            ))}
        </div>
      ))}
    </div>
  );
}
