/** A sweep of a document as a curve or a map: what is swept and measured, a button, then the figure, whose points appear as they come. */
import { useCallback } from "preact/hooks";
import type { SweepResult } from "../../../../src/contract/index.ts";
import { type Figure, type Options, plainText, readOptions, typesetName } from "../../../../src/figures/index.ts";
import type { ChangeKind, ShownDial, SweepSettings } from "../../contract.ts";
import { quantity } from "../../panels/slider.ts";
import type { JobState } from "../../state/job.ts";
import { roundedInput } from "../firing/operating.ts";
import type { ViewProps } from "../props.ts";
import { FigureView } from "../stage/figure-view.tsx";
import { Empty } from "../stage/foot.tsx";
import { Progress } from "../stage/progress.tsx";
import { sentences } from "../stage/text.ts";

export interface SweepProps extends ViewProps<SweepSettings> {
  /** In the registry of figures. */
  readonly figure: "curve" | "map";
  /** What the document says of it. */
  readonly wanted: Readonly<Record<string, unknown>>;
  readonly state: JobState;
  /** Whether what is drawn is of the document as it is. */
  readonly isPresent: boolean;
  /** Whether the document says itself what is swept. */
  readonly hasOwn: boolean;
  /** The numbers that can be swept instead. */
  readonly dials: readonly ShownDial[];
  /** What can be measured. */
  readonly measures: readonly string[];
  /** The dial behind an axis of the sweep. */
  dialOf(path: string): ShownDial | undefined;
  /** Sweeps this, or the same again. */
  sweep(settings: SweepSettings): void;
  stop(): void;
  set(path: string, value: string, kind: ChangeKind): void;
}

export function Sweep(props: SweepProps) {
  const { computed, figure: id, wanted, theme, state, isPresent } = props;
  const { sweep, reasons } = computed;
  // A sweep of one's own is over other paths than the figures of the document name.
  const asked = props.settings.over ? nothing : wanted;
  const options = useCallback(
    (figure: Figure<SweepResult>): Options => readOptions(id, figure.options, asked, sweep?.units ?? "physical"),
    [id, asked, sweep?.units],
  );
  if (!sweep) {
    return (
      <div class="plot-view" data-view={id}>
        <Controls {...props} />
        <Empty
          view={id}
          reason={state.kind === "running" ? "Computing the first point ..." : (reasons.sweep ?? INVITATION)}
          isStale={false}
        />
      </div>
    );
  }
  return (
    <FigureView<SweepResult>
      figure={id}
      name={id === "curve" ? "Curve" : "Map"}
      of={sweep}
      options={options}
      note={noteOf(sweep, state, isPresent)}
      theme={theme}
      source={sweep.provenance}
      isTall={id === "map"}
      pick={pickOf(props, sweep)}
    >
      <Controls {...props} />
    </FigureView>
  );
}

const nothing: Readonly<Record<string, unknown>> = {};

const INVITATION = "The document runs once for each value, and what is measured is drawn as it comes.";

function noteOf({ axes, rows, notes }: SweepResult, state: JobState, isPresent: boolean): string {
  const all = axes.reduce((product, { values }) => product * values.length, 1);
  const come = rows.length < all && state.kind === "idle" ? [`Stopped after ${rows.length} of ${all} points`] : [];
  return `${isPresent ? "" : "Of other values. "}${sentences([...come, ...notes])}`;
}

/** A press sets the numbers of the axes, as far as they are dials. */
function pickOf({ figure, wanted, dialOf, set, settings }: SweepProps, sweep: SweepResult) {
  const numeric = sweep.axes.filter(({ values }) => values.every((value) => typeof value === "number"));
  const named = (option: unknown) => (settings.over ? undefined : numeric.find(({ path }) => path === option));
  const x = named(wanted.x) ?? (figure === "curve" ? numeric.at(-1) : numeric[0]);
  const y = figure === "map" ? (named(wanted.y) ?? numeric.find((axis) => axis !== x)) : undefined;
  const standing = (axis: SweepResult["axes"][number] | undefined) => {
    const dial = axis && dialOf(axis.path);
    return dial && axis.unit === dial.unit.replace(/^\//, "1/") ? dial.value : undefined;
  };
  return {
    operating: standing(x),
    height: standing(y),
    what: "the number that is swept",
    set: (panel: { readonly x: Axis; readonly y: Axis }, at: { readonly x: number; readonly y: number }, kind: ChangeKind) => {
      for (const [axis, value, { scale }] of [[x, at.x, panel.x] as const, [y, at.y, panel.y] as const]) {
        const turned = axis && dialOf(axis.path);
        if (axis && turned) set(turned.path, quantity(roundedInput(value, (scale.high - scale.low) / 400), turned.unit), kind);
      }
    },
  };
}

interface Axis {
  readonly scale: { readonly low: number; readonly high: number };
}

/** Points of a sweep over a dial. */
const POINTS = [11, 25, 51, 101] as const;

function Controls(props: SweepProps) {
  const { settings, dials, measures, hasOwn, figure, state, isPresent, sweep, stop, change } = props;
  const { over, measure } = settings;
  const isRunning = state.kind === "running";
  const choosePath = (path: string) => {
    const dial = dials.find((one) => one.path === path);
    const { over: _, ...rest } = settings;
    change(dial?.ends ? { ...rest, over: { path, low: dial.ends[0], high: dial.ends[1], points: over?.points ?? POINTS[1] } } : rest);
  };
  const isOnly = ({ name }: ShownDial) => dials.filter((dial) => dial.name === name).length === 1;
  const label = (dial: ShownDial) => plainText(typesetName(isOnly(dial) ? dial.name : `${dial.owner} ${dial.name}`.trim()));
  return (
    <div class="plot-controls">
      {figure === "curve" && (
        <>
          <label>
            Over{" "}
            <select value={over?.path ?? ""} onChange={({ currentTarget }) => choosePath(currentTarget.value)}>
              {hasOwn ? <option value="">what the document sweeps</option> : !over && <option value="">...</option>}
              {dials.map((dial) => (
                <option key={dial.path} value={dial.path}>
                  {[label(dial), dial.part].filter((word) => word !== "").join(" ")}
                </option>
              ))}
            </select>
          </label>
          {over && (
            <>
              <label>
                Points{" "}
                <select
                  value={over.points}
                  onChange={({ currentTarget }) => change({ ...settings, over: { ...over, points: Number(currentTarget.value) } })}
                >
                  {POINTS.map((points) => (
                    <option key={points} value={points}>
                      {points}
                    </option>
                  ))}
                </select>
              </label>
              <label>
                Of{" "}
                <select
                  value={measure ?? measures[0]}
                  onChange={({ currentTarget }) => change({ ...settings, measure: currentTarget.value })}
                >
                  {measures.map((name) => (
                    <option key={name} value={name}>
                      {name}
                    </option>
                  ))}
                </select>
              </label>
            </>
          )}
        </>
      )}
      <button type="button" disabled={!over && !hasOwn} onClick={() => (isRunning ? stop() : sweep(settings))}>
        {isRunning ? "Stop" : isPresent ? "Sweep again" : "Sweep"}
      </button>
      {isRunning && <Progress label="Sweep" stage={state} />}
    </div>
  );
}
