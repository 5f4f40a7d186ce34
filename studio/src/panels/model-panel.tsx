/** The model: its equations typeset, and every number of it with its slider. */
import type { ComponentChildren } from "preact";
import type { ShownDial } from "../contract.ts";
import { useStudio } from "../state/studio.ts";
import { DialRow } from "./dial-row.tsx";
import { Equations } from "./equations.tsx";
import { Remarks } from "./remarks.tsx";
import { steady } from "./steady.tsx";

const Row = steady(DialRow);
const Typeset = steady(Equations);

export function ModelPanel() {
  const described = useStudio().described.value;
  if (!described) return <p class="empty">Reading the document ...</p>;
  const dials = (group: ShownDial["group"]) => described.dials.filter((dial) => dial.group === group);
  return (
    <div class="model">
      <Remarks remarks={described.remarks} notes={described.notes} />
      <Section title="Equations" isOpen>
        <Typeset entries={described.entries} />
      </Section>
      <DialSection title="Inputs" dials={dials("input")} isOpen />
      <DialSection title="Connections" dials={dials("connection")} isOpen />
      <DialSection title="Parameters" dials={dials("parameter")} isOpen />
      <DialSection title="Initial values" dials={dials("initial")} />
      <DialSection title="Run" dials={dials("run")} />
    </div>
  );
}

function Section({
  title,
  isOpen = false,
  children,
}: {
  readonly title: string;
  readonly isOpen?: boolean;
  readonly children: ComponentChildren;
}) {
  return (
    <details class="section" open={isOpen}>
      <summary>
        <h2>{title}</h2>
      </summary>
      {children}
    </details>
  );
}

/** Dials of one group, by owner where there are several. */
function DialSection({
  title,
  dials,
  isOpen = false,
}: {
  readonly title: string;
  readonly dials: readonly ShownDial[];
  readonly isOpen?: boolean;
}) {
  if (dials.length === 0) return null;
  // The document's own first: they are what others are made of.
  const owners = [...new Set(dials.map(({ owner }) => owner))].sort((a, b) => Number(a !== "") - Number(b !== ""));
  return (
    <Section title={title} isOpen={isOpen}>
      {owners.map((owner) => (
        <fieldset class="dials" key={owner} aria-label={owner === "" ? title : `${title} of ${owner}`}>
          {owners.length > 1 && owner !== "" && <h3>{owner}</h3>}
          {dials
            .filter((dial) => dial.owner === owner)
            .map((dial) => (
              <Row key={dial.path} dial={dial} />
            ))}
        </fieldset>
      ))}
    </Section>
  );
}
