/** A few lines beside the pointer, kept on the page. */
import type { PageSize } from "../../../../src/figures/index.ts";
import type { Point } from "./frame.ts";

export interface TipProps {
  readonly lines: readonly string[];
  /** Position on the page [points]. */
  readonly at: Point;
  readonly page: PageSize;
}

/** Distance from the pointer [em]. */
const GAP = 0.9;

export function Tip({ lines, at, page }: TipProps) {
  // Shares of the page, so that the place is right at every zoom; beyond the middle it stands on the other side.
  const share = (value: number, of: number) => `${(100 * value) / of}%`;
  const side = at.x > page.width / 2 ? { right: share(page.width - at.x, page.width) } : { left: share(at.x, page.width) };
  const height = at.y > page.height * 0.6 ? { bottom: share(page.height - at.y, page.height) } : { top: share(at.y, page.height) };
  return (
    <div class="plot-tip" style={{ ...side, ...height, margin: `${GAP}em` }} aria-hidden="true">
      {lines.join("\n")}
    </div>
  );
}
