/** Equations as they are printed. The MathML is made by the language layer, which escapes every name. */
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Typeset } from "../contract.ts";

/** Down to this share of their size long equations are set smaller, so that they fit; beyond that they scroll. */
const SMALLEST = 0.62;

export function Equations({ entries }: { readonly entries: readonly Typeset[] }) {
  return (
    <div class="equations">
      {entries.map(({ path, equations, rules }) => (
        <div key={path}>
          {entries.length > 1 && <h3>{path.replace(/^\w+\./, "")}</h3>}
          {[...equations, ...rules.filter(([key]) => key !== "refractory").map(([, mathml]) => mathml)].map((mathml) => (
            <Equation key={mathml} mathml={mathml} />
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

function Equation({ mathml }: { readonly mathml: string }) {
  const line = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = line;
    if (!current) return;
    const fit = () => {
      current.style.fontSize = "";
      const share = current.clientWidth / current.scrollWidth;
      if (share < 1) current.style.fontSize = `${Math.max(SMALLEST, 0.98 * share)}em`;
    };
    const watch = new ResizeObserver(fit);
    watch.observe(current);
    return () => watch.disconnect();
  }, [mathml]);
  return <div class="equation" ref={line} dangerouslySetInnerHTML={{ __html: mathml }} />;
}
