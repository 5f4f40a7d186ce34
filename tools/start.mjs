/** npm start [-- ARGS]: installs and joins what is missing, then runs the command line; without ARGS, the flagship example. */
import { buildCommand, node } from "./prepare.mjs";

await buildCommand();
const args = process.argv.slice(2);
if (args[0] === "studio") await (await import("./studio.mjs")).buildStudio();
node(["dist/bin/lapicque.js", ...(args.length > 0 ? args : ["run", "example:firing-patterns"])]);
