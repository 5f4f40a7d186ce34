/** A thread of the command line: computes a part of a run. */
import { parentPort } from "node:worker_threads";
import { servePart } from "../session/index.ts";

const port = parentPort!;
port.on(
  "message",
  servePart((message, moved) => port.postMessage(message, moved as ArrayBuffer[])),
);
