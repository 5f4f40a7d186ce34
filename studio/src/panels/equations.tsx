/** Equations as they are printed. The MathML is made by the language layer, which escapes every name. */
import type { Typeset } from "../contract.ts";

export function Equations({ entries }: { readonly entries: readonly Typeset[] }) {
  return (
    <div class="equations">
      {entries.map(({ path, equations, rules }) => (
        <div key={path}>
          {entries.length > 1 && <h3>{path.replace(/^\w+\./, "")}</h3>}
          {[...equations, ...rules.filter(([key]) => key !== "refractory").map(([, mathml]) => mathml)].map((mathml, i) => (
            <div class="equation" key={i} dangerouslySetInnerHTML={{ __html: mathml }} />
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
