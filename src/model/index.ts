/**
 * Documents, the catalogue, and experiments.
 *
 * Life of a document: `resolveDocument` (texts -> nodes, includes, models) -> `applyOverride` -> `bind` (-> experiment, or every
 * mistake with its place). `filesNamed` lists the data that the caller reads in between.
 */
export { type Bound, bind } from "./bind/bind.ts";
export type { Missing } from "./bind/context.ts";
export { densityAsset } from "./bind/density-files.ts";
export { type DescribedQuantity, type Description, describeFlow, descriptionLines } from "./bind/describe.ts";
export { type DescribedProjection, type DescribedSynapse, describeProjections, describeSynapses } from "./bind/describe-network.ts";
export { type Dial, dialsOf } from "./bind/dials.ts";
export type { BoundFlow } from "./bind/flow.ts";
export { treesOf } from "./bind/value.ts";
export { catalogue, type ModelLine } from "./catalogue/index.ts";
export { families, type Model, type ModelParameter, type ModelSet } from "./catalogue/model.ts";
export type { Candidate, Completion, Knowledge } from "./completion/candidate.ts";
export { completeAt } from "./completion/complete.ts";
export { type Meaning, meaningAt } from "./completion/meaning.ts";
export { connectionsOf } from "./connections.ts";
export type { Document } from "./document/document.ts";
export { removeEntries, setValues, textEditor } from "./document/edit.ts";
export { modelText } from "./document/example.ts";
export { type FileUse, filesNamed, type NamedFile } from "./document/files.ts";
export { applyOverride, flagValue } from "./document/override.ts";
export { placeOf } from "./document/place.ts";
export { type FileText, type Needs, needsOf, type Resolution, resolveDocument } from "./document/resolve.ts";
export { documentAt, rangeAxis, type SweepAxis, type SweepPoint, sweepAxes, sweepPoints } from "./document/sweep.ts";
export { documentText } from "./document/write.ts";
export type * from "./experiment.ts";
export { type Names, vocabulary } from "./names.ts";
export { type DocumentData, documentJsonSchema, documentSchema } from "./schema/document.ts";
export { synapseIds, synapseKinds } from "./synapses/index.ts";
export type { SynapseKind } from "./synapses/kind.ts";
