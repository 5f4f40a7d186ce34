/** npm start [-- ARGS]: installs and builds what is missing, then runs the command line; without ARGS, the flagship example. */
import { build, install, node } from "./prepare.mjs";

install();
build();
const args = process.argv.slice(2);
node(["dist/cli/main.js", ...(args.length > 0 ? args : ["run", "example:firing-patterns"])], {});
