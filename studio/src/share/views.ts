/** Settings of views as a stranger wrote them, in a link: what has not the form of settings is left out, and the view chooses for itself. */
import type { LiveSettings, PlaneSettings, Start, SweepSettings, TracesSettings, Views } from "../settings.ts";
import { plainViews } from "../state/document.ts";

/** Entries of a list that a stranger may fill. */
const MOST = 100;
/** Points of a sweep: each is a run. */
const MOST_POINTS = 1000;

type Plain = Readonly<Record<string, unknown>>;

/** Settings with everything that is well formed in `given`. */
export function readViews(given: unknown): Views {
  const { open, openOfNetworks, plane, traces, firing, over, live, steady, compare, others, sweep } = plain(given);
  const scales = tuple(plain(compare).scales, 2, isText);
  const trials = plain(compare).trials;
  return {
    open: list(open, isText) ?? plainViews.open,
    ...optional("openOfNetworks", list(openOfNetworks, isText)),
    plane: planeOf(plain(plane)),
    traces: tracesOf(plain(traces)),
    firing: { ...optional("input", text(plain(firing).input)), ...optional("range", tuple(plain(firing).range, 2, isNumber)) },
    over: { ...optional("parameter", text(plain(over).parameter)) },
    live: liveOf(plain(live)),
    steady: { ...optional("parameter", text(plain(steady).parameter)) },
    compare: { ...optional("scales", scales), ...(isNumber(trials) && Number.isInteger(trials) && trials > 0 ? { trials } : {}) },
    others: { ...optional("scales", list(plain(others).scales, isText)) },
    sweep: sweepOf(plain(sweep)),
  };
}

function tracesOf({ hidden, range, moment, windows }: Plain): TracesSettings {
  return {
    hidden: list(hidden, isText) ?? [],
    ...optional("range", tuple(range, 2, isNumber)),
    ...optional("moment", isNumber(moment) ? moment : undefined),
    ...optional("windows", windowsOf(windows)),
  };
}

function windowsOf(given: unknown): TracesSettings["windows"] {
  const found = Object.entries(plain(given)).flatMap(([figure, window]) => {
    const read = tuple(window, 4, isNumber);
    return read && read[0] < read[1] && read[2] < read[3] ? [[figure, read] as const] : [];
  });
  return found.length > 0 ? Object.fromEntries(found.slice(0, MOST)) : undefined;
}

function sweepOf({ over, measure }: Plain): SweepSettings {
  const { path, low, high, points } = plain(over);
  const isWhole = isText(path) && isNumber(low) && isNumber(high) && isNumber(points) && Number.isInteger(points) && points > 0;
  return {
    ...optional("over", isWhole && points <= MOST_POINTS ? { path, low, high, points } : undefined),
    ...optional("measure", text(measure)),
  };
}

function planeOf({ axes, window, starts, hidden }: Plain): PlaneSettings {
  return {
    ...optional("axes", tuple(axes, 2, isText)),
    ...optional("window", tuple(window, 4, isNumber)),
    starts: list(starts, isStart) ?? [],
    hidden: list(hidden, isText) ?? [],
  };
}

function liveOf({ span, speed, kick }: Plain): LiveSettings {
  const { live } = plainViews;
  const positive = (value: unknown, other: number) => (isNumber(value) && value > 0 ? value : other);
  return { span: positive(span, live.span), speed: positive(speed, live.speed), kick: isNumber(kick) ? kick : live.kick };
}

const plain = (value: unknown): Plain => (isPlain(value) ? value : {});
const isPlain = (value: unknown): value is Plain => typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string";
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const text = (value: unknown) => (isText(value) ? value : undefined);

const isStart = (value: unknown): value is Start =>
  isPlain(value) && isPlain(value.at) && Object.values(value.at).every(isNumber) && typeof value.backwards === "boolean";

function list<T>(value: unknown, is: (one: unknown) => one is T): readonly T[] | undefined {
  return Array.isArray(value) && value.length <= MOST && value.every(is) ? value : undefined;
}

type Tuple<T, N extends 2 | 4> = N extends 2 ? readonly [T, T] : readonly [T, T, T, T];

function tuple<T, N extends 2 | 4>(value: unknown, length: N, is: (one: unknown) => one is T): Tuple<T, N> | undefined {
  const read = list(value, is);
  // The length has been counted.
  return read?.length === length ? (read as unknown as Tuple<T, N>) : undefined;
}

const optional = <K extends string, T>(key: K, value: T | undefined) =>
  // An absent value is an absent key.
  (value === undefined ? {} : { [key]: value }) as { readonly [key in K]?: T };
