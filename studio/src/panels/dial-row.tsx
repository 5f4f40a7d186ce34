/** One number of the document: name, slider, value with its unit, reset; what it means unfolds below. */
import { useComputed } from "@preact/signals";
import { useId, useState } from "preact/hooks";
import type { ShownDial } from "../contract.ts";
import { unitText } from "../plots/stage/text.ts";
import { Icon } from "../shell/icons.tsx";
import { useStudio } from "../state/studio.ts";
import { completed, numberIn, positionOf, quantity, scaleOf, valueAt } from "./slider.ts";

export function DialRow({ dial }: { readonly dial: ShownDial }) {
  const studio = useStudio();
  const [isUnfolded, setUnfolded] = useState(false);
  const id = useId();
  const { path, name, part, original, meaning, source } = dial;
  // What was set by hand stands before what the worker has read.
  const set = useComputed(() => studio.document.value.values[path]).value;
  const written = set ?? dial.original;
  const says = [name, part].filter((each) => each !== "").join(" ");
  return (
    <div class="dial" data-path={path} data-set={set !== undefined}>
      <button type="button" class="dial-name" aria-expanded={isUnfolded} aria-controls={id} onClick={() => setUnfolded(!isUnfolded)}>
        <Name dial={dial} />
        <span class="unseen"> what it means</span>
      </button>
      <Slider dial={dial} written={written} label={says} />
      <Value dial={dial} written={written} label={says} />
      <button
        type="button"
        class="quiet square dial-reset"
        aria-label={`Reset ${says} to ${original}`}
        title={`Back to ${original}`}
        disabled={set === undefined || set === original}
        onClick={() => studio.reset(path)}
      >
        <Icon name="reset" />
      </button>
      <div class="dial-more" id={id} hidden={!isUnfolded}>
        {meaning !== undefined && <p>{meaning}</p>}
        {source !== undefined && set === undefined && <p class="source">{source}</p>}
        <p class="path">{path}</p>
        {dial.ends && dial.group !== "run" && (
          <button type="button" onClick={() => studio.sweepOver(dial)}>
            Sweep over this
          </button>
        )}
      </div>
    </div>
  );
}

function Name({ dial: { symbol, name, part } }: { readonly dial: ShownDial }) {
  return (
    <>
      {symbol === "" ? (
        <span>{name}</span>
      ) : (
        <span class="symbol" data-long={name.split("_").some(({ length }) => length > 7)} dangerouslySetInnerHTML={{ __html: symbol }} />
      )}
      {part !== "" && part !== "step amplitude" && <small>{part}</small>}
    </>
  );
}

interface PartProps {
  readonly dial: ShownDial;
  readonly written: string;
  readonly label: string;
}

function Slider({ dial: { path, unit, ends }, written, label }: PartProps) {
  const studio = useStudio();
  const value = numberIn(written, unit);
  if (value === undefined || !ends) return <span class="dial-none" />;
  const scale = scaleOf(ends, value);
  const place = scale.isLog ? { min: 0, max: 1 } : { min: scale.low, max: scale.high };
  return (
    <input
      type="range"
      aria-label={label}
      aria-valuetext={quantity(value, unit)}
      {...place}
      step={scale.isLog ? scale.step : "any"}
      value={positionOf(scale, value)}
      onInput={({ currentTarget }) => studio.turn(path, quantity(valueAt(scale, currentTarget.valueAsNumber), unit), "move")}
      onChange={() => studio.settle()}
      onKeyDown={(event) => {
        const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
        if (steps === undefined) return;
        event.preventDefault();
        const position = positionOf(scale, value) + steps * scale.step;
        const next = Math.min(place.max, Math.max(place.min, position));
        studio.turn(path, quantity(valueAt(scale, next), unit), "move");
      }}
      onKeyUp={() => studio.settle()}
    />
  );
}

function Value({ dial: { path, unit }, written, label }: PartProps) {
  const studio = useStudio();
  const number = numberIn(written, unit);
  const commit = (input: HTMLInputElement) => {
    const next = completed(input.value, unit);
    if (next === "" || next === written) input.value = number === undefined ? written : `${number}`;
    else studio.turn(path, next, "step");
  };
  return (
    <span class="dial-value" data-expression={number === undefined}>
      <input
        type="text"
        aria-label={unit === "" ? label : `${label} in ${unit}`}
        inputMode={number === undefined ? "text" : "decimal"}
        autocomplete="off"
        spellcheck={false}
        value={number === undefined ? written : `${number}`}
        onChange={({ currentTarget }) => commit(currentTarget)}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      {number !== undefined && <span class="unit">{unitText(unit)}</span>}
    </span>
  );
}
