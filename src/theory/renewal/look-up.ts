/** Hazard and exposure of a law at any age. */
import { firstAfter, legendreIntegral, legendreSum } from "../../numerics/index.ts";
import { nodeCount, type Panel, panelRule, type Tail } from "./panel.ts";

/** The hazard at an age, and the hazard integrated up to it. */
export interface Exposed {
  readonly hazard: number;
  readonly exposure: number;
}

/** Evaluates the polynomials of the panels; below 0 nothing has happened, beyond a law without tail nobody is left. */
export function lookUp(panels: readonly Panel[], tail: Tail | undefined): (age: number) => Exposed {
  const { coefficients } = panelRule();
  const starts = panels.map(({ start }) => start);
  const expansions = new Map<Panel, Float64Array>();
  const expansionOf = (panel: Panel) => {
    let expansion = expansions.get(panel);
    if (!expansion) {
      expansion = new Float64Array(nodeCount);
      for (let k = 0; k < nodeCount; k++)
        for (let j = 0; j < nodeCount; j++) expansion[k]! += coefficients[k * nodeCount + j]! * panel.hazard[j]!;
      expansions.set(panel, expansion);
    }
    return expansion;
  };
  return (age) => {
    if (!(age > 0)) return { hazard: 0, exposure: 0 };
    if (tail && age >= tail.age) return { hazard: tail.hazard, exposure: tail.exposure + (age - tail.age) * tail.hazard };
    const panel = panels[firstAfter(starts, age) - 1]!;
    const x = (2 * (age - panel.start)) / panel.width - 1;
    if (x > 1) return { hazard: panel.hazard.at(-1)!, exposure: Number.POSITIVE_INFINITY };
    const expansion = expansionOf(panel);
    const exposure = panel.exposure + 0.5 * panel.width * legendreIntegral(expansion, x);
    return { hazard: Math.max(0, legendreSum(expansion, x)), exposure: Math.max(panel.exposure, exposure) };
  };
}
