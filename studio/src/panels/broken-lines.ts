/** Long formulas in several lines: browsers do not break MathML. */

const isOperator = (part: Element | undefined, which: RegExp) => part?.localName === "mo" && which.test(part.textContent ?? "");

const SIGN = /^[+\u2212]$/;

/** The parts of a sum in their order: `(a + b) - c`, which is a row within a row, as `a`, `+`, `b`, `-`, `c`. */
function partsOf(row: Element): Element[] {
  const [first, ...rest] = [...row.children];
  if (!first || !rest.some((part) => isOperator(part, SIGN))) return [row];
  return [...(first.localName === "mrow" && !isOperator(first.children[0], /^\($/) ? partsOf(first) : [first]), ...rest];
}

/** A formula of its own, in the line of the one that is broken. */
function piece(parts: readonly Element[]): Element {
  const math = document.createElementNS("http://www.w3.org/1998/Math/MathML", "math");
  math.setAttribute("displaystyle", "true");
  math.append(...parts.map((part) => part.cloneNode(true)));
  // A sign that begins a line still has a term on its left.
  if (isOperator(math.children[0], SIGN)) math.children[0]!.setAttribute("form", "infix");
  return math;
}

/** Shows an equation as pieces that begin with the signs of its sum, between which a line may end. The whole stays for screen readers. */
export function breakLines(line: Element): void {
  const whole = line.querySelector("math");
  const row = whole?.querySelector("mrow");
  if (!whole || !row) return;
  const sides = [...row.children];
  const right = sides.at(-1);
  if (!right || !sides.some((part) => isOperator(part, /^[=\u2190]$/))) return;
  const head = sides.slice(0, -1);
  const terms: Element[][] = [[]];
  for (const part of partsOf(right)) {
    // A sign right after the equals sign belongs to the first term.
    if (isOperator(part, SIGN) && terms.at(-1)!.length > 0) terms.push([]);
    terms.at(-1)!.push(part);
  }
  if (terms.length < 2) return;
  const shown = document.createElement("span");
  shown.className = "broken";
  shown.setAttribute("aria-hidden", "true");
  shown.append(...terms.flatMap((parts, k) => [piece(k === 0 ? [...head, ...parts] : parts), " "]));
  const heard = document.createElement("span");
  heard.className = "unseen";
  heard.append(whole);
  line.append(heard, shown);
}

/** Takes the pieces back. */
export function joinLines(line: Element): void {
  const whole = line.querySelector(".unseen > math");
  if (whole) line.replaceChildren(whole);
}
