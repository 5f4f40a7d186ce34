/** A sentence with its symbols, which stand between back quotes, set as symbols: `E_L`, `tau`, `dV`. */

const greek: Readonly<Record<string, string>> = {
  alpha: "\u03b1",
  beta: "\u03b2",
  tau: "\u03c4",
  theta: "\u03b8",
  Delta: "\u0394",
  Theta: "\u0398",
};

export function Prose({ text }: { readonly text: string }) {
  return (
    <>
      {text.split("`").map((part, i) => {
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
