/** Fixed points and cycles over a parameter: the figure `bifurcation` on a canvas, with the value as it is; a press sets it. */
import { useCallback, useId, useMemo, useState } from "preact/hooks";
import type { JSX } from "preact/jsx-runtime";
import type { Continuation } from "../../../../src/contract/index.ts";
import { type PageSize, plainText, typesetName } from "../../../../src/figures/index.ts";
import { operatingShapes, pointerShapes, roundedInput } from "../firing/operating.ts";
import { paintShapes } from "../paint/canvas.ts";
import type { OverProps } from "../props.ts";
import { drawn, useFigure } from "../stage/figure.ts";
import { Empty, Foot } from "../stage/foot.tsx";
import { dataAt, isInside, type Point } from "../stage/frame.ts";
import type { Intents } from "../stage/gestures.ts";
import { type Overlay, Stage } from "../stage/stage.tsx";
import { sentences, withUnitText } from "../stage/text.ts";
import { Words } from "../stage/words.tsx";

export function Over(props: OverProps) {
  const { over, reasons, stale } = props.computed;
  return (
    <div class="plot-view" data-view="over">
      <OverChoice {...props} />
      {over ? (
        <Diagram {...props} over={over} name="Bifurcation diagram" file="bifurcation" />
      ) : (
        <Empty view="over" reason={reasons.over} isStale={stale.includes("over")} />
      )}
    </div>
  );
}

/** What the diagram is over; nothing where there is no choice. */
export function OverChoice({ settings, choices, change }: Pick<OverProps, "settings" | "choices" | "change">) {
  const chosen = choices.find(({ value }) => value === settings.parameter) ?? choices[0];
  if (!chosen) return null;
  return (
    <div class="plot-controls">
      <label>
        Over{" "}
        <select value={chosen.value} onChange={({ currentTarget }) => change({ parameter: currentTarget.value }, "step")}>
          {choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {plainText(typesetName(label))}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

/** A page lower than this has no room for the frequency beside the states [points]. */
const LOW = 320;

const HELP = "Left and right arrow keys set the parameter, with Shift in larger steps; Home and End go to its ends.";

export interface DiagramProps extends OverProps {
  readonly over: Continuation;
  /** Of what is drawn. */
  readonly name: string;
  /** What the view is called in file names. */
  readonly file: string;
}

export function Diagram(props: DiagramProps) {
  const { over, theme, operating, setParameter } = props;
  const { low, high, name, unit } = over.parameter;
  const id = useId();
  const [page, setPage] = useState<PageSize>();
  const [pointer, setPointer] = useState<number>();
  const figure = useFigure<Continuation>("bifurcation");
  const picture = useMemo(
    () =>
      figure && page ? drawn(() => figure.draw({ ...over, title: "" }, page.height < LOW ? { hide: ["frequency"] } : {}, page)) : undefined,
    [figure, over, page?.width, page?.height],
  );
  const scene = picture?.scene;
  const overlay = useCallback<Overlay>(
    (pen) => {
      for (const panel of scene?.panels ?? []) {
        if (pointer !== undefined) paintShapes(pen, pointerShapes(panel, pointer));
        if (operating !== undefined) paintShapes(pen, operatingShapes(panel, operating, undefined));
      }
    },
    [scene, operating, pointer],
  );
  const within = (value: number, step: number) => roundedInput(Math.min(high, Math.max(low, value)), step);
  const keys = (event: JSX.TargetedKeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = (high - low) / (event.shiftKey ? 20 : 100);
    const next = { ArrowLeft: (operating ?? low) - step, ArrowRight: (operating ?? low) + step, Home: low, End: high }[event.key];
    if (next === undefined) return;
    setParameter(within(next, step), "step");
    event.preventDefault();
  };
  const panelAt = (at: Point) => scene?.panels.find(({ frame }) => isInside(frame, at));
  const valueAt = (at: Point) => within(dataAt(scene!.panels[0]!, at).x, (high - low) / 400);
  const intents: Intents = {
    press: (at) => panelAt(at) && setParameter(valueAt(at), "move"),
    drag: (at, from) => panelAt(from) && setParameter(valueAt(at), "move"),
    hover: (at) => setPointer(at && panelAt(at) ? valueAt(at) : undefined),
  };
  const words = sentences([...over.words, ...over.notes]);
  const now = operating === undefined ? "" : `${plainText(typesetName(name))} = ${withUnitText(operating, unit)}`;
  return (
    <>
      <Stage
        label={`${props.name} of ${over.title}`}
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
      <Foot
        note={words}
        view={props.file}
        title={over.title}
        theme={theme}
        source={over.provenance ?? props.computed.result?.provenance}
        picture={(page) => figure?.draw(over, {}, page)}
      />
      <Words id={id} description={`${scene?.description ?? ""} ${words} ${HELP}`} news={now} />
    </>
  );
}
