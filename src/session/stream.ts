/**
 * `spikes.csv` and `signals.csv`, written while the run goes on: rows are appended as soon as no earlier row can still come. The
 * same code writes the rest at the end, so that a run of a millisecond and a run of a day give files of one form.
 */
import { encodeUtf8, LapicqueError } from "../base/index.ts";
import type { Channel } from "../contract/index.ts";
import { columnHeader, csvLine } from "../io/index.ts";
import type { Collector, Gathered } from "./collector.ts";
import type { Folder } from "./host.ts";

/** Rows are joined to texts of about this many rows before they go to the folder. */
const ROWS = 4096;

/** A pending part of one channel: rows from `next` on are not written yet. */
interface Cursor {
  readonly gathered: Gathered;
  next: number;
}

/** Population, neuron, time. */
type Event = readonly [string, number, number];

/** One table on its way to a file. */
class Table {
  #lines: string[];
  readonly #folder: Folder;
  readonly name: string;
  #begun = false;

  constructor(folder: Folder, name: string, header: readonly string[]) {
    this.#folder = folder;
    this.name = name;
    this.#lines = [csvLine(header)];
  }

  async add(cells: readonly (string | number)[]): Promise<void> {
    this.#lines.push(csvLine(cells));
    if (this.#lines.length >= ROWS) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#lines.length === 0) return;
    const bytes = encodeUtf8(this.#lines.join(""));
    this.#lines = [];
    if (this.#begun) await this.#folder.append(this.name, bytes);
    else await this.#folder.write(this.name, bytes);
    this.#begun = true;
  }
}

/** `V_mV`; `cell.V_mV` if several populations are recorded, `V[3]_mV` if several neurons of one are. */
function signalHeaders(channels: readonly Channel[]): readonly string[] {
  const isOneOfMany = new Set(channels.map(({ population }) => population)).size > 1;
  const plain = ({ population, label }: Channel) => (isOneOfMany ? `${population}.${label}` : label);
  return channels.map((channel) => {
    const alike = channels.filter((other) => plain(other) === plain(channel)).length > 1;
    return columnHeader({ name: plain(channel) + (alike ? `[${channel.neuron ?? "mean"}]` : ""), unit: channel.unit, values: [] });
  });
}

/** The two tables of one scale's run. */
export class RecordingStream {
  readonly #spikes: Table;
  readonly #signals: Table | undefined;
  readonly #events: readonly Cursor[];
  readonly #samples: readonly Cursor[];
  /** Until so long after its time a sample may still come. */
  readonly #lag: number;
  #waiting: Event[] = [];
  failure: LapicqueError | undefined;

  /**
   * @param folder    where `guarded` has made failures LapicqueErrors
   * @param prefix    folder of the scale within the output folder: "" or "cell/"
   * @param physical  times are in ms, and the header says so
   */
  constructor(folder: Folder, prefix: string, collector: Collector, physical: boolean) {
    const time = physical ? "time_ms" : "time";
    const cursors = (kind: "events" | "samples") => collector.of(kind).map((gathered) => ({ gathered, next: 0 }));
    this.#events = cursors("events");
    this.#samples = cursors("samples");
    this.#spikes = new Table(folder, `${prefix}spikes.csv.partial`, ["population", "neuron", time]);
    this.#lag = Math.max(0, ...this.#samples.map(({ gathered }) => gathered.channel.lag ?? 0));
    const titles = signalHeaders(this.#samples.map(({ gathered }) => gathered.channel));
    this.#signals = titles.length > 0 ? new Table(folder, `${prefix}signals.csv.partial`, [time, ...titles]) : undefined;
  }

  /**
   * Writes every row up to time `limit`, which no later event may precede, nor a sample by more than the lag of its channel. A folder that refuses is remembered in
   * `failure`, and nothing more is written: the run itself goes on.
   */
  async write(limit: number): Promise<void> {
    if (this.failure) return;
    try {
      await this.#write(limit);
    } catch (error) {
      if (!(error instanceof LapicqueError)) throw error;
      this.failure = error;
    }
  }

  async #write(limit: number): Promise<void> {
    for (const row of this.#takeEvents(limit)) await this.#spikes.add(row);
    await this.#spikes.flush();
    await this.#writeSamples(limit - this.#lag);
  }

  /** Names of the files, without `.partial`. */
  get names(): readonly string[] {
    return [this.#spikes, this.#signals].filter((table) => table !== undefined).map(({ name }) => name.slice(0, -".partial".length));
  }

  /** Neurons are computed one after the other, and one may have run ahead of `limit`: its later events wait. */
  #takeEvents(limit: number): readonly Event[] {
    for (const cursor of this.#events) {
      const { channel, times, data } = cursor.gathered;
      for (; cursor.next < times.length; cursor.next++)
        this.#waiting.push([channel.population, data.at(cursor.next), times.at(cursor.next)]);
    }
    const due = this.#waiting.filter(([, , time]) => time <= limit);
    this.#waiting = this.#waiting.filter(([, , time]) => time > limit);
    return due.sort((a, b) => a[2] - b[2] || (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1]));
  }

  /** Signals may have time bases of their own: a row for every time that occurs, empty cells where a signal has no sample. */
  async #writeSamples(limit: number): Promise<void> {
    if (!this.#signals) return;
    for (;;) {
      let time = Number.POSITIVE_INFINITY;
      for (const { gathered, next } of this.#samples) if (next < gathered.times.length) time = Math.min(time, gathered.times.at(next));
      if (time === Number.POSITIVE_INFINITY || time > limit) break;
      const row: (number | string)[] = [time];
      for (const cursor of this.#samples) {
        const { times, data, channel } = cursor.gathered;
        if (cursor.next < times.length && times.at(cursor.next) === time) row.push(data.at(cursor.next++) / channel.factor);
        else row.push("");
      }
      await this.#signals.add(row);
    }
    await this.#signals.flush();
  }
}
