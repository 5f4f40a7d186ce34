import { expect, test } from "vitest";
import { cursorPlace } from "../../../src/model/completion/cursor-place.ts";

/** `¦` is the cursor. */
function at(text: string) {
  const offset = text.indexOf("¦");
  const place = cursorPlace(text.replace("¦", ""), offset);
  return (
    place && `${place.role} ${place.path.join(".")} <${place.written}>${place.before.length > 0 ? ` after ${place.before.join(",")}` : ""}`
  );
}

const cases: readonly (readonly [text: string, place: string])[] = [
  ["¦", "key  <>"],
  ["neu¦", "key  <neu>"],
  ["format: 1\nrun: { duration: 1 s }\nst¦", "key  <st> after format,run"],
  ["neurons:\n  cell:\n    mod¦", "either neurons.cell <mod>"],
  ["neurons:\n  cell:\n    model: ad¦", "value neurons.cell.model <ad>"],
  ["neurons:\n  cell:\n    model: adex\n    pa¦", "key neurons.cell <pa> after model"],
  ["neurons:\n  cell:\n    model: adex\n    ¦", "key neurons.cell <> after model"],
  ["neurons:\n  cell:\n    model: adex\n  ¦", "key neurons <> after cell"],
  ["neurons:\n  cell:\n    model: adex\n¦", "key  <> after neurons"],
  ["neurons:\n  cell:\n    equations: |\n      dV/dt = -V/ta¦", "value neurons.cell.equations <dV/dt = -V/ta>"],
  ["neurons:\n  cell:\n    equations: |\n      dV/dt = -V/tau\n      ¦", "value neurons.cell.equations <>"],
  ["neurons:\n  cell:\n    equations: |\n      dV/dt = -V/tau\n    ini¦", "key neurons.cell <ini> after equations"],
  ["neurons:\n  cell:\n    equations: dV/dt = -V\n      + ta¦", "value neurons.cell.equations <+ ta>"],
  ["neurons:\n  cell:\n    parameters: { C: 200 p¦", "value neurons.cell.parameters.C <200 p>"],
  ["neurons:\n  cell:\n    parameters: { C: 200 pF, g¦ }", "key neurons.cell.parameters <g> after C"],
  ["neurons:\n  cell:\n    parameters: { C: { value: 1 nF, mea¦", "key neurons.cell.parameters.C <mea> after value"],
  ["stimuli:\n  - { to: cell.I, step: { amplitude: 1 n¦", "value stimuli.0.step.amplitude <1 n>"],
  ["stimuli:\n  - { to: cell.I }\n  - st¦", "either stimuli.1 <st>"],
  ["stimuli:\n  - to: cell.I\n    st¦", "key stimuli.0 <st> after to"],
  ["stimuli:\n  - to: cell.I\n  - to: cell.I\n    step:\n      am¦", "either stimuli.1.step <am>"],
  ["stimuli:\n- to: cell.I\nru¦", "key  <ru> after stimuli"],
  ["record: { E: [spikes, V], I: [sp¦", "value record.I.0 <sp>"],
  ["record:\n  E: [spikes, ¦", "value record.E.1 <>"],
  ["figures: [traces, { raster: { fr¦", "key figures.1.raster <fr>"],
  ["figures:\n  - tra¦", "either figures.0 <tra>"],
  ["run:\n  scale: [network,\n    me¦", "value run.scale.1 <me>"],
  ['{"run": {"scale": "net¦', "value run.scale <net>"],
  ['{"run":{"scale":"network","du¦', "key run <du> after scale"],
  ["title: 'It''s here: x'\nru¦", "key  <ru> after title"],
  ['title: "a\n  b: {"\nru¦', "key  <ru> after title"],
  ["parameters: { J: 1 } # x\nru¦", "key  <ru> after parameters"],
  ["parameters: # of all\n  J: 1\n  K¦", "key parameters <K> after J"],
  ["run: { scale: [network\n  ], dura¦", "key run <dura> after scale"],
  ["reset: { V: -60 mV\nru¦", "key  <ru> after reset"],
];

test.each(cases)("%j", (text, place) => expect(at(text)).toBe(place));

test("there is nothing to be written in a comment", () => {
  for (const text of ["# a ¦", "run: # le¦", "run: { scale: cell } # ¦", "n:\n  equations: |\n    # V¦", "run: { # ¦"]) {
    expect(at(text), text).toBeUndefined();
  }
});
