/** The running mode: the simulation goes on as on an oscilloscope, while parameters change and kicks are given. */
import { useCallback, useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import type { JSX } from "preact/jsx-runtime";
import type { Result } from "../../../../src/contract/index.ts";
import { type Figure, type PageSize, printNumber, type Scene } from "../../../../src/figures/index.ts";
import type { LiveSettings } from "../../contract.ts";
import type { LiveProps } from "../props.ts";
import { useFigure } from "../stage/figure.ts";
import { Foot } from "../stage/foot.tsx";
import { pageAt } from "../stage/frame.ts";
import { type Overlay, Stage } from "../stage/stage.tsx";
import { Words } from "../stage/words.tsx";
import { thinResult } from "../traces/extremes.ts";
import { type Kick, kickOf } from "./kick.ts";
import { Reach } from "./reach.ts";
import { Recorder } from "./recorder.ts";
import { sweepOf } from "./sweep.ts";

/** The longest sweep before is shown beside the present one. */
const KEPT = 2;

export function Live(props: LiveProps) {
  const { settings, theme, computed, running } = props;
  const id = useId();
  const [page, setPage] = useState<PageSize>();
  const figure = useFigure<Result>("traces");
  const recorder = useRecorder(props);
  const turn = useFrames(props.listen, recorder);
  const reach = useMemo(() => new Reach(), [recorder, computed.result?.title, settings.span]);
  const model = computed.result;
  const screen = useMemo(
    () => (model && page && figure && recorder.samples > 0 ? draw(figure, recorder, settings, model, page, reach) : undefined),
    [turn, model, page, figure, settings.span],
  );
  const beam = recorder.time % settings.span;
  const kick = model && kickOf(model, settings.kick);
  const overlay = useCallback<Overlay>(
    ({ context, theme }) => {
      const [first, last] = [screen?.panels[0], screen?.panels.at(-1)];
      if (!first || !last) return;
      context.fillStyle = theme.soft;
      const { x } = pageAt(first, { x: beam, y: 0 });
      context.fillRect(x - 0.5, first.frame.y, 1, last.frame.y + last.frame.height - first.frame.y);
    },
    [screen, beam],
  );
  const keys = (event: JSX.TargetedKeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " ") props.toggle();
    else if (event.key === "k" && kick) props.kick(kick.state, kick.by);
    else return;
    event.preventDefault();
  };
  return (
    <div class="plot-view" data-view="live">
      <Controls {...props} push={kick} />
      <Stage
        label={`Running simulation${model ? ` of ${model.title}` : ""}`}
        describedBy={id}
        scene={screen}
        reason={screen ? undefined : "Press Run: the simulation goes on while you change it."}
        overlay={overlay}
        theme={theme}
        intents={{}}
        onKeyDown={keys}
        onSize={setPage}
        touch="pan-y"
      />
      {props.trouble !== undefined && <p class="plot-trouble">{props.trouble}</p>}
      {model && (
        <Foot
          note=""
          view="live"
          title={model.title}
          theme={theme}
          source={model.provenance}
          picture={(page) =>
            figure?.draw({ ...sweepOf(recorder, settings.span, model), title: model.title }, { from: 0, to: settings.span }, page)
          }
        />
      )}
      <Words id={id} description={`${screen?.description ?? ""} ${HELP}`} news={props.trouble ?? (running ? "running" : "paused")} />
    </div>
  );
}

const HELP = "Space runs and pauses, K gives a kick.";

interface ControlsProps extends LiveProps {
  readonly push: Kick | undefined;
}

function Controls({ settings, change, computed, running, toggle, restart, kick, push }: ControlsProps) {
  const time = computed.result?.units === "none" ? "" : "ms";
  const choose = (part: Partial<LiveSettings>) => change({ ...settings, ...part }, "step");
  return (
    <div class="plot-controls">
      <button type="button" onClick={toggle} aria-pressed={running} title="Space">
        {running ? "Pause" : "Run"}
      </button>
      <button type="button" disabled={!push} onClick={() => push && kick(push.state, push.by)} title="K">
        Kick {push?.text}
      </button>
      <button type="button" onClick={restart}>
        Restart
      </button>
      <Choice
        label="Screen"
        unit={time}
        value={settings.span}
        among={[100, 200, 500, 1000, 2000, 5000]}
        choose={(span) => choose({ span })}
      />
      <Choice
        label="Speed"
        unit={`${time}/s`}
        value={settings.speed}
        among={[10, 20, 50, 100, 200, 500, 1000]}
        choose={(speed) => choose({ speed })}
      />
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly among: readonly number[];
  choose(value: number): void;
}

function Choice({ label, unit, value, among, choose }: ChoiceProps) {
  const values = among.includes(value) ? among : [...among, value].sort((a, b) => a - b);
  return (
    <label>
      {label}{" "}
      <select value={value} onChange={(event) => choose(Number(event.currentTarget.value))}>
        {values.map((one) => (
          <option key={one} value={one}>
            {printNumber(one)} {unit}
          </option>
        ))}
      </select>
    </label>
  );
}

function useRecorder({ settings }: LiveProps): Recorder {
  const recorder = useRef<Recorder>();
  recorder.current ??= new Recorder(KEPT * settings.span);
  recorder.current.span = KEPT * settings.span;
  return recorder.current;
}

/** Counts the pictures that are to be drawn: one a frame of the screen, however many frames of the simulation came. */
function useFrames(listen: LiveProps["listen"], recorder: Recorder): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let asked = 0;
    const stop = listen((frame) => {
      if (frame) recorder.add(frame);
      else recorder.clear();
      asked ||= requestAnimationFrame(() => {
        asked = 0;
        setTurn((turn) => turn + 1);
      });
    });
    return () => {
      stop();
      cancelAnimationFrame(asked);
    };
  }, [listen, recorder]);
  return turn;
}

function draw(figure: Figure<Result>, recorder: Recorder, { span }: LiveSettings, model: Result, page: PageSize, reach: Reach): Scene {
  const sweep = sweepOf(recorder, span, model);
  const { result } = thinResult(sweep, 0, span, page.width);
  return figure.draw(result, { from: 0, to: span }, { ...page, reach: reach.of(result.signals) }).scene;
}
