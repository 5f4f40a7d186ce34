/** Two scales of a document over one another: which, a button, how far it is, then the figure with its verdict in words. */
import type { Agreement } from "../../../../src/contract/index.ts";
import { differenceWords, percentWords } from "../../../../src/session/index.ts";
import type { CompareSettings } from "../../contract.ts";
import type { JobState } from "../../state/job.ts";
import type { ViewProps } from "../props.ts";
import { FigureView } from "../stage/figure-view.tsx";
import { Empty } from "../stage/foot.tsx";
import { Progress } from "../stage/progress.tsx";
import { sentences } from "../stage/text.ts";

export interface CompareProps extends ViewProps<CompareSettings> {
  /** The scales that the document names. */
  readonly named: readonly string[];
  /** The scales that accept it; undefined until they have been asked. */
  readonly fitting: readonly string[] | undefined;
  readonly state: JobState;
  /** Whether what is drawn is of the document as it is. */
  readonly isPresent: boolean;
  /** Compares these, or stops. */
  toggle(settings: CompareSettings): void;
}

const none = () => ({});

export function Compare(props: CompareProps) {
  const { computed, theme, isPresent, state } = props;
  const { agreement, reasons } = computed;
  return (
    <div class="plot-view" data-view="compare">
      <Controls {...props} />
      {agreement ? (
        <div class="plot-compared">
          <Quantities agreement={agreement} />
          <FigureView<Agreement>
            figure="compare"
            name="Scales compared"
            of={agreement}
            options={none}
            note={`${isPresent ? "" : "Of other values: "}${wordsOf(agreement)}`}
            theme={theme}
            source={agreement.provenance}
          />
        </div>
      ) : (
        <Empty view="compare" reason={state.kind === "running" ? "Running both ..." : (reasons.agreement ?? INVITATION)} isStale={false} />
      )}
    </div>
  );
}

const INVITATION = "Both scales run the document, and what they say is compared: rates, variances, spectra, or time courses.";

const wordsOf = ({ words, causes, notes }: Agreement) =>
  sentences([words, ...causes.map((cause) => `${cause.population}: ${cause.words}`), ...notes]);

/** The differences as a table: in the place of the picture where that is too small to be read. */
function Quantities({ agreement: { quantities } }: { readonly agreement: Agreement }) {
  const isOfMany = new Set(quantities.map(({ population }) => population)).size > 1;
  return (
    <table>
      <thead>
        <tr>
          {[...(isOfMany ? ["population"] : []), "quantity", "difference", "margin", "verdict"].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {quantities.map((one) => (
          <tr key={`${one.population} ${one.name}`}>
            {isOfMany && <td>{one.population}</td>}
            <th scope="row">{one.name}</th>
            <td>{differenceWords(one).replace("-", "\u2212")}</td>
            <td>{percentWords(one.margin)}</td>
            <td data-verdict={one.verdict}>{one.verdict}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Controls({ settings, change, named, fitting, state, isPresent, toggle }: CompareProps) {
  const known = fitting ?? named;
  // As the command line chooses: the document's own list, where it names two.
  const usual = named.length > 1 ? named : [...named, ...known.filter((id) => !named.includes(id))];
  const [first = "", second = ""] = settings.scales ?? usual;
  const isRunning = state.kind === "running";
  const choose = (scales: readonly [string, string]) => change({ ...settings, scales }, "step");
  return (
    <div class="plot-controls">
      <Choice label="Reference" value={first} all={known} choose={(id) => choose([id, second])} />
      <Choice label="Other" value={second} all={known} choose={(id) => choose([first, id])} />
      <button type="button" disabled={second === ""} onClick={() => toggle({ ...settings, scales: [first, second] })}>
        {isRunning ? "Stop" : isPresent ? "Compare again" : "Compare"}
      </button>
      {isRunning && <Progress label="Comparison" stage={state} />}
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly all: readonly string[];
  choose(id: string): void;
}

function Choice({ label, value, all, choose }: ChoiceProps) {
  return (
    <label>
      {label}{" "}
      <select value={value} onChange={({ currentTarget }) => choose(currentTarget.value)}>
        {(all.includes(value) ? all : [value, ...all]).map((id) => (
          <option key={id} value={id}>
            {id}
          </option>
        ))}
      </select>
    </label>
  );
}
