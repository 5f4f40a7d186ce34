/** The f-I curve on a canvas, with the input as it is marked; a press sets it. */
import { useCallback, useId, useMemo, useState } from "preact/hooks";
import type { JSX } from "preact/jsx-runtime";
import type { FiringCurve } from "../../../../src/contract/index.ts";
import { type PageSize, type Panel, plainText, typesetName } from "../../../../src/figures/index.ts";
import { paintShapes } from "../paint/canvas.ts";
import type { FiringProps } from "../props.ts";
import { drawn, useFigure } from "../stage/figure.ts";
import { Empty, Foot } from "../stage/foot.tsx";
import { dataAt, isInside, type Point, pageAt } from "../stage/frame.ts";
import type { Intents } from "../stage/gestures.ts";
import { type Overlay, Stage } from "../stage/stage.tsx";
import { sentences, withUnitText } from "../stage/text.ts";
import { Tip } from "../stage/tip.tsx";
import { Words } from "../stage/words.tsx";
import { operatingShapes, pointerShapes, rateAt, roundedInput } from "./operating.ts";

export function Firing(props: FiringProps) {
  const { firing } = props.computed;
  if (!firing) {
    const { reasons, stale } = props.computed;
    return <Empty view="firing" reason={reasons.firing} isStale={stale.includes("firing")} />;
  }
  return <Curve {...props} firing={firing} />;
}

interface CurveProps extends FiringProps {
  readonly firing: FiringCurve;
}

function Curve(props: CurveProps) {
  const { firing, theme, operating, setInput } = props;
  const id = useId();
  const [page, setPage] = useState<PageSize>();
  const [pointer, setPointer] = useState<number>();
  const figure = useFigure<FiringCurve>("f-i");
  const picture = useMemo(
    () => (figure && page ? drawn(() => figure.draw({ ...firing, title: "" }, {}, page)) : undefined),
    [figure, firing, page?.width, page?.height],
  );
  const scene = picture?.scene;
  const panel = scene?.panels[0];
  const overlay = useCallback<Overlay>(
    (pen) => {
      if (!panel) return;
      if (pointer !== undefined) paintShapes(pen, pointerShapes(panel, pointer));
      if (operating !== undefined) paintShapes(pen, operatingShapes(panel, operating, rateAt(firing, operating)));
    },
    [panel, firing, operating, pointer],
  );
  const intents = panel ? firingIntents(panel, setInput, setPointer) : {};
  const keys = (event: JSX.TargetedKeyboardEvent<HTMLElement>) => {
    if (!panel || event.ctrlKey || event.metaKey || event.altKey) return;
    const { low, high } = panel.x.scale;
    const step = (high - low) / (event.shiftKey ? 20 : 100);
    const next = { ArrowLeft: (operating ?? low) - step, ArrowRight: (operating ?? low) + step, Home: low, End: high }[event.key];
    if (next === undefined) return;
    setInput(roundedInput(Math.min(high, Math.max(low, next)), step), "step");
    event.preventDefault();
  };
  const words = sentences(firing.words);
  const now = operating === undefined ? "" : operatingText(firing, operating);
  return (
    <div class="plot-view" data-view="firing">
      <Stage
        label={`f-I curve of ${firing.title}`}
        describedBy={id}
        scene={scene}
        reason={picture?.reason}
        overlay={overlay}
        theme={theme}
        intents={intents}
        onKeyDown={keys}
        onSize={setPage}
        touch="pan-y"
      />
      {pointer !== undefined && panel && scene && (
        <Tip
          lines={[operatingText(firing, pointer)]}
          at={{ x: pageAt(panel, { x: pointer, y: 0 }).x, y: panel.frame.y + 8 }}
          page={scene}
        />
      )}
      <Foot
        note={words}
        view="f-i"
        title={firing.title}
        theme={theme}
        source={firing.provenance}
        picture={(page) => figure?.draw(firing, {}, page)}
      />
      <Words id={id} description={`${scene?.description ?? ""} ${words} ${HELP}`} news={now} />
    </div>
  );
}

const HELP = "Left and right arrow keys set the input, with Shift in larger steps; Home and End go to its ends.";

/** Pressing and dragging set the input. */
function firingIntents(panel: Panel, setInput: FiringProps["setInput"], setPointer: (input: number | undefined) => void): Intents {
  const { low, high } = panel.x.scale;
  const step = (high - low) / 400;
  const inputAt = (at: Point) => roundedInput(Math.min(high, Math.max(low, dataAt(panel, at).x)), step);
  return {
    press: (at) => isInside(panel.frame, at) && setInput(inputAt(at), "move"),
    drag: (at, from) => isInside(panel.frame, from) && setInput(inputAt(at), "move"),
    hover: (at) => setPointer(at && isInside(panel.frame, at) ? inputAt(at) : undefined),
  };
}

/** `I = 20 pA: 13.2 Hz`. */
function operatingText(firing: FiringCurve, input: number): string {
  const rate = rateAt(firing, input);
  const here = `${plainText(typesetName(firing.input.name))} = ${withUnitText(input, firing.input.unit)}`;
  return rate === undefined ? here : `${here}: ${withUnitText(rate, firing.units === "physical" ? "Hz" : "")}`;
}
