/** A figure of a run that is not over time: of the stretch of time that the other views show, or of a moment, where it has one. */
import { useCallback } from "preact/hooks";
import type { Result } from "../../../../src/contract/index.ts";
import type { Figure, Options } from "../../../../src/figures/index.ts";
import type { ChangeKind, TracesSettings, Window } from "../../contract.ts";
import { wantedOptions } from "../network/wanted.ts";
import type { TimeProps } from "../props.ts";
import { useFigure } from "../stage/figure.ts";
import { FigureView } from "../stage/figure-view.tsx";
import { Empty } from "../stage/foot.tsx";
import { Moment, momentsOf } from "./moment.tsx";

export interface RunFigureProps extends TimeProps {
  /** In the registry of figures. */
  readonly figure: string;
  readonly name: string;
}

export function RunFigure(props: RunFigureProps) {
  const { figure: id, name, computed, theme, settings, change, wanted } = props;
  const { result, reasons, stale } = computed;
  const { range, moment } = settings;
  const figure = useFigure<Result>(id);
  const options = useCallback(
    (figure: Figure<Result>): Options => ({
      ...wantedOptions(figure, result!, wanted),
      ...(range && "from" in figure.options ? { from: range[0], to: range[1] } : {}),
      ...(moment !== undefined && "at" in figure.options ? { at: moment } : {}),
    }),
    [result, wanted, range?.[0], range?.[1], moment],
  );
  if (!result) return <Empty view={id} reason={reasons.result} isStale={stale.includes("result")} />;
  const times = figure && "at" in figure.options ? momentsOf(result) : undefined;
  // Of the kind that its figure says.
  const said = figure && (wantedOptions(figure, result, wanted).at as number | undefined);
  const magnifier = figure?.isPlane && {
    window: settings.windows?.[id],
    set: (window: Window | undefined, kind: ChangeKind) => change(withWindow(settings, id, window), kind),
  };
  return (
    <FigureView
      figure={id}
      name={name}
      of={result}
      options={options}
      note=""
      theme={theme}
      source={result.provenance}
      {...(magnifier ? { magnifier } : {})}
    >
      {times && <Moment {...props} result={result} times={times} said={said} />}
    </FigureView>
  );
}

/** The settings with the part of a plane that a figure shows; without one, all of it. */
function withWindow({ windows, ...rest }: TracesSettings, figure: string, window: Window | undefined): TracesSettings {
  const { [figure]: _, ...others } = windows ?? {};
  const next = window ? { ...others, [figure]: window } : others;
  return Object.keys(next).length > 0 ? { ...rest, windows: next } : rest;
}
