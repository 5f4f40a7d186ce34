/** What is said about fields: their axes, what acts across them, and their runs. */
import type { MessageTable, Names, Word } from "./message.ts";
import { known } from "./phrases.ts";

/** Sentences about fields, by code. */
export const fieldMessages = {
  "bad-axis": (d: { name: Word }) => ({
    text: `the axis \`${d.name}\` needs \`[from, to, points]\`, from below to and at least 2 points`,
    hint: "for example `x: [0 mm, 1 mm, 100]`",
  }),
  "too-many-axes": (d: { count: Word; most: Word }) => ({
    text: `a field has 1 to ${d.most} axes, not ${d.count}`,
    hint: "for example `axes: { x: [-16, 16, 128] }`",
  }),
  "too-many-cells": (d: { count: Word; most: Word }) => ({
    text: `the field has ${d.count} cells, of which at most ${d.most} are computed`,
    hint: "take fewer points",
  }),
  "unknown-axis": (d: { name: Word; known: Names }) => ({ text: `the field has no axis \`${d.name}\``, hint: known(d.known) }),
  "axis-and-name": (d: { name: Word; part: Word }) => ({
    text: `\`${d.name}\` is an axis and stands in \`${d.part}\` too`,
    hint: "rename one of the two",
  }),
  "field-and-population": (d: { name: Word }) => ({
    text: `\`${d.name}\` is an entry of \`fields\` and of another section`,
    hint: "rename one of the two",
  }),
  "conv-axis-twice": (d: { name: Word }) => ({ text: `the axis \`${d.name}\` stands twice in \`conv\``, hint: "name each axis once" }),
  "kernel-reads": (d: { name: Word; kernel: Word; coordinates: Names }) => ({
    text: `the kernel \`${d.kernel}\` reads \`${d.name}\`, which changes in time`,
    hint: `a kernel reads the displacement, parameters, and the coordinates ${d.coordinates.join(", ")} of where it is felt; what changes belongs into the second argument of \`conv\``,
  }),
  "laplacian-axes": (d: { first: Word; second: Word }) => ({
    text: `\`laplacian\` adds up the axes \`${d.first}\` and \`${d.second}\`, which measure different things`,
    hint: "give the axes of space one unit, and other coordinates a field without `laplacian`",
  }),
  "noise-across": (d: { name: Word }) => ({
    text: `\`${d.name}\` cannot stand within \`conv\` or \`laplacian\``,
    hint: "add the noise outside; a kernel that smooths it is `conv` of a state that the noise drives",
  }),
  "initial-across": (d: { name: Word; state: Word }) => ({
    text: `the initial value of \`${d.state}\` cannot read \`${d.name}\`: nothing acts across the field before it begins`,
    hint: "write it as an expression of the coordinates, or draw it",
  }),
  "field-has-ends": (d: { axis: Word; where: Word }) => ({
    text: `the field ${d.where} has ends along \`${d.axis}\`, so that no state of it is the same everywhere`,
    hint: "leave `outside` out: the ends touch then",
  }),
  "field-not-alike": (d: { name: Word; where: Word }) => ({
    text: `the places of the field ${d.where} are not alike: something of it reads \`${d.name}\``,
    hint: "states that are the same everywhere are found of fields in which nothing reads the coordinates",
  }),
  "field-nested": (d: { where: Word }) => ({
    text: `in the field ${d.where} one \`conv\` or \`laplacian\` acts on another`,
    hint: "make what the inner one computes a state that follows it quickly",
  }),
  "scale-needs-fields": (d: { scale: Word }) => ({
    text: `the scale ${d.scale} computes \`fields\`; the document has none`,
    hint: "add `fields:`, or choose another scale: `lapicque list scales`",
  }),
  "field-needs-step": (d: { where: Word }) => ({
    text: `the field ${d.where} is computed on a grid of time, and \`run\` has no \`step\``,
    hint: "add `step:` to `run`, some twentieth of the time in which the field relaxes",
  }),
  "method-not-for-fields": (d: { method: Word; known: Names }) => ({
    text: `the method ${d.method} does not integrate fields`,
    hint: known(d.known),
  }),
  "field-stratonovich": (d: { where: Word }) => ({
    text: `the noise of ${d.where} is multiplied by its states, and white in space: it has no Stratonovich reading`,
    hint: "leave `sde` out, or add noise that does not depend on the states",
  }),
  "field-reads": (d: { name: Word; where: Word }) => ({
    text: `\`${d.name}\` has no meaning in the field ${d.where}`,
    hint: "a field reads its coordinates, its states, inputs and parameters, and `t`",
  }),
  "field-clamp": (d: { stimulus: Word; where: Word }) => ({
    text: `the stimulus ${d.stimulus} clamps a field, which is not computed`,
    hint: "drive an input of the field",
  }),
  "field-each": (d: { stimulus: Word; where: Word }) => ({
    text: `the stimulus ${d.stimulus} is drawn for each neuron, and a field has none`,
    hint: "write what differs from place to place as an expression of the coordinates, or add `xi`, which is white in space",
  }),
  "kernel-too-large": (d: { kernel: Word; count: Word; most: Word; where: Word }) => ({
    text: `the kernel \`${d.kernel}\` depends on where it is felt, and has a weight for each of ${d.count} pairs of cells; at most ${d.most} are kept`,
    hint: "take fewer points, or a kernel of the displacement alone",
  }),
  "field-set": (d: { name: Word; where: Word }) => ({
    text: `\`${d.name}\` cannot be changed while ${d.where} runs`,
    hint: "states, inputs and parameters of a field can, as in `FIELD.NAME`",
  }),
  "field-does-not-fit": (d: { gigabytes: Word }) => ({
    text: `the field needs about ${d.gigabytes} GB of memory, which this machine does not give`,
    hint: "take fewer points",
  }),
} as const satisfies MessageTable;
