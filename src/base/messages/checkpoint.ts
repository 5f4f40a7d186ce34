/** What is said about checkpoints and about going on from them. */
import type { MessageTable, Word } from "./message.ts";

/** Sentences about checkpoints, by code. */
export const checkpointMessages = {
  "checkpoint-unsupported": (d: { scale: Word }) => ({
    text: `a run on the scale \`${d.scale}\` cannot be checkpointed`,
    hint: "leave --checkpoint out; the scale `network` has checkpoints",
  }),
  "checkpoint-several": (d: { count: Word }) => ({
    text: `a checkpoint is of one scale, and this run has ${d.count}`,
    hint: "choose one with --scale, or leave --checkpoint out",
  }),
  "checkpoint-interval": (d: { given: Word }) => ({
    text: `the time between checkpoints is ${d.given}; it must be longer than 0`,
    hint: "write `--every '500 ms'`: time within the model, not on the clock",
  }),
  "checkpoint-in-the-way": (d: { file: Word }) => ({
    text: `${d.file} is there and is no checkpoint; it would be overwritten`,
    hint: "name another file",
  }),
  "checkpoint-unreadable": (d: { file: Word; reason: Word }) => ({
    text: `${d.file} cannot be read: ${d.reason}`,
    hint: "is the path right? It is what was given with `run --checkpoint FILE`, and there is none before the first --every is over",
  }),
  "checkpoint-foreign": (d: { file: Word }) => ({
    text: `${d.file} is no checkpoint`,
    hint: "give the file that was named with `run --checkpoint FILE`",
  }),
  "checkpoint-truncated": (d: { file: Word; needed: Word; found: Word }) => ({
    text: `${d.file} is cut off: it has ${d.found} bytes of ${d.needed}`,
    hint: "copy it again from where it was written, or run the document anew",
  }),
  "checkpoint-damaged": (d: { file: Word }) => ({
    text: `${d.file} is damaged: its content does not fit its checksum`,
    hint: "copy it again from where it was written, or run the document anew",
  }),
  "checkpoint-version": (d: { file: Word; theirs: Word; ours: Word }) => ({
    text: `${d.file} was written by ${d.theirs}; this is ${d.ours}`,
    hint: "another build may take other steps: go on with the one that wrote it, or run the document anew",
  }),
  "checkpoint-data": (d: { file: Word; name: Word }) => ({
    text: `${d.name}, which the document of ${d.file} reads, is not what it was when the checkpoint was written`,
    hint: "put the file back as it was, or run the document anew",
  }),
  "checkpoint-threads": (d: { threads: Word }) => ({
    text: `the checkpoint is of a run in ${d.threads} threads, and here there is one`,
    hint: "go on with `lapicque resume`, or give a host with threads",
  }),
} as const satisfies MessageTable;
