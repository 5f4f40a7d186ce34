/** The keys, and what a hand can do in the plots. */
import type { Action } from "../actions/action.ts";
import { basicActions } from "../actions/basic.ts";
import { useStudio } from "../state/studio.ts";
import { Sheet } from "./sheet.tsx";

const inPlots: readonly (readonly [string, string])[] = [
  ["Click", "phase plane: a trajectory starts there"],
  ["Shift click", "the same, backwards in time"],
  ["Drag a start", "the trajectory follows"],
  ["Hover a fixed point", "its type and eigenvalues"],
  ["Drag across a trace", "highlights that stretch of time everywhere"],
  ["Wheel, pinch", "zooms"],
  ["Double click", "shows everything again"],
];

const onSliders: readonly (readonly [string, string])[] = [
  ["Arrows", "one step"],
  ["Page Up, Page Down", "ten steps"],
  ["Home, End", "to the ends"],
];

const wordsOf = ({ name, about }: Action) => (about === undefined ? name : `${name}: ${about}`);

export function HelpSheet() {
  const { sheet } = useStudio();
  return (
    <Sheet title="Keys and gestures" close={() => (sheet.value = undefined)}>
      <div class="help">
        <List title="Everywhere" lines={basicActions.flatMap((action) => (action.key ? [[action.key.shown, wordsOf(action)]] : []))} />
        <List title="On a slider" lines={onSliders} />
        <List title="In the plots" lines={inPlots} />
      </div>
    </Sheet>
  );
}

function List({ title, lines }: { readonly title: string; readonly lines: readonly (readonly [string, string])[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {lines.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
