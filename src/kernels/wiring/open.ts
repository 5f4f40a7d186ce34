/** The wiring of each rule. */
import { InternalError, unreachable } from "../../base/index.ts";
import { evaluate } from "../../language/index.ts";
import { chooseAll, chooseCounterpart } from "./all.ts";
import { BlockWiring, blocksOf, type Choose } from "./blocks.ts";
import type { Drawing } from "./drawing.ts";
import { isSameForAll, sameForAll } from "./expressions.ts";
import { IndegreeWiring } from "./indegree.ts";
import { OutdegreeWiring } from "./outdegree.ts";
import { PairsWiring } from "./pairs.ts";
import { chooseByPair } from "./pairwise.ts";
import { chooseByChance } from "./probability.ts";
import { chooseOfTotal } from "./total.ts";
import type { Projecting, Wiring } from "./wiring.ts";

/**
 * The connections of a projection onto the targets [from, to) of its target population, which are cut off its range at ends of blocks.
 * Rules that draw by target sort their connections now, and hold them as long as the wiring is held; the others draw when they are asked.
 */
export function openWiring(projecting: Projecting, drawing: Drawing, from: number, to: number): Wiring {
  const { connect } = projecting.projection;
  if (connect === undefined) throw new InternalError(`${projecting.projection.name} has no rule of connection`);
  const blocks = blocksOf(from, to);
  const byBlocks = (choose: Choose) => new BlockWiring(projecting, drawing, blocks, choose);
  switch (connect.kind) {
    case "all":
      return byBlocks(chooseAll(projecting));
    case "one-to-one":
      return byBlocks(chooseCounterpart(projecting));
    case "total":
      return byBlocks(chooseOfTotal(projecting, drawing, blocks, connect.count));
    case "indegree":
      return new IndegreeWiring(projecting, drawing, from, to, connect.count);
    case "outdegree":
      return new OutdegreeWiring(projecting, drawing, from, to, connect.count);
    case "pairs":
      return new PairsWiring(projecting, drawing, from, to);
    case "probability": {
      const { probability } = connect;
      if (!isSameForAll(projecting, probability)) return byBlocks(chooseByPair(projecting, drawing, probability));
      return byBlocks(
        chooseByChance(
          projecting,
          evaluate(probability, (name) => sameForAll(projecting, name)!),
        ),
      );
    }
    default:
      return unreachable(connect);
  }
}
