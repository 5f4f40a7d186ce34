/** Equations as they are printed. The MathML is made by the language layer, which escapes every name. */
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Typeset } from "../contract.ts";
import { breakLines, joinLines } from "./broken-lines.ts";

/**
 * Equations that do not fit are set smaller, all alike: down to the first share; those that are longer still are broken into lines, and
 * for those that cannot be broken, down to the second. Beyond that they scroll.
 */
const [SMALL, SMALLEST] = [0.84, 0.7];

export function Equations({ entries }: { readonly entries: readonly Typeset[] }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = place;
    if (!current) return;
    const fit = () => {
      current.style.setProperty("--fit", "1");
      const lines = [...current.querySelectorAll(".equation")];
      for (const line of lines) joinLines(line);
      const share = () => 0.98 * Math.min(1, ...lines.map((line) => line.clientWidth / line.scrollWidth));
      const set = (fit: number) => current.style.setProperty("--fit", `${fit}`);
      const whole = share();
      if (whole >= 0.98) return;
      set(Math.max(SMALL, whole));
      for (const line of lines) if (line.scrollWidth > line.clientWidth) breakLines(line);
      const rest = share();
      if (rest < 0.98) set(Math.max(SMALLEST, SMALL * rest));
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
