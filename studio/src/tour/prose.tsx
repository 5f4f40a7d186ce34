/** A sentence with the symbols in it set as symbols: `E_L`, `tau_w`, `dV/dt`. */

const greek: Readonly<Record<string, string>> = { tau: "\u03c4", Delta: "\u0394" };

export function Prose({ text }: { readonly text: string }) {
  // Single letters are symbols too, but for the words `a` and `I`, which the tour does not use.
  return (
    <>
      {text.split(/(\b[A-Za-z]+_[A-Za-z]+\b|\bd[Vw]\/dt\b|\b[VIwb]\b)/).map((part, i) => {
        // Hair spaces keep a slash off slanted letters.
        if (i % 2 === 0) return part.replace(/^\/$/, "\u200a/\u200a").replace(/-(?=\d)/g, "\u2212");
        const [head = "", foot] = part.split("_");
        return (
          <var key={i}>
            {greek[head] ?? head}
            {foot !== undefined && <sub>{foot}</sub>}
          </var>
        );
      })}
    </>
  );
}
